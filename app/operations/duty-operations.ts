/** Clocks: what is due, what an event starts, what has been done about it; calendars and the rules behind them. */
import { writeFile } from 'node:fs/promises';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, type Outcome } from '#app/contract/failure';
import { calendarDate, dateOf, daysInMonth, parseCalendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import { parseDeadlineEvent } from '#app/deadlines/deadline-event';
import { dutyList, type DutyInput } from '#app/deadlines/duties';
import { isInForce } from '#app/deadlines/limit-rule';
import { deadlineAnswer, stackAnswer } from '#app/deadlines/limits';
import { isProvisional, isWorkingDay, workingCalendar, workingDaysInYear, type WorkingCalendar } from '#app/deadlines/working-days';
import { appendAudit } from '#app/storage/audit-store';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { addEvent, readEvents, readMaintenance, readReports, setAct, setExtension, type StoredEvent } from '#app/storage/event-store';
import { dutiesAsIcs } from './duties-ics';
import { readRegulation } from './resources';
import { libraryStack, opened, type Workspace } from './workspace';

type EventOutput = CallOutput<'events.list'>['events'][number];

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FailureError(outcome.failure.code, outcome.failure.details);
  return outcome.value;
}

export function calendarOf(workspace: Workspace): WorkingCalendar {
  return workingCalendar(workspace.host.resources.notices);
}

/** `mulu deadline`: needs no library, only the packs and the calendar. */
export async function countDeadline(
  workspace: Workspace,
  input: CallParsedInput<'deadline.count'>,
): Promise<CallOutput<'deadline.count'>> {
  const event = valueOf(parseDeadlineEvent(input));
  const answer = valueOf(
    deadlineAnswer({
      packs: [...workspace.host.resources.rulePacks.values()],
      calendar: calendarOf(workspace),
      rules: input.rules,
      event,
    }),
  );
  return structuredClone(answer) as unknown as CallOutput<'deadline.count'>;
}

async function dutyInput(workspace: Workspace, events: readonly StoredEvent[]): Promise<DutyInput> {
  const { library, settings } = opened(workspace);
  const today = calendarDate(workspace.host.today());
  return {
    packs: libraryStack(workspace),
    calendar: calendarOf(workspace),
    today,
    since: calendarDate(settings['createdOn'] ?? today),
    maintenance: await readMaintenance(library.reader),
    reports: await readReports(library.reader),
    events: events.map((event) => event.record),
  };
}

export async function listDuties(
  workspace: Workspace,
  input: CallParsedInput<'duties.list'>,
): Promise<CallOutput<'duties.list'>> {
  const events = await readEvents(opened(workspace).library.reader);
  const list = structuredClone(dutyList(await dutyInput(workspace, events))) as unknown as CallOutput<'duties.list'>;
  if (input.ics === undefined) return list;
  const text = dutiesAsIcs(list.duties, workspace.host.nowMs());
  await writeFile(input.ics, text, 'utf8').catch(() => {
    throw new FailureError('file-unwritable', { file: input.ics });
  });
  return { ...list, ics: input.ics };
}

export async function add(
  workspace: Workspace,
  input: CallParsedInput<'events.add'>,
): Promise<CallOutput<'events.add'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const event = valueOf(parseDeadlineEvent(input));
  const statedDue = input.statedDue === undefined ? null : valueOf(parseCalendarDate(input.statedDue));
  const id = host.newId();
  const by = input.by ?? '';
  await library.write(async (tx) => {
    const atMs = host.nowMs();
    await addEvent(tx, { ...event, id, about: input.about, statedDue }, { atMs, by });
    await appendAudit(tx, {
      atMs,
      by,
      action: 'event-added',
      subject: input.about,
      detail: { id, kind: event.kind, on: event.on, level: event.level, sharing: event.sharing },
    });
  });
  const stored = await readEvents(library.reader);
  const own = stored.filter((one) => one.record.id === id);
  const { duties } = dutyList({ ...(await dutyInput(workspace, own)), maintenance: [], reports: [] });
  const { notTriggered } = stackAnswer(libraryStack(workspace), calendarOf(workspace), event);
  return structuredClone({
    event: eventOutput(own[0]!),
    duties: duties.filter((duty) => duty.event === id),
    notStarted: notTriggered,
  }) as unknown as CallOutput<'events.add'>;
}

