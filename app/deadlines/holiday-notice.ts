/**
 * The State Council's notice of a year's holidays (部分节假日安排的通知), as a data file.
 *
 * A file is the arrangement of one year (`full`) or a later change to named days (`amendment`). It may set days
 * outside its own year: the notice of 2027 can still move the last days of 2026.
 */
import { addDays, type CalendarDate } from './calendar-date';
import type { OffRange } from './holiday-notice-schema';

export type { HolidayNotice, LocalHolidays, OffRange } from './holiday-notice-schema';

export function datesOf(range: Pick<OffRange, 'from' | 'to'>): CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let date = range.from; date <= range.to; date = addDays(date, 1)) dates.push(date);
  return dates;
}
