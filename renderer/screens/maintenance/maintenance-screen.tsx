import { useEffect, useState } from 'react';
import { useCall } from '#renderer/call';
import { useNavigation } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { ScreenPage } from '#renderer/parts/screen-page';
import { text } from '#renderer/text/zh-cn';
import { CampaignPart } from './campaign-part';
import { DataUpdatesPart } from './data-updates-part';
import { PastPart } from './past-part';
import { RecordPart } from './record-part';
import { StartPart } from './start-part';

const words = text.maintenance;
type Part = keyof typeof words.parts;
const PARTS = Object.keys(words.parts) as Part[];

/** The maintenance of the present period, or an earlier one that was asked for. */
function WorkPart(props: {
  readonly period: string | null;
  readonly onBack: () => void;
  readonly onRecord: () => void;
}) {
  const { period, onBack, onRecord } = props;
  const status = useCall('maintenance.status', period === null ? {} : { period });
  if (status.failure) return <FailureNotice failure={status.failure} onRetry={status.reload} />;
  if (status.value === null) return <Loading />;
  const { campaign } = status.value;
  if (campaign === null) return <StartPart status={status.value} onStarted={status.reload} />;
  return (
    <CampaignPart
      key={campaign.id}
      campaign={campaign}
      onChanged={status.reload}
      onRecord={onRecord}
      onBack={period === null || period === status.value.current.period ? undefined : onBack}
    />
  );
}

/** 全面维护: every entry is looked at once in a period, until the record is on paper. */
export function MaintenanceScreen() {
  const { route } = useNavigation();
  const asked = route.screen === 'maintenance' ? route.part : undefined;
  const wanted = PARTS.find((one) => one === asked) ?? 'work';
  const [part, setPart] = useState<Part>(wanted);
  const [period, setPeriod] = useState<string | null>(null);
  useEffect(() => setPart(wanted), [wanted, route]);
  return (
    <ScreenPage
      title={words.title}
      parts={PARTS.map((key) => ({ key, label: words.parts[key] }))}
      part={part}
      onPart={setPart}
    >
      {part === 'work' && (
        <WorkPart period={period} onBack={() => setPeriod(null)} onRecord={() => setPart('record')} />
      )}
      {part === 'record' && <RecordPart onStart={() => setPart('work')} />}
      {part === 'updates' && <DataUpdatesPart />}
      {part === 'past' && (
        <PastPart
          onOpen={(chosen) => {
            setPeriod(chosen);
            setPart('work');
          }}
        />
      )}
    </ScreenPage>
  );
}
