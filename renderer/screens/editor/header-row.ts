/** A block that was copied together with its header rows. */
import { findCodeValue, type CodeTable } from '#app/classification/code-table';
import { headerVariants, ownHeader } from '#app/catalogue/header-text';
import { text } from '#renderer/text/zh-cn';
import type { ItemColumn } from './item-columns';
import { knownHeaders, type NamedBy, type NamedColumn } from './known-headers';
import { cellValue } from './paste-text';
import type { Reading } from './reading';

/** Rows above the header that may hold a title, each in one cell, or nothing. */
const MOST_TITLE_ROWS = 3;

export interface HeadedBlock {
  /** Rows above the headers: titles, and blank ones. */
  readonly titleRows: number;
  readonly headerRows: 1 | 2;
  /** The column of each cell of a row. Cells beyond are empty. */
  readonly columns: readonly ItemColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Names of the columns that hold something and are not taken. */
  readonly untaken: {
    /** Nobody knows what they hold. */
    readonly unknown: readonly string[];
    /** Counters, and columns of the whole resource. */
    readonly known: readonly string[];
  };
  /** Different resources that the rows name; 0 where they name none. */
  readonly resources: number;
}

interface Headers {
  readonly headers: readonly string[];
  readonly titleRows: number;
  readonly headerRows: 1 | 2;
}

/** What tells headers from values. */
interface Look {
  readonly namedBy: NamedBy;
  readonly isGroup: (name: string) => boolean;
  readonly codeTables: readonly CodeTable[];
  readonly needsName: boolean;
}

/**
 * The block without its header rows, or null where it has none for certain: then it is pasted as it stands, which can be
 * seen and taken back, while a row of values taken for a header would be lost.
 *
 * A row is a header where all of this holds:
 * - two of its cells are known headers, one of them of an item's column, and no column is named twice;
 * - no other cell is a number or a value in the very words of a code table (备注 is another word for 备注型M, and a header
 *   in many tables);
 * - 信息项名称 is among the named columns. A block for columns behind it (`place`, counted from 0) may do without, if every
 *   column with values has a known header;
 * - the row below is not a header itself.
 *
 * A header may take up two rows, with groups above, and titles may stand over it.
 */
export function headedBlock(
  cells: readonly (readonly string[])[],
  columns: readonly ItemColumn[],
  place: number,
  { itemHeaders, codeTables }: Pick<Reading, 'itemHeaders' | 'codeTables'>,
): HeadedBlock | null {
  const groups = new Set(itemHeaders.groups.flatMap(headerVariants));
  const look: Look = {
    namedBy: knownHeaders(columns, itemHeaders),
    isGroup: (name) => headerVariants(name).some((one) => groups.has(one)),
    codeTables: columns.flatMap(({ codeTable }) => (codeTable && codeTables[codeTable]) || []),
    needsName: columns[place]?.field === 'name',
  };
  const found = findHeaders(
    cells.map((row) => row.map(cellValue)),
    look,
  );
  return found && withoutHeaders(cells, columns, found, look.namedBy);
}

function findHeaders(rows: readonly (readonly string[])[], look: Look): Headers | null {
  for (let titleRows = 0; titleRows <= MOST_TITLE_ROWS; titleRows++) {
    const [first = [], second = [], ...others] = rows.slice(titleRows);
    const below = [second, ...others];
    const isHeader = (headers: readonly string[], values: readonly (readonly string[])[]): boolean =>
      looksLikeHeader(headers, values, look) && !looksLikeHeader(values[0] ?? [], values.slice(1), look);
    const headers = underGroups(first, second, look);
    if (headers !== null && isHeader(headers, others)) return { headers, titleRows, headerRows: 2 };
    if (isHeader(first, below)) return { headers: first, titleRows, headerRows: 1 };
    if (filled(first) > 1) return null;
  }
  return null;
}

