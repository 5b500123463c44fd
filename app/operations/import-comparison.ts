/** What an import makes of the library: which entries are new, changed, unchanged or refused, and what they lose. */
import { applyRows, type AppliedRows } from '#app/catalogue/apply-rows';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { columnFor, type SheetEntry, type WorkbookReading } from '#app/documents/sheet-entry';
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import { readEntries, readEntryKeys, type StoredEntry } from '#app/storage/entry-store';
import type { Staged } from '#app/storage/staging-store';
import type { CallContext } from './host';
import type { PlacedEntry } from './import-problems';
import { rowsOf } from './import-reading';
import { entryMatcher, type Match } from './match-entries';
import { opened, type Workspace } from './workspace';

type ImportResult = CallOutput<'workbook.import'>;

/** Field differences shown per import; more than anybody reads, and bounded for a library of any size. */
const MOST_DIFFERENCES = 2000;
const BATCH = 200;

export interface Comparison {
  readonly entries: ImportResult['entries'];
  readonly items: ImportResult['items'];
  readonly rows: ImportResult['rows'];
  readonly problems: ImportResult['problems'];
  readonly differences: ImportResult['differences'];
  readonly cleared: ImportResult['cleared'];
  readonly removed: ImportResult['removed'];
  readonly losses: ImportResult['losses'];
  readonly leftOut: ImportResult['leftOut'];
  readonly staged: Staged[];
  readonly placed: PlacedEntry[];
}

/** `only`: ids, codes or names of the entries to import; null for all. Rejects with `cancelled`. */
export async function compareWithLibrary(
  workspace: Workspace,
  reading: WorkbookReading,
  only: ReadonlySet<string> | null,
  context: CallContext,
): Promise<Comparison> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const hasItems = reading.columns.some(({ target }) => target?.level === 'item' && target.key === 'name');
  const out: Comparison = {
    entries: { created: 0, updated: 0, unchanged: 0, failed: 0 },
    items: { created: 0, updated: 0, unchanged: 0, removed: 0, failed: 0 },
    rows: [],
    problems: [],
    differences: [],
    cleared: [],
    removed: [],
    losses: { cleared: 0, removed: 0 },
    leftOut: { entries: 0, rows: 0 },
    staged: [],
    placed: [],
  };
  if (only === null) {
    out.entries.failed = resourcesLost(reading);
    for (const row of reading.failedRows) {
      out.items.failed++;
      out.rows.push({ sheet: row.sheet, row: row.row, result: 'failed', code: row.code, reason: row.reason });
    }
  } else out.leftOut.rows += reading.failedRows.length;

  const matches = matchAll(reading, await readEntryKeys(library.reader), settings['department'] ?? '');
  for (let start = 0; start < reading.entries.length; start += BATCH) {
    if (context.signal.aborted) throw new FailureError('cancelled');
    context.progress(start, reading.entries.length, '与目录库比对');
    const batch = reading.entries.slice(start, start + BATCH);
    const ids = matches
      .slice(start, start + BATCH)
      .flatMap((match) => (match.kind === 'existing' ? [match.key.id] : []));
    const contents = new Map<string, StoredEntry>();
    for (const stored of ids.length > 0 ? await readEntries(library.reader, ids) : []) {
      contents.set(stored.entry.id, stored);
    }
    for (const [i, sheetEntry] of batch.entries()) {
      const match = matches[start + i]!;
      if (only !== null && !isWanted(only, sheetEntry, match)) {
        out.leftOut.entries++;
        out.leftOut.rows += rowsOf(sheetEntry).length;
        continue;
      }
      if (match.kind === 'id-mismatch' || match.kind === 'taken') {
        failEntry(out, reading, sheetEntry, ...mismatchReason(match, sheetEntry));
        continue;
      }
      const before = match.kind === 'existing' ? contents.get(match.key.id)! : null;
      const fresh = usableId(sheetEntry.entryId) ?? host.newId();
      const filled = before ? sheetEntry : withDefaults(sheetEntry, settings);
      const id = before?.entry.id ?? fresh;
      const applied = applyRows(before?.entry ?? null, id, filled, hasItems, host.newId);
      settle(out, reading, sheetEntry, before, applied);
    }
    // Lets other calls of the engine have their turn between batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  out.rows.sort((a, b) => (a.sheet < b.sheet ? -1 : a.sheet > b.sheet ? 1 : a.row - b.row));
  return out;
}

/** Resources of which no row could be read; rows that name no resource are none. */
function resourcesLost({ entries, failedRows }: WorkbookReading): number {
  const kept = new Set(entries.flatMap((entry) => rowsOf(entry).map(({ sheet, row }) => `${row}!${sheet}`)));
  const lost = new Set<string>();
  for (const { sheet, row, related } of failedRows) {
    const rows = related.includes(row) ? related : [];
    const places = rows.map((one) => `${one}!${sheet}`);
    if (places.length > 0 && !places.some((place) => kept.has(place))) lost.add(places[0]!);
  }
  return lost.size;
}

