import { Button, Dropdown, Progress } from 'antd';
import { CheckCircleFilled, DownOutlined } from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { Citation } from '#renderer/parts/citation';
import { Day, weekdayText } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';
import { answeredCount, type Campaign } from './campaign';
import { DueLine } from './due-line';

const words = text.maintenance.head;
type Duty = OutputOf<'duties.list'>['duties'][number];

function Standing({ campaign, duty }: { readonly campaign: Campaign; readonly duty: Duty | undefined }) {
  if (campaign.finishedOn !== null) {
    return (
      <span className={campaign.late ? 'warn' : 'good'}>
        <CheckCircleFilled aria-hidden />{' '}
        {words.finished(`${campaign.finishedOn} ${weekdayText(campaign.finishedOn)}`, campaign.finishedBy)}
        {campaign.late && `（${words.late}）`}
      </span>
    );
  }
  if (campaign.rule === null) return <span className="quiet">{words.noRule}</span>;
  if (duty !== undefined) return <DueLine duty={duty} />;
  return (
    <span className="maintenance-due">
      <Day date={campaign.rule.due} />
      {campaign.late && <span className="bad">{words.overdue}</span>}
    </span>
  );
}

export interface CampaignHeadProps {
  readonly campaign: Campaign;
  readonly duty: Duty | undefined;
  /** What the one at the keyboard may still do. */
  readonly may: { readonly answer: boolean; readonly takeSheets: boolean; readonly finish: boolean };
  readonly busy: boolean;
  readonly onExportSheets: () => void;
  readonly onImportSheets: () => void;
  readonly onOffline: () => void;
  readonly onFinish: () => void;
  readonly onRecord: () => void;
  readonly onBack: (() => void) | undefined;
}

/** What is maintained, why, until when, how far it is, and what can be done next. */
export function CampaignHead(props: CampaignHeadProps) {
  const { campaign, duty, may, busy } = props;
  const done = answeredCount(campaign);
  const percent = campaign.entries === 0 ? 100 : Math.floor((done / campaign.entries) * 100);
  const progress = words.progress(done, campaign.entries);
  return (
    <div className="maintenance-head">
      <div className="maintenance-line">
        <h2>{campaign.periodLabel}</h2>
        {campaign.rule !== null && <Citation place={campaign.rule} />}
        <Standing campaign={campaign} duty={duty} />
        <span className="page-bar-space" />
        {props.onBack !== undefined && <Button onClick={props.onBack}>{words.back}</Button>}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'export', label: words.exportSheets },
              ...(may.takeSheets ? [{ key: 'import', label: words.importSheets }] : []),
            ],
            onClick: ({ key }) => (key === 'export' ? props.onExportSheets() : props.onImportSheets()),
          }}
        >
          <Button disabled={busy}>
            {words.sheets} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
        {may.answer && (
          <Button onClick={props.onOffline} disabled={campaign.entries === 0}>
            {words.offline}
          </Button>
        )}
        {may.finish && (
          <Button type="primary" onClick={props.onFinish}>
            {words.finish}
          </Button>
        )}
        {!may.answer && !may.finish && (
          <Button type="primary" onClick={props.onRecord}>
            {text.maintenance.finished.record}
          </Button>
        )}
      </div>
      <div className="maintenance-line">
        <Progress
          className="maintenance-progress"
          percent={percent}
          size="small"
          aria-label={progress}
          {...(campaign.remaining > 0 ? { status: 'normal' as const } : {})}
        />
        <span className="maintenance-numbers">{progress}</span>
        {campaign.found > 0 && (
          <span className="maintenance-numbers quiet" title={words.foundHint}>
            {words.found(campaign.found)}
          </span>
        )}
        <span className="page-bar-space" />
        <span className="quiet maintenance-numbers">
          {words.startedBy(campaign.startedOn, campaign.startedBy)}
        </span>
      </div>
    </div>
  );
}
