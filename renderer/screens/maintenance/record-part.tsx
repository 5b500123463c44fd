import { Button } from 'antd';
import { FileDoneOutlined } from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { ReportButtons } from '#renderer/parts/report-buttons';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.maintenance.record;

/** 全面维护记录表 of the maintenance that is going on, else of the latest. */
export function RecordPart({ onStart }: { readonly onStart: () => void }) {
  const { value, failure, reload } = useCall('maintenance.status', {});
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  const shown = value.campaign ?? value.campaigns[0];
  if (shown === undefined) {
    return (
      <EmptyState icon={<FileDoneOutlined />} title={words.none} hint={words.noneHint}>
        <Button type="primary" onClick={onStart}>
          {text.maintenance.parts.work}
        </Button>
      </EmptyState>
    );
  }
  return (
    <ScrollArea label={text.maintenance.parts.record}>
      <div className="page-narrow">
        <h2>{words.name}</h2>
        <p>{words.shown(shown.periodLabel, shown.state)}</p>
        <p className="quiet">{words.intro}</p>
        <ReportButtons kind="maintenance" name={words.name} />
      </div>
    </ScrollArea>
  );
}
