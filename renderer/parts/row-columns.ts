/** How wide the columns of a table stand, and what becomes of them where it is too narrow. */
import type { ReactNode } from 'react';

export interface RowColumn<R, S extends string = string> {
  readonly key: string;
  readonly title: string;
  /** Pixels; a column without a width shares what is left. */
  readonly width?: number;
  /** Pixels that it can do with; absent: its width. */
  readonly least?: number;
  /** How it stands where a table is too narrow for the least of all columns; null: left out, for it is told elsewhere. */
  readonly narrow?: { readonly width: number; readonly render: (row: R) => ReactNode } | null;
  readonly align?: 'right';
  /** Name of the order that a click on the title asks for. */
  readonly sort?: S;
  readonly render: (row: R) => ReactNode;
}

/** Least pixels of a column that shares what is left. */
const LEAST = 140;

const leastOf = ({ least, width = LEAST }: Pick<RowColumn<never>, 'least' | 'width'>): number =>
  least ?? width;

/** The columns as they stand in so many pixels. */
export function columnsIn<R, S extends string>(
  columns: readonly RowColumn<R, S>[],
  pixels: number,
): readonly RowColumn<R, S>[] {
  if (columns.reduce((sum, column) => sum + leastOf(column), 0) <= pixels) return columns;
  return columns.flatMap((column) =>
    column.narrow === undefined ? [column] : column.narrow === null ? [] : [{ ...column, ...column.narrow }],
  );
}

/** Track of a column in the grid of a row. */
export function trackOf<R, S extends string>(column: RowColumn<R, S>): string {
  const { width } = column;
  const least = leastOf(column);
  if (width === undefined) return `minmax(${least}px, 1fr)`;
  return least < width ? `minmax(${least}px, ${width}px)` : `${width}px`;
}
