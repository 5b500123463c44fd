/** Events that start clocks (事项), what was done about them, maintenance and yearly reports. */
import { calendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import type { AppliedSharing, DeadlineEvent, EventKind, InstrumentLevel } from '#app/deadlines/deadline-event';
import type { EventRecord, ExtensionConsent, MaintenanceRecord, ReportRecord } from '#app/deadlines/duty-records';
import type { Connection } from './sqlite';

/** What a person may enter as done about an event; each moves the clocks that name it. */
export const EVENT_ACTS = {
  submitted: 'submittedOn',
  received: 'receivedOn',
  published: 'publishedOn',
  filed: 'filedOn',
  'data-updated': 'dataUpdatedOn',
  replied: 'repliedOn',
  provided: 'providedOn',
  corrected: 'correctedOn',
  rectified: 'rectifiedOn',
} as const satisfies Record<string, keyof EventRecord>;
export type EventAct = keyof typeof EVENT_ACTS;

interface EventRow {
  id: string;
  kind: EventKind;
  on_date: string;
  level: InstrumentLevel | null;
  sharing: AppliedSharing | null;
  about: string;
  stated_due: string | null;
}
interface ActRow {
  event_id: string;
  act: EventAct;
  on_date: string;
  note: string;
}
interface ExtensionRow {
  event_id: string;
  consented_on: string;
  document_number: string;
  working_days: number | null;
  notified_on: string | null;
}

export interface StoredEvent {
  readonly record: EventRecord;
  readonly acts: readonly { readonly act: EventAct; readonly on: string; readonly note: string }[];
}

function extensionOf(row: ExtensionRow): ExtensionConsent {
  return {
    consentedOn: calendarDate(row.consented_on),
    documentNumber: row.document_number,
    ...(row.working_days === null ? {} : { workingDays: row.working_days }),
    ...(row.notified_on === null ? {} : { notifiedOn: calendarDate(row.notified_on) }),
  };
}

export async function readEvents(db: Connection): Promise<StoredEvent[]> {
  const [events, acts, extensions] = [
    await db.all<EventRow>('SELECT id, kind, on_date, level, sharing, about, stated_due FROM event ORDER BY on_date, at_ms'),
    await db.all<ActRow>('SELECT event_id, act, on_date, note FROM event_act'),
    await db.all<ExtensionRow>('SELECT event_id, consented_on, document_number, working_days, notified_on FROM event_extension'),
  ];
  const actsOf = new Map<string, ActRow[]>();
  for (const act of acts) actsOf.set(act.event_id, [...(actsOf.get(act.event_id) ?? []), act]);
  const extensionFor = new Map(extensions.map((row) => [row.event_id, row]));
  return events.map((row) => {
    const own = actsOf.get(row.id) ?? [];
    const extension = extensionFor.get(row.id);
    const record: EventRecord = {
      id: row.id,
      kind: row.kind,
      on: calendarDate(row.on_date),
      level: row.level,
      sharing: row.sharing,
      about: row.about,
      ...(row.stated_due === null ? {} : { statedDue: calendarDate(row.stated_due) }),
      ...(extension ? { extension: extensionOf(extension) } : {}),
      ...Object.fromEntries(own.map((act) => [EVENT_ACTS[act.act], calendarDate(act.on_date)])),
    };
    return { record, acts: own.map(({ act, on_date, note }) => ({ act, on: on_date, note })) };
  });
}

export async function addEvent(
  tx: Connection,
  event: DeadlineEvent & { id: string; about: string; statedDue: CalendarDate | null },
  entered: { atMs: number; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO event (id, kind, on_date, level, sharing, about, stated_due, entered_by, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [event.id, event.kind, event.on, event.level, event.sharing, event.about, event.statedDue, entered.by, entered.atMs],
  );
}

export async function setAct(
  tx: Connection,
  act: { event: string; act: EventAct; on: CalendarDate; note: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO event_act (event_id, act, on_date, note) VALUES (?, ?, ?, ?)
     ON CONFLICT (event_id, act) DO UPDATE SET on_date = excluded.on_date, note = excluded.note`,
    [act.event, act.act, act.on, act.note],
  );
}

export async function setExtension(
  tx: Connection,
  extension: {
    event: string;
    consentedOn: CalendarDate;
    documentNumber: string;
    workingDays: number | null;
    notifiedOn: CalendarDate | null;
    attachmentId: number | null;
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO event_extension (event_id, consented_on, document_number, working_days, notified_on, attachment_id)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET consented_on = excluded.consented_on, document_number = excluded.document_number,
       working_days = excluded.working_days, notified_on = excluded.notified_on, attachment_id = excluded.attachment_id`,
    [
      extension.event,
      extension.consentedOn,
      extension.documentNumber,
      extension.workingDays,
      extension.notifiedOn,
      extension.attachmentId,
    ],
  );
}

export async function readMaintenance(db: Connection): Promise<MaintenanceRecord[]> {
  const rows = await db.all<{ period: string; finished_on: string }>(
    'SELECT period, finished_on FROM maintenance_campaign WHERE finished_on IS NOT NULL',
  );
  return rows.map((row) => ({ period: row.period, finishedOn: calendarDate(row.finished_on) }));
}

export async function readReports(db: Connection): Promise<ReportRecord[]> {
  const rows = await db.all<{ year: number; sent_on: string }>('SELECT year, sent_on FROM annual_report');
  return rows.map((row) => ({ year: row.year, on: calendarDate(row.sent_on) }));
}
