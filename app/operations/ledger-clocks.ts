/**
 * Where record books (台账) and clocks meet: a row that carries dates keeps an event of each of its clocks, and the
 * event is the truth about those dates, whether it was entered in the ledger or on its own.
 */
import { FailureError, valueOf } from '#app/contract/failure';
import { calendarDate, isCalendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import { EVENT_KIND_LABELS, parseDeadlineEvent, type EventKind } from '#app/deadlines/deadline-event';
import {
  isAskedFor,
  kindOfRow,
  ledgerColumns,
  type LedgerClock,
  type LedgerColumn,
  type LedgerRule,
} from '#app/jurisdictions/ledger-rule';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import {
  addEvent,
  changeEvent,
  clearAct,
  clearExtension,
  setAct,
  setExtension,
  withdrawEvent,
  type NewEvent,
  type StoredEvent,
} from '#app/storage/event-store';
import { linkEvent, saveLedgerRow, type LedgerValues } from '#app/storage/ledger-store';
import type { Connection } from '#app/storage/sqlite';
import { assertActDate } from './duty-act-date';

export interface LedgerDefinition {
  /** '<rule pack>/<ledger>', as rows are stored under. */
  readonly key: string;
  readonly pack: RulePack;
  readonly rule: LedgerRule;
  readonly columns: readonly LedgerColumn[];
}

export function ledgersOf(packs: readonly RulePack[]): LedgerDefinition[] {
  return packs.flatMap((pack) =>
    pack.ledgers.map((rule) => ({
      key: `${pack.id}/${rule.id}`,
      pack,
      rule,
      columns: ledgerColumns(rule),
    })),
  );
}

/** The date a ledger is ordered by: that of its first clock, else the first date it asks for, else `otherwise`. */
export function sortDateOf(
  { rule, columns }: LedgerDefinition,
  values: LedgerValues,
  otherwise: string,
): string {
  const dates = columns.filter((column) => column.kind === 'date');
  const order = [
    rule.clocks?.[0]?.on,
    ...dates.filter((c) => c.required).map((c) => c.label),
    ...dates.map((c) => c.label),
  ];
  for (const label of order) {
    const value = label === undefined ? undefined : values[label];
    if (value) return value;
  }
  return otherwise;
}

/** An event that was entered on its own stands in the ledger of its kind as well, for the rest to be filled in. */
export async function addRowForEvent(
  tx: Connection,
  stack: readonly RulePack[],
  event: NewEvent,
  row: { id: string; atMs: number; by: string },
): Promise<void> {
  for (const definition of ledgersOf(stack)) {
    const clock = definition.rule.clocks?.[0];
    if (!clock?.kinds.includes(event.kind)) continue;
    const values: Record<string, string> = {
      [clock.about.at(-1)!]: event.about,
      ...clockValues(clock, event, []),
    };
    const sortDate = sortDateOf(definition, values, event.on);
    await saveLedgerRow(tx, { id: row.id, ledger: definition.key, values, sortDate }, row);
    await linkEvent(tx, { row: row.id, clock: clock.id, event: event.id });
    return;
  }
}

interface ClockEvent {
  readonly kind: EventKind;
  readonly on: string;
  readonly level: string | null;
  readonly sharing: string | null;
  readonly statedDue?: string | null | undefined;
}

/** The columns of a row that an event fills. */
function clockValues(
  clock: LedgerClock,
  event: ClockEvent,
  acts: StoredEvent['acts'],
): Record<string, string> {
  const values: Record<string, string> = { [clock.on]: event.on };
  if (clock.kindColumn !== undefined) values[clock.kindColumn] = EVENT_KIND_LABELS[event.kind];
  if (clock.level !== undefined) values[clock.level] = event.level ?? '';
  if (clock.sharing !== undefined)
    values[clock.sharing] = event.sharing === null ? '' : `${event.sharing}共享`;
  if (clock.statedDue !== undefined) values[clock.statedDue] = event.statedDue ?? '';
  for (const { column, act } of clock.acts) values[column] = acts.find((one) => one.act === act)?.on ?? '';
  return values;
}

/** The values of a row as they stand: what its events say goes before what was written into the row. */
export function currentValues(
  rule: LedgerRule,
  row: { readonly values: LedgerValues; readonly events: ReadonlyMap<string, string> },
  events: ReadonlyMap<string, StoredEvent>,
): Record<string, string> {
  const values: Record<string, string> = { ...row.values };
  for (const clock of rule.clocks ?? []) {
    const event = events.get(row.events.get(clock.id) ?? '');
    if (!event || event.withdrawn) continue;
    const { extension } = event.record;
    Object.assign(values, clockValues(clock, event.record, event.acts));
    if (clock.extension) {
      const { consentedOn, documentNumber, workingDays, notifiedOn } = clock.extension;
      values[consentedOn] = extension?.consentedOn ?? '';
      values[documentNumber] = extension?.documentNumber ?? '';
      if (workingDays !== undefined) values[workingDays] = extension?.workingDays?.toString() ?? '';
      if (notifiedOn !== undefined) values[notifiedOn] = extension?.notifiedOn ?? '';
    }
  }
  return values;
}

/** What is wrong with the values of a row, by the column; the first fault fails as `invalid-input`. */
export function assertRowValues(
  { columns, rule }: LedgerDefinition,
  values: LedgerValues,
  today: string,
): void {
  const refuse = (field: string, reason: string, more: Record<string, unknown> = {}): never => {
    throw new FailureError('invalid-input', { field, reason, ...more });
  };
  for (const column of columns) {
    const value = values[column.label] ?? '';
    if (!isAskedFor(column.when, values)) continue;
    if (value === '') {
      if (column.required) refuse(column.label, '未填写');
    } else if (column.kind === 'date' && !isCalendarDate(value)) {
      refuse(column.label, '不是有效日期，按 2026-11-21 的样子填写', { value });
    } else if (column.kind === 'choice' && !column.values.includes(value)) {
      refuse(column.label, '不在可选的内容之内', { value, allowed: column.values });
    } else if (column.kind === 'number' && !/^\d{1,12}(\.\d{1,6})?$/.test(value)) {
      refuse(column.label, '须为数字', { value });
    }
  }
  for (const clock of rule.clocks ?? []) {
    const on = values[clock.on] ?? '';
    const kind = kindOfRow(clock, values);
    for (const { column } of clock.acts) {
      const date = values[column] ?? '';
      if (date === '') continue;
      if (on === '' || kind === null) refuse(column, `须先填写${on === '' ? clock.on : clock.kindColumn}`);
      else assertActDate(today, { kind, on }, calendarDate(date), column);
    }
    if (clock.extension) {
      const { consentedOn, documentNumber, workingDays } = clock.extension;
      const [date, number] = [values[consentedOn] ?? '', values[documentNumber] ?? ''];
      if (date !== '' && number === '') refuse(documentNumber, `填写了${consentedOn}的，须填写批准文号`);
      if (date === '' && number !== '') refuse(consentedOn, `填写了${documentNumber}的，须填写日期`);
      const days = workingDays === undefined ? '' : (values[workingDays] ?? '');
      if (days !== '' && !/^[1-9]\d?$/.test(days)) refuse(workingDays!, '须为1至99的整数', { value: days });
    }
  }
}

interface Entered {
  readonly newId: () => string;
  readonly atMs: number;
  readonly by: string;
  readonly today: string;
}

/** Brings the events of a row into line with its values: begun, changed, or taken back where no longer so. */
export async function syncClocks(
  tx: Connection,
  rule: LedgerRule,
  row: { readonly id: string; readonly events: ReadonlyMap<string, string> },
  values: LedgerValues,
  entered: Entered,
): Promise<void> {
  for (const clock of rule.clocks ?? []) {
    const existing = row.events.get(clock.id);
    const event = eventOfRow(clock, values, existing ?? entered.newId());
    if (!event) {
      if (existing !== undefined) {
        await withdrawEvent(tx, existing, {
          on: entered.today,
          by: entered.by,
          reason: '台账已改，不再适用',
        });
      }
      continue;
    }
    if (existing === undefined) {
      await addEvent(tx, event, entered);
      await linkEvent(tx, { row: row.id, clock: clock.id, event: event.id });
    } else await changeEvent(tx, event);
    for (const { column, act } of clock.acts) {
      const date = values[column] ?? '';
      if (date === '') await clearAct(tx, event.id, act);
      else await setAct(tx, { event: event.id, act, on: calendarDate(date), note: '' });
    }
    await syncExtension(tx, clock, event.id, values);
  }
}

function eventOfRow(clock: LedgerClock, values: LedgerValues, id: string): NewEvent | null {
  const on = values[clock.on] ?? '';
  const kind = kindOfRow(clock, values);
  if (on === '' || kind === null || !isAskedFor(clock.when, values)) return null;
  const named = (label: string | undefined): string | undefined =>
    label === undefined ? undefined : values[label] || undefined;
  const event = valueOf(
    parseDeadlineEvent({ on, kind, level: named(clock.level), sharing: named(clock.sharing) }),
  );
  const stated = named(clock.statedDue);
  const about = clock.about.map((label) => values[label] ?? '').filter(Boolean);
  return {
    ...event,
    id,
    about: about.join('，'),
    statedDue: stated === undefined ? null : calendarDate(stated),
  };
}

async function syncExtension(
  tx: Connection,
  clock: LedgerClock,
  event: string,
  values: LedgerValues,
): Promise<void> {
  if (!clock.extension) return;
  const date = (label: string | undefined): CalendarDate | null =>
    label !== undefined && values[label] ? calendarDate(values[label]) : null;
  const consentedOn = date(clock.extension.consentedOn);
  if (consentedOn === null) return clearExtension(tx, event);
  const { documentNumber, workingDays, notifiedOn } = clock.extension;
  const days = workingDays === undefined ? '' : (values[workingDays] ?? '');
  return setExtension(tx, {
    event,
    consentedOn,
    documentNumber: values[documentNumber] ?? '',
    workingDays: days === '' ? null : Number(days),
    notifiedOn: date(notifiedOn),
    attachmentId: null,
  });
}
