/**
 * A date without a time: 'YYYY-MM-DD' in China Standard Time, compared and added by plain arithmetic.
 *
 * Nothing here reads a clock or a time zone. Two dates compare as their texts do, so `a < b` means a is earlier.
 */
import { done, failed, type Outcome } from '#app/contract/failure';

declare const brand: unique symbol;
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** Dates outside these years are taken for slips of the keyboard. */
export const EARLIEST_YEAR = 1900;
export const LATEST_YEAR = 2199;

/** What a date looks like; whether there is such a day is another question. */
export const DATE_FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

type Refusal = 'form' | 'impossible' | 'out-of-range';

function refusalOf(text: string): Refusal | null {
  const parts = DATE_FORM.exec(text);
  if (!parts) return 'form';
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return 'impossible';
  return year < EARLIEST_YEAR || year > LATEST_YEAR ? 'out-of-range' : null;
}

export function isCalendarDate(text: string): text is CalendarDate {
  return refusalOf(text) === null;
}

/**
 * Takes exactly 'YYYY-MM-DD' of a day that exists.
 *
 * Failure `date-invalid`, details `{text, reason}` with reason `form` (not YYYY-MM-DD), `impossible` (no such day,
 * for example 2026-02-29) or `out-of-range` (before 1900 or after 2199).
 */
export function parseCalendarDate(text: string): Outcome<CalendarDate> {
  const reason = refusalOf(text);
  return reason === null ? done(text as CalendarDate) : failed('date-invalid', { text, reason });
}

/** A date that is known to be good, such as a literal or a value that a schema has passed. Throws RangeError. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`not a calendar date: ${text}`);
  return text;
}

export function dateOf(year: number, month: number, day: number): CalendarDate {
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return calendarDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function partsOf(date: CalendarDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/** Days since 1970-01-01, by the proleptic Gregorian calendar (400-year eras of 146,097 days, years from 1 March). */
export function dayNumber(date: CalendarDate): number {
  const { year, month, day } = partsOf(date);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOfDayNumber(days: number): CalendarDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return dateOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

const WEEKDAY_LABELS = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'];

export function weekdayLabel(date: CalendarDate): string {
  return WEEKDAY_LABELS[weekdayOf(date) - 1]!;
}

export function isWeekend(date: CalendarDate): boolean {
  return weekdayOf(date) >= 6;
}

/**
 * Date and minute in Asia/Shanghai at an instant given in milliseconds since the epoch: `2026-11-21 09:05`. Every time
 * on screen and paper is told by it, whatever the machine's clock is set to.
 */
export function minuteInShanghai(epochMs: number): string {
  return new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The date in Asia/Shanghai at an instant given in milliseconds since the epoch (UTC+8, no summer time). */
export function todayInShanghai(epochMs: number): CalendarDate {
  return dateOfDayNumber(Math.floor((epochMs + SHANGHAI_OFFSET_MS) / DAY_MS));
}
