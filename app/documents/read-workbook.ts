/**
 * Reads a workbook into resources and items as its sheets have them. Matching them with a library is done elsewhere.
 *
 * All sheets that have the layout's header are read: departments often keep one sheet per office.
 */
import { failed, FailureError, outcomeOf, type Outcome } from '#app/contract/failure';
import type { CodeTable } from '#app/classification/code-table';
import { parseMapping, type ColumnMapping } from './column-mapping';
import { chooseSheets, lookAtSheet, savedChoice, type SavedHit } from './choose-sheets';
import { choiceReader, type ValueAlias } from '#app/catalogue/field-values';
import type { Layout } from './layout';
import { SHEET_LIMITS, type RawSheet } from './raw-sheet';
import { readRawWorkbook } from './raw-workbook';
import { isRecognised, type RecognisedSheet } from './recognise-sheet';
import { joinItems } from './related-sheets';
import type { SavedMapping } from './saved-mapping';
import { readSheetEntries, type SheetResult } from './sheet-entries';
import type { CellProblem, SheetUse, UnusedSheet, WorkbookReading } from './sheet-entry';
import { unknownValues, type UnknownValue } from './unknown-values';
import { overLimit } from './zip-archive';

export interface ReadWorkbookOptions {
  readonly layouts: readonly Layout[];
  /** Id of a layout, or `auto` (default): the one whose headers fit best. */
  readonly layout?: string | undefined;
  /** A hand-made assignment of columns, see `parseMapping`. */
  readonly mapping?: unknown;
  /** Assignments made earlier; one whose shape the file has is applied where `layout` and `mapping` say nothing. */
  readonly saved?: readonly SavedMapping[] | undefined;
  readonly aliases?: readonly ValueAlias[] | undefined;
  readonly codeTables: Readonly<Record<string, CodeTable>>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Fails with `file-not-found`, `file-is-directory`, `file-unreadable`, `workbook-unreadable` (`reason`),
 * `workbook-empty`, `workbook-shape-unknown` (`sheets`: headers seen and missing, `hidden`: sheets that fit
 * but are hidden), `workbook-limit` (`limit`,
 * `allowed`), `mapping-invalid` (`places`), `invalid-input` (unknown layout) or `cancelled`.
 */
export async function readWorkbook(
  file: string,
  options: ReadWorkbookOptions,
): Promise<Outcome<WorkbookReading>> {
  const mapping =
    options.mapping === undefined || options.mapping === null ? null : parseMapping(options.mapping);
  if (mapping && !mapping.ok) return mapping;
  const layout = options.layout ?? 'auto';
  const layouts = layout === 'auto' ? options.layouts : options.layouts.filter(({ id }) => id === layout);
  if (layouts.length === 0) {
    return failed('invalid-input', {
      field: 'layout',
      value: layout,
      known: options.layouts.map(({ id }) => id),
    });
  }
  return outcomeOf(async () => {
    const found = await recogniseWorkbook(file, layouts, mapping?.value ?? null, {
      ...options,
      saved: layout === 'auto' ? (options.saved ?? []) : [],
    });
    return readSheets(found, options);
  });
}

export interface RecognisedWorkbook {
  readonly sheets: readonly RecognisedSheet[];
  /** Sheets with the items of the resources in `sheets`; empty where each of those has its own. */
  readonly items: readonly RecognisedSheet[];
  readonly unused: readonly UnusedSheet[];
  readonly hidden: readonly RecognisedSheet[];
  readonly saved: SavedMapping | null;
  readonly externalLinks: boolean;
}

interface RecogniseOptions {
  readonly saved?: readonly SavedMapping[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** A form is wanted: rows below the header are not asked for. */
  readonly formOnly?: boolean;
}

/** Reads the file and picks the sheets to import; throws the failures of `readWorkbook`. */
export async function recogniseWorkbook(
  file: string,
  layouts: readonly Layout[],
  mappings: readonly ColumnMapping[] | null,
  options: RecogniseOptions,
): Promise<RecognisedWorkbook> {
  const recognised: RecognisedSheet[] = [];
  const others: UnusedSheet[] = [];
  const hits: SavedHit[] = [];
  let rows = 0;
  const take = (sheet: RawSheet): void => {
    if (sheet.rows.length === 0) return;
    rows += sheet.rows.length;
    if (rows > SHEET_LIMITS.rows)
      throw overLimit('rows', SHEET_LIMITS.rows, `工作簿超过${SHEET_LIMITS.rows}行`);
    const { result, hits: found } = lookAtSheet(sheet, layouts, mappings, options.saved ?? []);
    hits.push(...found);
    if (!result) {
      others.push({ name: sheet.name, reason: '列对应关系没有指定这个工作表', headers: [], missing: [] });
      return;
    }
    if (isRecognised(result)) recognised.push(result);
    else {
      const headers = result.headers.slice(0, 40).map((header) => header.slice(0, 60));
      const reason = sheet.hidden ? '隐藏的工作表' : '没有找到目录的表头';
      others.push({ name: sheet.name, reason, headers, missing: result.missing.slice(0, 40) });
    }
  };
  const { externalLinks } = await readRawWorkbook(file, take, options);
  if (rows === 0) throw new FailureError('workbook-empty', { file, reason: '工作簿里没有内容' });
  const hidden = recognised.filter(({ sheet }) => sheet.hidden);
  const saved = savedChoice(hits);
  const visible = saved ? saved.sheets : recognised.filter(({ sheet }) => !sheet.hidden);
  const chosen = chooseSheets(visible, mappings !== null || saved !== null);
  if (!chosen) {
    const sheets = others.map(({ name, headers, missing }) => ({ sheet: name, headers, missing }));
    throw new FailureError('workbook-shape-unknown', {
      file,
      missing: nearestMiss(others),
      sheets: sheets.slice(0, 10),
      hidden: hidden.map(({ sheet }) => sheet.name),
    });
  }
  const { sheets, items } = chosen;
  if (!options.formOnly && sheets.every(({ sheet, firstRow }) => sheet.rows.length <= firstRow)) {
    throw new FailureError('workbook-empty', { file, reason: '表头以下没有内容' });
  }
  const used = new Set([...sheets, ...items].map(({ sheet }) => sheet.name));
  const left = recognised.filter(({ sheet }) => !used.has(sheet.name));
  return {
    sheets,
    items,
    unused: [...others.filter(({ name }) => !used.has(name)), ...left.map(unusedSheet)],
    hidden,
    saved: saved?.saved ?? null,
    externalLinks,
  };
}

function unusedSheet({ sheet, columns }: RecognisedSheet): UnusedSheet {
  const reason = sheet.hidden ? '隐藏的工作表，需要导入时请先取消隐藏' : '表头与所用的模板不同';
  const headers = columns.map(({ header }) => header.slice(0, 60)).filter((header) => header !== '');
  return { name: sheet.name, reason, headers: headers.slice(0, 40), missing: [] };
}

/** What the sheet that came nearest to a catalogue lacks. */
function nearestMiss(others: readonly UnusedSheet[]): readonly string[] {
  const best = [...others].sort((a, b) => a.missing.length - b.missing.length)[0];
  return best?.missing.slice(0, 5) ?? [];
}

async function readSheets(found: RecognisedWorkbook, options: ReadWorkbookOptions): Promise<WorkbookReading> {
  const choices = choiceReader(options.codeTables, options.aliases);
  const unknown = unknownValues(choices);
  const read = async (sheets: readonly RecognisedSheet[]): Promise<SheetResult[]> => {
    const results: SheetResult[] = [];
    for (const sheet of sheets) {
      results.push(readSheetEntries(sheet, choices, unknown));
      await new Promise((resolve) => setImmediate(resolve));
      if (options.signal?.aborted) throw new FailureError('cancelled');
    }
    return results;
  };
  const results = await read(found.sheets);
  if (found.items.length === 0) return reading(found, results, unknown.found);
  const columns = [...found.sheets, ...found.items].flatMap((sheet) => sheet.columns);
  return reading(found, [joinItems(results, await read(found.items), columns)], unknown.found);
}

function reading(
  found: RecognisedWorkbook,
  results: readonly SheetResult[],
  unknown: readonly UnknownValue[],
): WorkbookReading {
  const { layout } = found.sheets[0]!;
  const problems: CellProblem[] = [];
  const remark = (sheet: string, rule: string, message: string): void => {
    problems.push({ sheet, cell: 'A1', row: 1, rule, code: rule, message });
  };
  for (const { sheet } of found.hidden) {
    remark(sheet.name, 'hidden-sheet', '隐藏的工作表未导入；需要导入时请先取消隐藏');
  }
  for (const { sheet, headerRows } of [...found.sheets, ...found.items]) {
    if (headerRows.length > 0) continue;
    remark(
      sheet.name,
      'sheet-without-header',
      '工作表没有表头，各列按指定的对应关系读取；写入前核对各列的内容',
    );
  }
  if (found.externalLinks) {
    remark(found.sheets[0]!.sheet.name, 'external-links', '工作簿引用了其他文件，按文件中保存的结果导入');
  }
  const shapes = (sheets: readonly RecognisedSheet[], use: SheetUse) =>
    sheets.map(({ sheet, headerRows }) => ({ name: sheet.name, use, headerRows }));
  return {
    layout: { id: layout.id, label: layout.label },
    savedMapping: found.saved ? { id: found.saved.id, name: found.saved.name } : null,
    sheets: [
      ...shapes(found.sheets, found.items.length === 0 ? 'whole' : 'resources'),
      ...shapes(found.items, 'items'),
    ],
    unused: found.unused,
    columns: [...found.sheets, ...found.items].flatMap(({ columns }) => columns),
    entries: results.flatMap(({ entries }) => entries),
    failedRows: results.flatMap(({ failedRows }) => failedRows),
    problems: [...problems, ...results.flatMap((result) => result.problems)],
    unknownValues: unknown,
    rowCount: results.reduce((sum, { rowCount }) => sum + rowCount, 0),
  };
}
