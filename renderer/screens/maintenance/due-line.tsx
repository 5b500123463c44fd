import { ExclamationCircleFilled, WarningFilled } from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { Day, weekdayText } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';

const words = text.maintenance.head;
type Duty = OutputOf<'duties.list'>['duties'][number];

/** The due day with its weekday, the working days left, and how sure that is. */
export function DueLine({ duty }: { readonly duty: Duty }) {
  const left = duty.remainingWorkingDays;
  const urgent = duty.status === 'overdue' || duty.status === 'due-soon';
  const Icon = duty.status === 'overdue' ? WarningFilled : ExclamationCircleFilled;
  return (
    <span className="maintenance-due">
      <Day date={duty.due} />
      {left !== null && (
        <span className={`duty-${duty.status}`}>
          {urgent && <Icon aria-hidden />}
          {urgent && ' '}
          {words.remaining(left)}
        </span>
      )}
      {duty.provisional && <span className="duty-provisional">{words.provisional}</span>}
      {left !== null && duty.lastWorkingDay !== duty.due && (
        <span className="quiet">
          {words.lastWorkingDay(`${duty.lastWorkingDay} ${weekdayText(duty.lastWorkingDay)}`)}
        </span>
      )}
    </span>
  );
}
