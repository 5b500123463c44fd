import { Button, type TableColumnsType } from 'antd';
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  HistoryOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { useCall, type OutputOf } from '#renderer/call';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { FillTable } from '#renderer/parts/fill-table';
import { Loading } from '#renderer/parts/loading';
import { PapersButton } from '#renderer/parts/papers-button';
import { text } from '#renderer/text/zh-cn';

const words = text.maintenance.past;
type Row = OutputOf<'maintenance.status'>['campaigns'][number];

function Standing({ row }: { readonly row: Row }) {
  if (row.late) {
    return (
      <span className="warn">
        <WarningOutlined aria-hidden /> {words.late}
      </span>
    );
  }
  if (row.finishedOn === null) return null;
  return (
    <span className="good">
      <CheckCircleOutlined aria-hidden /> {words.inTime}
    </span>
  );
}

/** Every maintenance there was, the latest first. */
export function PastPart({ onOpen }: { readonly onOpen: (period: string) => void }) {
  const { value, failure, reload } = useCall('maintenance.status', {});
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  if (value.campaigns.length === 0) {
    return <EmptyState icon={<HistoryOutlined />} title={words.none} hint={words.noneHint} />;
  }
  const columns: TableColumnsType<Row> = [
    { title: words.period, dataIndex: 'periodLabel', width: 180 },
    {
      title: words.state,
      width: 110,
      render: (_, row) => (
        <span className={row.finishedOn === null ? undefined : 'good'}>
          {row.finishedOn === null ? (
            <ClockCircleOutlined aria-hidden />
          ) : (
            <CheckCircleOutlined aria-hidden />
          )}{' '}
          {row.state}
        </span>
      ),
    },
    { title: words.entries, dataIndex: 'entries', width: 100, align: 'right' },
    { title: words.startedOn, dataIndex: 'startedOn', width: 130 },
    { title: words.finishedOn, dataIndex: 'finishedOn', width: 130 },
    { title: words.standing, width: 110, render: (_, row) => <Standing row={row} /> },
    {
      title: words.open,
      render: (_, row) => (
        <span className="form-buttons">
          <Button
            type="link"
            size="small"
            className="bare-link"
            aria-label={words.openOf(row.periodLabel)}
            onClick={() => onOpen(row.period)}
          >
            {words.open}
          </Button>
          <PapersButton
            size="small"
            about={row.periodLabel}
            papers={[{ kind: 'maintenance', subject: [row.period] }]}
          />
        </span>
      ),
    },
  ];
  return (
    <FillTable<Row> minWidth={860} columns={columns} dataSource={[...value.campaigns]} rowKey="period" />
  );
}
