/**
 * The duty list: what the department (and, shown apart, others) must do by when, from what has happened so far.
 *
 * An approval inside the department fulfils nothing: 条例第十七条 is fulfilled by 报送, a duty to update on the platform
 * by the update itself; each rule names its own acts.
 */
import { addDays, type CalendarDate } from './calendar-date';
import { dateOfAct, fulfilledOn, type EventRecord } from './duty-records';
import { compareDutyRows, standingOf, type DutyRow, type Standing } from './duty-row';
import { isInForce, type LimitPack, type LimitRule } from './limit-rule';
import { datesOfLimit, stackAnswer } from './limits';
import { recurringDuties, type RecurringInput } from './recurring-duties';
import { addWorkingDays, isProvisional, lastWorkingDayUpTo, type WorkingCalendar } from './working-days';

export interface DutyInput extends RecurringInput {
  /** The stack of the library: the national Regulation, the guide and the local pack. */
  readonly packs: readonly LimitPack[];
  readonly events: readonly EventRecord[];
}

export interface DutyList {
  readonly today: CalendarDate;
  readonly duties: readonly DutyRow[];
}

interface Term {
  readonly from: CalendarDate;
  readonly workingDays: number | null;
  readonly counted: readonly CalendarDate[];
  readonly baseDue: CalendarDate;
  readonly due: CalendarDate;
  readonly provisional: boolean;
  readonly extendedDue: CalendarDate | null;
  readonly notes: readonly string[];
}

/** The term of a limit on one event, a consented extension included; null while nothing dates it. */
function termOf(calendar: WorkingCalendar, limit: LimitRule, record: EventRecord): Term | null {
  const notes: string[] = limit.note === undefined ? [] : [limit.note];
  if (limit.term.kind === 'stated-in-notice') {
    const due = record.statedDue;
    if (due === undefined) return null;
    const base = { from: record.on, workingDays: null, counted: [], baseDue: due, due, extendedDue: null };
    return { ...base, provisional: isProvisional(calendar, due), notes };
  }
  const from = startOf(limit, record, notes);
  const dates = from && datesOfLimit(calendar, limit, from);
  if (!from || !dates) return null;
  const { workingDays, counted, due: baseDue } = dates;
  const base = { from, workingDays, counted, baseDue, extendedDue: dates.extendedDue ?? null };
  const granted = grantedDays(limit, record, baseDue, notes);
  if (granted === 0) return { ...base, due: baseDue, provisional: dates.provisional, notes };
  const extended = addWorkingDays(calendar, from, workingDays + granted);
  return { ...base, due: extended.due, provisional: extended.provisional, counted: extended.counted, notes };
}

/** The day a limit runs from: the event, or the act on it that the limit waits for; null before that act. */
function startOf(limit: LimitRule, record: EventRecord, notes: string[]): CalendarDate | null {
  const { after } = limit.trigger;
  if (!after) return record.on;
  if (after === 'submitted' && record.receivedOn) return record.receivedOn;
  const date = dateOfAct(record, after);
  if (after === 'submitted' && date) notes.push('未登记主管部门收到日期，按报送日期起算');
  return date;
}

function grantedDays(limit: LimitRule, record: EventRecord, due: CalendarDate, notes: string[]): number {
  const { extension } = limit;
  const consent = record.extension;
  if (!extension || !consent || (consent.duty !== undefined && consent.duty !== limit.id)) return 0;
  if (consent.consentedOn > due) {
    notes.push(`延期同意的日期${consent.consentedOn}晚于期限${due}，不延长期限`);
    return 0;
  }
  if (extension.needsNotice && consent.notifiedOn === undefined) {
    notes.push('延期须同时告知需求部门，未登记告知日期');
  }
  notes.push(`${extension.consentBy}同意延期（${consent.consentedOn}，${consent.documentNumber}）`);
  const asked = consent.workingDays ?? extension.workingDays;
  return Math.max(0, Math.min(asked, extension.workingDays));
}

/** Consent counts only if it is dated before the limit ends, so that it must be asked for while there is time. */
export const EXTENSION_REMINDER_WORKING_DAYS = 3;

function extensionReminder({ extension }: LimitRule, term: Term, standing: Standing): string[] {
  const left = standing.remainingWorkingDays;
  if (!extension || term.due !== term.baseDue || left === null || standing.status === 'overdue') return [];
  if (left > EXTENSION_REMINDER_WORKING_DAYS) return [];
  const day = left === 0 ? '今天' : `还剩${left}个工作日`;
  return [`需要延期的，须在${term.due}以前取得${extension.consentBy}同意（${day}），逾期取得的不延长期限`];
}

