/** The columns of a recognised sheet, sorted by what they hold. */
import type { EntryFieldKey, ItemFieldKey } from '#app/catalogue/entry-fields';
import type { ColumnMap } from './sheet-entry';

export interface SheetColumns {
  readonly entry: readonly { readonly index: number; readonly key: EntryFieldKey }[];
  readonly item: readonly { readonly index: number; readonly key: ItemFieldKey }[];
  readonly extras: readonly {
    readonly index: number;
    readonly label: string;
    readonly of: 'entry' | 'item' | 'either';
  }[];
  readonly categories: readonly { readonly index: number; readonly label: string; readonly depth: number }[];
  readonly entryId: number;
  readonly itemId: number;
}

export function sheetColumns(columns: readonly ColumnMap[]): SheetColumns {
  const sorted = {
    entry: [] as { index: number; key: EntryFieldKey }[],
    item: [] as { index: number; key: ItemFieldKey }[],
    extras: [] as { index: number; label: string; of: 'entry' | 'item' | 'either' }[],
    categories: [] as { index: number; label: string; depth: number }[],
    entryId: -1,
    itemId: -1,
  };
  for (const { index, target } of columns) {
    if (!target) continue;
    switch (target.level) {
      case 'entry':
        sorted.entry.push({ index, key: target.key });
        break;
      case 'item':
        sorted.item.push({ index, key: target.key });
        break;
      case 'extra':
        sorted.extras.push({ index, label: target.label, of: target.of });
        break;
      case 'category':
        sorted.categories.push({ index, label: target.label, depth: target.depth });
        break;
      case 'id':
        if (target.of === 'entry') sorted.entryId = index;
        else sorted.itemId = index;
    }
  }
  sorted.categories.sort((a, b) => a.depth - b.depth);
  return sorted;
}

export function entryColumn(columns: SheetColumns, key: EntryFieldKey): number {
  return columns.entry.find((column) => column.key === key)?.index ?? -1;
}

export function itemColumn(columns: SheetColumns, key: ItemFieldKey): number {
  return columns.item.find((column) => column.key === key)?.index ?? -1;
}
