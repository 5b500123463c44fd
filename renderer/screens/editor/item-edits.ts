/**
 * Edits of the information items, each answering the whole entry anew.
 *
 * After every edit the entry's own sharing, opening and cycle fields follow from its items (`rollUp`). A column that
 * was emptied for all items is emptied for the entry as well: otherwise its value would be handed down again.
 */
import { emptyItem, MOST_ITEMS, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';
import { ROLLED_UP_KEYS } from '#app/catalogue/entry-fields';
import { rollUp } from '#app/catalogue/roll-up';
import { cellValue } from './paste-text';
import type { Reading } from './reading';
import { itemColumns, itemValue, withItemValue, type ItemColumn } from './item-columns';

export interface CellEdit {
  readonly row: number;
  readonly column: ItemColumn;
  readonly value: string;
}

function withItems(entry: CatalogueEntry, items: InformationItem[]): CatalogueEntry {
  const next: CatalogueEntry = { ...entry, items };
  for (const key of ROLLED_UP_KEYS) {
    const was = entry.items.some((item) => item[key] !== '');
    if (was && items.length > 0 && items.every((item) => item[key] === '')) next[key] = '';
  }
  return rollUp(next);
}

/** What a column takes of what was typed or pasted into one of its cells. */
export function cellText(column: ItemColumn, written: string, reading: Reading): string {
  return column.kind === 'long-text' ? written : reading.value(column, cellValue(written));
}

export function setCells(entry: CatalogueEntry, edits: readonly CellEdit[]): CatalogueEntry {
  const items = [...entry.items];
  for (const { row, column, value } of edits) {
    const item = items[row];
    if (item !== undefined) items[row] = withItemValue(item, column, value.slice(0, column.limit));
  }
  return withItems(entry, items);
}

/** Rows to be filled in. They say of sharing and cycle what the whole entry says, as long as it says one thing. */
function freshRows(entry: CatalogueEntry, count: number, newId: () => string): InformationItem[] {
  const common: Partial<InformationItem> = {};
  for (const key of ROLLED_UP_KEYS) {
    const values = new Set(entry.items.map((item) => item[key]));
    if (values.size === 1) common[key] = [...values][0]!;
    else if (values.size === 0) common[key] = entry[key];
  }
  return Array.from({ length: count }, () => ({ ...emptyItem(newId()), ...common }));
}

/** Fresh rows at `at`, as far as there is room. */
export function insertRows(
  entry: CatalogueEntry,
  at: number,
  count: number,
  newId: () => string,
): CatalogueEntry {
  const room = Math.max(0, MOST_ITEMS - entry.items.length);
  const rows = freshRows(entry, Math.min(count, room), newId);
  return withItems(entry, [...entry.items.slice(0, at), ...rows, ...entry.items.slice(at)]);
}

export function removeRows(entry: CatalogueEntry, rows: ReadonlySet<number>): CatalogueEntry {
  return withItems(
    entry,
    entry.items.filter((_, index) => !rows.has(index)),
  );
}

/** Copies of the rows, right below the last of them. */
export function duplicateRows(
  entry: CatalogueEntry,
  rows: ReadonlySet<number>,
  newId: () => string,
): CatalogueEntry {
  const chosen = [...rows].sort((a, b) => a - b).filter((row) => row < entry.items.length);
  const last = chosen.at(-1);
  if (last === undefined) return entry;
  const room = Math.max(0, MOST_ITEMS - entry.items.length);
  const copies = chosen.slice(0, room).map((row) => ({ ...entry.items[row]!, id: newId() }));
  return withItems(entry, [...entry.items.slice(0, last + 1), ...copies, ...entry.items.slice(last + 1)]);
}

/** Moves the rows one place up (−1) or down (1) together; at the edge nothing happens. */
export function moveRows(entry: CatalogueEntry, rows: ReadonlySet<number>, by: -1 | 1): CatalogueEntry {
  const chosen = [...rows].sort((a, b) => a - b);
  const edge = by === -1 ? chosen[0] : chosen.at(-1);
  if (edge === undefined || edge + by < 0 || edge + by >= entry.items.length) return entry;
  const items = [...entry.items];
  for (const row of by === -1 ? chosen : chosen.reverse()) {
    [items[row], items[row + by]] = [items[row + by]!, items[row]!];
  }
  return { ...entry, items };
}

export interface PastedBlock {
  readonly entry: CatalogueEntry;
  readonly rows: number;
  readonly columns: number;
  /** Rows added below because the block was longer than the table. */
  readonly added: number;
  /** Rows that were left out because the table may not grow further. */
  readonly leftOut: number;
  /** Columns with values that were left out because the table ends before them. */
  readonly beyond: number;
  /** Labels of the columns that the items did not have before; they stand behind the others. */
  readonly newColumns: readonly string[];
}

/**
 * Pastes a block with its upper left corner at `row`, `column`. A single value fills the whole selection
 * (`fillRows` × `fillColumns`); rows that do not exist yet are added; columns beyond the last are left out.
 */
export function pasteBlock(
  entry: CatalogueEntry,
  columns: readonly ItemColumn[],
  at: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number },
  cells: readonly (readonly string[])[],
  reading: Reading,
  newId: () => string,
): PastedBlock {
  const single = cells.length === 1 && cells[0]!.length === 1;
  const block = single
    ? Array.from({ length: at.rows }, () => Array.from({ length: at.columns }, () => cells[0]![0]!))
    : cells;
  const missing = Math.max(0, at.row + block.length - entry.items.length);
  const added = Math.min(missing, Math.max(0, MOST_ITEMS - entry.items.length));
  const items = [...entry.items, ...freshRows(entry, added, newId)];
  let widest = 0;
  const beyond = new Set<number>();
  block.forEach((line, i) => {
    line.forEach((value, j) => {
      const column = columns[at.column + j];
      const item = items[at.row + i];
      if (column === undefined && cellValue(value) !== '') beyond.add(j);
      if (column === undefined || item === undefined) return;
      widest = Math.max(widest, j + 1);
      const text = cellText(column, value.trim(), reading);
      items[at.row + i] = withItemValue(item, column, text.slice(0, column.limit));
    });
  });
  const leftOut = missing - added;
  const pasted = withItems(entry, items);
  const before = new Set(itemColumns(entry).map(({ field }) => field));
  return {
    entry: pasted,
    rows: block.length - leftOut,
    columns: widest,
    added,
    leftOut,
    beyond: beyond.size,
    newColumns: itemColumns(pasted).flatMap(({ field, label }) => (before.has(field) ? [] : [label])),
  };
}

export interface FoundCell {
  readonly row: number;
  readonly column: number;
}

/** Cells that hold the words, row by row; upper and lower case alike. */
export function findCells(
  entry: CatalogueEntry,
  columns: readonly ItemColumn[],
  wanted: string,
): FoundCell[] {
  const needle = wanted.toLowerCase();
  if (needle === '') return [];
  return entry.items.flatMap((item, row) =>
    columns.flatMap((column, index) =>
      itemValue(item, column).toLowerCase().includes(needle) ? [{ row, column: index }] : [],
    ),
  );
}

/** Replaces the words in the given cells; everything else in them stays. */
export function replaceInCells(
  entry: CatalogueEntry,
  columns: readonly ItemColumn[],
  cells: readonly FoundCell[],
  wanted: string,
  by: string,
  reading: Reading,
): CatalogueEntry {
  if (wanted === '') return entry;
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu');
  return setCells(
    entry,
    cells.flatMap(({ row, column: index }) => {
      const column = columns[index];
      const item = entry.items[row];
      if (column === undefined || item === undefined) return [];
      const replaced = itemValue(item, column).replace(pattern, () => by);
      return [{ row, column, value: reading.value(column, replaced) }];
    }),
  );
}
