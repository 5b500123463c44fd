/**
 * Importing a workbook: read, match, work out what changes, check, and only then write, all or nothing.
 *
 * Good rows go in, bad rows come out in the error workbook with their reasons. A dry run does all but the writing.
 */
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import type { Staged } from '#app/storage/staging-store';
import { writeErrorWorkbook } from '#app/documents/error-workbook';
import { targetText } from '#app/documents/column-mapping';
import type { WorkbookReading } from '#app/documents/sheet-entry';
import { writeFailure } from './export-operations';
import type { CallContext } from './host';
import { compareWithLibrary, type Comparison } from './import-comparison';
import { checkPlaced, problemsOfFindings, problemsOfReading, type PlacedFindings } from './import-problems';
import { readForImport, withoutRows } from './import-reading';
import { releaseMemory } from './release-memory';
import { presentUnknown } from './value-operations';
import { writeStaged } from './import-write';
import { actorOf, type Workspace } from './workspace';

type ImportInput = CallParsedInput<'workbook.import'>;
type ImportResult = CallOutput<'workbook.import'>;

/** From here on the memory that a phase leaves behind is worth a pause. */
const MANY_ROWS = 20_000;

export async function importWorkbook(
  workspace: Workspace,
  input: ImportInput,
  context: CallContext,
): Promise<ImportResult> {
  const { result, staged, own } = await prepare(workspace, input, context);
  if (result.rows.length > MANY_ROWS) releaseMemory();
  if (input.dryRun || staged.length === 0) return result;
  const record = {
    label: `导入“${basename(input.file.replaceAll('\\', '/'))}”`,
    by: input.by ?? actorOf(workspace),
    action: 'workbook-imported',
    detail: { entries: result.entries, items: result.items, layout: result.layout },
  };
  try {
    return { ...result, snapshot: await writeStaged(workspace, staged, record, own, context) };
  } catch (error) {
    if (input.errors !== undefined) await rm(input.errors, { force: true });
    throw error;
  }
}

interface Prepared {
  readonly result: ImportResult;
  readonly staged: readonly Staged[];
  readonly own: PlacedFindings['own'];
}

/** All but the writing. Apart, so that the sheet's rows are out of memory while the library is written. */
async function prepare(workspace: Workspace, input: ImportInput, context: CallContext): Promise<Prepared> {
  const whole = await readForImport(workspace, input, context);
  if (whole.rowCount > MANY_ROWS) releaseMemory();
  const { reading, ...left } = withoutRows(whole, input.skipRows ?? []);
  const only = input.onlyEntries === undefined ? null : new Set(input.onlyEntries);
  const compared = await compareWithLibrary(workspace, reading, only, context);
  const { own, all } = await checkPlaced(workspace, compared.placed, context);
  const problems = [
    ...(only === null ? problemsOfReading(reading) : []),
    ...compared.problems,
    ...problemsOfFindings(reading, compared.placed, all),
  ];
  const result = presentImport(workspace, reading, compared, left, problems);
  if (input.errors !== undefined) await writeErrors(input, input.errors, reading, result, context);
  return { result, staged: compared.staged, own };
}

function presentImport(
  workspace: Workspace,
  reading: WorkbookReading,
  compared: Comparison,
  left: { entries: number; rows: number },
  problems: ImportResult['problems'],
): ImportResult {
  const { entries, items, rows, differences, cleared, removed, losses, leftOut } = compared;
  return {
    layout: reading.layout.id,
    ...(reading.savedMapping ? { savedMapping: reading.savedMapping } : {}),
    entries,
    items,
    rows,
    problems,
    differences,
    cleared,
    removed,
    losses,
    leftOut: { entries: leftOut.entries + left.entries, rows: leftOut.rows + left.rows },
    columns: reading.columns.map(({ sheet, letter, header, target, confidence }) => ({
      sheet,
      letter,
      header,
      target: targetText(target),
      confidence,
    })),
    sheets: sheetUses(reading),
    unknownValues: presentUnknown(workspace, reading.unknownValues),
  };
}

function sheetUses(reading: WorkbookReading): ImportResult['sheets'] {
  return [
    ...reading.sheets.map(({ name, use, headerRows }) => ({
      sheet: name,
      use,
      headerRows: [...headerRows],
      reason: '',
      headers: reading.columns
        .filter(({ sheet, header }) => sheet === name && header !== '')
        .map(({ header }) => header),
      missing: [],
    })),
    ...reading.unused.map(({ name, reason, headers, missing }) => ({
      sheet: name,
      use: 'unused' as const,
      headerRows: [],
      reason,
      headers: [...headers],
      missing: [...missing],
    })),
  ];
}

async function writeErrors(
  input: ImportInput,
  out: string,
  reading: WorkbookReading,
  result: ImportResult,
  { signal }: CallContext,
): Promise<void> {
  const marks = result.problems
    .filter((problem) => problem.severity === 'failed' || problem.severity === 'error')
    .map((problem) => ({
      sheet: problem.sheet,
      row: Number(/\d+$/.exec(problem.cell)?.[0] ?? 0),
      column: /^[A-Z]+/.exec(problem.cell)?.[0] ?? 'A',
      severity: problem.severity as 'failed' | 'error',
      message: problem.message,
    }));
  try {
    await writeErrorWorkbook(input.file, out, marks, reading, signal);
  } catch (error) {
    throw writeFailure(error, out);
  }
  result.errorsFile = out;
}
