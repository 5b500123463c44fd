/**
 * Writes .xlsx workbooks row by row with exceljs: memory stays small whatever the number of rows, and the same content
 * gives the same bytes. Every value is a string in a text-formatted cell, so nothing typed can ever turn into a formula,
 * a date or a rounded number.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { PaperSize, Style } from 'exceljs';
import { FailureError } from '#app/contract/failure';
import { escapeCellText } from './cell-text';
import { fullLists, listName, LIST_SHEET, listRules, type OutList } from './cell-lists';
import { EXCEL_STYLES, type CellStyle } from './cell-styles';
import { columnLetter } from './sheet-entry';
import { addMerge, drained, pinnedWriter, type BookWriter, type SheetWriter } from './excel-writer';

export type { OutList } from './cell-lists';

export interface OutCell {
  readonly text: string;
  readonly style: CellStyle;
  /** Shown when the cell is pointed at. */
  readonly note?: string;
}

export interface OutRow {
  /** Undefined: no cell at all. */
  readonly cells: readonly (OutCell | undefined)[];
  /** Points; left to the program where absent. */
  readonly height?: number;
}

export interface OutColumn {
  /** In characters of the default font. */
  readonly width: number;
  readonly hidden?: boolean;
}

export interface OutSheet {
  readonly name: string;
  readonly columns: readonly OutColumn[];
  /** Rows and columns that stay in view. */
  readonly frozen?: { readonly rows: number; readonly columns: number };
  readonly rows: AsyncIterable<OutRow> | Iterable<OutRow>;
  /** Asked for after the last row, as `A1:B2`. */
  readonly merges?: () => readonly string[];
  readonly lists?: readonly OutList[];
}

/** Rows between two looks at the signal and at what still waits to be compressed. */
const ROWS_PER_TURN = 250;
/** ECMA-376 Part 1, 18.3.1.63; exceljs writes any number but names only some. */
const PAPER_A3 = 8 as number as PaperSize;
const MARGINS = { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 };

/** What exceljs would lose at the ends of a plain string, or another reader would not turn back: told as a run of text. */
const NEEDS_RUN = /^\s|\s$|_x[0-9A-F]{4}_/;

/**
 * Writes the workbook beside `out` and renames it when it is whole. Rejects with `cancelled` when the signal is raised;
 * errors of the file system and of the rows pass through. Nothing is left behind on failure.
 */
export async function writeXlsx(
  out: string,
  sheets: readonly OutSheet[],
  signal?: AbortSignal,
): Promise<void> {
  const partial = `${out}.partial`;
  const file = createWriteStream(partial, { flush: true });
  const closed = new Promise<void>((resolve) => file.once('close', resolve));
  const book = await pinnedWriter(file);
  try {
    for (const sheet of sheets) await writeSheet(book, sheet, sheets, signal);
    writeListSheet(book, sheets);
    await book.finish();
    // The last bytes reach the disk on closing: a disk that fails then is heard as well.
    await Promise.race([closed, book.broken]);
    await rename(partial, out);
  } catch (error) {
    book.abandon();
    file.destroy();
    await closed;
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeSheet(
  book: BookWriter,
  sheet: OutSheet,
  all: readonly OutSheet[],
  signal?: AbortSignal,
): Promise<void> {
  const writer = book.addSheet(sheetName(sheet.name), viewOf(sheet), {
    paperSize: PAPER_A3,
    orientation: 'landscape',
    margins: MARGINS,
  });
  writer.columns = sheet.columns.map(({ width, hidden = false }) => ({
    width,
    hidden,
    style: EXCEL_STYLES.text,
  }));
  let number = 0;
  for await (const row of sheet.rows) {
    addRow(writer, row);
    if (++number % ROWS_PER_TURN !== 0) continue;
    if (signal?.aborted) throw new FailureError('cancelled');
    await drained(book, writer);
  }
  if (signal?.aborted) throw new FailureError('cancelled');
  for (const range of sheet.merges?.() ?? []) addMerge(writer, range);
  for (const { range, rule } of listRules(sheet.lists ?? [], number, fullLists(all))) {
    writer.dataValidations.add(range, rule);
  }
  writer.commit();
}

function addRow(writer: SheetWriter, { cells, height }: OutRow): void {
  const row = writer.addRow([]);
  if (height !== undefined) row.height = height;
  cells.forEach((cell, column) => {
    if (!cell) return;
    const target = row.getCell(column + 1);
    if (cell.text !== '') target.value = cellValue(cell.text);
    // One object per style: exceljs then knows it again without comparing.
    target.style = EXCEL_STYLES[cell.style] as Style;
    if (cell.note !== undefined) target.note = escapeCellText(cell.note);
  });
  row.commit();
}

function cellValue(text: string): string | { richText: { text: string }[] } {
  const escaped = escapeCellText(text);
  return NEEDS_RUN.test(escaped) ? { richText: [{ text: escaped }] } : escaped;
}

function viewOf({ frozen }: OutSheet): Parameters<BookWriter['addSheet']>[1] {
  if (!frozen) return { state: 'normal' };
  const activeCell = `${columnLetter(frozen.columns)}${frozen.rows + 1}`;
  return { state: 'frozen', xSplit: frozen.columns, ySplit: frozen.rows, activeCell };
}

/** The lists that no cell rule can hold stand in columns of a hidden sheet, each under a defined name. */
function writeListSheet(book: BookWriter, sheets: readonly OutSheet[]): void {
  const lists = fullLists(sheets);
  if (lists.length === 0) return;
  const writer = book.addSheet(LIST_SHEET, { state: 'normal' }, {}, 'hidden');
  const longest = Math.max(...lists.map((values) => values.length));
  for (let row = 0; row < longest; row++) {
    const cells = lists.map((values): OutCell | undefined =>
      row < values.length ? { text: values[row]!, style: 'text' } : undefined,
    );
    addRow(writer, { cells });
  }
  lists.forEach((values, i) => {
    const letter = columnLetter(i);
    book.defineName(listName(i), `${LIST_SHEET}!$${letter}$1:$${letter}$${values.length}`);
  });
  writer.commit();
}

/** A name the format allows: at most 31 characters, none of \ / ? * [ ] : and no apostrophe at either end. */
export function sheetName(name: string): string {
  const allowed = name
    .replace(/[\\/?*[\]:\u0000-\u001f]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, 31);
  return allowed === '' ? 'Sheet' : allowed;
}
