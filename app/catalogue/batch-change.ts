/** One change asked for of many entries at once: values set, or texts replaced. */
import type { CatalogueEntry, InformationItem } from './entry';
import { ENTRY_FIELDS, ITEM_FIELDS, type EntryFieldKey, type ItemFieldKey } from './entry-fields';
import { rollUp } from './roll-up';
import { isRolledUp, setField } from './set-field';

/** Fields that a batch may write. The code is not among them: it is given by re-coding, which keeps the former one. */
export const BATCH_ENTRY_FIELDS = (Object.keys(ENTRY_FIELDS) as EntryFieldKey[]).filter(
  (key) => key !== 'code',
);
export const BATCH_ITEM_FIELDS = Object.keys(ITEM_FIELDS) as ItemFieldKey[];

export interface SetValue {
  readonly kind: 'set';
  /** Field keys, or `extra.<label>`, with the value they are to have; '' empties them. */
  readonly values: readonly { readonly field: string; readonly value: string }[];
  /** Leaves alone what is filled in already. */
  readonly onlyBlank: boolean;
}

export interface ReplaceText {
  readonly kind: 'replace';
  readonly find: string;
  readonly by: string;
  /** Entry fields (or `extra.<label>`) and item fields to look through. */
  readonly fields: readonly string[];
  readonly itemFields: readonly ItemFieldKey[];
}

export type BatchChange = SetValue | ReplaceText;

function fieldText(entry: CatalogueEntry, field: string): string {
  return field.startsWith('extra.')
    ? (entry.extra[field.slice('extra.'.length)] ?? '')
    : entry[field as EntryFieldKey];
}

/** The entry as it would be; the same object where nothing changes. */
export function batchChanged(entry: CatalogueEntry, change: BatchChange): CatalogueEntry {
  return change.kind === 'set' ? withValues(entry, change) : withReplaced(entry, change);
}

function withValues(entry: CatalogueEntry, { values, onlyBlank }: SetValue): CatalogueEntry {
  let next = entry;
  for (const { field, value } of values) next = withValue(next, field, value, onlyBlank);
  return next;
}

function withValue(entry: CatalogueEntry, field: string, value: string, onlyBlank: boolean): CatalogueEntry {
  if (isRolledUp(field) && entry.items.length > 0) {
    // Sharing, opening and cycle live with the items: a blank is looked for there.
    const differs = (item: InformationItem): boolean =>
      item[field] !== value && (!onlyBlank || item[field].trim() === '');
    if (!entry.items.some(differs)) return entry;
    const items = entry.items.map((item) => (differs(item) ? { ...item, [field]: value } : item));
    return rollUp({
      ...entry,
      items,
      [field]: items.every((item) => item[field] === value) ? value : entry[field],
    });
  }
  const before = fieldText(entry, field);
  if (before === value || (onlyBlank && before.trim() !== '')) return entry;
  return setField(entry, field, value);
}

function withReplaced(entry: CatalogueEntry, { find, by, fields, itemFields }: ReplaceText): CatalogueEntry {
  if (find === '') return entry;
  let next = entry;
  for (const field of fields) {
    const text = fieldText(next, field);
    if (!text.includes(find)) continue;
    const value = text.replaceAll(find, () => by);
    next =
      field.startsWith('extra.') || !isRolledUp(field)
        ? setField(next, field, value)
        : { ...next, [field]: value };
  }
  const keys = new Set<ItemFieldKey>([...itemFields, ...fields.filter(isRolledUp)]);
  if (keys.size === 0 || !next.items.some((item) => [...keys].some((key) => item[key].includes(find))))
    return next;
  const items = next.items.map((item) => {
    const own = [...keys].filter((key) => item[key].includes(find));
    if (own.length === 0) return item;
    return { ...item, ...Object.fromEntries(own.map((key) => [key, item[key].replaceAll(find, () => by)])) };
  });
  return rollUp({ ...next, items });
}

/** Why the text that a change leads to cannot be kept, or null. */
export function tooLongFor(entry: CatalogueEntry): string | null {
  for (const [key, { label, limit }] of Object.entries(ENTRY_FIELDS)) {
    const { length } = entry[key as EntryFieldKey];
    if (length > limit) return `${label}将有${length}字，超过${limit}字`;
  }
  for (const item of entry.items) {
    for (const [key, { label, limit }] of Object.entries(ITEM_FIELDS)) {
      const { length } = item[key as ItemFieldKey];
      if (length > limit) return `信息项“${item.name}”的${label}将有${length}字，超过${limit}字`;
    }
  }
  return null;
}

/** The entry under another code; the one it carried stays with it (原代码). */
export function recoded(entry: CatalogueEntry, code: string): CatalogueEntry {
  const former = entry.code.trim();
  const formerCodes =
    former === '' || entry.formerCodes.includes(former) ? entry.formerCodes : [...entry.formerCodes, former];
  return { ...entry, code, formerCodes };
}
