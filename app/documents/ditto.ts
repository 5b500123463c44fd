/** 同上 and its signs: a cell that means the one above it. */
import type { RawRow } from './raw-sheet';

const DITTO = /^[(（]?(?:同上|同前|上同|〃|゛|″|"|“|”|''|’’)[)）]?$/;
const LONGEST_DITTO = 8;

export interface DittoRow {
  readonly row: RawRow;
  /** Columns whose cell was taken from above. */
  readonly columns: readonly number[];
}

/**
 * Hand it the rows of data in their order. A sign with nothing above it stays as it is, and so does every cell of a row
 * that has an identifier in one of `ids`: such a row says exactly what it means.
 */
export function dittoReader(columns: readonly number[], ids: readonly number[]): (row: RawRow) => DittoRow {
  const above = new Map<number, string>();
  return (row) => {
    const exact = ids.some((column) => (row.cells[column] ?? '').trim() !== '');
    const taken: number[] = [];
    let cells: string[] | null = null;
    for (const column of columns) {
      const text = row.cells[column] ?? '';
      if (text === '') continue;
      const sign = !exact && text.length <= LONGEST_DITTO && DITTO.test(text.trim());
      const known = sign ? above.get(column) : undefined;
      if (known === undefined) {
        above.set(column, text);
        continue;
      }
      cells ??= [...row.cells];
      cells[column] = known;
      taken.push(column);
    }
    return { row: cells === null ? row : { ...row, cells }, columns: taken };
  };
}
