/** One sheet of an .xlsx package as rows of text. Cells keep the value the program stored, formulas their result. */
import { decodeCellText, detachedText, losesDigits, numberText, serialDate } from './cell-text';
import {
  noteCollector,
  SHEET_LIMITS,
  type MergedRange,
  type RawCellNote,
  type RawRow,
  type RawSheet,
} from './raw-sheet';
import { columnIndex } from './sheet-entry';
import type { SheetPart, WorkbookParts } from './workbook-parts';
import { attribute, readXmlPart, type XmlHandler } from './xml-parts';
import { overLimit, unreadable, type ZipArchive } from './zip-archive';

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

export async function readSheetPart(
  archive: ZipArchive,
  book: WorkbookParts,
  sheet: SheetPart,
  intern: (text: string) => string,
  options: { signal?: AbortSignal | undefined; onBytes?: ((bytes: number) => void) | undefined } = {},
): Promise<RawSheet> {
  const collector = sheetCollector(book, intern);
  await readXmlPart(archive, sheet.part, collector.handler, options);
  const { rows, merges, notes } = collector;
  // The standard wants rows in order; a file that has them otherwise is still read.
  if (rows.some((row, i) => i > 0 && row.number < rows[i - 1]!.number)) {
    rows.sort((a, b) => a.number - b.number);
  }
  return { name: sheet.name, hidden: sheet.hidden, rows, merges, notes, date1904: book.date1904 };
}

/** Texts that repeat are kept once: catalogues repeat most of theirs on every row. */
export function textPool(): (text: string) => string {
  const pool = new Map<string, string>();
  return (text) => {
    if (text.length > 200) return detachedText(text);
    const known = pool.get(text);
    if (known !== undefined) return known;
    if (pool.size > 300_000) pool.clear();
    const own = detachedText(text);
    pool.set(own, own);
    return own;
  };
}

interface SheetCollector {
  readonly rows: RawRow[];
  readonly merges: MergedRange[];
  readonly notes: RawCellNote[];
  readonly handler: XmlHandler;
}

function sheetCollector(book: WorkbookParts, intern: (text: string) => string): SheetCollector {
  const rows: RawRow[] = [];
  const merges: MergedRange[] = [];
  const { notes, add } = noteCollector();
  let inData = false;
  let row = 0;
  let cells: string[] = [];
  let column = -1;
  let cellCount = 0;
  let mergedColumns = 0;
  let type = '';
  let style = -1;
  let value: string | null = null;
  let inline = '';
  let formula = false;
  let collecting: 'v' | 't' | null = null;
  let phonetic = 0;

  const note = (kind: RawCellNote['kind'], text: string): void => {
    add({ row, column, kind, text });
  };

  const numeric = (stored: string): string => {
    const kind = book.styles[style];
    if (kind?.kind === 'date') {
      const date = serialDate(Number(stored), book.date1904);
      if (date) return date;
    }
    const text = numberText(stored);
    if (kind?.kind === 'padded' && /^\d+$/.test(text)) return text.padStart(kind.digits, '0');
    note(losesDigits(stored) ? 'digits' : 'number', text);
    return text;
  };

  const cellText = (): string => {
    switch (type) {
      case 's': {
        if (value === null || value.trim() === '') return '';
        const text = book.sharedStrings[Number(value)];
        if (text === undefined) throw unreadable('文件损坏（共享文字表不完整）');
        return text;
      }
      case 'inlineStr':
        return intern(decodeCellText(inline === '' ? (value ?? '') : inline));
      case 'str':
        return intern(decodeCellText(value ?? inline));
      case 'b':
        return value?.trim() === '1' || value?.trim() === 'true' ? 'TRUE' : value === null ? '' : 'FALSE';
      case 'e':
        note('error', value ?? '');
        return '';
      case 'd':
        return intern((value ?? '').trim().replace(/T00:00:00(\.0+)?Z?$/, ''));
      default:
        return value === null || value.trim() === '' ? '' : intern(numeric(value));
    }
  };

  const endCell = (): void => {
    const text = cellText();
    if (text === '') {
      if (formula && value === null && type !== 'e') note('formula', '');
      return;
    }
    if (column >= SHEET_LIMITS.columns) {
      throw overLimit('columns', SHEET_LIMITS.columns, `工作表使用的列超过${SHEET_LIMITS.columns}列`);
    }
    while (cells.length < column) cells.push('');
    cells[column] = text;
  };

  const endRow = (): void => {
    if (cells.length === 0) return;
    cellCount += cells.length;
    if (rows.length >= SHEET_LIMITS.rows || cellCount > SHEET_LIMITS.cells) {
      throw overLimit('rows', SHEET_LIMITS.rows, `工作表超过${SHEET_LIMITS.rows}行`);
    }
    rows.push({ number: row, cells });
  };

  const handler: XmlHandler = {
    open(name, attributes) {
      if (name === 'sheetData') inData = true;
      else if (!inData) {
        if (name === 'mergeCell') {
          const merge = parseRange(attribute(attributes, 'ref'));
          if (!merge) return;
          mergedColumns += Math.min(merge.right, SHEET_LIMITS.columns) - merge.left + 1;
          if (mergedColumns > SHEET_LIMITS.mergedColumns) {
            throw overLimit('merges', SHEET_LIMITS.mergedColumns, '合并单元格过多');
          }
          if (merge.left < SHEET_LIMITS.columns) merges.push(merge);
        }
      } else if (name === 'row') {
        const number = Number(attributes['r'] ?? '');
        row = Number.isInteger(number) && number >= 1 && number <= MOST_ROWS ? number : row + 1;
        cells = [];
        column = -1;
      } else if (name === 'c') {
        // Attributes of rows and cells never have a prefix.
        column = cellColumn(attributes['r'] ?? '', column + 1);
        type = attributes['t'] ?? '';
        style = Number(attributes['s'] ?? '0');
        value = null;
        inline = '';
        formula = false;
      } else if (name === 'v') {
        collecting = 'v';
        value = '';
      } else if (name === 'f') formula = true;
      else if (name === 'rPh') phonetic++;
      else if (name === 't' && phonetic === 0) collecting = 't';
    },
    text(text) {
      if (collecting === 'v') value += text;
      else if (collecting === 't') inline += text;
    },
    close(name) {
      if (!inData) return;
      if (name === 'v' || name === 't') collecting = null;
      else if (name === 'rPh') phonetic--;
      else if (name === 'c') endCell();
      else if (name === 'row') endRow();
      else if (name === 'sheetData') inData = false;
    },
  };
  return { rows, merges, notes, handler };
}

function cellColumn(reference: string, next: number): number {
  if (reference === '') return next;
  let end = 0;
  while (end < reference.length && reference.charCodeAt(end) >= 65) end++;
  const column = columnIndex(reference.slice(0, end));
  return column >= 0 && column < MOST_COLUMNS ? column : next;
}

function parseRange(reference: string): MergedRange | null {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!parts) return null;
  const [a, b] = [columnIndex(parts[1]!), columnIndex(parts[3]!)];
  const [c, d] = [Number(parts[2]), Number(parts[4])];
  return { left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) };
}
