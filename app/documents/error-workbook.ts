/**
 * Hands rows back to be mended: the user's own header and columns, the rows with faults coloured, a column with the
 * reasons at the end, ready to be imported again.
 *
 * All rows of a resource come together, sound ones too: imported again without them, they would count as removed.
 */
import { mergeView, type MergedRange, type RawRow, type RawSheet } from './raw-sheet';
import { readRawWorkbook } from './raw-workbook';
import { dittoReader } from './ditto';
import { headerFor } from './header-labels';
import { REASON_HEADER } from './layout';
import { columnIndex, columnLetter, type WorkbookReading } from './sheet-entry';
import { writeXlsx, type OutCell, type OutRow, type OutSheet } from './write-xlsx';

export interface RowMark {
  readonly sheet: string;
  readonly row: number;
  /** Letter; absent where the whole row is meant. */
  readonly column?: string;
  readonly severity: 'failed' | 'error' | 'warning';
  readonly message: string;
}

/** With more faults the reasons stand in their column alone: each note is a drawing, and slows spreadsheet programs. */
const MOST_NOTES = 2000;

/** Reads `source` again and writes `out`, whole or not at all. Rejects as `readRawWorkbook` does. */
export async function writeErrorWorkbook(
  source: string,
  out: string,
  marks: readonly RowMark[],
  reading: WorkbookReading,
  signal?: AbortSignal,
): Promise<void> {
  const sheets: OutSheet[] = [];
  const wanted = rowsToReturn(marks, reading);
  const take = (sheet: RawSheet): void => {
    const shape = reading.sheets.find(({ name }) => name === sheet.name);
    if (!shape || sheet.hidden) return;
    const own = marks.filter((mark) => mark.sheet === sheet.name);
    const rows = wanted.get(sheet.name) ?? new Set<number>();
    if (rows.size === 0 && reading.sheets.length > 1) return;
    sheets.push(errorSheet(sheet, shape.headerRows, own, rows, reading));
  };
  await readRawWorkbook(source, take, { signal });
  const first = reading.sheets[0]!;
  if (sheets.length === 0) sheets.push({ name: first.name, columns: [], rows: [] });
  await writeXlsx(out, sheets, signal);
}

function errorSheet(
  sheet: RawSheet,
  headerRows: readonly number[],
  marks: readonly RowMark[],
  wanted: ReadonlySet<number>,
  reading: WorkbookReading,
): OutSheet {
  const header = Math.max(0, ...headerRows);
  const kept = sheet.rows.filter(({ number }) => number <= header || wanted.has(number));
  const width = kept.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  const byRow = new Map<number, RowMark[]>();
  for (const mark of marks) byRow.set(mark.row, [...(byRow.get(mark.row) ?? []), mark]);
  const above = headerRows.length === 0 ? [madeHeader(sheet.name, width, reading)] : [];
  const place = new Map(kept.map(({ number }, i) => [number, above.length + i + 1]));
  const merges = movedMerges(sheet.merges, kept, place, width);
  const view = mergeView(sheet, width);
  const ids = new Set(
    reading.columns
      .filter((column) => column.sheet === sheet.name && column.target?.level === 'id')
      .map(({ index }) => index),
  );
  const headerPlace = place.get(header) ?? 1;
  // What stood above a 同上 may not come along.
  const meant = new Map<number, RawRow>();
  const named = reading.columns.filter((column) => column.sheet === sheet.name && column.target !== null);
  const ditto = dittoReader(
    named.map(({ index }) => index).filter((index) => !ids.has(index)),
    [...ids],
  );
  const data = dataRowNumbers(sheet.name, reading);
  for (const row of sheet.rows) if (data.has(row.number)) meant.set(row.number, ditto(row).row);
  const rows = kept.map((row) =>
    outRow(
      width,
      row.number <= header,
      row.number === header,
      byRow.get(row.number) ?? [],
      marks.length <= MOST_NOTES,
      (column) => {
        // A merge gives its value to the first row that is handed back, even if its own first row is not.
        const own = (meant.get(row.number) ?? row).cells[column] ?? '';
        return own !== '' ? own : merges.first.has(`${row.number}:${column}`) ? view.value(row, column) : '';
      },
    ),
  );
  return {
    name: sheet.name,
    columns: [
      ...Array.from({ length: width }, (_, i) => ({ width: ids.has(i) ? 38 : 18, hidden: ids.has(i) })),
      { width: 60 },
    ],
    frozen: { rows: headerPlace, columns: 0 },
    rows: [...above, ...rows],
    merges: () => merges.ranges,
  };
}

/** What the columns of a sheet without a header were taken for, so that the workbook is understood when it comes back. */
function madeHeader(sheet: string, width: number, reading: WorkbookReading): OutRow {
  const columns = reading.columns.filter((column) => column.sheet === sheet);
  const cells = Array.from({ length: width }, (_, i): OutCell => {
    const target = columns.find(({ index }) => index === i)?.target ?? null;
    return { text: headerFor(target), style: 'header' };
  });
  return { cells: [...cells, { text: REASON_HEADER, style: 'header' }] };
}

