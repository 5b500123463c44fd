/**
 * When the data behind an entry must be updated next: the 更新周期 that the catalogue itself promises, counted from the
 * last update. Calendar days, not working days: no regulation counts it otherwise.
 */
import { addDays, dateOf, daysInMonth, partsOf, type CalendarDate } from './calendar-date';

export type CyclePeriod = { readonly days: number } | { readonly months: number };

/** The same day so many months later; the last day of the month where it has no such day. */
function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const [laterYear, laterMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dateOf(laterYear, laterMonth, Math.min(day, daysInMonth(laterYear, laterMonth)));
}

export function nextUpdateDue(last: CalendarDate, period: CyclePeriod): CalendarDate {
  return 'days' in period ? addDays(last, period.days) : addMonths(last, period.months);
}

/** The latest day of a last update whose next one is due on `due` or before it. */
export function latestUpdateDueBy(due: CalendarDate, period: CyclePeriod): CalendarDate {
  if ('days' in period) return addDays(due, -period.days);
  // A month's end stands for up to four days of the longer month before.
  let last = addDays(addMonths(due, -period.months), 3);
  while (nextUpdateDue(last, period) > due) last = addDays(last, -1);
  return last;
}
