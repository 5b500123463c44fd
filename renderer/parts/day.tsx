import { isCalendarDate, weekdayLabel } from '#app/deadlines/calendar-date';

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

/** An instant of the program's records as local date and minute: `2026-11-21 09:05`. */
export function minuteOf(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
