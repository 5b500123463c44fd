import { Table, type TableColumnsType } from 'antd';
import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.calendar.version;
type Version = OutputOf<'calendar.list'>['years'][number]['versions'][number];

const COLUMNS: TableColumnsType<Version> = [
  { title: words.kind, width: 90, render: (_, one) => text.settings.calendar.form.kinds[one.kind] },
  {
    title: words.title,
    render: (_, one) => (
      <>
        {one.title}
        {words.revision(one.revision)}
      </>
    ),
  },
  { title: words.number, width: 170, render: (_, one) => one.number ?? words.noNumber },
  { title: words.publishedOn, dataIndex: 'publishedOn', width: 100 },
  { title: words.origin, dataIndex: 'origin', width: 100 },
  {
    title: words.standing,
    width: 100,
    render: (_, one) => (
      <span className={one.inForce ? 'good' : 'quiet'}>
        {one.inForce ? <CheckCircleOutlined aria-hidden /> : <StopOutlined aria-hidden />}{' '}
        {one.inForce ? words.inForce : words.replaced}
      </span>
    ),
  },
];

export interface NoticeVersionsProps {
  readonly year: number;
  readonly versions: readonly Version[];
}

/** Every notice that was published for a year: which counts, and where it came from. */
export function NoticeVersions({ year, versions }: NoticeVersionsProps) {
  return (
    <Table<Version>
      className="plain-table"
      size="small"
      aria-label={text.settings.calendar.versions(year)}
      columns={COLUMNS}
      dataSource={[...versions]}
      rowKey="sm3"
      pagination={false}
    />
  );
}
