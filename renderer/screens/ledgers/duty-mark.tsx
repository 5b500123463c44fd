import {
  CheckCircleFilled,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  WarningFilled,
} from '@ant-design/icons';
import { DUTY_STATUS_LABELS } from '#app/deadlines/duty-row';
import { text } from '#renderer/text/zh-cn';
import { sortedDuties, type LedgerDuty } from './ledger-view';

const ICONS = {
  overdue: WarningFilled,
  'due-soon': ExclamationCircleFilled,
  ok: ClockCircleOutlined,
  done: CheckCircleFilled,
  'done-late': CheckCircleFilled,
} as const;

/** How a limit stands: icon, word, colour. */
export function DutyMark({ status }: { readonly status: LedgerDuty['status'] }) {
  const Icon = ICONS[status];
  return (
    <span className={`duty-status duty-${status}`}>
      <Icon aria-hidden /> {DUTY_STATUS_LABELS[status]}
    </span>
  );
}

/** The limit of a row that matters now, with its due date; how many more there are. */
export function DutyCell({ duties }: { readonly duties: readonly LedgerDuty[] }) {
  const words = text.ledgers.list;
  const sorted = sortedDuties(duties);
  const first = sorted[0];
  if (first === undefined) return <span className="quiet">{words.noClock}</span>;
  const all = sorted.map((duty) => `${duty.label} ${duty.due} ${DUTY_STATUS_LABELS[duty.status]}`).join('\n');
  return (
    <span className="ledger-clock" title={all}>
      <span className="day">{first.due}</span> <DutyMark status={first.status} />
      {first.provisional && <span className="duty-provisional">{text.home.provisional}</span>}
      {sorted.length > 1 && (
        <span className="quiet" aria-label={words.more(sorted.length - 1)}>
          {' '}
          +{sorted.length - 1}
        </span>
      )}
    </span>
  );
}
