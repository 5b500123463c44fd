/** Record books (台账): one definition in the rule pack drives their lists, forms, pages and workbooks. */
import { extname } from 'node:path';
import { rename, rm, writeFile } from 'node:fs/promises';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { dutyList } from '#app/deadlines/duties';
import type { DutyRow } from '#app/deadlines/duty-row';
import { writeXlsx } from '#app/documents/write-xlsx';
import { isAskedFor } from '#app/jurisdictions/ledger-rule';
import { reportHtml } from '#app/review/report-html';
import { appendAudit } from '#app/storage/audit-store';
import { listEvents, withdrawEvent } from '#app/storage/event-store';
import {
  countLedgerRows,
  listLedgerRows,
  readLedgerRow,
  saveLedgerRow,
  withdrawLedgerRow,
  type LedgerQuery,
  type StoredLedgerRow,
} from '#app/storage/ledger-store';
import { isWritable, requireSpace } from '#app/storage/place';
import { calendarOf } from './calendar-operations';
import { dutyInput } from './duty-input';
import { writeFailure } from './export-operations';
import {
  assertRowValues,
  currentValues,
  ledgersOf,
  sortDateOf,
  syncClocks,
  type LedgerDefinition,
} from './ledger-clocks';
import { ledgerModel, ledgerSheet, type LedgerPrint } from './ledger-paper';
import { libraryStack, opened, type Workspace } from './workspace';

type Row = CallOutput<'ledger.save'>;

/** A page of rows takes little; this much room is asked for before a ledger is written out. */
const BYTES_FOR_A_FILE = 4 * 1024 ** 2;

/** Ledgers of the rules that the library works under, then those of other rules that hold rows from before a switch. */
async function definitions(workspace: Workspace): Promise<{ definition: LedgerDefinition; rows: number }[]> {
  const counts = await countLedgerRows(opened(workspace).library.reader);
  const stack = libraryStack(workspace);
  const others = [...workspace.host.resources.rulePacks.values()].filter((pack) => !stack.includes(pack));
  const rowsOf = (definition: LedgerDefinition): number => counts.get(definition.key) ?? 0;
  return [...ledgersOf(stack), ...ledgersOf(others).filter((definition) => rowsOf(definition) > 0)].map(
    (definition) => ({ definition, rows: rowsOf(definition) }),
  );
}

async function definitionOf(workspace: Workspace, key: string): Promise<LedgerDefinition> {
  const all = await definitions(workspace);
  const found = all.find(({ definition }) => definition.key === key);
  if (!found) {
    throw new FailureError('invalid-input', {
      field: '台账',
      value: key,
      allowed: all.map(({ definition }) => definition.key),
    });
  }
  return found.definition;
}

export async function list(workspace: Workspace): Promise<CallOutput<'ledger.list'>> {
  const all = await definitions(workspace);
  return {
    ledgers: all.map(({ definition: { key, pack, rule, columns }, rows }) => ({
      ledger: key,
      rules: pack.id,
      label: rule.label,
      party: rule.party,
      regulation: pack.name,
      article: rule.article,
      quote: rule.quote,
      columns: columns.map((column) => ({
        ...column,
        values: [...column.values],
        when: column.when ? { column: column.when.column, is: [...column.when.is] } : null,
      })),
      clocked: (rule.clocks ?? []).length > 0,
      keepYears:
        pack.retention.find((kept) => kept.party === rule.party && kept.article === rule.article)?.years ??
        null,
      rows,
    })),
  };
}

/** Rows with what their events say and the limits these started. */
async function present(
  workspace: Workspace,
  definition: LedgerDefinition,
  rows: readonly StoredLedgerRow[],
): Promise<Row[]> {
  const ids = rows.flatMap((row) => [...row.events.values()]);
  const { events } =
    ids.length === 0
      ? { events: [] }
      : await listEvents(opened(workspace).library.reader, { ids, withdrawn: true });
  const byId = new Map(events.map((event) => [event.record.id, event]));
  const dutiesOf = new Map<string, DutyRow[]>();
  if (events.length > 0) {
    const input = await dutyInput(workspace, await calendarOf(workspace), events);
    for (const duty of dutyList(input).duties) {
      if (duty.event === null) continue;
      dutiesOf.set(duty.event, [...(dutiesOf.get(duty.event) ?? []), duty]);
    }
  }
  return rows.map((row) => ({
    id: row.id,
    values: currentValues(definition.rule, row, byId),
    duties: structuredClone(
      [...row.events.values()].flatMap((id) => dutiesOf.get(id) ?? []),
    ) as unknown as Row['duties'],
    events: [...row.events.values()].filter((id) => byId.get(id)?.withdrawn === null),
    withdrawn: row.withdrawn,
    enteredBy: row.enteredBy,
  }));
}

async function presentAll(
  workspace: Workspace,
  definition: LedgerDefinition,
  query: Omit<LedgerQuery, 'ledger'>,
): Promise<{ total: number; rows: Row[] }> {
  const { reader } = opened(workspace).library;
  const found = await listLedgerRows(reader, { ...query, ledger: definition.key });
  return { total: found.total, rows: await present(workspace, definition, found.rows) };
}

export async function rows(
  workspace: Workspace,
  input: CallParsedInput<'ledger.rows'>,
): Promise<CallOutput<'ledger.rows'>> {
  const definition = await definitionOf(workspace, input.ledger);
  return presentAll(workspace, definition, { ...input, limit: input.limit ?? 100 });
}

