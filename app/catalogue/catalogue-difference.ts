/** Two catalogues side by side: what only one of them has, and what differs, per entry and field. */
import type { CatalogueEntry } from './entry';
import { entryChanges, hasChanges, type FieldChange } from './entry-changes';

export interface NamedEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface CatalogueDifference {
  /** Entries that are equal in both. */
  same: number;
  onlyHere: NamedEntry[];
  onlyThere: NamedEntry[];
  different: { entry: NamedEntry; changes: FieldChange[]; itemsAdded: string[]; itemsRemoved: string[] }[];
}

const named = ({ id, code, name }: CatalogueEntry): NamedEntry => ({ id, code, name });

/** `before`: there; `after`: here. Entries are matched by id, then by code. */
export function catalogueDifference(
  there: readonly CatalogueEntry[],
  here: readonly CatalogueEntry[],
): CatalogueDifference {
  const byId = new Map(there.map((entry) => [entry.id, entry]));
  const ownIds = new Set(here.map((entry) => entry.id));
  const byCode = new Map(
    there.filter((entry) => entry.code !== '' && !ownIds.has(entry.id)).map((entry) => [entry.code, entry]),
  );
  const matched = new Set<string>();
  const result: CatalogueDifference = { same: 0, onlyHere: [], onlyThere: [], different: [] };
  for (const entry of here) {
    const other = byId.get(entry.id) ?? byCode.get(entry.code);
    if (!other || matched.has(other.id)) {
      result.onlyHere.push(named(entry));
      continue;
    }
    matched.add(other.id);
    const changes = entryChanges(alignItems(other, entry), entry);
    if (!hasChanges(changes)) {
      result.same++;
      continue;
    }
    const moved = changes.itemsMoved ? [orderChange(other, entry)] : [];
    result.different.push({
      entry: named(entry),
      changes: [...changes.fields, ...moved],
      itemsAdded: changes.itemsAdded.map((item) => item.name),
      itemsRemoved: changes.itemsRemoved.map((item) => item.name),
    });
  }
  result.onlyThere = there.filter((entry) => !matched.has(entry.id)).map(named);
  return result;
}

function orderChange(before: CatalogueEntry, after: CatalogueEntry): FieldChange {
  const names = (entry: CatalogueEntry): string => entry.items.map((item) => item.name).join('、');
  return { field: 'items', label: '信息项次序', before: names(before), after: names(after) };
}

/**
 * Entries that were found by their code have items with ids of their own: an item is then the one of the same name, in
 * order of appearance. Answers `other` with its items under the ids of `own` where they are the same item.
 */
export function alignItems(other: CatalogueEntry, own: CatalogueEntry): CatalogueEntry {
  const ownIds = new Set(own.items.map((item) => item.id));
  const otherIds = new Set(other.items.map((item) => item.id));
  const free = new Map<string, string[]>();
  for (const item of own.items) {
    if (otherIds.has(item.id) || item.name === '') continue;
    const ids = free.get(item.name);
    if (ids) ids.push(item.id);
    else free.set(item.name, [item.id]);
  }
  if (free.size === 0 || other.id === own.id) return other;
  const items = other.items.map((item) => {
    const id = ownIds.has(item.id) ? undefined : free.get(item.name)?.shift();
    return id === undefined ? item : { ...item, id };
  });
  return { ...other, items };
}
