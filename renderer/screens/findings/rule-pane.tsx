import { useCallback, useState } from 'react';
import { Segmented } from 'antd';
import { done } from '#app/contract/failure';
import { call, type OutputOf } from '#renderer/call';
import type { RowColumn } from '#renderer/parts/row-table';
import { RowTable } from '#renderer/parts/row-table';
import { SeverityCount, SeverityMark } from '#renderer/parts/severity-tag';
import { usePages, type FetchPage } from '#renderer/parts/use-pages';
import { text } from '#renderer/text/zh-cn';
import type { EntryRow } from '#renderer/screens/entries/entry-columns';
import type { FindingFilters } from './use-finding-board';

const words = text.findings;
export type RuleRow = OutputOf<'findings.rules'>['rules'][number];

interface PaneProps {
  readonly filters: FindingFilters;
  readonly onChange: (filters: FindingFilters) => void;
  readonly rules: readonly RuleRow[];
  readonly active: boolean;
}

/** How many findings of a rule the conditions mean. */
export function countOf({ open, answered }: RuleRow, answers: FindingFilters['answers']): number {
  return (answers === 'answered' ? 0 : open) + (answers === 'open' ? 0 : answered);
}

function Rules({ filters, onChange, rules }: PaneProps) {
  const shown = rules.filter(
    (row) =>
      (filters.severity === null || row.severity === filters.severity) && countOf(row, filters.answers) > 0,
  );
  const choose = (rule: string, ruleLabel: string) => onChange({ ...filters, rule, ruleLabel });
  return (
    <ul className="finding-rules">
      <li>
        <button type="button" aria-pressed={filters.rule === ''} onClick={() => choose('', '')}>
          <span>{words.everyRule}</span>
          <span className="number">{shown.reduce((sum, row) => sum + countOf(row, filters.answers), 0)}</span>
        </button>
      </li>
      {shown.map((row) => (
        <li key={`${row.severity} ${row.rule}`}>
          <button
            type="button"
            aria-pressed={filters.rule === row.rule}
            title={words.ruleCount(row.open + row.answered, row.entries)}
            onClick={() => choose(row.rule, row.label)}
          >
            <span>
              <SeverityMark severity={row.severity} /> {row.label}
            </span>
            <span className="number">{countOf(row, filters.answers)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const ENTRY_COLUMNS: readonly RowColumn<EntryRow>[] = [
  {
    key: 'name',
    title: words.columns.entry,
    render: (row) => <span title={row.name}>{row.name || text.entries.unnamed}</span>,
  },
  {
    key: 'findings',
    title: text.entries.columns.findings,
    width: 92,
    render: (row) => (
      <span className="finding-counts">
        {row.errors > 0 && <SeverityCount severity="error" count={row.errors} />}
        {row.warnings > 0 && <SeverityCount severity="warning" count={row.warnings} />}
      </span>
    ),
  },
];

function Entries({ filters, onChange, active }: PaneProps) {
  const [at, setAt] = useState(-1);
  const { severity } = filters;
  const query = filters.query.trim();
  const fetchPage = useCallback<FetchPage<EntryRow>>(
    async (offset, limit) => {
      const outcome = await call('entries.list', {
        withFindings: severity ?? 'any',
        ...(query === '' ? {} : { query }),
        offset,
        limit,
      });
      return outcome.ok ? done({ total: outcome.value.total, rows: outcome.value.entries }) : outcome;
    },
    [severity, query],
  );
  const pages = usePages(fetchPage, active);
  const choose = (index: number) => {
    setAt(index);
    const row = pages.rowAt(index);
    if (row) onChange({ ...filters, entry: row.id, entryName: row.name || text.entries.unnamed });
  };
  return (
    <RowTable<EntryRow>
      label={words.entryTable}
      columns={ENTRY_COLUMNS}
      total={pages.total ?? 0}
      rowAt={pages.rowAt}
      rowKey={(row) => row.id}
      nameOf={(row) => row.name}
      onNeed={pages.need}
      current={at}
      onCurrent={choose}
      onOpen={choose}
    />
  );
}

/** Narrows the findings to one rule, or to one entry. */
export function RulePane(props: PaneProps) {
  const [by, setBy] = useState<'rule' | 'entry'>('rule');
  return (
    <div className="finding-pane">
      <div className="pane-head">
        <Segmented<'rule' | 'entry'>
          block
          size="small"
          aria-label={words.by}
          value={by}
          onChange={setBy}
          options={[
            { value: 'rule', label: words.byRule },
            { value: 'entry', label: words.byEntry },
          ]}
        />
      </div>
      {by === 'rule' ? <Rules {...props} /> : <Entries {...props} />}
    </div>
  );
}
