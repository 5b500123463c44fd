import { useState } from 'react';
import { Button, Select } from 'antd';
import { FileDoneOutlined } from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { PaperList } from '#renderer/parts/papers-button';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.maintenance.record;

/** The papers of a maintenance: of the one chosen, else of the one that is going on, else of the latest. */
export function RecordPart({ onStart }: { readonly onStart: () => void }) {
  const { value, failure, reload } = useCall('maintenance.status', {});
  const [period, setPeriod] = useState<string | null>(null);
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  const chosen = period ?? value.campaign?.period ?? value.campaigns[0]?.period;
  const shown = value.campaigns.find((one) => one.period === chosen);
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
        {value.campaigns.length > 1 && (
          <Select<string>
            aria-label={words.period}
            value={shown.period}
            onChange={setPeriod}
            style={{ width: 220 }}
            options={value.campaigns.map((one) => ({ value: one.period, label: one.periodLabel }))}
          />
        )}
        <PaperList
          papers={[
            { kind: 'maintenance', subject: [shown.period] },
            { kind: 'confirmation' },
            { kind: 'register' },
          ]}
        />
      </div>
    </ScrollArea>
  );
}
