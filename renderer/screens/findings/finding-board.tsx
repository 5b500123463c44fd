import { useMemo, useRef, useState } from 'react';
import { Button, Segmented, Select } from 'antd';
import { ArrowLeftOutlined, ToolOutlined } from '@ant-design/icons';
import { SEVERITIES, SEVERITY_LABELS, type Severity } from '#app/jurisdictions/finding';
import { keyOfFinding } from '#app/jurisdictions/finding-name';
import { useCall } from '#renderer/call';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { useUndoKeys } from '#renderer/frame/use-undo-keys';
import { AnswerDialog } from '#renderer/parts/answer-dialog';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { Panes } from '#renderer/parts/panes';
import { RowTable, type RowTableHandle } from '#renderer/parts/row-table';
import { SearchBox } from '#renderer/parts/search-box';
import { useArrival } from '#renderer/parts/use-arrival';
import { BatchDialog } from '#renderer/screens/entries/batch-dialog';
import { text } from '#renderer/text/zh-cn';
import { ExplainDialog } from './explain-dialog';
import { FindingDetail } from './finding-detail';
import { Chips, FINDING_COLUMNS } from './finding-columns';
import {
  countOf,
  EVERY_FINDING,
  mendOf,
  rulesInput,
  type FindingFilters,
  type RuleRow,
} from './finding-filters';
import { RulePane } from './rule-pane';
import { TickBar } from './tick-bar';
import { whyNotTicked } from './tick-list';
import { useBoardKeys } from './use-board-keys';
import { useExplaining } from './use-explaining';
import type { FindingBoardState, FindingRow } from './use-finding-board';

const words = text.findings;
const NO_RULES: readonly RuleRow[] = [];

export interface FindingBoardProps {
  readonly board: FindingBoardState;
  readonly active: boolean;
  readonly onOpen: (finding: FindingRow) => void;
  readonly onBack: () => void;
}

