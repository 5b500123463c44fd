/**
 * Which limits an event starts, and when they end.
 *
 * Every limit keeps its own trigger. Limits of the same family that the event does not start are listed with the
 * reason, as are duties that it does start but to which the text sets no number: both stand in `notTriggered`, told
 * apart by `why`. Families (catalogue, sharing, correction, rectification) keep out what nobody would expect there.
 */
import { done, failed, type Outcome } from '#app/contract/failure';
import type { CalendarDate } from './calendar-date';
import { EVENT_KIND_LABELS, type AppliedSharing, type DeadlineEvent, type EventKind } from './deadline-event';
import { isInForce, type DutyFamily, type LimitPack, type LimitRule, type Party } from './limit-rule';
import { addWorkingDays, type WorkingCalendar } from './working-days';

interface RowBase {
  /** Name of the limit within its pack, for example catalogue-update. */
  readonly duty: string;
  readonly label: string;
  /** Id of the rule pack. */
  readonly rules: string;
  /** Short name of the regulation. */
  readonly regulation: string;
  readonly article: string;
  readonly quote: string;
  readonly party: Party;
  /** The day that the text counts from, in its own words. */
  readonly countedFrom: string;
  readonly note: string | null;
}

export interface TriggeredLimit extends RowBase {
  readonly workingDays: number;
  readonly due: CalendarDate;
  readonly provisional: boolean;
  /** The latest due date with consent in time; absent where the text knows no extension. */
  readonly extendedDue?: CalendarDate;
  readonly extendedProvisional?: boolean;
  readonly extension?: NonNullable<LimitRule['extension']>;
  /** The working days counted, in order. */
  readonly counted: readonly CalendarDate[];
  /** Sharing type that this limit is about, where the text tells them apart. */
  readonly sharing: AppliedSharing | null;
  /** True for the limit of the department itself that ends first: it drives the flag. */
  readonly drives: boolean;
}

/**
 * Why a limit gives no date: the event is of another kind, the instrument is not of a level that the text names, the
 * data is of the other sharing type, the clock runs from a later act, the text sets no number, the notice names the
 * date, or the text asks for nothing here.
 */
export type NotTriggeredWhy =
  'other-kind' | 'level' | 'sharing' | 'later-act' | 'no-number' | 'stated-in-notice' | 'nothing-to-do';

export interface UntriggeredLimit extends RowBase {
  readonly why: NotTriggeredWhy;
  /** For clerks. */
  readonly reason: string;
  /** Length of the limit where the text gives one. */
  readonly workingDays: number | null;
}

export interface NotInForce {
  readonly rules: string;
  readonly regulation: string;
  readonly from: string;
  readonly to: string | null;
}

export interface DeadlineAnswer {
  readonly event: DeadlineEvent;
  readonly limits: readonly TriggeredLimit[];
  readonly notTriggered: readonly UntriggeredLimit[];
  readonly notInForce: readonly NotInForce[];
}

const FAMILY_OF_KIND: Readonly<Record<EventKind, DutyFamily>> = {
  'law-change': 'catalogue',
  'function-change': 'catalogue',
  'data-change': 'catalogue',
  'sharing-change': 'catalogue',
  notice: 'sharing',
  application: 'sharing',
  reply: 'sharing',
  doubt: 'correction',
  rectification: 'rectification',
};

const REMINDER_LEVELS: readonly string[] = ['规章', '规范性文件'];

/** Whether the event starts the limit; if not, why. Null means that it does. */
function refusalOf(limit: LimitRule, event: DeadlineEvent): { why: NotTriggeredWhy; reason: string } | null {
  const { trigger, term } = limit;
  if (!trigger.kinds.includes(event.kind)) {
    const reason = `自${limit.countedFrom}起算，“${EVENT_KIND_LABELS[event.kind]}”不触发`;
    return { why: 'other-kind', reason };
  }
  if (event.level !== null && trigger.levels && !trigger.levels.includes(event.level)) {
    const named = trigger.levels.join('、');
    const reminder = REMINDER_LEVELS.includes(event.level) ? '；作为提醒，核对目录是否需要更新' : '';
    return { why: 'level', reason: `本条只因${named}的调整起算，${event.level}调整不触发${reminder}` };
  }
  if (event.sharing !== null && trigger.sharing && !trigger.sharing.includes(event.sharing)) {
    const named = trigger.sharing.map((sharing) => `${sharing}共享`).join('、');
    return { why: 'sharing', reason: `本条适用于${named}的数据，申请的是${event.sharing}共享的数据` };
  }
  if (trigger.after) return { why: 'later-act', reason: `自${limit.countedFrom}起算，不自本事件起算` };
  switch (term.kind) {
    case 'working-days':
      return null;
    case 'no-number':
      return { why: 'no-number', reason: `要求“${term.words}”办理，条文没有规定天数` };
    case 'stated-in-notice':
      return { why: 'stated-in-notice', reason: '时限以通知写明的日期为准' };
    case 'nothing-to-do':
      return { why: 'nothing-to-do', reason: term.reason };
  }
}