async function rowOf(
  workspace: Workspace,
  definition: LedgerDefinition,
  id: string,
): Promise<StoredLedgerRow> {
  const row = await readLedgerRow(opened(workspace).library.reader, id);
  if (!row || row.ledger !== definition.key) {
    throw new FailureError('invalid-input', {
      field: definition.rule.label,
      value: id,
      reason: '没有这一行',
    });
  }
  if (row.withdrawn) {
    throw new FailureError('step-not-allowed', {
      reason: `这一行已于${row.withdrawn.on}撤回（${row.withdrawn.reason}）`,
    });
  }
  return row;
}

/** Saves a new row, or changes the named columns of one; a column that no longer applies is emptied. */
export async function save(workspace: Workspace, input: CallParsedInput<'ledger.save'>): Promise<Row> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const definition = await definitionOf(workspace, input.ledger);
  const stored = input.row === undefined ? null : await rowOf(workspace, definition, input.row);
  const before = stored ? (await present(workspace, definition, [stored]))[0]!.values : {};
  const labels = new Set(definition.columns.map((column) => column.label));
  for (const label of Object.keys(input.values)) {
    if (!labels.has(label))
      throw new FailureError('invalid-input', { field: label, reason: '台账没有这一栏' });
  }
  const values: Record<string, string> = { ...before };
  for (const [label, value] of Object.entries(input.values)) values[label] = value.trim();
  for (const column of definition.columns) if (!isAskedFor(column.when, values)) values[column.label] = '';
  assertRowValues(definition, values, host.today());

  const id = stored?.id ?? host.newId();
  const by = input.by ?? '';
  await library.write(async (tx) => {
    const atMs = host.nowMs();
    const sortDate = sortDateOf(definition, values, host.today());
    await saveLedgerRow(tx, { id, ledger: definition.key, values, sortDate }, { atMs, by });
    const row = { id, events: stored?.events ?? new Map<string, string>() };
    await syncClocks(tx, definition.rule, row, values, { newId: host.newId, atMs, by, today: host.today() });
    await appendAudit(tx, {
      atMs,
      by,
      action: stored ? 'ledger-changed' : 'ledger-added',
      subject: definition.rule.label,
      detail: { row: id, ledger: definition.key, changed: changedColumns(before, values) },
    });
  });
  host.emit('library.changed', { entries: [] });
  const saved = (await readLedgerRow(library.reader, id))!;
  return (await present(workspace, definition, [saved]))[0]!;
}

function changedColumns(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(after)
    .filter((label) => (before[label] ?? '') !== after[label])
    .sort();
}

/** Takes a row back: it stays in the ledger as withdrawn, and its clocks stop. */
export async function withdraw(
  workspace: Workspace,
  input: CallParsedInput<'ledger.withdraw'>,
): Promise<Row> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const definition = await definitionOf(workspace, input.ledger);
  const row = await rowOf(workspace, definition, input.row);
  const withdrawal = { on: host.today(), by: input.by ?? '', reason: input.reason };
  await library.write(async (tx) => {
    await withdrawLedgerRow(tx, row.id, withdrawal);
    for (const event of row.events.values()) await withdrawEvent(tx, event, withdrawal);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: withdrawal.by,
      action: 'ledger-withdrawn',
      subject: definition.rule.label,
      detail: { row: row.id, ledger: definition.key, reason: input.reason },
    });
  });
  host.emit('library.changed', { entries: [] });
  const saved = (await readLedgerRow(library.reader, row.id))!;
  return (await present(workspace, definition, [saved]))[0]!;
}

async function printOf(
  workspace: Workspace,
  input: { ledger: string; year?: number | undefined },
): Promise<LedgerPrint> {
  const definition = await definitionOf(workspace, input.ledger);
  const { rows } = await presentAll(workspace, definition, { year: input.year });
  const department = opened(workspace).settings['department'] ?? '';
  return { definition, rows, year: input.year ?? null, department, today: workspace.host.today() };
}

export async function page(
  workspace: Workspace,
  input: CallParsedInput<'ledger.page'>,
): Promise<CallOutput<'ledger.page'>> {
  const model = ledgerModel(await printOf(workspace, input));
  return { title: model.title, html: reportHtml(model) };
}

/** As a workbook (.xlsx) or a Word file (.docx); the file appears whole or not at all. */
export async function exportLedger(
  workspace: Workspace,
  input: CallParsedInput<'ledger.export'>,
): Promise<CallOutput<'ledger.export'>> {
  const kind = extname(input.out).toLowerCase();
  if (kind !== '.xlsx' && kind !== '.docx') {
    throw new FailureError('invalid-input', {
      field: '文件名',
      reason: '台账文件名须以 .xlsx 或 .docx 结尾',
    });
  }
  if (!(await isWritable(input.out))) throw new FailureError('file-unwritable', { file: input.out });
  const print = await printOf(workspace, input);
  await requireSpace(input.out, BYTES_FOR_A_FILE);
  const part = `${input.out}.part`;
  try {
    if (kind === '.xlsx') await writeXlsx(input.out, [ledgerSheet(print)]);
    else {
      const { reportDocx } = await import('#app/documents/report-docx');
      await writeFile(part, await reportDocx(ledgerModel(print)));
      await rename(part, input.out);
    }
  } catch (error) {
    await rm(part, { force: true });
    throw writeFailure(error, input.out);
  }
  return { file: input.out, rows: print.rows.length };
}
