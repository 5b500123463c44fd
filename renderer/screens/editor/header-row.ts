/** A block that was copied together with its header row. */
import { headerVariants } from '#app/catalogue/header-text';
import type { ItemColumn } from './item-columns';
import { cellValue } from './paste-text';
import type { Reading } from './reading';

export interface HeadedBlock {
  /** The column of each cell of a row. Cells beyond are empty. */
  readonly columns: readonly ItemColumn[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The block without its header row, or null where the first row is none for certain: at least two cells, each the name
 * of another column, with nothing below that stands under no name.
 */
export function headedBlock(
  cells: readonly (readonly string[])[],
  columns: readonly ItemColumn[],
  reading: Pick<Reading, 'itemHeaders'>,
): HeadedBlock | null {
  const [first = [], ...rows] = cells;
  if (rows.length === 0) return null;
  const named = new Map<string, ItemColumn>();
  const add = (header: string, column: ItemColumn | undefined): void => {
    if (column === undefined) return;
    for (const name of headerVariants(header)) if (!named.has(name)) named.set(name, column);
  };
  for (const column of columns) add(column.label, column);
  for (const { field, header } of reading.itemHeaders)
    add(
      header,
      columns.find((one) => one.field === field),
    );

  const places: number[] = [];
  const found: ItemColumn[] = [];
  for (const [place, cell] of first.entries()) {
    const header = cellValue(cell);
    if (header === '') continue;
    const column = headerVariants(header)
      .map((name) => named.get(name))
      .find((one) => one !== undefined);
    if (column === undefined || found.includes(column)) return null;
    places.push(place);
    found.push(column);
  }
  const unnamed = rows.some((row) => row.some((cell, i) => cellValue(cell) !== '' && !places.includes(i)));
  if (found.length < 2 || unnamed) return null;
  return { columns: found, rows: rows.map((row) => places.map((place) => row[place] ?? '')) };
}
