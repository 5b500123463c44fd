import { useCallback, useState } from 'react';
import { Segmented } from 'antd';
import { done } from '#app/contract/failure';
import { SEVERITIES, SEVERITY_LABELS, type Severity } from '#app/jurisdictions/finding';
import { call, type OutputOf } from '#renderer/call';
import type { RowColumn } from '#renderer/parts/row-columns';
import { RowTable } from '#renderer/parts/row-table';
import { SeverityCount, SeverityMark } from '#renderer/parts/severity-tag';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { usePages, type FetchPage } from '#renderer/parts/use-pages';
import { text } from '#renderer/text/zh-cn';
import { meantInput, ruleChoices, type FindingFilters, type RuleRow } from './finding-filters';

const words = text.findings;
type FaultyEntry = OutputOf<'findings.entries'>['entries'][number];

interface PaneProps {
  readonly filters: FindingFilters;
  readonly onChange: (filters: FindingFilters) => void;
  readonly rules: readonly RuleRow[];
  readonly active: boolean;
}

function Rules({ filters, onChange, rules }: PaneProps) {
  const shown = ruleChoices(rules, filters);
  const choose = (rule: string, ruleLabel: string) => onChange({ ...filters, rule, ruleLabel });
  return (
    <ul className="finding-rules">
      <li>
        <button type="button" aria-pressed={filters.rule === ''} onClick={() => choose('', '')}>
          <span>{words.everyRule}</span>
          <span className="number">{shown.reduce((sum, { count }) => sum + count, 0)}</span>
        </button>
      </li>
      {shown.map(({ rule, label, count, rows }) => (
        <li key={rule}>
          <button
            type="button"
            aria-pressed={filters.rule === rule}
            title={rows
              .map((row) =>
                words.ruleCount(SEVERITY_LABELS[row.severity], row.open, row.answered, row.entries),
              )
              .join('\n')}
            onClick={() => choose(rule, label)}
          >
            <span>
              {rows.map(({ severity }) => (
                <SeverityMark key={severity} severity={severity} />
              ))}{' '}
              {label}
            </span>
            <span className="number">{count}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const severitiesOf = (row: FaultyEntry): readonly Severity[] =>
  SEVERITIES.filter((severity) => row[severity] > 0);

const ENTRY_COLUMNS: readonly RowColumn<FaultyEntry>[] = [
  {
    key: 'name',
    title: words.columns.entry,
    least: 92,
    render: (row) => <span title={row.name}>{row.name || text.entries.unnamed}</span>,
  },
  {
    key: 'findings',
    title: text.entries.columns.findings,
    width: 92,
    render: (row) => (
      <span className="finding-counts">
        {severitiesOf(row).map((severity) => (
          <SeverityCount key={severity} severity={severity} count={row[severity]} />
        ))}
      </span>
    ),
    // The worst of them, and how many there are in all.
    narrow: {
      width: 56,
      render: (row) => (
        <>
          {severitiesOf(row)
            .slice(0, 1)
            .map((worst) => (
              <SeverityMark key={worst} severity={worst} />
            ))}{' '}
          {row.error + row.warning + row.advice}
        </>
      ),
    },
  },
];

function Entries({ filters, onChange, active }: PaneProps) {
  const [at, setAt] = useState(-1);
  const key = JSON.stringify(meantInput(filters));
  const fetchPage = useCallback<FetchPage<FaultyEntry>>(
    async (offset, limit) => {
      const outcome = await call('findings.entries', { ...JSON.parse(key), offset, limit });
      return outcome.ok ? done({ total: outcome.value.total, rows: outcome.value.entries }) : outcome;
    },
    [key],
  );
  const pages = usePages(fetchPage, active);
  const choose = (index: number) => {
    setAt(index);
    const row = pages.rowAt(index);
    if (row) onChange({ ...filters, entry: row.id, entryName: row.name || text.entries.unnamed });
  };
  return (
    <RowTable<FaultyEntry>
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
  const [by, setBy] = useState(() => readPreference<'rule' | 'entry'>('findings.by', 'rule'));
  return (
    <div className="finding-pane">
      <div className="pane-head">
        <Segmented<'rule' | 'entry'>
          block
          size="small"
          aria-label={words.by}
          value={by}
          onChange={(next) => {
            setBy(next);
            writePreference('findings.by', next);
          }}
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
