import type { TableColumnsType } from 'antd';
import { FillTable } from '#renderer/parts/fill-table';
import { text } from '#renderer/text/zh-cn';
import { DutyCell } from './duty-mark';
import { LEDGER_PAGE } from './ledger-book';
import { columnWidth, type Ledger, type LedgerColumn, type LedgerRow } from './ledger-view';

const words = text.ledgers.list;
const NUMBER_WIDTH = 56;
const CLOCK_WIDTH = 208;

interface Numbered {
  readonly row: LedgerRow;
  readonly number: number;
}

export interface LedgerTableProps {
  readonly ledger: Ledger;
  readonly rows: readonly LedgerRow[];
  readonly total: number;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly onOpen: (row: LedgerRow) => void;
}

/** The rows of a record book, the columns as the rules name them, with the limit that matters beside the first. */
export function LedgerTable({ ledger, rows, total, page, onPage, onOpen }: LedgerTableProps) {
  // What names a row comes first, whatever the paper begins with.
  const head = ledger.columns.find((column) => column.kind === 'text') ?? ledger.columns[0];
  const others = ledger.columns.filter((column) => column !== head);
  const cell =
    (column: LedgerColumn) =>
    (_: unknown, { row }: Numbered) => {
      const value = row.values[column.label] ?? '';
      return <span title={value}>{value}</span>;
    };
  const plain = (column: LedgerColumn): TableColumnsType<Numbered>[number] => ({
    title: column.label,
    width: columnWidth(column),
    ellipsis: true,
    align: column.kind === 'number' ? 'right' : 'left',
    render: cell(column),
  });
  const columns: TableColumnsType<Numbered> = [
    { title: words.number, width: NUMBER_WIDTH, align: 'right', render: (_, { number }) => number },
    ...(head === undefined
      ? []
      : [
          {
            title: head.label,
            width: Math.max(columnWidth(head), 130),
            ellipsis: true,
            render: (_: unknown, { row }: Numbered) => (
              <button
                type="button"
                className="link row-open-link"
                title={row.values[head.label] ?? ''}
                onClick={() => onOpen(row)}
              >
                {row.values[head.label] || words.row}
              </button>
            ),
          },
        ]),
    ...(ledger.clocked
      ? [
          {
            title: words.clock,
            width: CLOCK_WIDTH,
            ellipsis: true,
            render: (_: unknown, { row }: Numbered) =>
              row.withdrawn === null ? (
                <DutyCell duties={row.duties} />
              ) : (
                <span className="quiet">{words.takenBack}</span>
              ),
          },
        ]
      : []),
    ...others.map(plain),
  ];
  const width = columns.reduce((sum, column) => sum + Number(column.width ?? 0), 0);
  return (
    <FillTable<Numbered>
      minWidth={width}
      columns={columns}
      dataSource={rows.map((row, index) => ({ row, number: (page - 1) * LEDGER_PAGE + index + 1 }))}
      rowKey={({ row }) => row.id}
      rowClassName={({ row }) => (row.withdrawn === null ? '' : 'ledger-withdrawn')}
      onRow={({ row }) => ({ onDoubleClick: () => onOpen(row) })}
      pagination={
        total > LEDGER_PAGE
          ? {
              current: page,
              pageSize: LEDGER_PAGE,
              total,
              onChange: onPage,
              showSizeChanger: false,
              size: 'small',
              showTotal: (all, [from, to]) => text.common.range(all, from, to),
            }
          : false
      }
    />
  );
}
