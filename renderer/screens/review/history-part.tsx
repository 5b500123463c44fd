import { Table, type TableColumnsType } from 'antd';
import { HistoryOutlined } from '@ant-design/icons';
import { useCall, type OutputOf } from '#renderer/call';
import { AttachmentsButton } from '#renderer/parts/attachments-button';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { FillTable } from '#renderer/parts/fill-table';
import { Loading } from '#renderer/parts/loading';
import { text } from '#renderer/text/zh-cn';

const words = text.review.history;
type Row = OutputOf<'review.history'>['records'][number] & { readonly key: number };

const by: TableColumnsType<Row>[number] = { title: words.by, dataIndex: 'by', width: 130, ellipsis: true };
const step: TableColumnsType<Row>[number] = { title: words.step, dataIndex: 'step', width: 100 };
const on: TableColumnsType<Row>[number] = { title: words.on, dataIndex: 'on', width: 100 };
const way: TableColumnsType<Row>[number] = {
  title: words.way,
  width: 116,
  render: (_, row) => (row.offline ? words.offline : words.inside),
};
const opinion: TableColumnsType<Row>[number] = {
  title: words.opinion,
  ellipsis: true,
  render: (_, row) => <span title={row.opinion}>{row.opinion}</span>,
};

const COLUMNS: TableColumnsType<Row> = [
  on,
  step,
  by,
  { title: words.entries, dataIndex: 'entries', width: 70, align: 'right' },
  way,
  opinion,
  {
    title: words.scan,
    width: 180,
    ellipsis: true,
    render: (_, row) => row.scan && <span title={words.sm3(row.scan.sm3)}>{row.scan.name}</span>,
  },
  {
    title: words.enteredBy,
    width: 100,
    ellipsis: true,
    render: (_, row) => (row.offline ? row.enteredBy : ''),
  },
  {
    title: text.parts.attachments.title,
    width: 84,
    render: (_, row) => (
      <AttachmentsButton
        of={{ kind: 'review', id: String(row.record) }}
        about={words.recordOf(row.step, row.on)}
      />
    ),
  },
];
const NARROW: TableColumnsType<Row> = [on, step, by, opinion];

const keyed = (records: OutputOf<'review.history'>['records']): Row[] =>
  records.map((record, index) => ({ ...record, key: index }));

/** Steps that were taken for one entry. */
export function HistoryTable(props: {
  readonly records: OutputOf<'review.history'>['records'];
  readonly narrow: true;
}) {
  return (
    <Table<Row>
      className="plain-table"
      size="small"
      columns={NARROW}
      dataSource={keyed(props.records)}
      rowKey="key"
      pagination={false}
    />
  );
}

/** Every step that was taken, the latest first. */
export function HistoryPart() {
  const { value, failure, reload } = useCall('review.history', { limit: 1000 });
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  if (value.records.length === 0) {
    return <EmptyState icon={<HistoryOutlined />} title={words.empty} hint={words.emptyHint} />;
  }
  return <FillTable<Row> minWidth={1060} columns={COLUMNS} dataSource={keyed(value.records)} rowKey="key" />;
}
