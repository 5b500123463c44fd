/** Dates as clerks write them. */
import { daysInMonth } from '#app/deadlines/calendar-date';
import { remembered } from './remembered';

const FORM =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))(?:[t ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/i;

interface WrittenDay {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** Year, month and day as written, whether there is such a day or not; null for what has not the form of a date. */
function writtenDay(text: string): WrittenDay | null {
  const parts = FORM.exec(text.normalize('NFKC').trim());
  if (!parts) return null;
  const [, year, ...rest] = parts;
  const [month, day] = rest.filter((part) => part !== undefined) as [string, string];
  return { year: year!, month, day };
}

/** Why there is no such day, in plain words (2026年2月没有30日); null where there is, or where it is no date at all. */
function noSuchDay({ year, month, day }: WrittenDay): string | null {
  const [m, d] = [Number(month), Number(day)];
  if (m < 1 || m > 12) return `一年没有${m}月`;
  return d < 1 || d > daysInMonth(Number(year), m) ? `${Number(year)}年${m}月没有${d}日` : null;
}

/** `YYYY-MM-DD`, or null for what is not a day of the calendar. A time of day is passed over. */
export const readDate: (text: string) => string | null = remembered((text) => {
  const written = writtenDay(text);
  if (written === null || noSuchDay(written) !== null) return null;
  return `${written.year}-${written.month.padStart(2, '0')}-${written.day.padStart(2, '0')}`;
});

/** Why a text that has the form of a date is no day of the calendar; null for any other text. */
export function impossibleDay(text: string): string | null {
  const written = writtenDay(text);
  return written && noSuchDay(written);
}