export async function listEvents(workspace: Workspace): Promise<CallOutput<'events.list'>> {
  const events = await readEvents(opened(workspace).library.reader);
  return { events: events.map(eventOutput) };
}

export async function act(
  workspace: Workspace,
  input: CallParsedInput<'events.act'>,
): Promise<CallOutput<'events.act'>> {
  const on = valueOf(parseCalendarDate(input.on));
  return change(workspace, input.event, input.by ?? '', 'event-act', { act: input.act, on }, (tx) =>
    setAct(tx, { event: input.event, act: input.act, on, note: input.note ?? '' }),
  );
}

export async function extend(
  workspace: Workspace,
  input: CallParsedInput<'events.extend'>,
): Promise<CallOutput<'events.extend'>> {
  const consentedOn = valueOf(parseCalendarDate(input.on));
  const notifiedOn: CalendarDate | null = input.notifiedOn === undefined ? null : valueOf(parseCalendarDate(input.notifiedOn));
  const scan = input.scan === undefined ? null : await readAttachmentFile(input.scan);
  const by = input.by ?? '';
  return change(workspace, input.event, by, 'event-extended', { on: consentedOn, number: input.number }, async (tx) => {
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

async function change(
  workspace: Workspace,
  id: string,
  by: string,
  action: string,
  detail: Record<string, unknown>,
  work: (tx: Parameters<Parameters<ReturnType<typeof opened>['library']['write']>[0]>[0]) => Promise<void>,
): Promise<EventOutput> {
  const { library } = opened(workspace);
  const find = async (): Promise<StoredEvent | undefined> =>
    (await readEvents(library.reader)).find((event) => event.record.id === id);
  if (!(await find())) throw new FailureError('event-not-found', { event: id });
  await library.write(async (tx) => {
    await work(tx);
    await appendAudit(tx, { atMs: workspace.host.nowMs(), by, action, subject: id, detail });
  });
  return eventOutput((await find())!);
}

function eventOutput({ record, acts }: StoredEvent): EventOutput {
  return {
    id: record.id,
    kind: record.kind,
    on: record.on,
    level: record.level,
    sharing: record.sharing,
    about: record.about,
    statedDue: record.statedDue ?? null,
    acts: acts.map((one) => ({ ...one })),
  };
}

export async function listCalendars(workspace: Workspace): Promise<CallOutput<'calendar.list'>> {
  const calendar = calendarOf(workspace);
  return {
    years: [...calendar.years].sort().map((year) => {
      const notice = calendar.notices.find((one) => one.year === year && one.kind === 'full')!;
      return {
        year,
        notice: notice.title,
        workingDays: workingDaysInYear(calendar, year) ?? 0,
        source: `${notice.number ?? '文号待核'}，${notice.publishedOn}公布`,
      };
    }),
  };
}

export async function calendarMonth(
  workspace: Workspace,
  input: CallParsedInput<'calendar.month'>,
): Promise<CallOutput<'calendar.month'>> {
  const calendar = calendarOf(workspace);
  const days = Array.from({ length: daysInMonth(input.year, input.month) }, (_, i) =>
    dateOf(input.year, input.month, i + 1),
  );
  return {
    days: days.map((date) => {
      const { working, reason } = isWorkingDay(calendar, date);
      return { date, working, note: reason, provisional: isProvisional(calendar, date) };
    }),
  };
}

export async function listRules(workspace: Workspace): Promise<CallOutput<'rules.list'>> {
  const today = calendarDate(workspace.host.today());
  return {
    rules: [...workspace.host.resources.rulePacks.values()].map((pack) => ({
      id: pack.id,
      name: pack.name,
      title: pack.fullTitle,
      documentNumber: pack.documentNumber ?? '',
      from: pack.validFrom,
      to: pack.validTo,
      inForce: isInForce(pack, today),
      note: pack.validityNote,
    })),
  };
}

export async function readRules(
  workspace: Workspace,
  input: CallParsedInput<'rules.read'>,
): Promise<CallOutput<'rules.read'>> {
  const { resources } = workspace.host;
  const pack = resources.rulePacks.get(input.rules);
  if (!pack) throw new FailureError('rule-pack-unknown', { rules: input.rules, known: [...resources.rulePacks.keys()] });
  return { pack: structuredClone(pack) as Record<string, unknown>, text: await readRegulation(resources, pack.id) };
}
