import { useState } from 'react';
import { Button } from 'antd';
import {
  CaretDownOutlined,
  CaretRightOutlined,
  CheckCircleFilled,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  WarningFilled,
} from '@ant-design/icons';
import { useNavigation } from '#renderer/frame/contexts';
import { Citation } from '#renderer/parts/citation';
import { Day } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';
import { DutyDetail } from './duty-detail';
import { dutyDetail, fulfilmentPlace, type ActName, type DutyOutput, type EventOutput } from './duty-view';

const words = text.home;

const ICONS = {
  overdue: WarningFilled,
  'due-soon': ExclamationCircleFilled,
  ok: ClockCircleOutlined,
  done: CheckCircleFilled,
  'done-late': CheckCircleFilled,
} as const;

function StatusMark({ duty }: { readonly duty: DutyOutput }) {
  const Icon = ICONS[duty.status];
  return (
    <span className={`duty-status duty-${duty.status}`}>
      <Icon aria-hidden /> {words.status[duty.status]}
    </span>
  );
}

export interface DutyRowProps {
  readonly duty: DutyOutput;
  readonly event: EventOutput | undefined;
  readonly readOnly: boolean;
  readonly onAct: (event: EventOutput) => void;
  readonly onExtend: (event: EventOutput) => void;
  readonly onClear: (event: EventOutput, act: ActName) => void;
  readonly onWithdraw: (event: EventOutput) => void;
  readonly onEntries: (event: EventOutput) => void;
  readonly onPerson: (duty: DutyOutput) => void;
}

/** One duty: what, why, when, how long still; it unfolds into its counted days. */
export function DutyRow(props: DutyRowProps) {
  const { duty, event, readOnly, onAct, onExtend } = props;
  const [open, setOpen] = useState(false);
  const detail = dutyDetail(duty);
  const done = duty.remainingWorkingDays === null;
  const { go } = useNavigation();
  const place = fulfilmentPlace(duty);
  // A recurring duty is its own subject.
  const subject = duty.period === null ? duty.subject : '';
  const mayExtend = detail.extendedDue !== '' && detail.baseDue === duty.due && !done;
  return (
    <li className={`duty${open ? ' duty-open' : ''}`}>
      <div className="duty-line">
        <button
          type="button"
          className="duty-fold"
          aria-expanded={open}
          aria-label={words.unfold(duty.label)}
          onClick={() => setOpen(!open)}
        >
          {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        </button>
        <div className="duty-what">
          <div>
            <strong>{duty.label}</strong>
            {detail.periodLabel !== '' && <span className="quiet"> {detail.periodLabel}</span>}
            {duty.drives && !done && <span className="duty-drives">{words.drives}</span>}
          </div>
          <div className="duty-why">
            {subject !== '' && (
              <span className="duty-subject" title={subject}>
                {subject}
              </span>
            )}
            <Citation place={{ regulation: duty.regulation, article: duty.article, quote: duty.quote }} />
            {detail.person !== '' && <span className="duty-person">{words.person.of(detail.person)}</span>}
          </div>
        </div>
        <div className="duty-due">
          <Day date={done && detail.fulfilledOn !== '' ? detail.fulfilledOn : duty.due} />
          {duty.provisional && !done && (
            <span className="duty-provisional" title={words.provisionalHint}>
              {words.provisional}
            </span>
          )}
        </div>
        <div className="duty-left">
          <StatusMark duty={duty} />
          {duty.remainingWorkingDays !== null && (
            <span className="quiet">{words.remaining(duty.remainingWorkingDays)}</span>
          )}
        </div>
        <div className="duty-acts">
          {event === undefined && !done && place !== null && (
            <Button size="small" onClick={() => go(place.route)}>
              {words.fulfil[place.name]}
            </Button>
          )}
          {!readOnly && event !== undefined && (
            <>
              {mayExtend && (
                <Button size="small" type="text" onClick={() => onExtend(event)}>
                  {words.extend}
                </Button>
              )}
              {!done && (
                <Button size="small" onClick={() => onAct(event)}>
                  {words.act}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      {open && (
        <DutyDetail
          duty={duty}
          event={event}
          readOnly={readOnly}
          onClear={props.onClear}
          onWithdraw={props.onWithdraw}
          onEntries={props.onEntries}
          onPerson={props.onPerson}
        />
      )}
    </li>
  );
}