/** A duty without a number that the event is not even about would only be noise. */
function isWorthSaying(limit: LimitRule, why: NotTriggeredWhy): boolean {
  return limit.term.kind === 'working-days' || (why !== 'other-kind' && why !== 'sharing');
}

function rowBase(pack: LimitPack, limit: LimitRule): RowBase {
  return {
    duty: limit.id,
    label: limit.label,
    rules: pack.id,
    regulation: pack.name,
    article: limit.article,
    quote: limit.quote,
    party: limit.party,
    countedFrom: limit.countedFrom,
    note: limit.note ?? null,
  };
}

/** Dates of one limit counted from `from`; null where the text gives no number. */
export function datesOfLimit(
  calendar: WorkingCalendar,
  limit: LimitRule,
  from: CalendarDate,
): Pick<
  TriggeredLimit,
  'workingDays' | 'due' | 'provisional' | 'counted' | 'extendedDue' | 'extendedProvisional' | 'extension'
> | null {
  if (limit.term.kind !== 'working-days') return null;
  const { days } = limit.term;
  const base = { workingDays: days, ...addWorkingDays(calendar, from, days) };
  if (!limit.extension) return base;
  const extended = addWorkingDays(calendar, from, days + limit.extension.workingDays);
  return {
    ...base,
    extendedDue: extended.due,
    extendedProvisional: extended.provisional,
    extension: limit.extension,
  };
}

/** Marks, for each sharing type in question, the department's own limit that ends first. */
function withDriver(limits: readonly TriggeredLimit[]): TriggeredLimit[] {
  const own = limits.filter((limit) => limit.party === 'P');
  const groups = new Set(own.map((limit) => limit.sharing));
  const drivers = new Set<TriggeredLimit>();
  for (const sharing of groups.size > 1 ? [...groups].filter((group) => group !== null) : groups) {
    const group = own.filter((limit) => limit.sharing === sharing || limit.sharing === null);
    const first = group.reduce((best, limit) => (limit.due < best.due ? limit : best));
    drivers.add(first);
  }
  return limits.map((limit) => (drivers.has(limit) ? { ...limit, drives: true } : limit));
}

/**
 * The limits of a stack of packs for one event. Packs that are not in force on the day of the event give no limits and
 * stand in `notInForce`.
 */
export function stackAnswer(
  packs: readonly LimitPack[],
  calendar: WorkingCalendar,
  event: DeadlineEvent,
): DeadlineAnswer {
  const limits: TriggeredLimit[] = [];
  const notTriggered: UntriggeredLimit[] = [];
  const family = FAMILY_OF_KIND[event.kind];
  const inForce = packs.filter((pack) => isInForce(pack, event.on));
  for (const pack of inForce) {
    for (const limit of pack.limits) {
      if (limit.family !== family) continue;
      const base = rowBase(pack, limit);
      const refusal = refusalOf(limit, event);
      const dates = refusal ? null : datesOfLimit(calendar, limit, event.on);
      if (dates) {
        const named = limit.trigger.sharing;
        const sharing = named?.length === 1 ? named[0]! : event.sharing;
        limits.push({ ...base, ...dates, sharing, drives: false });
      } else if (refusal && isWorthSaying(limit, refusal.why)) {
        const workingDays = limit.term.kind === 'working-days' ? limit.term.days : null;
        notTriggered.push({ ...base, ...refusal, workingDays });
      }
    }
  }
  const notInForce = packs
    .filter((pack) => !inForce.includes(pack))
    .map((pack) => ({ rules: pack.id, regulation: pack.name, from: pack.validFrom, to: pack.validTo }));
  return { event, limits: withDriver(limits), notTriggered, notInForce };
}

export interface DeadlineQuestion {
  /** Every pack that is known. */
  readonly packs: readonly LimitPack[];
  readonly calendar: WorkingCalendar;
  /** Id of the pack asked about; the national Regulation answers beside it. */
  readonly rules: string;
  readonly event: DeadlineEvent;
}

/**
 * The limits of one pack and the national Regulation together.
 *
 * Failures: `rule-pack-unknown` with `{rules, known}`; `rule-pack-not-in-force` with `{rules, on, notInForce}` when
 * neither was in force on the day of the event.
 */
export function deadlineAnswer(question: DeadlineQuestion): Outcome<DeadlineAnswer> {
  const { packs, calendar, rules, event } = question;
  const asked = packs.find((pack) => pack.id === rules);
  if (!asked) return failed('rule-pack-unknown', { rules, known: packs.map((pack) => pack.id) });
  const national = packs.filter((pack) => pack.national && pack.id !== rules);
  const answer = stackAnswer([...national, asked], calendar, event);
  if (answer.notInForce.length === national.length + 1) {
    return failed('rule-pack-not-in-force', { rules, on: event.on, notInForce: answer.notInForce });
  }
  return done(answer);
}
