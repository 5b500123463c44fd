/**
 * What the rows of a sheet make of an entry.
 *
 * A column that the sheet lacks leaves its field alone; an empty cell in a present column clears it; items missing
 * from the rows are removed. Items are matched by their id, then by name in order of appearance.
 */
import { emptyEntry, emptyItem, type CatalogueEntry, type InformationItem } from './entry';
import { ROLLED_UP_KEYS, type EntryFieldKey, type ItemFieldKey } from './entry-fields';
import { rollUp } from './roll-up';

export interface RowsItem {
  readonly itemId: string;
  readonly fields: Partial<Record<ItemFieldKey, string>>;
  readonly extra: Readonly<Record<string, string>>;
}

export interface RowsEntry {
  readonly fields: Partial<Record<EntryFieldKey, string>>;
  readonly extra: Readonly<Record<string, string>>;
  readonly items: readonly RowsItem[];
  /** Rows of this entry failed: items that are missing must not be taken for removed. */
  readonly incomplete: boolean;
}

export interface AppliedRows {
  readonly entry: CatalogueEntry;
  /** For each item of the rows, the id it has in `entry`, in the rows' order. */
  readonly itemIds: readonly string[];
  readonly items: {
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly removed: number;
  };
}

/**
 * `before` null: a new entry with `id`. `hasItemColumns`: the sheet speaks of items at all; otherwise the entry's
 * items are left alone. `newId` gives ids for new items.
 */
export function applyRows(
  before: CatalogueEntry | null,
  id: string,
  rows: RowsEntry,
  hasItemColumns: boolean,
  newId: () => string,
): AppliedRows {
  const base = before ?? emptyEntry(id);
  const next: CatalogueEntry = { ...base, ...rows.fields, extra: mergeExtra(base.extra, rows.extra) };
  const handedDown = givenForAll(base, rows);
  if (!hasItemColumns) {
    next.items = base.items.map((item) => ({ ...item, ...handedDown }));
    const [unchanged, changed] = [base.items.length, Object.keys(handedDown).length > 0];
    const items = { created: 0, updated: changed ? unchanged : 0, unchanged: changed ? 0 : unchanged };
    return { entry: rollUp(next), itemIds: [], items: { ...items, removed: 0 } };
  }

  const matched = matchItems(base.items, rows.items);
  const itemIds: string[] = [];
  const items: InformationItem[] = [];
  let created = 0;
  for (const [index, row] of rows.items.entries()) {
    const old = matched[index];
    if (!old) created++;
    const start = old ?? emptyItem(usableId(row.itemId, items, base.items) ?? newId());
    const item = { ...start, ...handedDown, ...row.fields, extra: mergeExtra(start.extra, row.extra) };
    items.push(item);
    itemIds.push(item.id);
  }
  if (rows.incomplete) {
    const present = new Set(itemIds);
    items.push(...base.items.filter((item) => !present.has(item.id)));
  }
  const keepsIds = rows.items.some((row) => row.itemId !== '');
  next.items = keepsIds ? inFormerOrder(base.items, items) : items;
  clearWhereRowsAreEmpty(next, rows);

  const entry = rollUp(next);
  const former = new Map(base.items.map((item) => [item.id, item]));
  let updated = 0;
  let unchanged = 0;
  for (const item of entry.items) {
    const old = former.get(item.id);
    if (!old) continue;
    if (sameItem(old, item)) unchanged++;
    else updated++;
  }
  return {
    entry,
    itemIds,
    items: { created, updated, unchanged, removed: base.items.length - updated - unchanged },
  };
}

/**
 * What the rows say of sharing, opening and updating for the resource as a whole. Where that is news, it holds for every
 * item whose row says nothing of it; otherwise the items would bring the old value back by their roll-up.
 */
function givenForAll(base: CatalogueEntry, rows: RowsEntry): Partial<Record<ItemFieldKey, string>> {
  const given: Partial<Record<ItemFieldKey, string>> = {};
  for (const key of ROLLED_UP_KEYS) {
    const value = rows.fields[key];
    if (value !== undefined && value !== base[key]) given[key] = value;
  }
  return given;
}

function mergeExtra(
  base: Record<string, string>,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  // Most items have none; a sheet has a hundred thousand of them.
  if (isEmpty(base) && isEmpty(added)) return {};
  return Object.fromEntries(Object.entries({ ...base, ...added }).filter(([, value]) => value !== ''));
}

function isEmpty(record: Readonly<Record<string, string>>): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false;
  return true;
}

function matchItems(
  existing: readonly InformationItem[],
  rows: readonly RowsItem[],
): (InformationItem | undefined)[] {
  const byId = new Map(existing.map((item) => [item.id, item]));
  const taken = new Set<string>();
  const matched = rows.map((row) => {
    const item = row.itemId === '' ? undefined : byId.get(row.itemId);
    if (!item || taken.has(item.id)) return undefined;
    taken.add(item.id);
    return item;
  });
  const byName = new Map<string, InformationItem[]>();
  for (const item of existing) {
    if (taken.has(item.id)) continue;
    const same = byName.get(item.name);
    if (same) same.push(item);
    else byName.set(item.name, [item]);
  }
  return matched.map((item, index) => item ?? byName.get(rows[index]!.fields.name ?? '')?.shift());
}

/** An id that came with a row of another library is kept, unless something here already carries it. */
function usableId(
  id: string,
  items: readonly InformationItem[],
  existing: readonly InformationItem[],
): string | null {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  return items.some((item) => item.id === id) || existing.some((item) => item.id === id) ? null : id;
}

/** Rows that carry ids may have been sorted: items that were there keep their order, new ones follow their neighbour. */
function inFormerOrder(former: readonly InformationItem[], items: InformationItem[]): InformationItem[] {
  const place = new Map(former.map((item, index) => [item.id, index]));
  const known = items
    .filter((item) => place.has(item.id))
    .sort((a, b) => place.get(a.id)! - place.get(b.id)!);
  const result = [...known];
  for (const [index, item] of items.entries()) {
    if (place.has(item.id)) continue;
    const above = items[index - 1];
    const at = above ? result.indexOf(above) + 1 : 0;
    result.splice(at, 0, item);
  }
  return result;
}

/** A column of the rows that is empty for every item clears the entry's rolled-up value as well. */
function clearWhereRowsAreEmpty(entry: CatalogueEntry, rows: RowsEntry): void {
  if (rows.items.length === 0) return;
  for (const key of ROLLED_UP_KEYS) {
    if (rows.items.every((item) => item.fields[key] === '')) entry[key] = '';
  }
}

function sameItem(a: InformationItem, b: InformationItem): boolean {
  return (
    Object.entries(a).every(([key, value]) => key === 'extra' || value === b[key as ItemFieldKey]) &&
    JSON.stringify(sorted(a.extra)) === JSON.stringify(sorted(b.extra))
  );
}

function sorted(record: Record<string, string>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
