/** Rows of a sheet as text, whatever file they came from. Everything that recognises resources works on this. */

export interface RawRow {
  /** Row number as the spreadsheet program shows it. */
  readonly number: number;
  /** Texts by column index; '' for an empty cell; shorter than the sheet is wide where the rest is empty. */
  readonly cells: readonly string[];
}

/** Rows and columns counted from 0 for columns and from 1 for rows, both ends included. */
export interface MergedRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A cell whose value cannot be taken as it stands. */
export interface RawCellNote {
  readonly row: number;
  readonly column: number;
  /**
   * `error`: #REF! and the like; `formula`: no stored result; `digits`: a number with more than 15 digits; `number`: a
   * whole number that would be a code where codes stand, without the zeros that may have stood before it.
   */
  readonly kind: 'error' | 'formula' | 'digits' | 'number';
  readonly text: string;
}

export interface RawSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows that hold anything, in order. */
  readonly rows: readonly RawRow[];
  readonly merges: readonly MergedRange[];
  readonly notes: readonly RawCellNote[];
  readonly date1904: boolean;
}

export const SHEET_LIMITS = {
  rows: 300_000,
  columns: 256,
  cells: 9_000_000,
  /** Columns covered by merges, over all merges. */
  mergedColumns: 3_000_000,
  /** Of each kind. */
  notes: 10_000,
} as const;

/** Fewer digits are a length, a count or a year. */
const CODE_LIKE = /^\d{5,}$/;

/** Collects notes, of each kind no more than a person could look at. */
export function noteCollector(): { readonly notes: RawCellNote[]; add(note: RawCellNote): void } {
  const notes: RawCellNote[] = [];
  const counts = new Map<RawCellNote['kind'], number>();
  return {
    notes,
    add(note) {
      if (note.kind === 'number' && !CODE_LIKE.test(note.text)) return;
      const count = counts.get(note.kind) ?? 0;
      if (count >= SHEET_LIMITS.notes) return;
      counts.set(note.kind, count + 1);
      notes.push(note);
    },
  };
}

/** Answers the value of any cell, a merged one giving the value of its upper left corner to all it covers. */
export interface MergeView {
  /** First row of the merge of more than one row that covers the cell, or 0. */
  anchor(row: number, column: number): number;
  value(row: RawRow, column: number): string;
  /** Whether a merge over at least `columns` columns starts at the cell. */
  spans(row: number, column: number, columns: number): boolean;
}

interface ColumnMerge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Index over the merges. Asking for rows in ascending order is fast; any order is right. */
export function mergeView(sheet: RawSheet, width: number): MergeView {
  const byColumn: ColumnMerge[][] = [];
  for (const merge of sheet.merges) {
    for (let column = merge.left; column <= Math.min(merge.right, width - 1); column++) {
      (byColumn[column] ??= []).push(merge);
    }
  }
  for (const merges of byColumn) merges?.sort((a, b) => a.top - b.top);
  const values = new Map<string, string>();
  const anchors = new Set(sheet.merges.map((merge) => merge.top));
  for (const row of sheet.rows) {
    if (!anchors.has(row.number)) continue;
    row.cells.forEach((text, column) => {
      if (text !== '') values.set(`${row.number}:${column}`, text);
    });
  }
  const cursors: number[] = [];
  const find = (row: number, column: number): ColumnMerge | null => {
    const merges = byColumn[column];
    if (!merges) return null;
    let at = cursors[column] ?? 0;
    while (at > 0 && merges[at]!.top > row) at--;
    while (at + 1 < merges.length && merges[at + 1]!.top <= row) at++;
    cursors[column] = at;
    const merge = merges[at]!;
    return merge.top <= row && row <= merge.bottom ? merge : null;
  };
  return {
    anchor(row, column) {
      const merge = find(row, column);
      return merge && merge.bottom > merge.top ? merge.top : 0;
    },
    value(row, column) {
      const own = row.cells[column] ?? '';
      if (own !== '') return own;
      const merge = find(row.number, column);
      return merge ? (values.get(`${merge.top}:${merge.left}`) ?? '') : '';
    },
    spans(row, column, columns) {
      const merge = find(row, column);
      return merge !== null && merge.top === row && merge.right - merge.left + 1 >= columns;
    },
  };
}
