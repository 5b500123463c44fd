/** What has happened, as the duty list needs it: events with their fulfilment dates, maintenance and reports. */
import type { CalendarDate } from './calendar-date';
import type { DeadlineEvent } from './deadline-event';
import type { Fulfilment } from './limit-rule';

/** Consent to an extension (条例第十七条、第二十一条). It counts only if dated no later than the limit it extends. */
export interface ExtensionConsent {
  /** Name of the limit extended (`duty` of its row), where the event started several that can be extended. */
  readonly duty?: string;
  readonly consentedOn: CalendarDate;
  readonly documentNumber: string;
  /** Working days granted; the whole extension that the text allows where absent. */
  readonly workingDays?: number;
  /** When the other party was told, where the text asks for that. */
  readonly notifiedOn?: CalendarDate;
}

export interface EventRecord extends DeadlineEvent {
  readonly id: string;
  /** What it is about, shown as the subject of its duties. */
  readonly about: string;
  /** 报送 to the 主管部门. */
  readonly submittedOn?: CalendarDate;
  /** Receipt by the 主管部门, where known; its own clock runs from here, else from 报送. */
  readonly receivedOn?: CalendarDate;
  /** Updated or published on the platform. */
  readonly publishedOn?: CalendarDate;
  readonly filedOn?: CalendarDate;
  readonly dataUpdatedOn?: CalendarDate;
  readonly repliedOn?: CalendarDate;
  readonly providedOn?: CalendarDate;
  readonly correctedOn?: CalendarDate;
  readonly rectifiedOn?: CalendarDate;
  /** The date that a notice itself names (限期整改). */
  readonly statedDue?: CalendarDate;
  readonly extension?: ExtensionConsent;
}

/** A full maintenance (全面维护) that was finished. */
export interface MaintenanceRecord {
  /** '2026-Q4' or '2026'. */
  readonly period: string;
  readonly finishedOn: CalendarDate;
}

/** A yearly report that was sent. */
export interface ReportRecord {
  /** The year reported on. */
  readonly year: number;
  readonly on: CalendarDate;
  /** Pack that it answers to; it counts for every pack where absent. */
  readonly rules?: string;
}

const FULFILLED_ON = {
  submitted: 'submittedOn',
  published: 'publishedOn',
  filed: 'filedOn',
  'data-updated': 'dataUpdatedOn',
  replied: 'repliedOn',
  provided: 'providedOn',
  corrected: 'correctedOn',
  rectified: 'rectifiedOn',
} as const satisfies Record<Fulfilment, keyof EventRecord>;

/** The date of one act on an event, or null while it has not happened. */
export function dateOfAct(record: EventRecord, act: Fulfilment): CalendarDate | null {
  return record[FULFILLED_ON[act]] ?? null;
}

/** The first date on which any of the acts happened; one done ahead of the event (a law announced earlier) counts. */
export function fulfilledOn(record: EventRecord, acts: readonly Fulfilment[]): CalendarDate | null {
  const dates = acts
    .map((act) => dateOfAct(record, act))
    .filter((date): date is CalendarDate => date !== null);
  return dates.length === 0 ? null : dates.reduce((first, date) => (date < first ? date : first));
}
