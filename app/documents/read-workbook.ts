/**
 * Reads a workbook into resources and items as its sheets have them. Matching them with a library is done elsewhere.
 *
 * All sheets that have the layout's header are read: departments often keep one sheet per office.
 */
import { failed, FailureError, outcomeOf, type Outcome } from '#app/contract/failure';
import type { CodeTable } from '#app/classification/code-table';
import { parseMapping, type ColumnMapping } from './column-mapping';
import type { Layout } from './layout';
import { SHEET_LIMITS, type RawSheet } from './raw-sheet';
import { readRawWorkbook } from './raw-workbook';
import {
  isRecognised,
  recogniseSheet,
  type RecognisedSheet,
  type UnrecognisedSheet,
} from './recognise-sheet';
import { readSheetEntries, type SheetResult } from './sheet-entries';
import type { CellProblem, WorkbookReading } from './sheet-entry';
import { overLimit } from './zip-archive';

export interface ReadWorkbookOptions {
  readonly layouts: readonly Layout[];
  /** Id of a layout, or `auto` (default): the one whose headers fit best. */
  readonly layout?: string | undefined;
  /** A hand-made assignment of columns, see `parseMapping`. */
  readonly mapping?: unknown;
  readonly codeTables: Readonly<Record<string, CodeTable>>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A sheet whose header fits less than this part as well as the best one is another kind of table. */
const ALIKE = 0.7;

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
    const found = await recogniseWorkbook(file, layouts, mapping?.value ?? null, options);
    const results = new Map<RecognisedSheet, SheetResult>();
    for (const sheet of found.sheets) {
      results.set(sheet, readSheetEntries(sheet, options.codeTables));
      await new Promise((resolve) => setImmediate(resolve));
      if (options.signal?.aborted) throw new FailureError('cancelled');
    }
    return reading(found, [...results.values()]);
  });
}

interface RecognisedWorkbook {
  readonly sheets: readonly RecognisedSheet[];
  readonly hidden: readonly RecognisedSheet[];
  readonly externalLinks: boolean;
}

/** Reads the file and picks the sheets to import; throws the failures of `readWorkbook`. */
export async function recogniseWorkbook(
  file: string,
  layouts: readonly Layout[],
  mapping: ColumnMapping | null,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: number, total: number) => void) | undefined;
    /** A form is wanted: rows below the header are not asked for. */
    readonly formOnly?: boolean;
  },
): Promise<RecognisedWorkbook> {
  const recognised: RecognisedSheet[] = [];
  const others: UnrecognisedSheet[] = [];
  let rows = 0;
  const take = (sheet: RawSheet): void => {
    if (sheet.rows.length === 0) return;
    rows += sheet.rows.length;
    if (rows > SHEET_LIMITS.rows)
      throw overLimit('rows', SHEET_LIMITS.rows, `工作簿超过${SHEET_LIMITS.rows}行`);
    if (mapping?.sheet != null && mapping.sheet !== sheet.name) return;
    const result = recogniseSheet(sheet, layouts, mapping);
    if (isRecognised(result)) recognised.push(result);
    else others.push(result);
  };
  const { externalLinks } = await readRawWorkbook(file, take, options);
  if (rows === 0) throw new FailureError('workbook-empty', { file, reason: '工作簿里没有内容' });
  const visible = recognised.filter(({ sheet }) => !sheet.hidden);
  const best = visible.reduce((score, sheet) => Math.max(score, sheet.score), 0);
  const first = visible.find((sheet) => sheet.score === best);
  if (!first) {
    const sheets = others.map(({ sheet, headers, missing }) => ({
      sheet,
      headers: headers.slice(0, 40).map((header) => header.slice(0, 60)),
      missing: missing.slice(0, 40),
    }));
    const hidden = recognised.map(({ sheet }) => sheet.name);
    throw new FailureError('workbook-shape-unknown', { file, sheets: sheets.slice(0, 10), hidden });
  }
  const sheets = visible.filter(
    ({ layout, score }) => layout.id === first.layout.id && score >= best * ALIKE,
  );
  if (!options.formOnly && sheets.every(({ sheet, firstRow }) => sheet.rows.length <= firstRow)) {
    throw new FailureError('workbook-empty', { file, reason: '表头以下没有内容' });
  }
  return { sheets, hidden: recognised.filter(({ sheet }) => sheet.hidden), externalLinks };
}

function reading(found: RecognisedWorkbook, results: readonly SheetResult[]): WorkbookReading {
  const { layout } = found.sheets[0]!;
  const problems: CellProblem[] = [];
  const remark = (sheet: string, rule: string, message: string): void => {
    problems.push({ sheet, cell: 'A1', row: 1, rule, code: rule, message });
  };
  for (const { sheet } of found.hidden) {
    remark(sheet.name, 'hidden-sheet', '隐藏的工作表未导入；需要导入时请先取消隐藏');
  }
  if (found.externalLinks) {
    remark(found.sheets[0]!.sheet.name, 'external-links', '工作簿引用了其他文件，按文件中保存的结果导入');
  }
  return {
    layout: { id: layout.id, label: layout.label },
    sheets: found.sheets.map(({ sheet, headerRows }) => ({ name: sheet.name, headerRows })),
    columns: found.sheets.flatMap(({ columns }) => columns),
    entries: results.flatMap(({ entries }) => entries),
    failedRows: results.flatMap(({ failedRows }) => failedRows),
    problems: [...problems, ...results.flatMap((result) => result.problems)],
    rowCount: results.reduce((sum, { rowCount }) => sum + rowCount, 0),
  };
}
