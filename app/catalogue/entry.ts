/**
 * The catalogue entry (信息资源) and its information items (信息项).
 *
 * Every value is text as it was written: an unknown value is kept and flagged, never dropped. '' means not filled in.
 * The `id` is a UUIDv7 that survives workbook, package and merge; the resource code is another, generated thing.
 */
import * as z from 'zod';
import { ENTRY_FIELD_KEYS, ITEM_FIELD_KEYS, type EntryFieldKey, type ItemFieldKey } from './entry-fields';

export const LONGEST_TEXT = 32_767;
export const MOST_ITEMS = 10_000;

const text = z.string().max(LONGEST_TEXT);

const fieldsShape = <K extends string>(keys: readonly K[]): Record<K, typeof text> =>
  Object.fromEntries(keys.map((key) => [key, text])) as Record<K, typeof text>;

/** Fields that the field table does not know: the department's own columns and a rule pack's local fields, by label. */
const extraSchema = z.record(z.string().max(200), text);

export const itemSchema = z.object({
  id: z.string().min(1).max(64),
  ...fieldsShape<ItemFieldKey>(ITEM_FIELD_KEYS),
  extra: extraSchema,
});

export const entrySchema = z.object({
  id: z.string().min(1).max(64),
  ...fieldsShape<EntryFieldKey>(ENTRY_FIELD_KEYS),
  /** 原代码: codes this entry carried before a split, merger or re-coding, oldest first. */
  formerCodes: z.array(z.string().max(64)),
  extra: extraSchema,
  items: z.array(itemSchema).max(MOST_ITEMS),
});

export type InformationItem = z.infer<typeof itemSchema>;
export type CatalogueEntry = z.infer<typeof entrySchema>;

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
