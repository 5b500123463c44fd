/** Setting one field of an entry the way the form does. */
import type { CatalogueEntry } from './entry';
import { ROLLED_UP_KEYS, type RolledUpKey } from './entry-fields';

const ROLLED_UP: ReadonlySet<string> = new Set(ROLLED_UP_KEYS);

export function isRolledUp(key: string): key is RolledUpKey {
  return ROLLED_UP.has(key);
}

/**
 * Sets a field of the entry, or an own column by `extra.<label>`. What follows from the items (sharing, opening,
 * cycle) is set for every item, so that entry and items go on saying the same.
 */
export function setField(entry: CatalogueEntry, field: string, value: string): CatalogueEntry {
  if (field.startsWith('extra.')) {
    const label = field.slice('extra.'.length);
    const { [label]: _former, ...others } = entry.extra;
    const extra = value === '' ? others : { ...entry.extra, [label]: value };
    return { ...entry, extra };
  }
  const next = { ...entry, [field]: value };
  if (isRolledUp(field)) next.items = entry.items.map((item) => ({ ...item, [field]: value }));
  return next;
}
