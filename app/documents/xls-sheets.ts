/** What an .xls or .et file (BIFF) holds, as sheets of text. Runs in a worker of its own: see `read-xls.ts`. */
import { read, set_cptable, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { decodeCellText, losesDigits, numberText, serialDate } from './cell-text';
import {
  noteCollector,
  SHEET_LIMITS,
  type MergedRange,
  type RawCellNote,
  type RawRow,
  type RawSheet,
} from './raw-sheet';
import { numberStyle, type NumberStyle } from './workbook-parts';
import { recordsAreWhole } from './xls-records';
import { overLimit, unreadable } from './zip-archive';

// Files of the nineties hold their text in a code page, not in Unicode.
set_cptable(codepages);

/** Visibility 0 is shown, 1 hidden, 2 hidden from the menu as well. */
export function xlsSheets(bytes: Uint8Array): RawSheet[] {
  const book = parse(bytes);
  if (!isWhole(bytes, book)) {
    throw unreadable('文件中间有损坏，部分内容无法读取；请用表格软件打开原文件核对，另存后再导入');
  }
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false;
  return book.SheetNames.flatMap((name, at) => {
    const sheet = book.Sheets[name];
    // Chart and macro sheets have no cells that could be rows.
    if (!sheet || (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet')) return [];
    const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0;
    return [{ ...contentOf(sheet, date1904), name, hidden, date1904 }];
  });
}

function parse(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      bookVBA: false,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/password|^Encryption/i.test(message)) throw unreadable('工作簿已加密，请去掉打开密码后再导入');
    throw unreadable('文件损坏，或不是 .xls、.et 工作簿');
  }
}

function isWhole(bytes: Uint8Array, book: WorkBook): boolean {
  try {
    return recordsAreWhole(bytes, book);
  } catch {
    // The container itself is unsound.
    return false;
  }
}

function contentOf(
  sheet: WorkSheet,
  date1904: boolean,
): { rows: RawRow[]; merges: MergedRange[]; notes: RawCellNote[] } {
  const rows: RawRow[] = [];
  const { notes, add } = noteCollector();
  const formats = new Map<string, NumberStyle>();
  let cellCount = 0;
  const data = sheet['!data'] ?? [];
  data.forEach((line: readonly (CellObject | undefined)[] | undefined, at) => {
    const cells: string[] = [];
    line?.forEach((cell, column) => {
      if (!cell) return;
      const note = (kind: RawCellNote['kind'], text: string): void => {
        add({ row: at + 1, column, kind, text });
      };
      const text = cellText(cell, date1904, formats, note);
      if (text === '') return;
      if (column >= SHEET_LIMITS.columns) {
        throw overLimit('columns', SHEET_LIMITS.columns, `工作表使用的列超过${SHEET_LIMITS.columns}列`);
      }
      while (cells.length < column) cells.push('');
      cells[column] = text;
    });
    if (cells.length === 0) return;
    cellCount += cells.length;
    if (cellCount > SHEET_LIMITS.cells) {
      throw overLimit('cells', SHEET_LIMITS.cells, '工作表的单元格过多');
    }
    rows.push({ number: at + 1, cells });
  });
  const merges = (sheet['!merges'] ?? []).flatMap(({ s, e }) =>
    s.c < SHEET_LIMITS.columns ? [{ top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c }] : [],
  );
  return { rows, merges, notes };
}

function cellText(
  cell: CellObject,
  date1904: boolean,
  formats: Map<string, NumberStyle>,
  note: (kind: RawCellNote['kind'], text: string) => void,
): string {
  const { v: value } = cell;
  switch (cell.t) {
    case 's':
      return decodeCellText(String(value ?? ''), false);
    case 'b':
      return value === true ? 'TRUE' : 'FALSE';
    case 'e':
      note('error', cell.w ?? errorName(Number(value)));
      return '';
    case 'n': {
      const stored = String(value);
      const format = formatOf(cell, formats);
      const date = format.kind === 'date' ? serialDate(Number(value), date1904) : null;
      if (date) return date;
      const text = numberText(stored);
      if (format.kind === 'padded' && /^\d+$/.test(text)) return text.padStart(format.digits, '0');
      note(losesDigits(stored) ? 'digits' : 'number', text);
      return text;
    }
    default:
      if (cell.f !== undefined) note('formula', '');
      return '';
  }
}

function formatOf({ z }: CellObject, formats: Map<string, NumberStyle>): NumberStyle {
  const code = String(z ?? 'General');
  let format = formats.get(code);
  if (!format) formats.set(code, (format = numberStyle(0, code)));
  return format;
}

/** Error codes of [MS-XLS] 2.5.10. */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

function errorName(code: number): string {
  return ERRORS[code] ?? '#N/A';
}
