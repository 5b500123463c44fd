/** The shape of an entry and its items, as files, packages and calls bring it. */
import * as z from 'zod';
import { LONGEST_TEXT, MOST_ITEMS } from './entry';
import { ENTRY_FIELD_KEYS, ITEM_FIELD_KEYS, type EntryFieldKey, type ItemFieldKey } from './entry-fields';

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
