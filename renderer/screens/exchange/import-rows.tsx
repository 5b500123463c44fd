import { useMemo, useState, type ReactNode } from 'react';
import { Button, Checkbox, Segmented, type TableColumnsType } from 'antd';
import { CheckCircleOutlined, CloseCircleFilled, EditOutlined, PlusCircleOutlined } from '@ant-design/icons';
import { SEVERITIES } from '#app/jurisdictions/finding';
import { DifferenceView } from '#renderer/parts/difference-view';
import { EmptyState } from '#renderer/parts/empty-state';
import { FillTable } from '#renderer/parts/fill-table';
import { Panes } from '#renderer/parts/panes';
import { SeverityCount } from '#renderer/parts/severity-tag';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import {
  isChoosable,
  placeOf,
  problemsOfRow,
  ROW_RESULTS,
  withChoice,
  type ImportFacts,
  type ImportResult,
  type ImportRow,
  type RowResult,
} from './import-facts';
import { ProblemList } from './import-problems';

const words = text.exchange.check;
type Filter = 'all' | RowResult | 'losses';

const RESULT_ICONS = {
  created: <PlusCircleOutlined aria-hidden />,
  updated: <EditOutlined aria-hidden />,
  unchanged: <CheckCircleOutlined aria-hidden />,
  failed: <CloseCircleFilled aria-hidden />,
} as const;

function ResultTag({ result }: { readonly result: RowResult }) {
  return (
    <span className={`row-result row-${result}`}>
      {RESULT_ICONS[result]} {words.results[result]}
    </span>
  );
}

function remarkOf(row: ImportRow, facts: ImportFacts, left: boolean): string {
  if (left) return words.leftRow;
  if (row.result === 'failed') return row.reason ?? '';
  const difference = row.entry && facts.differences.get(row.entry.id);
  if (!difference) return '';
  return words.changed(
    difference.changes.length,
    difference.itemsAdded.length,
    difference.itemsRemoved.length,
  );
}

function ProblemCounts({ row, facts }: { readonly row: ImportRow; readonly facts: ImportFacts }) {
  const problems = facts.problemsAt.get(placeOf(row.sheet, row.row)) ?? [];
  return (
    <span className="row-problems">
      {SEVERITIES.map((severity) => {
        const count = problems.filter((problem) => problem.severity === severity).length;
        return count > 0 && <SeverityCount key={severity} severity={severity} count={count} />;
      })}
    </span>
  );
}

function RowDetail(props: {
  readonly row: ImportRow;
  readonly facts: ImportFacts;
  readonly withSheet: boolean;
  readonly left: ReadonlySet<string>;
  readonly onLeft: (left: ReadonlySet<string>) => void;
}) {
  const { row, facts, withSheet, left, onLeft } = props;
  const places = (row.entry && facts.placesOf.get(row.entry.id)) ?? [];
  const written = places.some((place) => !left.has(place));
  const difference = row.entry && facts.differences.get(row.entry.id);
  return (
    <ScrollArea label={row.entry?.name ?? words.rows} className="row-detail">
      <h2>
        {row.entry?.name || words.sheetRow(row.sheet, row.row)} <ResultTag result={row.result} />
      </h2>
      {row.entry?.code && <p className="code">{row.entry.code}</p>}
      {row.result === 'created' && <p className="quiet">{words.created}</p>}
      {row.result === 'unchanged' && <p className="quiet">{words.unchanged}</p>}
      {row.result === 'updated' &&
        (difference ? (
          <DifferenceView differences={difference} />
        ) : (
          <p className="quiet">{words.notFound}</p>
        ))}
      {isChoosable(row) && (
        <div>
          <Button size="small" onClick={() => onLeft(withChoice(left, places, !written))}>
            {written ? words.leaveEntry : words.takeEntry}
          </Button>
        </div>
      )}
      <h3>{words.problems}</h3>
      <ProblemList problems={problemsOfRow(facts, row)} withSheet={withSheet} />
    </ScrollArea>
  );
}

export interface ImportRowsProps {
  readonly result: ImportResult;
  readonly facts: ImportFacts;
  /** Stands before the filters. */
  readonly head: ReactNode;
  /** Places of the rows that are not to be written. */
  readonly left: ReadonlySet<string>;
  readonly onLeft: (left: ReadonlySet<string>) => void;
}

