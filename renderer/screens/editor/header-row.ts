/** A block that was copied together with its header rows. */
import { headerVariants, OWN_GROUPS, ownHeader } from '#app/catalogue/header-text';
import { text } from '#renderer/text/zh-cn';
import type { ItemColumn } from './item-columns';
import { cellValue } from './paste-text';
import type { Reading } from './reading';

export interface HeadedBlock {
  readonly headerRows: 1 | 2;
  /** The column of each cell of a row. Cells beyond are empty. */
  readonly columns: readonly ItemColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Names of the columns that hold something and are none of the items. */
  readonly untaken: readonly string[];
}

/** The column that a header names; null where it is known and names none; undefined where it is not known. */
type NamedBy = (header: string) => ItemColumn | null | undefined;

interface Headers {
  readonly headerRows: 1 | 2;
  readonly headers: readonly string[];
}

/**
 * The block without its header rows, or null where it has none for certain. A row is a header where at least two cells
 * are known as headers, one of them that of an item column: values are never so. A column named twice makes it uncertain.
 */
export function headedBlock(
  cells: readonly (readonly string[])[],
  columns: readonly ItemColumn[],
  { itemHeaders }: Pick<Reading, 'itemHeaders'>,
): HeadedBlock | null {
  const namedBy = knownHeaders(columns, itemHeaders);
  const [first = [], second = []] = cells.map((row) => row.map(cellValue));
  const found = overTwoRows(first, second, namedBy, itemHeaders.groups) ?? overOneRow(first, namedBy);
  if (found === null) return null;
  const { headers, headerRows } = found;
  const rows = cells.slice(headerRows);
  const named = headers.map((header) => (header === '' ? undefined : namedBy(header)));
  const places = named.flatMap((column, place) => (column ? [place] : []));
  const taken = places.map((place) => named[place]!);
  if (rows.length === 0 || new Set(taken).size < taken.length) return null;
  const width = Math.max(...cells.map((row) => row.length));
  const untaken = Array.from({ length: width }, (_, place) => place).filter(
    (place) => !places.includes(place) && rows.some((row) => cellValue(row[place] ?? '') !== ''),
  );
  return {
    headerRows,
    columns: taken,
    rows: rows.map((row) => places.map((place) => row[place] ?? '')),
    untaken: untaken.map((place) => headers[place] || text.editor.grid.columnAt(place + 1)),
  };
}

function overOneRow(row: readonly string[], namedBy: NamedBy): Headers | null {
  return isHeader(row, namedBy) ? { headerRows: 1, headers: row } : null;
}

/** Groups over the headers, as in the national form and in our own export; a header without a group is written above. */
function overTwoRows(
  upper: readonly string[],
  lower: readonly string[],
  namedBy: NamedBy,
  groups: readonly string[],
): Headers | null {
  const known = new Set(groups.flatMap(headerVariants));
  const isGroup = (name: string): boolean => headerVariants(name).some((one) => known.has(one));
  const stands = lower.every(
    (name, place) => name === '' || (upper[place] ?? '') === '' || isGroup(upper[place]!),
  );
  let group = '';
  const headers = Array.from({ length: Math.max(upper.length, lower.length) }, (_, place) => {
    group = upper[place] || group;
    return lower[place] ? ownHeader(group, lower[place]) : (upper[place] ?? '');
  });
  // Else it is a row of values under names that are groups as well.
  const named = headers.filter((_, place) => Boolean(lower[place]));
  const certain = named.length === 0 || named.some((header) => namedBy(header) !== undefined);
  return stands && certain && isHeader(headers, namedBy) ? { headerRows: 2, headers } : null;
}

function isHeader(row: readonly string[], namedBy: NamedBy): boolean {
  const known = row
    .filter((header) => header !== '')
    .map(namedBy)
    .filter((one) => one !== undefined);
  return known.length >= 2 && known.some((one) => one !== null);
}

function knownHeaders(columns: readonly ItemColumn[], known: Reading['itemHeaders']): NamedBy {
  const named = new Map<string, ItemColumn | null>();
  const add = (header: string, column: ItemColumn | null): void => {
    for (const name of headerVariants(header)) if (!named.has(name)) named.set(name, column);
  };
  for (const column of columns) {
    add(column.label, column);
    if (column.field.startsWith('extra.')) add(ownHeader(OWN_GROUPS.itemExtras, column.label), column);
  }
  for (const { field, header } of known.columns) {
    const column = columns.find((one) => one.field === field);
    if (column !== undefined) add(header, column);
  }
  for (const header of known.others) add(header, null);
  return (header) =>
    headerVariants(header)
      .map((name) => named.get(name))
      .find((one) => one !== undefined);
}
