import { EARLIEST_YEAR, LATEST_YEAR } from '#app/deadlines/calendar-date';
import { impossibleDay, readDate } from '#app/jurisdictions/checks/date-text';
import { text } from '#renderer/text/zh-cn';

const words = text.common.dateFault;

/** Whether a date box takes this day, `YYYY-MM-DD`. */
export function takesDay(day: string, notAfter: string | undefined): boolean {
  const year = Number(day.slice(0, 4));
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR && (notAfter === undefined || day <= notAfter);
}

/** Why a date box does not take what was typed, '' where it does or nothing was typed. */
export function dateFault(typed: string, notAfter: string | undefined): string {
  if (typed === '') return '';
  const day = readDate(typed);
  if (day === null) return impossibleDay(typed) ?? words.noDate;
  if (takesDay(day, notAfter)) return '';
  return notAfter !== undefined && day > notAfter
    ? words.tooLate(notAfter)
    : words.outOfRange(EARLIEST_YEAR, LATEST_YEAR);
}
