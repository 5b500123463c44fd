/** The texts of a header that may take up several rows: merged groups above, single columns below. */
import { foldLabel } from '#app/classification/code-table';
import { REASON_HEADER } from './layout';
import type { MergeView, RawRow } from './raw-sheet';

const NO_SHAPE = new Set(['', foldLabel(REASON_HEADER)]);

/** Rows that a header may take up. */
export const MOST_HEADER_ROWS = 3;

export interface HeaderText {
  /** Texts above the column's own, from the nearest up. */
  readonly groups: readonly string[];
  /** '' where the column has no header at all. */
  readonly header: string;
}

/** Texts per column. Where the merges of a sheet were lost, a group's text stands over its first column only. */
export function headerTexts(view: MergeView, rows: readonly RawRow[], width: number): HeaderText[] {
  if (rows.length === 0) return Array.from({ length: width }, () => ({ groups: [], header: '' }));
  const carried: string[] = rows.map(() => '');
  return Array.from({ length: width }, (_, column) => {
    const own = rows.map((row, level) => ownText(view, row, column, level === rows.length - 1));
    const bottom = own.at(-1)!;
    const groups: string[] = [];
    own.slice(0, -1).forEach((text, level) => {
      if (text !== '') {
        carried[level] = text;
        // A new group above ends the ones below it.
        carried.fill('', level + 1);
      } else if (own.slice(level + 1).every((below) => below === '')) carried[level] = '';
      const shown = text === '' && bottom !== '' ? carried[level]! : text;
      if (shown !== '') groups.unshift(shown);
    });
    if (bottom !== '') return { groups, header: bottom };
    const [header = '', ...above] = groups;
    return { groups: above, header };
  });
}

/** A cell that a merge from a row above covers belongs to that row; below the groups only a cell's own text counts. */
function ownText(view: MergeView, row: RawRow, column: number, last: boolean): string {
  const own = row.cells[column] ?? '';
  if (own !== '' || last) return own;
  const anchor = view.anchor(row.number, column);
  return anchor !== 0 && anchor < row.number ? '' : view.value(row, column);
}

/**
 * What a header says whatever was done to its spaces, width and marks. Columns at the end without text, and the reasons
 * that an error workbook adds, are left out.
 */
export function headerShape(texts: readonly HeaderText[]): string[] {
  const shape = texts.map(({ groups, header }) =>
    [...groups].reverse().concat(header).map(foldLabel).join('›'),
  );
  while (shape.length > 0 && NO_SHAPE.has(shape.at(-1)!)) shape.pop();
  return shape;
}
