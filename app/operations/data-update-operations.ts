/**
 * 数据更新: when the data behind an entry was last updated, and when its 更新周期 asks for the next update.
 *
 * The catalogue promises the cycle; the regulations ask for updates in time without naming days. So the date is counted
 * by the cycle and the article that asks for the update is cited with it. What has no update registered is not counted:
 * the program does not know.
 */
import type { CodeValue } from '#app/classification/code-table';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { addDays, calendarDate, parseCalendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import { DUE_SOON_WORKING_DAYS, standingOf, type DutyRow } from '#app/deadlines/duty-row';
import type { LimitRule } from '#app/deadlines/limit-rule';
import { latestUpdateDueBy, nextUpdateDue, type CyclePeriod } from '#app/deadlines/update-cycle';
import { addWorkingDays, lastWorkingDayUpTo, type WorkingCalendar } from '#app/deadlines/working-days';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { appendAudit } from '#app/storage/audit-store';
import {
  addDataUpdates,
  dataUpdatesOf,
  dueDataUpdates,
  lastDataUpdates,
  listDataUpdates,
  removeDataUpdate,
  type CycleLimit,
} from '#app/storage/data-update-store';
import { calendarOf } from './calendar-operations';
import { opened, stackInForce, type Workspace } from './workspace';

const TABLE = 'update-cycle';
/** Rows of single entries on the duty list; beyond them one row says how many more there are. */
const MOST_ROWS = 50;
const DUTY = 'data-update-cycle';

function cyclesOf(workspace: Workspace): CodeValue[] {
  return workspace.host.resources.codeTables[TABLE]?.values ?? [];
}

function periodOf(workspace: Workspace, cycle: string): CyclePeriod | null {
  const value = cyclesOf(workspace).find((one) => one.label === cycle || one.aliases.includes(cycle));
  return value?.period ?? null;
}

/** For each 更新周期 with a span of time, from which last update on it is overdue or due soon. */
export function cycleLimits(workspace: Workspace, calendar: WorkingCalendar): CycleLimit[] {
  const today = calendarDate(workspace.host.today());
  const horizon = addWorkingDays(calendar, today, DUE_SOON_WORKING_DAYS).due;
  return cyclesOf(workspace).flatMap(({ label, aliases, period }) =>
    period === undefined
      ? []
      : [
          {
            names: [label, ...aliases],
            overdueUpTo: latestUpdateDueBy(addDays(today, -1), period),
            dueSoonUpTo: latestUpdateDueBy(horizon, period),
          },
        ],
  );
}

interface UpdateRule {
  readonly pack: RulePack;
  readonly limit: LimitRule;
}

/** The rule in force that asks for data to be updated in time; the local one speaks before the national. */
function updateRule(workspace: Workspace): UpdateRule | null {
  const rules = stackInForce(workspace).flatMap((pack) =>
    pack.limits
      .filter(
        ({ party, trigger, fulfilledBy }) =>
          party === 'P' && trigger.kinds.includes('data-change') && fulfilledBy.includes('data-updated'),
      )
      .map((limit) => ({ pack, limit })),
  );
  return rules.at(-1) ?? null;
}

/** What the duty list says of entries whose data are overdue or due soon by their own 更新周期. */
export async function dataUpdateDuties(workspace: Workspace, calendar: WorkingCalendar): Promise<DutyRow[]> {
  const rule = updateRule(workspace);
  if (rule === null) return [];
  const { reader } = opened(workspace).library;
  const { total, rows } = await dueDataUpdates(reader, cycleLimits(workspace, calendar), MOST_ROWS);
  const duties = rows.flatMap(({ id, name, updateCycle, updatedOn }) => {
    const period = periodOf(workspace, updateCycle);
    if (period === null || updatedOn === null) return [];
    const due = nextUpdateDue(updatedOn, period);
    const note = `更新周期为${updateCycle}，上次数据更新${updatedOn}；条文没有写明天数，按目录登记的更新周期计算`;
    return [dutyRow(workspace, calendar, rule, { id, name, updatedOn, due, note })];
  });
  // Those left out are at most as urgent as the last one shown.
  const last = duties.at(-1);
  if (last === undefined || total <= rows.length) return duties;
  const more = `另有${total - rows.length}条信息资源临近或超过更新周期`;
  return [...duties, { ...last, subject: more, entry: null, from: null, notes: [] }];
}

function dutyRow(
  workspace: Workspace,
  calendar: WorkingCalendar,
  { pack, limit }: UpdateRule,
  entry: { id: string; name: string; updatedOn: CalendarDate; due: CalendarDate; note: string },
): DutyRow {
  const today = calendarDate(workspace.host.today());
  const last = lastWorkingDayUpTo(calendar, entry.due);
  return {
    duty: DUTY,
    label: '按更新周期更新数据',
    rules: pack.id,
    regulation: pack.name,
    article: limit.article,
    quote: limit.quote,
    party: 'P',
    period: null,
    periodLabel: null,
    due: entry.due,
    ...standingOf(calendar, today, entry.due, null),
    provisional: last.provisional,
    subject: entry.name,
    fulfilledBy: 'data-update',
    event: null,
    entry: entry.id,
    from: entry.updatedOn,
    countedFrom: '上次数据更新',
    workingDays: null,
    counted: [],
    baseDue: entry.due,
    extendedDue: null,
    sharing: null,
    lastWorkingDay: last.date,
    fulfilledOn: null,
    submittedOn: null,
    publishedOn: null,
    drives: false,
    notes: [entry.note],
  };
}

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'dataUpdates.list'>,
): Promise<CallOutput<'dataUpdates.list'>> {
  const { reader } = opened(workspace).library;
  const limits = cycleLimits(workspace, await calendarOf(workspace));
  const { total, counts, rows } = await listDataUpdates(reader, limits, input);
  const rule = updateRule(workspace);
  return {
    total,
    counts,
    rule: rule && {
      regulation: rule.pack.name,
      article: rule.limit.article,
      quote: rule.limit.quote,
    },
    entries: rows.map((row) => {
      const period = periodOf(workspace, row.updateCycle);
      const due = period === null || row.updatedOn === null ? null : nextUpdateDue(row.updatedOn, period);
      return { ...row, due };
    }),
  };
}