/** Every row of the sheet with what becomes of it; the chosen one beside, old and new. */
export function ImportRows({ result, facts, head, left, onLeft }: ImportRowsProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(() => {
    if (filter === 'all') return result.rows;
    if (filter === 'losses') return result.rows.filter((row) => row.entry && facts.losing.has(row.entry.id));
    return result.rows.filter((row) => row.result === filter);
  }, [result, facts, filter]);
  const keyOf = (row: ImportRow): string => placeOf(row.sheet, row.row);
  const chosen = open === null ? undefined : result.rows.find((row) => keyOf(row) === open);
  const sheets = new Set(result.rows.map((row) => row.sheet)).size;

  const choosable = useMemo(() => rows.filter(isChoosable).map((row) => placeOf(row.sheet, row.row)), [rows]);
  const leftHere = useMemo(() => choosable.filter((place) => left.has(place)).length, [choosable, left]);

  const columns: TableColumnsType<ImportRow> = [
    {
      title: (
        <Checkbox
          aria-label={words.takeAll}
          disabled={choosable.length === 0}
          checked={choosable.length > 0 && leftHere === 0}
          indeterminate={leftHere > 0 && leftHere < choosable.length}
          onChange={() => onLeft(withChoice(left, choosable, leftHere > 0))}
        />
      ),
      width: 40,
      render: (_, row) =>
        isChoosable(row) && (
          <span onClick={(event) => event.stopPropagation()} role="presentation">
            <Checkbox
              aria-label={words.takeRow(words.sheetRow(row.sheet, row.row))}
              checked={!left.has(keyOf(row))}
              onChange={({ target }) => onLeft(withChoice(left, [keyOf(row)], target.checked))}
            />
          </span>
        ),
    },
    {
      title: words.place,
      width: sheets > 1 ? 170 : 76,
      render: (_, row) => (sheets > 1 ? words.sheetRow(row.sheet, row.row) : row.row),
    },
    { title: words.result, width: 88, render: (_, row) => <ResultTag result={row.result} /> },
    {
      title: words.code,
      width: 150,
      ellipsis: true,
      className: 'code',
      render: (_, row) => row.entry?.code ?? '',
    },
    {
      title: words.name,
      width: 220,
      ellipsis: true,
      render: (_, row) => (
        <button type="button" className="link row-open-link" onClick={() => setOpen(keyOf(row))}>
          {row.entry?.name || words.sheetRow(row.sheet, row.row)}
        </button>
      ),
    },
    { title: words.problems, width: 100, render: (_, row) => <ProblemCounts row={row} facts={facts} /> },
    { title: words.remark, ellipsis: true, render: (_, row) => remarkOf(row, facts, left.has(keyOf(row))) },
  ];
  const label = (kind: RowResult): string =>
    `${words.results[kind]} ${kind === 'failed' ? words.rowCount(facts.rows[kind]) : words.counts(result.entries[kind], facts.rows[kind])}`;
  return (
    <>
      <div className="page-bar import-filter">
        {head}
        <Segmented<Filter>
          size="small"
          aria-label={words.resultFilter}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: `${words.all} ${words.rowCount(result.rows.length)}` },
            ...ROW_RESULTS.map((kind) => ({
              value: kind,
              label: label(kind),
              disabled: facts.rows[kind] === 0,
            })),
            ...(facts.losing.size > 0
              ? [{ value: 'losses' as const, label: `${words.losses} ${facts.losing.size}条` }]
              : []),
          ]}
        />
      </div>
      <Panes
        name="import"
        panes={[
          {
            key: 'rows',
            min: 380,
            content: (
              <FillTable<ImportRow>
                minWidth={740}
                columns={columns}
                dataSource={rows}
                rowKey={keyOf}
                rowClassName={(row) =>
                  `${keyOf(row) === open ? 'row-open' : ''} ${left.has(keyOf(row)) ? 'row-left' : ''}`
                }
                onRow={(row) => ({ onClick: () => setOpen(keyOf(row)) })}
                locale={{ emptyText: words.nothing }}
              />
            ),
          },
          {
            key: 'detail',
            size: 430,
            min: 260,
            content: chosen ? (
              <RowDetail row={chosen} facts={facts} withSheet={sheets > 1} left={left} onLeft={onLeft} />
            ) : (
              <EmptyState title={words.pick} />
            ),
          },
        ]}
      />
    </>
  );
}