/** Rows with the stable id or code of an entry claim it before others may find it by its name. */
function matchAll(
  reading: WorkbookReading,
  keys: Parameters<typeof entryMatcher>[0],
  department: string,
): Match[] {
  const matcher = entryMatcher(keys);
  const claim = ({ entryId, fields }: SheetEntry): number =>
    entryId !== '' ? 0 : (fields.code ?? '') !== '' ? 1 : 2;
  const order = [...reading.entries.keys()].sort(
    (a, b) => claim(reading.entries[a]!) - claim(reading.entries[b]!) || a - b,
  );
  const matches: Match[] = new Array<Match>(reading.entries.length);
  for (const index of order) {
    const { entryId, fields } = reading.entries[index]!;
    matches[index] = matcher.match({
      entryId,
      code: fields.code ?? '',
      name: fields.name ?? '',
      provider: fields.provider ?? department,
      office: fields.office ?? '',
    });
  }
  return matches;
}

function isWanted(only: ReadonlySet<string>, { entryId, fields }: SheetEntry, match: Match): boolean {
  const names = [entryId, fields.code, fields.name];
  if (match.kind === 'existing') names.push(match.key.id, match.key.code);
  return names.some((name) => name !== undefined && name !== '' && only.has(name));
}

/** A sheet without provider columns is the department's own list. */
function withDefaults(entry: SheetEntry, settings: Readonly<Record<string, string>>): SheetEntry {
  const fields = { ...entry.fields };
  fields.provider ??= settings['department'] ?? '';
  fields.providerCode ??= settings['creditCode'] ?? '';
  return { ...entry, fields };
}

const usableId = (id: string): string | null => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? id : null);

function settle(
  out: Comparison,
  reading: WorkbookReading,
  sheetEntry: SheetEntry,
  before: StoredEntry | null,
  applied: AppliedRows,
): void {
  const { entry } = applied;
  const changes = before ? entryChanges(before.entry, entry) : null;
  const result = changes === null ? 'created' : hasChanges(changes) ? 'updated' : 'unchanged';
  if (result === 'updated' && !isOpenForChange(before!.state)) {
    failEntry(
      out,
      reading,
      sheetEntry,
      'entry-locked',
      `“${before!.entry.name}”状态为“${before!.state}”，不能修改；先退回修改再导入`,
    );
    return;
  }
  out.entries[result]++;
  for (const kind of ['created', 'updated', 'unchanged', 'removed'] as const)
    out.items[kind] += applied.items[kind];
  const named = { id: entry.id, code: entry.code, name: entry.name };
  for (const { sheet, row } of rowsOf(sheetEntry)) out.rows.push({ sheet, row, result, entry: named });
  out.placed.push({ entry, sheetEntry, itemIds: applied.itemIds });
  if (changes && result === 'updated') recordChanges(out, named, changes);
  if (result !== 'unchanged') {
    out.staged.push({ entry, created: before === null, revision: before?.revision ?? 0 });
  }
}

function recordChanges(
  out: Comparison,
  entry: { id: string; code: string; name: string },
  changes: ReturnType<typeof entryChanges>,
): void {
  if (out.differences.length < MOST_DIFFERENCES) {
    out.differences.push({
      entry,
      changes: changes.fields,
      itemsAdded: changes.itemsAdded.map((item) => item.name),
      itemsRemoved: changes.itemsRemoved.map((item) => item.name),
    });
  }
  for (const { field, label, before, after, item } of changes.fields) {
    if (before === '' || after !== '') continue;
    out.losses.cleared++;
    if (out.cleared.length < MOST_DIFFERENCES) {
      out.cleared.push({ entry, field, label, before, ...(item ? { item } : {}) });
    }
  }
  out.losses.removed += changes.itemsRemoved.length;
  for (const item of changes.itemsRemoved) {
    if (out.removed.length < MOST_DIFFERENCES) out.removed.push({ entry, item });
  }
}

function isOpenForChange(state: string): boolean {
  return ([...EDITABLE_STATES, ...SETTLED_STATES] as string[]).includes(state);
}

function mismatchReason(
  match: Extract<Match, { kind: 'id-mismatch' | 'taken' }>,
  entry: SheetEntry,
): [string, string] {
  if (match.kind === 'taken') {
    return ['id-repeated', `行中的目录库标识已被本表前面的行使用（“${match.key.name}”）；新资源请清空标识列`];
  }
  const own = `标识对应“${match.key.name}”（${match.key.code || '无代码'}）`;
  const row = `本行为“${entry.fields.name ?? ''}”（${entry.fields.code || '无代码'}）`;
  return ['id-mismatch', `${own}，${row}，两者不符；核对是否粘贴错行，新资源请清空标识列`];
}

/** The field whose cell a refused resource is marked at; the name's where nothing else is meant. */
const FIELD_OF_FAILURE: Readonly<Record<string, string>> = { 'id-mismatch': 'code' };

function failEntry(
  out: Comparison,
  reading: WorkbookReading,
  entry: SheetEntry,
  code: string,
  reason: string,
): void {
  out.entries.failed++;
  out.items.failed += entry.items.length;
  for (const { sheet, row } of rowsOf(entry)) {
    out.rows.push({ sheet, row, result: 'failed', code, reason });
    const column = columnFor(reading, sheet, 'entry', FIELD_OF_FAILURE[code] ?? 'name') ?? 'A';
    const cell = `${column}${row}`;
    out.problems.push({ sheet, cell, rule: code, code, severity: 'failed', message: reason });
  }
}
