/** A .csv file as a sheet: UTF-8 or GB18030, comma, semicolon or tab, quotes after RFC 4180. */
import { readFile } from 'node:fs/promises';
import { SHEET_LIMITS, type RawRow, type RawSheet } from './raw-sheet';
import { overLimit, unreadable } from './zip-archive';

/** A text that a spreadsheet program would run stands behind one more apostrophe than it has itself. */
const GUARDED = /^'+[=+\-@\t\r]/;

/** Reads the whole file; the caller has judged its size. Rejects with `workbook-unreadable` or `workbook-limit`. */
export async function readCsv(
  file: string,
  sheet: string,
  intern: (text: string) => string,
): Promise<RawSheet> {
  const text = decodeText(await readFile(file));

  if (text.includes('\u0000')) throw unreadable('不是文本表格');
  const rows: RawRow[] = [];
  let cellCount = 0;
  let number = 0;
  for (const cells of records(text, separatorOf(text))) {
    number++;
    if (cells.every((cell) => cell === '')) continue;
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > SHEET_LIMITS.columns) throw overLimit('columns', SHEET_LIMITS.columns, '表格列数过多');
    cellCount += cells.length;
    if (rows.length >= SHEET_LIMITS.rows || cellCount > SHEET_LIMITS.cells) {
      throw overLimit('rows', SHEET_LIMITS.rows, `表格超过${SHEET_LIMITS.rows}行`);
    }
    rows.push({ number, cells: cells.map((cell) => intern(plain(cell))) });
    if (rows.length % 5000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { name: sheet, hidden: false, rows, merges: [], notes: [], date1904: false };
}

function decodeText(bytes: Buffer): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe)
    return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Chinese spreadsheet programs save .csv in the national encoding.
  }
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('文字编码不是 UTF-8 或 GB18030');
  }
}

function separatorOf(text: string): string {
  const head = text.slice(0, 4000);
  const count = (separator: string): number => head.split(separator).length;
  return [',', '\t', ';'].sort((a, b) => count(b) - count(a))[0]!;
}

function* records(text: string, separator: string): Generator<string[]> {
  let cells: string[] = [];
  let cell = '';
  let at = 0;
  const ends = new RegExp(`[${separator === '\t' ? '\\t' : separator}\\r\\n]`, 'g');
  while (at < text.length) {
    if (text[at] === '"' && cell === '') {
      const [value, end] = quoted(text, at);
      cell += value;
      at = end;
    }
    ends.lastIndex = at;
    const stop = ends.exec(text)?.index ?? text.length;
    cell += text.slice(at, stop);
    at = stop + 1;
    cells.push(cell);
    cell = '';
    if (text[stop] === separator) {
      if (at >= text.length) cells.push('');
      continue;
    }
    if (text[stop] === '\r' && text[at] === '\n') at++;
    yield cells;
    cells = [];
  }
  if (cells.length > 0) yield cells;
}

/** Value of the quoted cell that starts at `from`, and where it ends. */
function quoted(text: string, from: number): [string, number] {
  let value = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return [value + text.slice(at), text.length];
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return [value, close + 1];
    value += '"';
    at = close + 2;
  }
}

/** Takes back the apostrophe that keeps a text from being run as a formula. */
function plain(cell: string): string {
  const text = GUARDED.test(cell) ? cell.slice(1) : cell;
  return text.replace(/\r\n?/g, '\n').toWellFormed();
}