/** Rows that were read as resources and items, or failed to be. */
function dataRowNumbers(sheet: string, reading: WorkbookReading): Set<number> {
  const numbers = new Set<number>();
  for (const { sheet: name, rows, joined } of reading.entries) {
    for (const part of [{ sheet: name, rows }, ...(joined ?? [])]) {
      if (part.sheet === sheet) for (const row of part.rows) numbers.add(row);
    }
  }
  for (const failed of reading.failedRows) if (failed.sheet === sheet) numbers.add(failed.row);
  return numbers;
}

/** Rows to hand back, by sheet: all rows of a resource together, on whatever sheets they stand. */
function rowsToReturn(marks: readonly RowMark[], reading: WorkbookReading): Map<string, Set<number>> {
  const rows = new Map<string, Set<number>>();
  const marked = new Set<string>();
  const add = (sheet: string, row: number): void => {
    const own = rows.get(sheet);
    if (own) own.add(row);
    else rows.set(sheet, new Set([row]));
  };
  for (const { sheet, row } of marks) {
    add(sheet, row);
    marked.add(`${row}!${sheet}`);
  }
  for (const entry of reading.entries) {
    const parts = [{ sheet: entry.sheet, rows: entry.rows }, ...(entry.joined ?? [])];
    if (!parts.some((part) => part.rows.some((row) => marked.has(`${row}!${part.sheet}`)))) continue;
    for (const part of parts) for (const row of part.rows) add(part.sheet, row);
  }
  for (const { sheet, row, related } of reading.failedRows) {
    if (![row, ...related].some((one) => marked.has(`${one}!${sheet}`))) continue;
    for (const one of [row, ...related]) add(sheet, one);
  }
  return rows;
}

function outRow(
  width: number,
  ofHeader: boolean,
  lastHeader: boolean,
  marks: readonly RowMark[],
  withNotes: boolean,
  value: (column: number) => string,
): OutRow {
  const failed = marks.some(({ severity }) => severity === 'failed');
  const styles = new Map<number, 'error' | 'warning'>();
  const notes = new Map<number, string>();
  for (const { column, severity, message } of marks) {
    if (column === undefined) continue;
    const index = columnIndex(column);
    const known = notes.get(index);
    if (known === undefined || !known.split('\n').includes(message)) {
      notes.set(index, known === undefined ? message : `${known}\n${message}`);
    }
    if (severity === 'failed') continue;
    if (severity === 'error' || !styles.has(index)) styles.set(index, severity);
  }
  const cells: (OutCell | undefined)[] = [];
  for (let column = 0; column < width; column++) {
    const text = value(column);
    if (ofHeader) cells.push({ text, style: 'header' });
    else {
      const style = styles.get(column) ?? (failed ? 'failed' : 'text');
      const note = withNotes ? notes.get(column) : undefined;
      cells.push({ text, style, ...(note === undefined ? {} : { note }) });
    }
  }
  if (lastHeader) cells.push({ text: REASON_HEADER, style: 'header' });
  else if (!ofHeader) {
    cells.push({ text: [...new Set(marks.map(({ message }) => message))].join('；\n'), style: 'reason' });
  }
  return { cells };
}

/** Merges at their new rows. They are kept because their edges tell resources apart. */
function movedMerges(
  merges: readonly MergedRange[],
  kept: readonly RawRow[],
  place: ReadonlyMap<number, number>,
  width: number,
): { ranges: string[]; first: Set<string> } {
  const ranges: string[] = [];
  const first = new Set<string>();
  const lowest: number[] = [];
  const numbers = kept.map(({ number }) => number);
  for (const merge of [...merges].sort((a, b) => a.top - b.top)) {
    const from = firstAtLeast(numbers, merge.top);
    let to = from;
    while (to + 1 < numbers.length && numbers[to + 1]! <= merge.bottom) to++;
    if (from === numbers.length || numbers[from]! > merge.bottom || merge.left >= width) continue;
    first.add(`${numbers[from]}:${merge.left}`);
    const right = Math.min(merge.right, width - 1);
    if (from === to && merge.left === right) continue;
    // Overlapping merges make a file that spreadsheet programs offer to repair.
    let free = true;
    for (let column = merge.left; column <= right; column++) free &&= (lowest[column] ?? -1) < from;
    if (!free) continue;
    for (let column = merge.left; column <= right; column++) lowest[column] = to;
    const [upper, lower] = [place.get(numbers[from]!)!, place.get(numbers[to]!)!];
    ranges.push(`${columnLetter(merge.left)}${upper}:${columnLetter(right)}${lower}`);
  }
  return { ranges, first };
}

/** Position of the first number that is at least `least`, or the length. */
function firstAtLeast(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
