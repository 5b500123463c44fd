import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Button } from 'antd';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { isTyping } from '#renderer/parts/is-typing';
import { Loading } from '#renderer/parts/loading';
import type { RowColumn } from '#renderer/parts/row-columns';
import { RowTable, type RowTableHandle } from '#renderer/parts/row-table';
import { text } from '#renderer/text/zh-cn';
import { NO_CHECK_FILTERS, type CheckedEntry, type MaintenanceAnswer } from './campaign';
import type { CheckList } from './use-check-list';
import { MAINTENANCE_ANSWERS } from '#app/contract/maintenance-words';

const words = text.maintenance.list;

/** Keys 1, 2 and 3 in the order in which the answers are printed. */
const ANSWER_KEYS: Readonly<Partial<Record<string, MaintenanceAnswer>>> = {
  '1': '无变化',
  '2': '有变化',
  '3': '应停用',
};

function AnswerButtons(props: {
  readonly entry: CheckedEntry;
  readonly onAnswer: (answer: MaintenanceAnswer) => void;
}) {
  const { entry, onAnswer } = props;
  return (
    <span className="answer-buttons">
      {MAINTENANCE_ANSWERS.map((answer) => (
        <button
          key={answer}
          type="button"
          tabIndex={-1}
          className={`answer-${answer}`}
          aria-pressed={entry.answer === answer}
          aria-label={words.answerOf(entry.name, answer)}
          title={text.maintenance.answers[answer]}
          onClick={() => onAnswer(answer)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {answer}
        </button>
      ))}
    </span>
  );
}

function Note({ entry }: { readonly entry: CheckedEntry }) {
  if (entry.answer === null) return null;
  const by = words.by(entry.by, entry.on ?? '', entry.offline);
  return (
    <span title={`${entry.note} ${by}`}>
      {entry.note} <span className="quiet">{by}</span>
    </span>
  );
}

function columnsFor(
  withOffice: boolean,
  onAnswer: ((entry: CheckedEntry, answer: MaintenanceAnswer) => void) | null,
): RowColumn<CheckedEntry>[] {
  return [
    {
      key: 'name',
      title: words.name,
      render: (entry) => <span title={entry.summary || entry.name}>{entry.name || entry.code}</span>,
    },
    {
      key: 'code',
      title: words.code,
      width: 130,
      render: (entry) => (
        <span className="code" title={entry.code}>
          {entry.code}
        </span>
      ),
    },
    ...(withOffice
      ? [
          {
            key: 'office',
            title: words.office,
            width: 110,
            render: (entry: CheckedEntry) => <span title={entry.office}>{entry.office}</span>,
          },
        ]
      : []),
    { key: 'sharing', title: words.sharing, width: 98, render: (entry) => entry.sharingType },
    { key: 'cycle', title: words.cycle, width: 76, render: (entry) => entry.updateCycle },
    onAnswer === null
      ? { key: 'answer', title: words.answer, width: 90, render: (entry) => entry.answer ?? words.unanswered }
      : {
          key: 'answer',
          title: words.answer,
          width: 200,
          render: (entry) => <AnswerButtons entry={entry} onAnswer={(answer) => onAnswer(entry, answer)} />,
        },
    { key: 'note', title: words.note, render: (entry) => <Note entry={entry} /> },
  ];
}

export interface CheckTableProps {
  readonly list: CheckList;
  readonly working: boolean;
  readonly onAnswer: (entry: CheckedEntry, answer: MaintenanceAnswer) => void;
  /** Keys 1, 2, 3 while rows are selected. */
  readonly onAnswerSelected: (answer: MaintenanceAnswer) => void;
  readonly onOpen: (entry: CheckedEntry) => void;
  /** Present once nothing waits for an answer any more. */
  readonly onFinish: (() => void) | undefined;
}

/** The entries to be looked at, answered with 1, 2, 3 or the buttons in the row. */
export function CheckTable(props: CheckTableProps) {
  const { list, working, onAnswer, onAnswerSelected, onOpen, onFinish } = props;
  const table = useRef<RowTableHandle>(null);
  const { pages, filters, current, selected } = list;
  const loaded = pages.total !== null && pages.total > 0;
  useEffect(() => {
    if (loaded && working) table.current?.focus();
  }, [loaded, working, filters.office, filters.answer]);
  useEffect(() => table.current?.scrollTo(current), [current]);

  const onKey = (event: KeyboardEvent) => {
    const answer = ANSWER_KEYS[event.key];
    if (event.nativeEvent.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'a' || !working || isTyping(event.target)) return;
      event.preventDefault();
      void list.selectAll();
      return;
    }
    if ((event.target as HTMLElement).getAttribute('role') !== 'grid') return;
    if (event.key === 'Escape' && selected.size > 0) list.clearSelection();
    if (answer === undefined || !working || event.repeat) return;
    event.preventDefault();
    const entry = list.rowAt(current);
    if (selected.size > 0) onAnswerSelected(answer);
    else if (entry !== undefined) onAnswer(entry, answer);
  };

  if (pages.failure) return <FailureNotice failure={pages.failure} onRetry={pages.reload} />;
  if (pages.total === null) return <Loading rows={10} />;
  if (pages.total === 0) {
    const any = filters.office === null && filters.answer === null && filters.query === '';
    const finish = onFinish !== undefined && (
      <Button type="primary" onClick={onFinish}>
        {text.maintenance.head.finish}
      </Button>
    );
    if (any) {
      return (
        <EmptyState title={words.noEntries} hint={words.noEntriesHint}>
          {finish}
        </EmptyState>
      );
    }
    const finished = filters.answer === '未答复' && filters.query === '';
    return (
      <EmptyState
        title={finished ? words.allDone : words.nothing}
        hint={finished ? words.allDoneHint : words.nothingHint}
      >
        {finished && finish}
        <Button onClick={() => list.setFilters(NO_CHECK_FILTERS)}>{words.noFilter}</Button>
      </EmptyState>
    );
  }
  return (
    <div className="maintenance-table" role="presentation" onKeyDown={onKey}>
      <RowTable<CheckedEntry>
        ref={table}
        label={words.label}
        columns={columnsFor(filters.office === null, working ? onAnswer : null)}
        total={pages.total}
        rowAt={list.rowAt}
        rowKey={(entry) => entry.id}
        nameOf={(entry) => entry.name}
        onNeed={pages.need}
        current={current}
        onCurrent={list.setCurrent}
        onOpen={(index) => {
          const entry = list.rowAt(index);
          if (entry !== undefined) onOpen(entry);
        }}
        {...(working ? { selected, onSelect: list.select } : {})}
      />
    </div>
  );
}
