import { Tag } from 'antd';
import type { RowColumn } from '#renderer/parts/row-columns';
import { SeverityMark, SeverityTag } from '#renderer/parts/severity-tag';
import { labelOf } from '#renderer/screens/editor/finding-panel';
import { text } from '#renderer/text/zh-cn';
import type { FindingFilters } from './finding-filters';
import type { FindingRow } from './use-finding-board';

const words = text.findings;

/** The columns of the board. */
export const FINDING_COLUMNS: readonly RowColumn<FindingRow>[] = [
  {
    key: 'severity',
    title: words.columns.severity,
    width: 98,
    render: (row) => <SeverityTag severity={row.severity} />,
    narrow: { width: 44, render: (row) => <SeverityMark severity={row.severity} /> },
  },
  {
    key: 'entry',
    title: words.columns.entry,
    width: 190,
    least: 110,
    render: ({ entry }) => (
      <span title={`${entry.code} ${entry.name}`}>{entry.name || text.entries.unnamed}</span>
    ),
  },
  {
    key: 'field',
    title: words.columns.field,
    width: 140,
    least: 96,
    narrow: null,
    render: ({ field, item }) => {
      const place = `${item === undefined ? '' : `${item.name || text.entries.unnamed}：`}${labelOf(field, item !== undefined)}`;
      return <span title={place}>{place}</span>;
    },
  },
  {
    key: 'message',
    title: words.columns.message,
    render: (row) => <span title={row.message}>{row.message}</span>,
  },
];

/** The rule and the entry that the board is narrowed to, each taken away by its cross. */
export function Chips({
  filters,
  onChange,
}: {
  readonly filters: FindingFilters;
  readonly onChange: (next: FindingFilters) => void;
}) {
  const chips = [
    ...(filters.rule === ''
      ? []
      : [
          {
            name: words.ofRule(filters.ruleLabel || filters.rule),
            without: { ...filters, rule: '', ruleLabel: '' },
          },
        ]),
    ...(filters.entry === ''
      ? []
      : [{ name: words.ofEntry(filters.entryName), without: { ...filters, entry: '', entryName: '' } }]),
  ];
  return (
    <span className="chips">
      {chips.map(({ name, without }) => (
        <Tag
          key={name}
          closable={{ 'aria-label': words.remove(name) }}
          onClose={(event) => {
            event.preventDefault();
            onChange(without);
          }}
        >
          {name}
        </Tag>
      ))}
    </span>
  );
}
