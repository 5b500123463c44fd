import type { OutputOf } from '#renderer/call';
import { minuteOf } from '#renderer/parts/day';
import type { RowColumn } from '#renderer/parts/row-columns';
import { SeverityCount } from '#renderer/parts/severity-tag';
import { StateTag } from '#renderer/parts/state-tag';
import { text } from '#renderer/text/zh-cn';
import type { ListOrder } from './list-filters';

export type EntryRow = OutputOf<'entries.list'>['entries'][number];
const words = text.entries.columns;

/** Every column that the list can show, in order. */
export const ENTRY_COLUMNS: readonly RowColumn<EntryRow, ListOrder>[] = [
  {
    key: 'code',
    title: words.code,
    width: 138,
    sort: 'code',
    render: (row) =>
      row.code === '' ? (
        <span className="quiet">{text.entries.noCode}</span>
      ) : (
        <span className="code" title={row.code}>
          {row.code}
        </span>
      ),
  },
  {
    key: 'name',
    title: words.name,
    sort: 'name',
    render: (row) =>
      row.name === '' ? (
        <span className="quiet">{text.entries.unnamed}</span>
      ) : (
        <span title={row.name}>{row.name}</span>
      ),
  },
  {
    key: 'findings',
    title: words.findings,
    width: 78,
    render: (row) => (
      <span className="finding-counts">
        {row.errors > 0 && <SeverityCount severity="error" count={row.errors} />}
        {row.warnings > 0 && <SeverityCount severity="warning" count={row.warnings} />}
      </span>
    ),
  },
  {
    key: 'state',
    title: words.state,
    width: 136,
    sort: 'state',
    render: (row) => <StateTag state={row.state} />,
  },
  { key: 'sharing', title: words.sharing, width: 94, sort: 'sharingType', render: (row) => row.sharingType },
  {
    key: 'office',
    title: words.office,
    width: 110,
    sort: 'office',
    render: (row) => <span title={row.office}>{row.office}</span>,
  },
  { key: 'cycle', title: words.cycle, width: 80, render: (row) => row.updateCycle },
  { key: 'items', title: words.items, width: 60, align: 'right', render: (row) => row.items },
  {
    key: 'changed',
    title: words.changed,
    width: 140,
    sort: 'changedAt',
    render: (row) => minuteOf(row.changedAt),
  },
];

const FEWEST: readonly string[] = ['code', 'name', 'findings'];
const NARROW: readonly string[] = [...FEWEST, 'state', 'sharing', 'items'];

/** Columns shown before anybody chose, for a window of this width in pixels: with large type there are few of them. */
export function usualColumns(windowWidth: number): readonly string[] {
  if (windowWidth < 1000) return FEWEST;
  return windowWidth < 1600 ? NARROW : [...NARROW, 'office', 'cycle', 'changed'];
}
