/** What the steps from rows to resources share: the recognised sheet, its columns, and where findings go. */
import {
  ENTRY_FIELDS,
  ITEM_FIELDS,
  type EntryFieldKey,
  type ItemFieldKey,
} from '#app/catalogue/entry-fields';
import { fieldValue, type ChoiceReader, type ValueOptions } from '#app/catalogue/field-values';
import { dateText } from './cell-text';
import type { GroupRow } from './group-rows';
import type { RawCellNote, RawRow } from './raw-sheet';
import type { RecognisedSheet } from './recognise-sheet';
import { sheetColumns, type SheetColumns } from './sheet-columns';
import { columnLetter, type CellProblem, type FailedRow } from './sheet-entry';
import type { UnknownValues } from './unknown-values';

export interface DataRow extends GroupRow {
  readonly raw: RawRow;
  readonly itemId: string;
}

export interface SheetContext {
  readonly recognised: RecognisedSheet;
  readonly columns: SheetColumns;
  readonly values: ValueOptions;
  /** The sheet's item fields, all empty. */
  readonly noItemValues: Readonly<Partial<Record<ItemFieldKey, string>>>;
  readonly notes: ReadonlyMap<number, readonly RawCellNote[]>;
  /** Whole numbers that may have been codes, by row. */
  readonly numbers: ReadonlyMap<number, readonly RawCellNote[]>;
  readonly failedRows: FailedRow[];
  readonly problems: CellProblem[];
  /** Value of a cell as written; of a merged cell that of its merge. */
  cell(row: RawRow, index: number): string;
  /** The same without surrounding space; '' where there is no such column. */
  trimmed(row: RawRow, index: number): string;
  /** The value as the field keeps it; one that its code table does not know is noted. */
  entryValue(row: RawRow, index: number, key: EntryFieldKey): string;
  itemValue(row: RawRow, index: number, key: ItemFieldKey): string;
  problem(row: number, column: number, rule: string, message: string): void;
  /** `column` −1: nothing in particular. */
  fail(row: number, column: number, code: string, reason: string, related: readonly number[]): void;
}

/** A sheet that is wrong throughout should not fill the memory with its faults. */
const MOST_PROBLEMS = 20_000;

export function sheetContext(
  recognised: RecognisedSheet,
  choices: ChoiceReader,
  unknown: UnknownValues,
): SheetContext {
  const sheet = recognised.sheet.name;
  const { view } = recognised;
  const columns = sheetColumns(recognised.columns);
  const notes = new Map<number, RawCellNote[]>();
  const numbers = new Map<number, RawCellNote[]>();
  for (const note of recognised.sheet.notes) {
    const of = note.kind === 'number' ? numbers : notes;
    const known = of.get(note.row);
    if (known) known.push(note);
    else of.set(note.row, [note]);
  }
  const failedRows: FailedRow[] = [];
  const problems: CellProblem[] = [];
  const { date1904 } = recognised.sheet;
  const values = { choices, dateOf: (text: string) => dateText(text, date1904), exact: columns.entryId >= 0 };
  const note = (level: 'entry' | 'item', key: string, text: string, row: RawRow, index: number): void =>
    unknown.look(level, key, text, () => ({ sheet, cell: `${columnLetter(index)}${row.number}` }));
  return {
    recognised,
    columns,
    values,
    noItemValues: Object.fromEntries(columns.item.map(({ key }) => [key, ''])),
    notes,
    numbers,
    failedRows,
    problems,
    cell: (row, index) => view.value(row, index),
    trimmed: (row, index) => (index < 0 ? '' : view.value(row, index).trim()),
    entryValue(row, index, key) {
      const text = view.value(row, index);
      if (text === '') return '';
      const value = fieldValue(ENTRY_FIELDS[key], text, values);
      if (ENTRY_FIELDS[key].kind === 'choice') note('entry', key, value, row, index);
      return value;
    },
    itemValue(row, index, key) {
      const text = view.value(row, index);
      if (text === '') return '';
      const value = fieldValue(ITEM_FIELDS[key], text, values);
      if (ITEM_FIELDS[key].kind === 'choice') note('item', key, value, row, index);
      return value;
    },
    problem(row, column, rule, message) {
      if (problems.length >= MOST_PROBLEMS) return;
      const cell = `${columnLetter(Math.max(column, 0))}${row}`;
      problems.push({ sheet, cell, row, rule, code: rule, message });
    },
    fail(row, column, code, reason, related) {
      const cell = `${columnLetter(Math.max(column, 0))}${row}`;
      failedRows.push({ sheet, row, cell, code, reason, related });
    },
  };
}
