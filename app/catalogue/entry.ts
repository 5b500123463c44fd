/**
 * The catalogue entry (信息资源) and its information items (信息项).
 *
 * Every value is text as it was written: an unknown value is kept and flagged, never dropped. '' means not filled in.
 * The `id` is a UUIDv7 that survives workbook, package and merge; the resource code is another, generated thing.
 */
import { ENTRY_FIELD_KEYS, ITEM_FIELD_KEYS } from './entry-fields';
import type { CatalogueEntry, InformationItem } from './entry-schema';

export const LONGEST_TEXT = 32_767;
export const MOST_ITEMS = 10_000;

export type { CatalogueEntry, InformationItem } from './entry-schema';

export function emptyItem(id: string): InformationItem {
  return { id, ...EMPTY_ITEM_FIELDS, extra: {} };
}

export function emptyEntry(id: string): CatalogueEntry {
  return { id, ...EMPTY_ENTRY_FIELDS, formerCodes: [], extra: {}, items: [] };
}

const EMPTY_ITEM_FIELDS = emptyFields(ITEM_FIELD_KEYS);
const EMPTY_ENTRY_FIELDS = emptyFields(ENTRY_FIELD_KEYS);

function emptyFields<K extends string>(keys: readonly K[]): Record<K, string> {
  return Object.fromEntries(keys.map((key) => [key, ''])) as Record<K, string>;
}

/** 类 of an entry, read from the first digit of its code: 基础类, 主题类, 部门类, or null where the code does not say. */
export function entryClass(entry: Pick<CatalogueEntry, 'code'>): '基础类' | '主题类' | '部门类' | null {
  if (!/^\d{6}\d*\//.test(entry.code)) return null;
  return ({ '1': '基础类', '2': '主题类', '3': '部门类' } as const)[entry.code[0] as '1' | '2' | '3'] ?? null;
}
