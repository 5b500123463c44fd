/** Events that start clocks, what was done about them, what was taken back, and the yearly reports sent. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { parseCalendarDate } from '#app/deadlines/calendar-date';
import { parseDeadlineEvent } from '#app/deadlines/deadline-event';
import { dutyList } from '#app/deadlines/duties';
import { FULFILMENT_LABELS } from '#app/deadlines/limit-rule';
import { stackAnswer } from '#app/deadlines/limits';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { appendAudit } from '#app/storage/audit-store';
import {
  addEvent,
  clearAct,
  listEvents,
  readEvent,
  readReports,
  saveReport,
  setAct,
  setExtension,
  withdrawEvent,
  type EventAct,
  type InstrumentDates,
  type StoredEvent,
} from '#app/storage/event-store';
import { entriesOfEvents, setEventEntries } from '#app/storage/event-entry-store';
import { withdrawRowOfEvent } from '#app/storage/ledger-store';
import type { Connection } from '#app/storage/sqlite';
import { calendarOf } from './calendar-operations';
import { assertActDate } from './duty-act-date';
import { dutyInput } from './duty-input';
import { addRowForEvent } from './ledger-clocks';
import { settleEvents, unsettleEvent } from './settle-events';
import { libraryStack, opened, type Workspace } from './workspace';

type EventOutput = CallOutput<'events.list'>['events'][number];

const ACT_LABELS: Readonly<Record<EventAct, string>> = { ...FULFILMENT_LABELS, received: '主管部门收到' };

/** Every date that was given exists; blanks count as not given. */
function instrumentDates(dates: CallParsedInput<'events.add'>['dates']): InstrumentDates {
  const given = Object.entries(dates ?? {}).filter(([, text]) => text !== undefined && text !== '');
  return Object.fromEntries(given.map(([name, text]) => [name, valueOf(parseCalendarDate(text!))]));
}

export async function add(
  workspace: Workspace,
  input: CallParsedInput<'events.add'>,
): Promise<CallOutput<'events.add'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const event = valueOf(parseDeadlineEvent(input));
  const statedDue = input.statedDue === undefined ? null : valueOf(parseCalendarDate(input.statedDue));
  const dates = instrumentDates(input.dates);
  const id = host.newId();
  const by = input.by ?? '';
  const stack = libraryStack(workspace);
  await library.write(async (tx) => {
    const atMs = host.nowMs();
    const made = {
      ...event,
      id,
      about: input.about,
      statedDue,
      dates,
      dateReason: input.dateReason ?? '',
    };
    await addEvent(tx, made, { atMs, by });
    await addRowForEvent(tx, stack, made, { id: host.newId(), atMs, by });
    if (input.entries !== undefined) await nameEntries(tx, id, input.entries);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'event-added',
      subject: input.about,
      detail: { id, kind: event.kind, on: event.on, level: event.level, sharing: event.sharing },
    });
  });
  host.emit('library.changed', { entries: [] });
  const stored = (await readEvent(library.reader, id))!;
  const calendar = await calendarOf(workspace);
  const { duties } = dutyList({
    ...(await dutyInput(workspace, calendar, [stored])),
    maintenance: [],
    reports: [],
  });
  const { notTriggered } = stackAnswer(stack, calendar, event);
  return structuredClone({
    event: await eventOutput(library.reader, stored),
    duties: duties.filter((duty) => duty.event === id),
    notStarted: notTriggered,
  }) as unknown as CallOutput<'events.add'>;
}

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'events.list'>,
): Promise<CallOutput<'events.list'>> {
  for (const text of [input.from, input.to]) if (text !== undefined) valueOf(parseCalendarDate(text));
  const { reader } = opened(workspace).library;
  const { total, events } = await listEvents(reader, { ...input, limit: input.limit ?? 200 });
  return { total, events: await eventOutputs(reader, events) };
}

export async function act(
  workspace: Workspace,
  input: CallParsedInput<'events.act'>,
): Promise<CallOutput<'events.act'>> {
  const on = valueOf(parseCalendarDate(input.on));
  const { record } = await countingEvent(workspace, input.event);
  assertActDate(workspace.host.today(), record, on, ACT_LABELS[input.act]);
  return change(workspace, input, 'event-act', { act: input.act, on }, (tx) =>
    setAct(tx, { event: input.event, act: input.act, on, note: input.note ?? '' }),
  );
}

/** Names the entries that an event concerns, so that the receipt for them fulfils it. */
export async function entries(
  workspace: Workspace,
  input: CallParsedInput<'events.entries'>,
): Promise<CallOutput<'events.entries'>> {
  await countingEvent(workspace, input.event);
  return change(workspace, input, 'event-entries', { entries: input.entries }, async (tx) => {
    await nameEntries(tx, input.event, input.entries);
    await unsettleEvent(tx, input.event);
    // They may have been taken before they were named.
    await settleEvents(tx, workspace.host.nowMs());
  });
}

async function nameEntries(tx: Connection, event: string, named: readonly string[]): Promise<void> {
  const known = await setEventEntries(tx, event, named);
  if (known !== new Set(named).size) throw new FailureError('entry-not-found', {});
}

