/**
 * Importing a workbook: read, match, work out what changes, check, and only then write, all or nothing.
 *
 * Good rows go in, bad rows come out in the error workbook with their reasons. A dry run does all but the writing.
 */
import { applyRows, type AppliedRows } from '#app/catalogue/apply-rows';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { writeErrorWorkbook } from '#app/documents/error-workbook';
import { readWorkbook } from '#app/documents/read-workbook';
import type { SheetEntry, WorkbookReading } from '#app/documents/sheet-entry';
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import { appendAudit } from '#app/storage/audit-store';
import { snapshotsInUse } from '#app/storage/change-store';
import { readEntries, readEntryKeys } from '#app/storage/entry-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { pruneSnapshots, takeSnapshot } from '#app/storage/snapshots';
import { applyStaged, clearStaging, stageEntries, type Staged } from '#app/storage/staging-store';
import { recheckAll } from './check-operations';
import type { CallContext } from './host';
import { importProblems, problemsOfReading, type PlacedEntry } from './import-problems';
import { entryMatcher } from './match-entries';
import { opened, type Workspace } from './workspace';

type ImportResult = CallOutput<'workbook.import'>;
type Row = ImportResult['rows'][number];

/** Field differences shown per import; more than anybody reads, and bounded for a library of any size. */
const MOST_DIFFERENCES = 2000;
const BATCH = 200;

export async function importWorkbook(
  workspace: Workspace,
  input: CallParsedInput<'workbook.import'>,
  context: CallContext,
): Promise<ImportResult> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const read = await readWorkbook(input.file, {
    layouts: host.resources.layouts,
    layout: input.layout ?? 'auto',
    mapping: input.mapping,
    codeTables: host.resources.codeTables,
    signal: context.signal,
    onProgress: (done, total) => context.progress(done, total, '读取工作簿'),
  });
  if (!read.ok) throw new FailureError(read.failure.code, read.failure.details);
  const reading = read.value;

  const worked = await workOut(workspace, reading, context);
  const problems = [
    ...problemsOfReading(reading),
    ...worked.problems,
    ...importProblems(workspace, reading, worked.placed),
  ];
  const result: ImportResult = {
    layout: reading.layout.id,
    entries: worked.entries,
    items: worked.items,
    rows: worked.rows.sort((a, b) => (a.sheet < b.sheet ? -1 : a.sheet > b.sheet ? 1 : a.row - b.row)),
    problems,
    differences: worked.differences,
    columns: reading.columns.map((column) => ({
      letter: column.letter,
      header: column.header,
      target: targetText(column.target),
      confidence: column.confidence,
    })),
  };
  if (input.errors !== undefined) {
    const marks = problems
      .filter((problem) => problem.severity === 'failed' || problem.severity === 'error')
      .map((problem) => ({
        sheet: problem.sheet,
        row: Number(/\d+$/.exec(problem.cell)?.[0] ?? 0),
        column: /^[A-Z]+/.exec(problem.cell)?.[0] ?? 'A',
        severity: problem.severity as 'failed' | 'error',
        message: problem.message,
      }));
    await writeErrorWorkbook(input.file, input.errors, marks, reading);
    result.errorsFile = input.errors;
  }
  if (input.dryRun || worked.staged.length === 0) return result;
  return { ...result, snapshot: await write(workspace, input, worked.staged, context) };

  async function write(
    space: Workspace,
    asked: CallParsedInput<'workbook.import'>,
    staged: readonly Staged[],
    { signal, progress }: CallContext,
  ): Promise<string> {
    await requireSpace(library.file, 2 * (await fileSize(library.file)) + 20 * 1024 ** 2);
    const atMs = host.nowMs();
    const label = `导入“${asked.file.split(/[\\/]/).at(-1)}”`;
    try {
      for (let i = 0; i < staged.length; i += BATCH) {
        if (signal.aborted) throw new FailureError('cancelled');
        await library.write((tx) => stageEntries(tx, staged.slice(i, i + BATCH)));
        progress(i, staged.length, '准备写入');
      }
      const stamp = new Date(atMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
      const snapshot = await library.maintain((writer) =>
        takeSnapshot(writer, library.file, stamp, 'before-import'),
      );
      if (signal.aborted) throw new FailureError('cancelled');
      const applied = await library.write(async (tx) => {
        const ok = await applyStaged(tx, { label, atMs, by: asked.by ?? '', snapshot });
        if (ok) {
          await appendAudit(tx, {
            atMs,
            by: asked.by ?? '',
            action: 'workbook-imported',
            subject: label,
            detail: { entries: worked.entries, items: worked.items, layout: reading.layout.id },
          });
        }
        return ok;
      });
      if (!applied) throw new FailureError('entry-changed-meanwhile', {});
      await recheckAll(space);
      host.emit('library.changed', { entries: staged.slice(0, 1000).map(({ entry }) => entry.id) });
      await pruneSnapshots(library.file, await snapshotsInUse(library.reader));
      return snapshot;
    } catch (error) {
      await library.write((tx) => clearStaging(tx)).catch(() => undefined);
      throw error;
    }
  }
}

interface WorkedOut {
  readonly entries: ImportResult['entries'];
  readonly items: ImportResult['items'];
  readonly rows: Row[];
  readonly problems: ImportResult['problems'];
  readonly differences: ImportResult['differences'];
  readonly staged: Staged[];
  readonly placed: PlacedEntry[];
}

