import { isCalendarDate, minuteInShanghai, weekdayLabel } from '#app/deadlines/calendar-date';

/** Weekday of a `YYYY-MM-DD`; '' for what is not a date. */
export function weekdayText(date: string): string {
  return isCalendarDate(date) ? weekdayLabel(date) : '';
}

/** A date with its weekday: `2026-11-21 星期六`. */
export function Day({ date }: { readonly date: string }) {
  return (
    <span className="day">
      {date} <span className="day-weekday">{weekdayText(date)}</span>
    </span>
  );
}

/** An instant of the program's records as date and minute in China: `2026-11-21 09:05`. */
export function minuteOf(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : minuteInShanghai(at);
}
