/** What an office's workbook says when it comes back: its answers, its changes, and what does not fit. */
import { applyRows } from '#app/catalogue/apply-rows';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import type { CallOutput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { choiceReader, fieldValue } from '#app/catalogue/field-values';
import { dateText } from '#app/documents/cell-text';
import {
  contentMark,
  CONTENT_SHEET,
  readOfficeWorkbook,
  SHOWN_KEYS,
  type CheckedRow,
} from '#app/documents/office-workbook';
import { readWorkbook } from '#app/documents/read-workbook';
import { ENTRY_FIELDS } from '#app/catalogue/entry-fields';
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import { readEntries, readEntryKeys, type StoredEntry } from '#app/storage/entry-store';
import { readAliases } from '#app/storage/mapping-store';
import type { Staged } from '#app/storage/staging-store';
import type { CallContext } from './host';
import { compareWithLibrary, type Comparison } from './import-comparison';
import { problemsOfReading } from './import-problems';
import { opened, type Workspace } from './workspace';

type ReturnedFile = CallOutput<'office.import'>['files'][number];

export interface Returned extends Omit<ReturnedFile, 'file' | 'answers' | 'failure'> {
  /** What the office changed and nobody else has changed meanwhile. */
  readonly staged: readonly Staged[];
}

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
const named = ({ id, code, name }: Named): { id: string; code: string; name: string } => ({ id, code, name });

/** Rejects as `readWorkbook` fails, and with `workbook-shape-unknown` for a workbook that is no 处室核对表. */
export async function readReturned(
  workspace: Workspace,
  file: string,
  context: CallContext,
): Promise<Returned> {
  const { reader } = opened(workspace).library;
  const book = await readOfficeWorkbook(file, context.signal);
  if (!book) throw new FailureError('workbook-shape-unknown', { file, missing: ['核对结果'] });
  const keys = await readEntryKeys(reader);
  const byId = new Map(keys.map((key) => [key.id, key]));
  const byCode = new Map(keys.filter(({ code }) => code !== '').map((key) => [key.code, key]));
  const rows = new Map<string, CheckedRow>();
  for (const row of book.rows) {
    const key = byId.get(row.entryId) ?? (row.entryId === '' ? byCode.get(row.code) : undefined);
    if (key && !rows.has(key.id)) rows.set(key.id, row);
  }
  const office = book.office || commonest([...rows.keys()].map((id) => byId.get(id)!.office));
  const stored = new Map(
    (await readEntries(reader, [...rows.keys()])).map((one): [string, StoredEntry] => [one.entry.id, one]),
  );
  const content = book.hasContent ? await readContent(workspace, file, context) : null;
  const moved = new Set(
    [...rows].filter(([id, { mark }]) => isOther(mark, stored.get(id)!.entry)).map(([id]) => id),
  );
  const results = settleChanges(workspace, rows, stored, content?.compared ?? null, moved);
  const added = (content?.compared.staged ?? []).filter((one) => one.created);
  return {
    office,
    handedOutOn: book.handedOutOn,
    entries: rows.size,
    answered: [...rows].flatMap(([id, { answer, note }]) =>
      answer ? [{ entry: named(byId.get(id)!), answer, note: note.slice(0, 1000).toWellFormed() }] : [],
    ),
    unanswered: [...rows].flatMap(([id, { answer }]) => (answer ? [] : [named(byId.get(id)!)])),
    missing: keys
      .filter((key) => key.office === office && !rows.has(key.id))
      .filter(({ state }) => state !== '停用' && state !== '注销')
      .map(named),
    added: added.map(({ entry }) => named(entry)),
    movedOn: [...moved].map((id) => named(byId.get(id)!)),
    changes: results.changes,
    problems: [...(content?.problems ?? []), ...results.problems],
    staged: [...results.staged, ...added],
  };
}

function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** A sheet without the mark says nothing of the content it was made from. */
const isOther = (mark: string, entry: CatalogueEntry): boolean => mark !== '' && mark !== contentMark(entry);

async function readContent(
  workspace: Workspace,
  file: string,
  context: CallContext,
): Promise<{ compared: Comparison; problems: ReturnedFile['problems'] }> {
  const { reader } = opened(workspace).library;
  const { resources } = workspace.host;
  const reading = valueOf(
    await readWorkbook(file, {
      layouts: resources.layouts.filter(({ id }) => id === 'national-2017'),
      mapping: { sheet: CONTENT_SHEET },
      aliases: await readAliases(reader),
      codeTables: resources.codeTables,
      signal: context.signal,
    }),
  );
  const compared = await compareWithLibrary(workspace, reading, null, context);
  return { compared, problems: [...problemsOfReading(reading), ...compared.problems] };
}

function settleChanges(
  workspace: Workspace,
  rows: ReadonlyMap<string, CheckedRow>,
  stored: ReadonlyMap<string, StoredEntry>,
  compared: Comparison | null,
  moved: ReadonlySet<string>,
): Pick<Returned, 'changes' | 'problems' | 'staged'> {
  const choices = choiceReader(workspace.host.resources.codeTables);
  const placed = new Map((compared?.placed ?? []).map(({ entry }) => [entry.id, entry]));
  const changes: ReturnedFile['changes'] = [];
  const problems: ReturnedFile['problems'] = [];
  const staged: Staged[] = [];
  for (const [id, row] of rows) {
    const { entry, state, revision } = stored.get(id)!;
    const content = placed.get(id) ?? entry;
    const fields: Partial<Record<keyof typeof ENTRY_FIELDS, string>> = {};
    for (const key of SHOWN_KEYS) {
      const text = row.shown[key];
      if (text === undefined) continue;
      const value = fieldValue(ENTRY_FIELDS[key], text, { choices, dateOf: dateText, exact: false });
      // What was changed in the content is not changed back by the cell that was left as it was.
      if (value !== entry[key].trim() && content[key] === entry[key]) fields[key] = value;
    }
    const rowsEntry = { fields, extra: {}, items: [], incomplete: false };
    const after =
      Object.keys(fields).length === 0 ? content : applyRows(content, id, rowsEntry, false, () => '').entry;
    const found = entryChanges(entry, after);
    if (!hasChanges(found)) continue;
    changes.push({
      entry: named(entry),
      changes: found.fields,
      itemsAdded: found.itemsAdded.map((item) => item.name),
      itemsRemoved: found.itemsRemoved.map((item) => item.name),
    });
    if (moved.has(id)) continue;
    if (([...EDITABLE_STATES, ...SETTLED_STATES] as string[]).includes(state)) {
      staged.push({ entry: after, created: false, revision });
      continue;
    }
    const message = `“${entry.name}”状态为“${state}”，不能修改；先退回修改再收回`;
    const [sheet, cell] = ['处室核对表', `C${row.row}`];
    problems.push({ sheet, cell, rule: 'entry-locked', code: 'entry-locked', severity: 'failed', message });
  }
  return { changes, problems, staged };
}
