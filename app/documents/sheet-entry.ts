/**
 * What a workbook says, before anybody has compared it with a library.
 *
 * A field is present exactly when its column is: a column that the sheet lacks leaves the field out of `fields`, an
 * empty cell in a present column gives ''. The same holds for `extra`, by label; there '' means "no such value".
 */
import type { EntryFieldKey, ItemFieldKey } from '#app/catalogue/entry-fields';
import type { UnknownValue } from './unknown-values';

/** One row's information item (信息项). */
export interface SheetItem {
  /** The sheet, where it is another than the resource's. */
  readonly sheet?: string;
  /** Row number as the spreadsheet program shows it. */
  readonly row: number;
  /** 信息项标识 carried by the row, or '' where it has none. */
  readonly itemId: string;
  readonly fields: Partial<Record<ItemFieldKey, string>>;
  readonly extra: Record<string, string>;
}

/** One resource (信息资源) with all its rows, wherever they stand in the sheet. */
export interface SheetEntry {
  readonly sheet: string;
  readonly rows: readonly number[];
  /** 目录库标识 carried by the rows, or ''. */
  readonly entryId: string;
  readonly fields: Partial<Record<EntryFieldKey, string>>;
  readonly extra: Record<string, string>;
  readonly items: readonly SheetItem[];
  /** Rows of its items on other sheets, where resources and items stand apart. */
  readonly joined?: readonly { readonly sheet: string; readonly rows: readonly number[] }[];
  /** True when rows of this resource failed: items that are missing here must then not be taken for removed. */
  readonly incomplete: boolean;
  /** Names of 类、项、目、细目 where the layout classifies by names; absent where it has no such columns. */
  readonly categoryPath?: readonly string[];
}

export interface CellProblem {
  readonly sheet: string;
  /** For example `F12`. */
  readonly cell: string;
  readonly row: number;
  readonly rule: string;
  readonly code: string;
  readonly message: string;
  readonly article?: string;
}

export interface FailedRow {
  readonly sheet: string;
  readonly row: number;
  /** The cell that the reason is about, for example `B12`. */
  readonly cell: string;
  readonly code: string;
  /** Plain Chinese, for the clerk. */
  readonly reason: string;
  /** The other rows of the same resource, so that they can be handed back together. */
  readonly related: readonly number[];
}

export type ColumnTarget =
  | { readonly level: 'entry'; readonly key: EntryFieldKey }
  | { readonly level: 'item'; readonly key: ItemFieldKey }
  | { readonly level: 'id'; readonly of: 'entry' | 'item' }
  /** `either`: one value on all rows of a resource is the resource's, differing values are the items'. */
  | { readonly level: 'extra'; readonly label: string; readonly of: 'entry' | 'item' | 'either' }
  /** Name of a 类 (1), 项 (2), 目 (3) or 细目 (4 and more). The value is kept as an extra of the entry as well. */
  | { readonly level: 'category'; readonly label: string; readonly depth: number };

export interface ColumnMap {
  readonly sheet: string;
  readonly letter: string;
  /** Counted from 0. */
  readonly index: number;
  readonly header: string;
  /** Null: recognised as not worth keeping (序号), or without any header. */
  readonly target: ColumnTarget | null;
  /** 1 exact label, 0.9 a known other wording, 0.5 an own column kept under its label, 0 not used. */
  readonly confidence: number;
}

/** Resources with their items on one sheet, or one of two kinds of sheets that belong together. */
export type SheetUse = 'whole' | 'resources' | 'items';

/** A sheet that was read, and where its header stands. */
export interface SheetShape {
  readonly name: string;
  readonly use: SheetUse;
  readonly headerRows: readonly number[];
}

/** A sheet that was not read. */
export interface UnusedSheet {
  readonly name: string;
  /** Plain Chinese, for the clerk. */
  readonly reason: string;
  /** Texts taken for its header, and the template's headers that were not found. */
  readonly headers: readonly string[];
  readonly missing: readonly string[];
}

export interface WorkbookReading {
  readonly layout: { readonly id: string; readonly label: string };
  /** The saved mapping that fits the file's shape and was applied. */
  readonly savedMapping: { readonly id: number; readonly name: string } | null;
  readonly sheets: readonly SheetShape[];
  readonly unused: readonly UnusedSheet[];
  readonly columns: readonly ColumnMap[];
  readonly entries: readonly SheetEntry[];
  readonly failedRows: readonly FailedRow[];
  readonly problems: readonly CellProblem[];
  readonly unknownValues: readonly UnknownValue[];
  /** Rows below the headers that hold anything, notes included. */
  readonly rowCount: number;
}

/** Fields that a layout may have no column for stand in the cell of another: 共享条件 tells scope, purpose and basis. */
const STAND_INS: Readonly<Record<string, string>> = {
  sharingScope: 'sharingCondition',
  sharingPurpose: 'sharingCondition',
  refusalReason: 'sharingCondition',
  refusalBasis: 'sharingCondition',
  items: 'item.name',
};

/** Letter of the column that holds a field, so that a finding can be placed at its cell; null if there is none. */
export function columnFor(
  reading: Pick<WorkbookReading, 'columns'>,
  sheet: string,
  level: 'entry' | 'item',
  key: string,
): string | null {
  const columns = reading.columns.filter((column) => column.sheet === sheet);
  const find = (wanted: (target: ColumnTarget) => boolean): string | null =>
    columns.find(({ target }) => target !== null && wanted(target))?.letter ?? null;
  if (key.startsWith('extra.')) {
    const label = key.slice('extra.'.length);
    return find(
      (target) => (target.level === 'extra' || target.level === 'category') && target.label === label,
    );
  }
  const standIn = STAND_INS[key];
  if (standIn === 'item.name') return columnFor(reading, sheet, 'item', 'name');
  return (
    find((target) => target.level === level && target.key === key) ??
    // The national template has no column for the entry's own sharing, opening and cycle: they stand with the items.
    (key === 'name' || key === 'englishName'
      ? null
      : find((target) => (target.level === 'entry' || target.level === 'item') && target.key === key)) ??
    (standIn === undefined ? null : columnFor(reading, sheet, level, standIn))
  );
}

/** Column letter of an index counted from 0: 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}

/** Index of a column letter, counted from 0; −1 for what is no column letter. */
export function columnIndex(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1;
  let index = 0;
  for (const letter of letters) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}