function looksLikeHeader(
  headers: readonly string[],
  values: readonly (readonly string[])[],
  { namedBy, codeTables, needsName }: Look,
): boolean {
  const named = headers.map((header) => (header === '' ? null : namedBy(header)));
  const isUnknown = (header: string, place: number): boolean => header !== '' && named[place] === null;
  const isValue = (header: string): boolean =>
    /^[\d\s.,:/-]+$/.test(header.normalize('NFKC')) ||
    codeTables.some(({ values }) => values.some(({ label }) => label === header));
  if (headers.some((header, place) => isUnknown(header, place) && isValue(header))) return false;
  // “No” over a counter may as well be the answer to a question.
  const isAnswer = (header: string): boolean =>
    codeTables.some((table) => findCodeValue(table, header) !== null);
  const evidence = named.filter(
    (column, place) => column !== null && !(column.of === 'counter' && isAnswer(headers[place]!)),
  );
  const fields = named.flatMap((column) => (column?.of === 'item' ? [column.column.field] : []));
  if (evidence.length < 2 || fields.length === 0 || new Set(fields).size < fields.length) return false;
  if (fields.includes('name')) return true;
  const holds = (place: number): boolean => values.some((row) => (row[place] ?? '') !== '');
  return !needsName && !headers.some((header, place) => isUnknown(header, place) && holds(place));
}

/**
 * The headers of two rows, where the lower one has headers with groups above, as in the national form and in our own
 * export; a header without a group is written above. Null where the lower row may be a row of values.
 */
function underGroups(
  upper: readonly string[],
  lower: readonly string[],
  { namedBy, isGroup }: Look,
): readonly string[] | null {
  if (filled(upper) === 0) return null;
  let group = '';
  const headers = Array.from({ length: Math.max(upper.length, lower.length) }, (_, place) => {
    group = upper[place] || group;
    return lower[place] ? ownHeader(group, lower[place]) : (upper[place] ?? '');
  });
  const own = headers.filter((header, place) => lower[place] && namedBy(header) !== null);
  const ours = lower.every((name, place) => name === '' || !upper[place] || isGroup(upper[place]));
  // A foreign text alone over the headers is a title.
  const certain = ours ? own.length > 0 || filled(lower) === 0 : own.length > 1 && filled(upper) > 1;
  return certain ? headers : null;
}

const filled = (row: readonly string[]): number => row.filter((cell) => cell !== '').length;

function withoutHeaders(
  cells: readonly (readonly string[])[],
  before: readonly ItemColumn[],
  { headers, titleRows, headerRows }: Headers,
  namedBy: NamedBy,
): HeadedBlock | null {
  const rows = cells.slice(titleRows + headerRows);
  if (rows.length === 0) return null;
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), headers.length);
  const valuesAt = (place: number): string[] =>
    rows.map((row) => cellValue(row[place] ?? '')).filter((value) => value !== '');
  const places: number[] = [];
  const columns: ItemColumn[] = [];
  const isThere = (column: ItemColumn): boolean => before.includes(column);
  const unknown: string[] = [];
  const known: string[] = [];
  let resources = 0;
  for (let place = 0; place < width; place++) {
    const header = headers[place] ?? '';
    const named = header === '' ? null : namedBy(header);
    const values = valuesAt(place);
    if (named?.of === 'item' && (isThere(named.column) || values.length > 0)) {
      places.push(place);
      columns.push(named.column);
    } else if (values.length > 0) {
      if (named === null) unknown.push(header || text.editor.grid.columnAt(place + 1));
      else known.push(header);
      if (tellsResource(named)) resources = Math.max(resources, new Set(values).size);
    }
  }
  return {
    titleRows,
    headerRows,
    columns,
    rows: rows.map((row) => places.map((place) => row[place] ?? '')),
    untaken: { unknown, known },
    resources,
  };
}

function tellsResource(named: NamedColumn | null): boolean {
  return named?.of === 'entry' && (named.field === 'name' || named.field === 'code');
}