async function workOut(
  workspace: Workspace,
  reading: WorkbookReading,
  context: CallContext,
): Promise<WorkedOut> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const matcher = entryMatcher(await readEntryKeys(library.reader));
  const hasItems = reading.columns.some(({ target }) => target?.level === 'item' && target.key === 'name');
  const out: WorkedOut = {
    entries: { created: 0, updated: 0, unchanged: 0, failed: 0 },
    items: { created: 0, updated: 0, unchanged: 0, removed: 0, failed: 0 },
    rows: [],
    problems: [],
    differences: [],
    staged: [],
    placed: [],
  };
  for (const row of reading.failedRows) {
    out.items.failed++;
    out.rows.push({ sheet: row.sheet, row: row.row, result: 'failed', code: row.code, reason: row.reason });
  }

  // Rows with the stable id or code of an entry claim it before others may find it by its name.
  const order = [...reading.entries.keys()].sort(
    (a, b) => claim(reading.entries[a]!) - claim(reading.entries[b]!),
  );
  const matches = new Map(
    order.map((index) => [
      index,
      matcher.match(wantedOf(reading.entries[index]!, settings['department'] ?? '')),
    ]),
  );
  const contents = new Map<string, { entry: CatalogueEntry; state: string; revision: number }>();

  for (let start = 0; start < reading.entries.length; start += BATCH) {
    if (context.signal.aborted) throw new FailureError('cancelled');
    context.progress(start, reading.entries.length, '与目录库比对');
    const batch = reading.entries.slice(start, start + BATCH);
    const ids = batch.flatMap((_, i) => {
      const match = matches.get(start + i)!;
      return match.kind === 'existing' ? [match.key.id] : [];
    });
    contents.clear();
    for (const stored of await readEntries(library.reader, ids)) contents.set(stored.entry.id, stored);

    for (const [i, sheetEntry] of batch.entries()) {
      const match = matches.get(start + i)!;
      if (match.kind === 'id-mismatch' || match.kind === 'taken') {
        failEntry(out, sheetEntry, ...mismatchReason(match, sheetEntry));
        continue;
      }
      const before = match.kind === 'existing' ? contents.get(match.key.id)! : null;
      const fresh = usableId(sheetEntry.entryId) ?? host.newId();
      const filled = before ? sheetEntry : withDefaults(sheetEntry, settings);
      const applied = applyRows(
        before?.entry ?? null,
        before?.entry.id ?? fresh,
        filled,
        hasItems,
        host.newId,
      );
      settle(out, sheetEntry, before, applied);
    }
    // Lets other calls of the engine have their turn between batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return out;
}

const claim = (entry: SheetEntry): number =>
  entry.entryId !== '' ? 0 : (entry.fields.code ?? '') !== '' ? 1 : 2;

function wantedOf(
  entry: SheetEntry,
  department: string,
): Parameters<ReturnType<typeof entryMatcher>['match']>[0] {
  return {
    entryId: entry.entryId,
    code: entry.fields.code ?? '',
    name: entry.fields.name ?? '',
    provider: entry.fields.provider ?? department,
    office: entry.fields.office ?? '',
  };
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
  out: WorkedOut,
  sheetEntry: SheetEntry,
  before: { entry: CatalogueEntry; state: string; revision: number } | null,
  applied: AppliedRows,
): void {
  const { entry } = applied;
  const changes = before ? entryChanges(before.entry, entry) : null;
  const result = changes === null ? 'created' : hasChanges(changes) ? 'updated' : 'unchanged';
  if (result === 'updated' && !isOpenForChange(before!.state)) {
    failEntry(
      out,
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
  for (const row of sheetEntry.rows) {
    out.rows.push({ sheet: sheetEntry.sheet, row, result, entry: named });
  }
  out.placed.push({ entry, sheetEntry, itemIds: applied.itemIds });
  if (changes && result === 'updated' && out.differences.length < MOST_DIFFERENCES) {
    out.differences.push({
      entry: named,
      changes: changes.fields,
      itemsAdded: changes.itemsAdded.map((item) => item.name),
      itemsRemoved: changes.itemsRemoved.map((item) => item.name),
    });
  }
  if (result !== 'unchanged') {
    out.staged.push({ entry, created: before === null, revision: before?.revision ?? 0 });
  }
}

function isOpenForChange(state: string): boolean {
  return ([...EDITABLE_STATES, ...SETTLED_STATES] as string[]).includes(state);
}

function mismatchReason(
  match:
    | { kind: 'id-mismatch'; key: { name: string; code: string }; other: string }
    | { kind: 'taken'; key: { name: string } },
  entry: SheetEntry,
): [string, string] {
  if (match.kind === 'taken') {
    return ['id-repeated', `行中的目录库标识已被本表前面的行使用（“${match.key.name}”）；新资源请清空标识列`];
  }
  const own = `标识对应“${match.key.name}”（${match.key.code || '无代码'}）`;
  const row = `本行为“${entry.fields.name ?? ''}”（${entry.fields.code || '无代码'}）`;
  return ['id-mismatch', `${own}，${row}，两者不符；核对是否粘贴错行，新资源请清空标识列`];
}

function failEntry(out: WorkedOut, entry: SheetEntry, code: string, reason: string): void {
  out.entries.failed++;
  out.items.failed += entry.items.length;
  for (const row of entry.rows) {
    out.rows.push({ sheet: entry.sheet, row, result: 'failed', code, reason });
    out.problems.push({
      sheet: entry.sheet,
      cell: `A${row}`,
      rule: code,
      code,
      severity: 'failed',
      message: reason,
    });
  }
}

function targetText(target: WorkbookReading['columns'][number]['target']): string {
  if (target === null) return '';
  switch (target.level) {
    case 'entry':
    case 'item':
      return `${target.level}.${target.key}`;
    case 'id':
      return `id.${target.of}`;
    case 'extra':
    case 'category':
      return `extra.${target.label}`;
  }
}