export async function clear(
  workspace: Workspace,
  input: CallParsedInput<'events.clearAct'>,
): Promise<CallOutput<'events.clearAct'>> {
  await countingEvent(workspace, input.event);
  return change(workspace, input, 'event-act-cleared', { act: input.act }, (tx) =>
    clearAct(tx, input.event, input.act),
  );
}

export async function extend(
  workspace: Workspace,
  input: CallParsedInput<'events.extend'>,
): Promise<CallOutput<'events.extend'>> {
  const consentedOn = valueOf(parseCalendarDate(input.on));
  const notifiedOn = input.notifiedOn === undefined ? null : valueOf(parseCalendarDate(input.notifiedOn));
  await countingEvent(workspace, input.event);
  const scan = input.scan === undefined ? null : await readAttachmentFile(input.scan);
  const by = input.by ?? '';
  const detail = { on: consentedOn, number: input.number, scanSm3: scan?.sm3 ?? '' };
  return change(workspace, input, 'event-extended', detail, async (tx) => {
    const attachmentId = scan ? await addAttachment(tx, scan, { atMs: workspace.host.nowMs(), by }) : null;
    await setExtension(tx, {
      event: input.event,
      consentedOn,
      documentNumber: input.number,
      workingDays: input.workingDays ?? null,
      notifiedOn,
      attachmentId,
    });
  });
}

/** Taken back as entered wrongly: it stays in the log and in the list of those withdrawn, and counts no longer. */
export async function withdraw(
  workspace: Workspace,
  input: CallParsedInput<'events.withdraw'>,
): Promise<CallOutput<'events.withdraw'>> {
  await countingEvent(workspace, input.event);
  const withdrawal = { on: workspace.host.today(), by: input.by ?? '', reason: input.reason };
  return change(workspace, input, 'event-withdrawn', { reason: input.reason }, async (tx) => {
    await withdrawEvent(tx, input.event, withdrawal);
    await withdrawRowOfEvent(tx, input.event, withdrawal);
  });
}

async function countingEvent(workspace: Workspace, id: string): Promise<StoredEvent> {
  const event = await readEvent(opened(workspace).library.reader, id);
  if (!event) throw new FailureError('event-not-found', { event: id });
  if (event.withdrawn) {
    throw new FailureError('step-not-allowed', {
      reason: `“${event.record.about}”已于${event.withdrawn.on}撤回（${event.withdrawn.reason}）`,
    });
  }
  return event;
}

async function change(
  workspace: Workspace,
  input: { event: string; by?: string | undefined },
  action: string,
  detail: Record<string, unknown>,
  work: (tx: Connection) => Promise<void>,
): Promise<EventOutput> {
  const { library } = opened(workspace);
  await library.write(async (tx) => {
    await work(tx);
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: input.by ?? '',
      action,
      subject: input.event,
      detail,
    });
  });
  workspace.host.emit('library.changed', { entries: [] });
  return eventOutput(library.reader, (await readEvent(library.reader, input.event))!);
}

async function eventOutput(db: Connection, stored: StoredEvent): Promise<EventOutput> {
  return (await eventOutputs(db, [stored]))[0]!;
}

async function eventOutputs(db: Connection, stored: readonly StoredEvent[]): Promise<EventOutput[]> {
  const entries = await entriesOfEvents(
    db,
    stored.map(({ record }) => record.id),
  );
  return stored.map((event) => outputOf(event, entries.get(event.record.id) ?? []));
}

function outputOf(stored: StoredEvent, named: EventOutput['entries']): EventOutput {
  const { record, acts, dates, dateReason, withdrawn, enteredBy } = stored;
  const { extension } = record;
  const candidates = [dates.promulgated, dates.issued].filter((date) => date !== undefined).sort();
  return {
    id: record.id,
    kind: record.kind,
    on: record.on,
    level: record.level,
    sharing: record.sharing,
    about: record.about,
    statedDue: record.statedDue ?? null,
    acts: acts.map((one) => ({ ...one })),
    dates,
    proposedOn: candidates[0] ?? null,
    dateReason,
    extension: extension
      ? {
          consentedOn: extension.consentedOn,
          documentNumber: extension.documentNumber,
          workingDays: extension.workingDays ?? null,
          notifiedOn: extension.notifiedOn ?? null,
        }
      : null,
    withdrawn,
    enteredBy,
    entries: named,
  };
}

/** 年度报告 of a year was sent; the date may be corrected. */
export async function reportSent(
  workspace: Workspace,
  input: CallParsedInput<'reports.sent'>,
): Promise<CallOutput<'reports.sent'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const on = valueOf(parseCalendarDate(input.on));
  if (on > host.today()) {
    throw new FailureError('invalid-input', { field: '报送日期', value: on, reason: '在今天之后' });
  }
  if (on < `${input.year}-01-01`) {
    throw new FailureError('invalid-input', { field: '报送日期', value: on, reason: `早于${input.year}年` });
  }
  const by = input.by ?? '';
  await library.write(async (tx) => {
    await saveReport(tx, { year: input.year, on, by });
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by,
      action: 'report-sent',
      subject: String(input.year),
      detail: { on },
    });
  });
  host.emit('library.changed', { entries: [] });
  return listReports(workspace);
}

export async function listReports(workspace: Workspace): Promise<CallOutput<'reports.list'>> {
  const reports = await readReports(opened(workspace).library.reader);
  return { reports: reports.map(({ year, on, by }) => ({ year, on, by })) };
}
