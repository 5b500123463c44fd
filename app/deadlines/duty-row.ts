/** One line of the duty list (待办与时限), and how its status follows from its dates. */
import type { CalendarDate } from './calendar-date';
import type { AppliedSharing } from './deadline-event';
import type { Party, RecurringRule } from './limit-rule';
import { workingDaysBetween, type WorkingCalendar } from './working-days';

export type DutyStatus = 'ok' | 'due-soon' | 'overdue' | 'done' | 'done-late';

export const DUTY_STATUS_LABELS: Readonly<Record<DutyStatus, string>> = {
  ok: '正常',
  'due-soon': '临期',
  overdue: '逾期',
  done: '已按期办结',
  'done-late': '逾期办结',
};

/** 临期 from this many remaining working days, unless the pack says otherwise. */
export const DUE_SOON_WORKING_DAYS = 5;

export interface DutyRow {
  readonly duty: string;
  readonly label: string;
  readonly rules: string;
  readonly regulation: string;
  readonly article: string;
  readonly quote: string;
  readonly party: Party;
  /** '2026-Q4' or '2026' for a recurring duty, null for one that an event started. */
  readonly period: string | null;
  readonly periodLabel: string | null;
  /** The date that counts, a consented extension included. */
  readonly due: CalendarDate;
  readonly status: DutyStatus;
  /** True while a later notice may still change `due`, or, for a calendar date, what is a working day up to it. */
  readonly provisional: boolean;
  /** Working days left after today, negative when overdue; null once it is fulfilled. */
  readonly remainingWorkingDays: number | null;
  readonly subject: string;
  /** What fulfils a duty that no event started; null for one that an event started. */
  readonly fulfilledBy: RecurringRule['fulfilledBy'] | 'data-update' | null;
  /** The entry that it is about, where it is about one alone. */
  readonly entry?: string | null;
  /** Event that started it, null for a recurring duty. */
  readonly event: string | null;
  /** The day counted from, null for a recurring duty. */
  readonly from: CalendarDate | null;
  readonly countedFrom: string | null;
  readonly workingDays: number | null;
  readonly counted: readonly CalendarDate[];
  /** Due date without extension. */
  readonly baseDue: CalendarDate;
  /** Latest due date if consent is given in time; null where the text knows no extension. */
  readonly extendedDue: CalendarDate | null;
  readonly sharing: AppliedSharing | null;
  /** For a calendar date that falls on a day off: the last working day before it. Otherwise the due date itself. */
  readonly lastWorkingDay: CalendarDate;
  readonly fulfilledOn: CalendarDate | null;
  readonly submittedOn: CalendarDate | null;
  readonly publishedOn: CalendarDate | null;
  /** Of the open limits of the department that one event started, the one that ends first. */
  readonly drives: boolean;
  /** For clerks: why an extension does not count, where the receipt date was taken from, and the like. */
  readonly notes: readonly string[];
}

export interface Standing {
  readonly status: DutyStatus;
  readonly remainingWorkingDays: number | null;
}

/** Status on `today` of something due on `due`; what was fulfilled after today is not fulfilled yet. */
export function standingOf(
  calendar: WorkingCalendar,
  today: CalendarDate,
  due: CalendarDate,
  fulfilled: CalendarDate | null,
  dueSoonWorkingDays: number = DUE_SOON_WORKING_DAYS,
): Standing {
  if (fulfilled !== null && fulfilled <= today) {
    return { status: fulfilled <= due ? 'done' : 'done-late', remainingWorkingDays: null };
  }
  const remainingWorkingDays = workingDaysBetween(calendar, today, due);
  if (today > due) return { status: 'overdue', remainingWorkingDays };
  return { status: remainingWorkingDays <= dueSoonWorkingDays ? 'due-soon' : 'ok', remainingWorkingDays };
}

/** Open rows by due date, so that the overdue stand first; then the fulfilled, the latest first. */
export function compareDutyRows(a: DutyRow, b: DutyRow): number {
  const aDone = a.fulfilledOn !== null;
  if (aDone !== (b.fulfilledOn !== null)) return aDone ? 1 : -1;
  const byDue = a.due < b.due ? -1 : a.due > b.due ? 1 : 0;
  return aDone ? -byDue : byDue;
}