function eventRow(
  input: DutyInput,
  pack: LimitPack,
  limit: LimitRule,
  record: EventRecord,
  drives: boolean,
): DutyRow | null {
  const { calendar, today } = input;
  const term = termOf(calendar, limit, record);
  if (!term) return null;
  const acted = fulfilledOn(record, limit.fulfilledBy);
  const fulfilled = acted !== null && acted <= today ? acted : null;
  const named = limit.trigger.sharing;
  const standing = standingOf(calendar, today, term.due, fulfilled, limit.dueSoonWorkingDays);
  const notes = [...term.notes, ...extensionReminder(limit, term, standing)];
  return {
    duty: limit.id,
    label: limit.label,
    rules: pack.id,
    regulation: pack.name,
    article: limit.article,
    quote: limit.quote,
    party: limit.party,
    period: null,
    periodLabel: null,
    ...standing,
    subject: record.about,
    fulfilledBy: null,
    event: record.id,
    countedFrom: limit.countedFrom,
    sharing: named?.length === 1 ? named[0]! : record.sharing,
    lastWorkingDay: lastWorkingDayUpTo(calendar, term.due).date,
    fulfilledOn: fulfilled,
    submittedOn: record.submittedOn ?? null,
    publishedOn: record.publishedOn ?? null,
    drives,
    ...term,
    notes,
  };
}

/** The duties that one event started, of packs in force on its day, with those that its later acts started. */
function eventDuties(input: DutyInput, record: EventRecord): DutyRow[] {
  const answer = stackAnswer(input.packs, input.calendar, record);
  const startedBy = (pack: LimitPack, limit: LimitRule): boolean =>
    answer.limits.some((row) => row.rules === pack.id && row.duty === limit.id) ||
    answer.notTriggered.some(
      (row) =>
        row.rules === pack.id &&
        row.duty === limit.id &&
        (row.why === 'later-act' || row.why === 'stated-in-notice'),
    );
  const rows: DutyRow[] = [];
  for (const pack of input.packs) {
    if (!isInForce(pack, record.on)) continue;
    for (const limit of pack.limits) {
      const row = startedBy(pack, limit) ? eventRow(input, pack, limit, record, false) : null;
      if (row) rows.push(row);
    }
  }
  return withDriver(rows);
}

function withDriver(rows: readonly DutyRow[]): DutyRow[] {
  const open = rows.filter((row) => row.party === 'P' && row.fulfilledOn === null);
  if (open.length === 0) return [...rows];
  const first = open.reduce((best, row) => (row.due < best.due ? row : best));
  return rows.map((row) => (row === first ? { ...row, drives: true } : row));
}

/** All duties on `today`: open ones by due date, then the fulfilled. */
export function dutyList(input: DutyInput): DutyList {
  const rows = [
    ...recurringDuties(input.packs, input),
    ...input.events.flatMap((record) => eventDuties(input, record)),
  ];
  return { today: input.today, duties: rows.sort(compareDutyRows) };
}

export interface MovedDuty {
  readonly before: DutyRow;
  readonly after: DutyRow;
}

/** Open duties whose due date or provisional mark differs between two calendars: what an installed notice moved. */
export function movedDuties(input: DutyInput, after: WorkingCalendar): MovedDuty[] {
  const keyOf = (row: DutyRow): string => [row.rules, row.duty, row.period, row.event, row.sharing].join('|');
  const later = new Map(dutyList({ ...input, calendar: after }).duties.map((row) => [keyOf(row), row]));
  return dutyList(input).duties.flatMap((before) => {
    const row = later.get(keyOf(before));
    if (!row || before.fulfilledOn !== null) return [];
    const moved =
      row.due !== before.due ||
      row.provisional !== before.provisional ||
      row.lastWorkingDay !== before.lastWorkingDay;
    return moved ? [{ before, after: row }] : [];
  });
}

/** Packs that end within `days` calendar days of today, or have ended: the program says so before a clerk relies on them. */
export function endingPacks(
  packs: readonly LimitPack[],
  today: CalendarDate,
  days = 180,
): { readonly rules: string; readonly regulation: string; readonly to: string; readonly ended: boolean }[] {
  return packs.flatMap((pack) =>
    pack.validTo !== null && pack.validTo <= addDays(today, days)
      ? [{ rules: pack.id, regulation: pack.name, to: pack.validTo, ended: pack.validTo < today }]
      : [],
  );
}
