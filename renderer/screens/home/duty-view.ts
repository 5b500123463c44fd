/** A duty as the list shows it: the fields of the contract, and those that the program tells beyond it. */
import type { InputOf, OutputOf } from '#renderer/call';
import type { EventKind } from '#app/deadlines/deadline-event';
import type { Route } from '#renderer/route';

export type DutyOutput = OutputOf<'duties.list'>['duties'][number];
export type EventOutput = OutputOf<'events.list'>['events'][number];
export type ActName = InputOf<'events.act'>['act'];

export interface DutyDetail {
  readonly periodLabel: string;
  readonly from: string;
  readonly countedFrom: string;
  readonly workingDays: number | null;
  readonly extendedDue: string;
  readonly baseDue: string;
  readonly fulfilledOn: string;
  readonly key: string;
  readonly person: string;
}

const textAt = (duty: DutyOutput, key: string): string => {
  const value: unknown = duty[key];
  return typeof value === 'string' ? value : '';
};

export function dutyDetail(duty: DutyOutput): DutyDetail {
  const days: unknown = duty['workingDays'];
  return {
    periodLabel: textAt(duty, 'periodLabel'),
    from: textAt(duty, 'from'),
    countedFrom: textAt(duty, 'countedFrom'),
    workingDays: typeof days === 'number' ? days : null,
    extendedDue: textAt(duty, 'extendedDue'),
    baseDue: textAt(duty, 'baseDue'),
    fulfilledOn: textAt(duty, 'fulfilledOn'),
    key: textAt(duty, 'key'),
    person: textAt(duty, 'person'),
  };
}

export function dutyKey(duty: DutyOutput): string {
  const subject = duty.event ?? textAt(duty, 'entry');
  return `${duty.regulation} ${duty.duty} ${subject} ${duty.period ?? ''} ${duty.due}`;
}

export type DutyGroup = 'overdue' | 'due-soon' | 'ok' | 'others' | 'done';
export const DUTY_GROUPS: readonly DutyGroup[] = ['overdue', 'due-soon', 'ok', 'others', 'done'];

/** Overdue first; what is somebody else's clock stands apart; what is done comes last. */
export function groupOf(duty: DutyOutput): DutyGroup {
  if (duty.status === 'done' || duty.status === 'done-late') return 'done';
  return duty.party === 'A' ? 'others' : duty.status;
}

type Fulfilment = 'maintenance' | 'ledgers' | 'updates';

const PLACES: Readonly<Record<string, { readonly name: Fulfilment; readonly route: Route }>> = {
  maintenance: { name: 'maintenance', route: { screen: 'maintenance' } },
  report: { name: 'ledgers', route: { screen: 'ledgers', part: 'annual' } },
  'data-update': { name: 'updates', route: { screen: 'maintenance', part: 'updates' } },
};

/** Where a duty that no event started is fulfilled; null for one that an event started. */
export function fulfilmentPlace(duty: DutyOutput) {
  return PLACES[textAt(duty, 'fulfilledBy')] ?? null;
}

/** What can be registered about an event of each kind. */
export const ACTS_OF_KIND: Readonly<Record<EventKind, readonly ActName[]>> = {
  'law-change': ['submitted', 'received', 'published', 'filed'],
  'function-change': ['submitted', 'received', 'published', 'filed'],
  'data-change': ['data-updated', 'submitted', 'received', 'published', 'filed'],
  'sharing-change': ['submitted', 'received', 'published', 'filed'],
  notice: ['provided'],
  application: ['replied', 'provided'],
  reply: ['provided'],
  doubt: ['corrected'],
  rectification: ['rectified'],
};

/** Duties due on each day, for the marks of the calendar. */
export function dueByDay(duties: readonly DutyOutput[]): ReadonlyMap<string, readonly DutyOutput[]> {
  const days = new Map<string, DutyOutput[]>();
  for (const duty of duties) {
    if (groupOf(duty) === 'done') continue;
    const list = days.get(duty.due) ?? [];
    list.push(duty);
    days.set(duty.due, list);
  }
  return days;
}