/** Registers that the data of these entries were updated on a day; the same day twice is one update. */
export async function record(
  workspace: Workspace,
  input: CallParsedInput<'dataUpdates.record'>,
): Promise<CallOutput<'dataUpdates.record'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const on = valueOf(parseCalendarDate(input.on));
  if (on > host.today()) {
    throw new FailureError('invalid-input', { field: '数据更新日期', value: on, reason: '在今天之后' });
  }
  const ids = [...new Set(input.entries)];
  const by = input.by ?? '';
  await library.write(async (tx) => {
    const known = await lastDataUpdates(tx, ids);
    const missing = ids.find((id) => !known.some((one) => one.id === id));
    if (missing !== undefined) throw new FailureError('entry-not-found', { entry: missing });
    const atMs = host.nowMs();
    await addDataUpdates(tx, ids, { on, by, atMs });
    await appendAudit(tx, {
      atMs,
      by,
      action: 'data-updated',
      subject: `${ids.length}条`,
      detail: { on, entries: ids },
    });
  });
  host.emit('library.changed', { entries: [] });
  return { recorded: ids.length };
}

/** Updates of one entry; each is late where it came after what the one before it made due. */
export async function history(
  workspace: Workspace,
  input: CallParsedInput<'dataUpdates.history'>,
): Promise<CallOutput<'dataUpdates.history'>> {
  const { reader } = opened(workspace).library;
  const [entry] = await lastDataUpdates(reader, [input.entry]);
  const period = periodOf(workspace, entry?.updateCycle ?? '');
  const updates = await dataUpdatesOf(reader, input.entry);
  return {
    updates: updates.map(({ on, by }, at) => {
      const before = updates[at + 1];
      const due = period === null || before === undefined ? null : nextUpdateDue(before.on, period);
      return { on, by, due, late: due !== null && on > due };
    }),
  };
}

/** Takes an update back that was registered wrongly; the log keeps both. */
export async function withdraw(
  workspace: Workspace,
  input: CallParsedInput<'dataUpdates.withdraw'>,
): Promise<CallOutput<'dataUpdates.history'>> {
  const { library } = opened(workspace);
  const on = valueOf(parseCalendarDate(input.on));
  await library.write(async (tx) => {
    if (!(await removeDataUpdate(tx, input.entry, on))) {
      throw new FailureError('invalid-input', { field: '数据更新日期', value: on, reason: '没有登记过' });
    }
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: input.by ?? '',
      action: 'data-update-withdrawn',
      subject: input.entry,
      detail: { on },
    });
  });
  workspace.host.emit('library.changed', { entries: [] });
  return history(workspace, { entry: input.entry });
}
