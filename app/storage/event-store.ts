/** Events that start clocks (事项), what was done about them, and the yearly reports that were sent. */
import { calendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import type {
  AppliedSharing,
  DeadlineEvent,
  EventKind,
  InstrumentLevel,
} from '#app/deadlines/deadline-event';
import type { EventRecord, ExtensionConsent, ReportRecord } from '#app/deadlines/duty-records';
import { containing } from './entry-list';
import type { Connection, SqlValue } from './sqlite';

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

/** The dates that an instrument carries: 公布日, 施行日, 文件印发日, 收文日. */
export interface InstrumentDates {
  readonly promulgated?: string | undefined;
  readonly effective?: string | undefined;
  readonly issued?: string | undefined;
  readonly received?: string | undefined;
}

export interface Withdrawal {
  readonly on: string;
  readonly by: string;
  readonly reason: string;
}

interface EventRow {
  id: string;
  kind: EventKind;
  on_date: string;
  level: InstrumentLevel | null;
  sharing: AppliedSharing | null;
  about: string;
  stated_due: string | null;
  dates_json: string;
  date_reason: string;
  entered_by: string;
  withdrawn_on: string | null;
  withdrawn_by: string;
  withdrawn_reason: string;
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
  readonly dates: InstrumentDates;
  readonly dateReason: string;
  readonly enteredBy: string;
  readonly withdrawn: Withdrawal | null;
}

export interface EventQuery {
  readonly ids?: readonly string[] | undefined;
  readonly kinds?: readonly EventKind[] | undefined;
  readonly query?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Also events that were taken back. */
  readonly withdrawn?: boolean | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

function extensionOf(row: ExtensionRow): ExtensionConsent {
  return {
    consentedOn: calendarDate(row.consented_on),
    documentNumber: row.document_number,
    ...(row.working_days === null ? {} : { workingDays: row.working_days }),
    ...(row.notified_on === null ? {} : { notifiedOn: calendarDate(row.notified_on) }),
  };
}

function storedEvent(
  row: EventRow,
  acts: readonly ActRow[],
  extension: ExtensionRow | undefined,
): StoredEvent {
  const record: EventRecord = {
    id: row.id,
    kind: row.kind,
    on: calendarDate(row.on_date),
    level: row.level,
    sharing: row.sharing,
    about: row.about,
    ...(row.stated_due === null ? {} : { statedDue: calendarDate(row.stated_due) }),
    ...(extension ? { extension: extensionOf(extension) } : {}),
    ...Object.fromEntries(acts.map((act) => [EVENT_ACTS[act.act], calendarDate(act.on_date)])),
  };
  return {
    record,
    acts: acts.map(({ act, on_date, note }) => ({ act, on: on_date, note })),
    dates: JSON.parse(row.dates_json) as InstrumentDates,
    dateReason: row.date_reason,
    enteredBy: row.entered_by,
    withdrawn:
      row.withdrawn_on === null
        ? null
        : { on: row.withdrawn_on, by: row.withdrawn_by, reason: row.withdrawn_reason },
  };
}

async function withActs(db: Connection, rows: readonly EventRow[]): Promise<StoredEvent[]> {
  const ids = JSON.stringify(rows.map((row) => row.id));
  const acts = await db.all<ActRow>(
    `SELECT event_id, act, on_date, note FROM event_act
     WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY on_date, act`,
    [ids],
  );
  const extensions = await db.all<ExtensionRow>(
    `SELECT event_id, consented_on, document_number, working_days, notified_on FROM event_extension
     WHERE event_id IN (SELECT value FROM json_each(?))`,
    [ids],
  );
  const actsOf = new Map<string, ActRow[]>();
  for (const act of acts) {
    const own = actsOf.get(act.event_id);
    if (own) own.push(act);
    else actsOf.set(act.event_id, [act]);
  }
  const extensionFor = new Map(extensions.map((row) => [row.event_id, row]));
  return rows.map((row) => storedEvent(row, actsOf.get(row.id) ?? [], extensionFor.get(row.id)));
}

/** One page of events, the latest first. */
export async function listEvents(
  db: Connection,
  wanted: EventQuery,
): Promise<{ total: number; events: StoredEvent[] }> {
  const conditions = [wanted.withdrawn ? 'true' : 'withdrawn_on IS NULL'];
  const values: SqlValue[] = [];
  const needs = (condition: string, value: SqlValue): void => {
    conditions.push(condition);
    values.push(value);
  };
  if (wanted.ids) needs('id IN (SELECT value FROM json_each(?))', JSON.stringify(wanted.ids));
  if (wanted.kinds) needs('kind IN (SELECT value FROM json_each(?))', JSON.stringify(wanted.kinds));
  for (const word of (wanted.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    needs("lower(about) LIKE ? ESCAPE '\\'", containing(word));
  }
  if (wanted.from !== undefined) needs('on_date >= ?', wanted.from);
  if (wanted.to !== undefined) needs('on_date <= ?', wanted.to);
  const where = conditions.join(' AND ');
  const total = await db.get<{ total: number }>(`SELECT count(*) AS total FROM event WHERE ${where}`, values);
  const rows = await db.all<EventRow>(
    `SELECT * FROM event WHERE ${where} ORDER BY on_date DESC, at_ms DESC, id DESC LIMIT ? OFFSET ?`,
    [...values, wanted.limit ?? -1, wanted.offset ?? 0],
  );
  return { total: total?.total ?? 0, events: await withActs(db, rows) };
}

/** Every event that counts, the oldest first. */
export async function readEvents(db: Connection): Promise<StoredEvent[]> {
  const { events } = await listEvents(db, {});
  return events.reverse();
}

export async function readEvent(db: Connection, id: string): Promise<StoredEvent | null> {
  const rows = await db.all<EventRow>('SELECT * FROM event WHERE id = ?', [id]);
  return (await withActs(db, rows))[0] ?? null;
}

export interface NewEvent extends DeadlineEvent {
  readonly id: string;
  readonly about: string;
  readonly statedDue: CalendarDate | null;
  readonly dates?: InstrumentDates;
  readonly dateReason?: string;
}

export async function addEvent(
  tx: Connection,
  event: NewEvent,
  entered: { atMs: number; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO event (id, kind, on_date, level, sharing, about, stated_due, dates_json, date_reason, entered_by, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      event.id,
      event.kind,
      event.on,
      event.level,
      event.sharing,
      event.about,
      event.statedDue,
      JSON.stringify(event.dates ?? {}),
      event.dateReason ?? '',
      entered.by,
      entered.atMs,
    ],
  );
}

/** Corrects what was entered about an event; its acts stay. */
export async function changeEvent(tx: Connection, event: NewEvent): Promise<void> {
  await tx.run(
    `UPDATE event SET kind = ?, on_date = ?, level = ?, sharing = ?, about = ?, stated_due = ?,
                      withdrawn_on = NULL, withdrawn_by = '', withdrawn_reason = ''
     WHERE id = ?`,
    [event.kind, event.on, event.level, event.sharing, event.about, event.statedDue, event.id],
  );
}

export async function withdrawEvent(tx: Connection, id: string, withdrawal: Withdrawal): Promise<void> {
  await tx.run(
    'UPDATE event SET withdrawn_on = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ? AND withdrawn_on IS NULL',
    [withdrawal.on, withdrawal.by, withdrawal.reason, id],
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

export async function clearAct(tx: Connection, event: string, act: EventAct): Promise<void> {
  await tx.run('DELETE FROM event_act WHERE event_id = ? AND act = ?', [event, act]);
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
       working_days = excluded.working_days, notified_on = excluded.notified_on,
       attachment_id = coalesce(excluded.attachment_id, attachment_id)`,
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

export async function clearExtension(tx: Connection, event: string): Promise<void> {
  await tx.run('DELETE FROM event_extension WHERE event_id = ?', [event]);
}

export interface SentReport extends ReportRecord {
  readonly by: string;
}

/** Latest year first. */
export async function readReports(db: Connection): Promise<SentReport[]> {
  const rows = await db.all<{ year: number; sent_on: string; by_name: string }>(
    'SELECT year, sent_on, by_name FROM annual_report ORDER BY year DESC',
  );
  return rows.map((row) => ({ year: row.year, on: calendarDate(row.sent_on), by: row.by_name }));
}

export async function saveReport(
  tx: Connection,
  report: { year: number; on: CalendarDate; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO annual_report (year, sent_on, by_name) VALUES (?, ?, ?)
     ON CONFLICT (year) DO UPDATE SET sent_on = excluded.sent_on, by_name = excluded.by_name`,
    [report.year, report.on, report.by],
  );
}
