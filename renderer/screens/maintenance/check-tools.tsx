import { App, Button, Segmented } from 'antd';
import { SearchBox } from '#renderer/parts/search-box';
import { text } from '#renderer/text/zh-cn';
import {
  ANSWER_FILTERS,
  countOf,
  type AnswerFilter,
  type Campaign,
  type MaintenanceAnswer,
} from './campaign';
import type { CheckList } from './use-check-list';
import { MAINTENANCE_ANSWERS } from '#app/contract/maintenance-words';

const words = text.maintenance.list;
const ANY = '';

export interface CheckToolsProps {
  readonly campaign: Campaign;
  readonly list: CheckList;
  readonly working: boolean;
  readonly onAnswerSelected: (answer: MaintenanceAnswer) => void;
  /** 整批确认 of what has no answer yet, in the office that is shown. */
  readonly onRest: () => void;
}

/** Filters above the table; once rows are selected, what can be done with them. */
export function CheckTools({ campaign, list, working, onAnswerSelected, onRest }: CheckToolsProps) {
  const { message } = App.useApp();
  const { filters, selected } = list;
  const total = list.pages.total ?? 0;
  const rest = countOf(campaign, filters.office, '未答复');
  const all = async () => {
    if (!(await list.selectAll())) void message.info(words.tooMany);
  };
  if (selected.size > 0) {
    return (
      <div
        className="page-bar maintenance-tools maintenance-batch"
        role="toolbar"
        aria-label={words.selected(selected.size)}
      >
        <strong>{words.selected(selected.size)}</strong>
        {selected.size < total && (
          <Button type="link" size="small" onClick={() => void all()}>
            {words.selectAll(total)}
          </Button>
        )}
        {MAINTENANCE_ANSWERS.map((answer) => (
          <Button key={answer} size="small" onClick={() => onAnswerSelected(answer)}>
            {answer}
          </Button>
        ))}
        <Button type="link" size="small" onClick={list.clearSelection}>
          {words.clear}
        </Button>
      </div>
    );
  }
  return (
    <div className="page-bar maintenance-tools">
      <Segmented<string>
        aria-label={words.answerFilter}
        value={filters.answer ?? ANY}
        onChange={(value) =>
          list.setFilters({ ...filters, answer: value === ANY ? null : (value as AnswerFilter) })
        }
        options={[
          { value: ANY, label: `${words.any} ${countOf(campaign, filters.office, null)}` },
          ...ANSWER_FILTERS.map((value) => ({
            value,
            label: `${value} ${countOf(campaign, filters.office, value)}`,
          })),
        ]}
      />
      <SearchBox
        query={filters.query}
        onQuery={(query) => list.setFilters({ ...filters, query })}
        label={words.search}
      />
      <span className="page-bar-space" />
      {working && rest > 1 && <Button onClick={onRest}>{words.rest(rest)}</Button>}
    </div>
  );
}