/** Every finding of the library: by severity, by rule, by entry; a press leads to the field. */
export function FindingBoard({ board, active, onOpen, onBack }: FindingBoardProps) {
  const mayMend = useMayWrite('entries.save');
  const { filters, setFilters, pages, current, setCurrent, ticks, tick } = board;
  const rules = useCall('findings.rules', active ? rulesInput(filters) : null).value?.rules ?? NO_RULES;
  const table = useRef<RowTableHandle>(null);
  const [mending, setMending] = useState(false);
  const finding = pages.rowAt(current) ?? null;
  const mayExplain = useMayWrite('findings.explain');
  const explaining = useExplaining(board, rules, mayExplain);
  const counts = useMemo(
    () =>
      new Map(
        SEVERITIES.map((severity) => [
          severity,
          rules.reduce(
            (sum, row) => sum + (row.severity === severity ? countOf(row, filters.answers) : 0),
            0,
          ),
        ]),
      ),
    [rules, filters.answers],
  );
  const all = SEVERITIES.reduce((sum, severity) => sum + (counts.get(severity) ?? 0), 0);

  useUndoKeys(active);
  useArrival(table, { active, loaded: pages.total !== null, current });

  useBoardKeys(active, onBack, () => {
    if (ticks.rows.size > 0) explaining.explainTicked();
    else if (table.current?.hasFocus() === true) {
      // The reason is given for what is before the eyes.
      table.current.scrollTo(current);
      explaining.explainCurrent();
    }
  });

  const plain =
    filters.rule === '' && filters.entry === '' && filters.query === '' && filters.severity === null;
  const middle = (
    <div className="entries-middle" data-main-list>
      <div className="pane-head entries-tools">
        <Button
          icon={<ArrowLeftOutlined />}
          onClick={onBack}
          title={words.backKeys}
          aria-label={words.back}
        />
        <h1 className="finding-title">{words.title}</h1>
        <Segmented<Severity | 'all'>
          aria-label={words.severities}
          value={filters.severity ?? 'all'}
          onChange={(next) =>
            setFilters({ ...filters, severity: next === 'all' ? null : next, rule: '', ruleLabel: '' })
          }
          options={[
            { value: 'all', label: words.all(all) },
            ...SEVERITIES.map((severity) => ({
              value: severity,
              label: words.counted(SEVERITY_LABELS[severity], counts.get(severity) ?? 0),
            })),
          ]}
        />
        <SearchBox
          query={filters.query}
          onQuery={(query) => setFilters({ ...filters, query })}
          label={words.searchLabel}
          placeholder={words.search}
        />
      </div>
      <div className="entries-count">
        {ticks.rows.size > 0 ? (
          <TickBar ticks={ticks} onExplain={explaining.explainTicked} />
        ) : (
          <>
            <span>{pages.total === null ? '' : words.total(pages.total)}</span>
            <Chips filters={filters} onChange={setFilters} />
            <span className="top-space" />
            <Select<FindingFilters['answers']>
              size="small"
              aria-label={words.answers}
              value={filters.answers}
              popupMatchSelectWidth={140}
              style={{ width: 128 }}
              onChange={(answers) => setFilters({ ...filters, answers })}
              options={(['open', 'answered', 'all'] as const).map((value) => ({
                value,
                label: words.answerChoices[value],
              }))}
            />
            {mayMend && (pages.total ?? 0) > 0 && filters.answers !== 'answered' && (
              <Button
                size="small"
                icon={<ToolOutlined />}
                title={words.mendAllHint}
                onClick={() => setMending(true)}
              >
                {words.mendAll}
              </Button>
            )}
          </>
        )}
      </div>
      {pages.failure && <FailureNotice failure={pages.failure} onRetry={pages.reload} />}
      {pages.total === null ? (
        !pages.failure && <Loading rows={10} />
      ) : pages.total === 0 ? (
        plain && filters.answers === 'open' ? (
          <EmptyState title={words.clean.title} hint={words.clean.hint} />
        ) : (
          <EmptyState title={words.fine.title} hint={words.fine.hint}>
            <Button onClick={() => setFilters(EVERY_FINDING)}>{words.fine.clear}</Button>
          </EmptyState>
        )
      ) : (
        <RowTable<FindingRow>
          ref={table}
          label={words.table}
          columns={FINDING_COLUMNS}
          total={pages.total}
          rowAt={pages.rowAt}
          rowKey={keyOfFinding}
          nameOf={(row) => row.message}
          onNeed={pages.need}
          current={current}
          onCurrent={setCurrent}
          onOpen={(index) => {
            const row = pages.rowAt(index);
            if (row) onOpen(row);
          }}
          {...(mayExplain ? { selected: ticks.keys, onSelect: tick, whyFixed: whyNotTicked } : {})}
        />
      )}
    </div>
  );

  return (
    <div className="finding-board">
      <Panes
        name="findings"
        panes={[
          {
            key: 'rules',
            size: 236,
            min: 160,
            content: <RulePane filters={filters} onChange={setFilters} rules={rules} active={active} />,
          },
          { key: 'table', min: 380, content: middle },
          {
            key: 'detail',
            size: 304,
            min: 220,
            content: (
              <FindingDetail
                finding={finding}
                alike={explaining.alike}
                onExplainAlike={explaining.explainListed}
                onGo={() => finding !== null && onOpen(finding)}
                onOnlyEntry={() =>
                  finding !== null &&
                  setFilters({
                    ...EVERY_FINDING,
                    answers: filters.answers,
                    entry: finding.entry.id,
                    entryName: finding.entry.name || text.entries.unnamed,
                  })
                }
                onOnlyRule={() =>
                  finding !== null &&
                  setFilters({
                    ...EVERY_FINDING,
                    answers: filters.answers,
                    rule: finding.rule,
                    ruleLabel: rules.find(({ rule }) => rule === finding.rule)?.label ?? '',
                  })
                }
              />
            ),
          },
        ]}
      />
      {explaining.together !== null && <ExplainDialog {...explaining.together} />}
      {explaining.one !== null && <AnswerDialog {...explaining.one} />}
      {mending && (
        <BatchDialog
          {...mendOf(filters, finding)}
          onClose={(changed) => {
            setMending(false);
            if (changed) table.current?.focus();
          }}
        />
      )}
    </div>
  );
}
