/** When something may have been done about an event. */
import { FailureError } from '#app/contract/failure';
import type { CalendarDate } from '#app/deadlines/calendar-date';
import type { EventKind } from '#app/deadlines/deadline-event';

/** In these the act answers the event, so that it cannot come before it; a law may be answered ahead of its date. */
const ANSWERED_KINDS: readonly EventKind[] = ['notice', 'application', 'reply', 'doubt', 'rectification'];

/** A date on which something was done is not after today, and not before what it answers; else `invalid-input`. */
export function assertActDate(
  today: string,
  event: { readonly kind: EventKind; readonly on: string },
  date: CalendarDate,
  field: string,
): void {
  if (date > today) {
    throw new FailureError('invalid-input', { field, value: date, reason: `在今天（${today}）之后` });
  }
  if (ANSWERED_KINDS.includes(event.kind) && date < event.on) {
    throw new FailureError('invalid-input', { field, value: date, reason: `早于起算日期${event.on}` });
  }
}
