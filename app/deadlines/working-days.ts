/**
 * Working days (工作日) by the State Council's notices, 调休 included.
 *
 * A calendar is built from notices and never guesses in silence: a day of a year without a notice, or of the last week
 * of a year while the next year's notice is unknown, is answered by the Monday–Friday estimate and flagged
 * `provisional` (暂定).
 */
import { addDays, compareDates, isWeekend, partsOf, yearOf, type CalendarDate } from './calendar-date';
import { datesOf, type HolidayNotice, type LocalHolidays } from './holiday-notice';

export interface DayKind {
  readonly working: boolean;
  /** Why, for clerks: 国庆节放假, 调休上班, 周末, 工作日, with the notice it rests on. */
  readonly reason: string;
  readonly provisional: boolean;
}

interface SetDay {
  readonly working: boolean;
  readonly reason: string;
}

export interface WorkingCalendar {
  /** The notices in force, in the order in which they were laid on each other. */
  readonly notices: readonly HolidayNotice[];
  readonly local: readonly LocalHolidays[];
  /** Years whose arrangement is known. */
  readonly years: ReadonlySet<number>;
  /** Days that a notice or a local rule sets; all others go by the weekday. */
  readonly days: ReadonlyMap<CalendarDate, SetDay>;
}

/** The last days of December can still be set by the next year's notice. */
const LAST_WEEK_FROM_DAY = 25;
const MOST_WORKING_DAYS = 2000;

function inOrder(notices: readonly HolidayNotice[]): HolidayNotice[] {
  return [...notices].sort(
    (a, b) => compareDates(a.publishedOn, b.publishedOn) || a.year - b.year || a.revision - b.revision,
  );
}

/**
 * Lays the notices on each other by date of publication: a later full notice of the same year replaces the earlier
 * one whole, an amendment changes the days it names, local days come last.
 */
export function workingCalendar(
  notices: readonly HolidayNotice[],
  local: readonly LocalHolidays[] = [],
): WorkingCalendar {
  const ordered = inOrder(notices);
  const inForce = ordered.filter(
    (notice, index) =>
      !ordered.slice(index + 1).some((later) => later.kind === 'full' && later.year === notice.year),
  );
  const days = new Map<CalendarDate, SetDay>();
  for (const source of [...inForce, ...local]) {
    const named = 'number' in source && source.number !== null ? source.number : source.title;
    for (const range of source.off) {
      for (const date of datesOf(range)) {
        days.set(date, { working: false, reason: `${range.name}放假（${named}）` });
      }
    }
    for (const date of source.working) days.set(date, { working: true, reason: `调休上班（${named}）` });
  }
  const years = new Set(inForce.filter((notice) => notice.kind === 'full').map((notice) => notice.year));
  return { notices: inForce, local, years, days };
}

/** Whether a later notice may still change this day. */
export function isProvisional(calendar: WorkingCalendar, date: CalendarDate): boolean {
  const { year, month, day } = partsOf(date);
  if (!calendar.years.has(year)) return true;
  return month === 12 && day >= LAST_WEEK_FROM_DAY && !calendar.years.has(year + 1);
}

export function isWorkingDay(calendar: WorkingCalendar, date: CalendarDate): DayKind {
  const provisional = isProvisional(calendar, date);
  const set = calendar.days.get(date);
  if (set) return { ...set, provisional };
  const working = !isWeekend(date);
  return { working, reason: working ? '工作日' : '周末', provisional };
}

function works(calendar: WorkingCalendar, date: CalendarDate): boolean {
  return calendar.days.get(date)?.working ?? !isWeekend(date);
}

export interface CountedLimit {
  readonly due: CalendarDate;
  /** The working days counted, in order; the last one is `due`. */
  readonly counted: readonly CalendarDate[];
  /** True when any day from the day after the trigger to `due` may still be changed by a notice. */
  readonly provisional: boolean;
}

/** 自…之日起 `days` 个工作日内: day one is the first working day after the trigger date, `due` is the last. */
export function addWorkingDays(calendar: WorkingCalendar, from: CalendarDate, days: number): CountedLimit {
  if (!Number.isInteger(days) || days < 1 || days > MOST_WORKING_DAYS) {
    throw new RangeError(`cannot count ${days} working days`);
  }
  const counted: CalendarDate[] = [];
  let provisional = false;
  let date = from;
  while (counted.length < days) {
    date = addDays(date, 1);
    if (isProvisional(calendar, date)) provisional = true;
    if (works(calendar, date)) counted.push(date);
  }
  return { due: date, counted, provisional };
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier, counted the other way. */
export function workingDaysBetween(calendar: WorkingCalendar, from: CalendarDate, to: CalendarDate): number {
  if (to < from) {
    const passed = workingDaysBetween(calendar, to, from);
    return passed === 0 ? 0 : -passed;
  }
  let count = 0;
  for (let date = from; date < to;) {
    date = addDays(date, 1);
    if (works(calendar, date)) count += 1;
  }
  return count;
}

/** The date itself when it is a working day, else the last working day before it. */
export function lastWorkingDayUpTo(
  calendar: WorkingCalendar,
  date: CalendarDate,
): { readonly date: CalendarDate; readonly provisional: boolean } {
  let provisional = isProvisional(calendar, date);
  let day = date;
  while (!works(calendar, day)) {
    day = addDays(day, -1);
    provisional ||= isProvisional(calendar, day);
  }
  return { date: day, provisional };
}

export interface MovedDate {
  readonly date: CalendarDate;
  readonly before: DayKind;
  readonly after: DayKind;
}

/** The dates that are a working day in one calendar and not in the other, for example before and after an install. */
export function movedDates(before: WorkingCalendar, after: WorkingCalendar): MovedDate[] {
  const touched = new Set([...before.days.keys(), ...after.days.keys()]);
  return [...touched]
    .sort(compareDates)
    .filter((date) => works(before, date) !== works(after, date))
    .map((date) => ({ date, before: isWorkingDay(before, date), after: isWorkingDay(after, date) }));
}

/** Working days of a known year; null for a year without a notice. */
export function workingDaysInYear(calendar: WorkingCalendar, year: number): number | null {
  if (!calendar.years.has(year)) return null;
  const first = `${year}-01-01` as CalendarDate;
  let count = 0;
  for (let date = first; yearOf(date) === year; date = addDays(date, 1)) {
    if (works(calendar, date)) count += 1;
  }
  return count;
}
