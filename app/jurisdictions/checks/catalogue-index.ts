/**
 * What the check must know of all entries together to find duplicates: five keys per entry, and who shares them.
 *
 * Changing one entry touches only the groups that it leaves and joins; `changeEntry` tells whose findings may differ.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { foldLabel } from '#app/classification/code-table';
import { compact, isBlank } from './words';

export interface IndexedEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Place in the catalogue: what stands next to it can be seen to have been filled down from it. */
  readonly order: number;
  /** Summary with its digits taken out: rows filled down agree in it. */
  readonly summary: string;
  readonly keys: readonly string[];
}

/** The entries that share a key, and what has been worked out about them since the last change. */
export interface Group {
  readonly members: Map<string, IndexedEntry>;
  view: GroupView | null;
}

export interface GroupView {
  /** In catalogue order. */
  readonly sorted: readonly IndexedEntry[];
  readonly positions: ReadonlyMap<string, number>;
  /** How many members have each name as written. */
  readonly names: ReadonlyMap<string, number>;
  /** Runs of numbers that rise by one, by what they were looked for in; filled by the rules. */
  readonly runs: Map<string, readonly (readonly IndexedEntry[] | null)[]>;
}

export interface CatalogueIndex {
  readonly entries: Map<string, IndexedEntry>;
  readonly groups: Map<string, Group>;
  nextOrder: number;
}

export const CODE_KEY = 'code:';
export const NAME_KEY = 'name:';
export const NEAR_KEY = 'near:';
export const DIGITS_KEY = 'digits:';

const SEPARATOR = '\u0001';
const MARKS = /[\p{P}\p{S}\p{C}\p{Z}]+/gu;

export function createCatalogueIndex(): CatalogueIndex {
  return { entries: new Map(), groups: new Map(), nextOrder: 0 };
}

/** Letters, digits and Chinese characters only, width and case folded: what is left when punctuation does not count. */
function bare(text: string): string {
  return foldLabel(text).replace(MARKS, '');
}

/** What of an entry the index looks at. */
export type IndexSource = Pick<CatalogueEntry, 'id' | 'code' | 'name' | 'provider' | 'office' | 'summary'>;

function keysOf(entry: IndexSource): string[] {
  const keys: string[] = [];
  if (!isBlank(entry.code)) keys.push(CODE_KEY + compact(entry.code).toUpperCase());
  const name = bare(entry.name);
  if (name !== '') {
    // The same name in another office is another resource.
    const owner = SEPARATOR + bare(entry.provider) + SEPARATOR + bare(entry.office);
    keys.push(NAME_KEY + entry.name.trim() + owner, NEAR_KEY + name + owner);
    if (/\d/.test(name)) keys.push(DIGITS_KEY + name.replace(/\d+/g, '#') + owner);
  }
  return keys;
}

/**
 * Puts an entry in, or in the place of its earlier version.
 *
 * `order` is its place in the catalogue; without it a known entry keeps its place and a new one comes last.
 */
export function setEntry(index: CatalogueIndex, entry: IndexSource, order?: number): void {
  const place = order ?? index.entries.get(entry.id)?.order ?? index.nextOrder;
  removeEntry(index, entry.id);
  index.nextOrder = Math.max(index.nextOrder, place + 1);
  const indexed: IndexedEntry = {
    id: entry.id,
    code: entry.code,
    name: entry.name,
    order: place,
    summary: bare(entry.summary).replace(/\d+/g, '#'),
    keys: keysOf(entry),
  };
  index.entries.set(entry.id, indexed);
  for (const key of indexed.keys) {
    const group = index.groups.get(key);
    if (group) {
      group.members.set(entry.id, indexed);
      group.view = null;
    } else index.groups.set(key, { members: new Map([[entry.id, indexed]]), view: null });
  }
}

export function removeEntry(index: CatalogueIndex, id: string): void {
  const known = index.entries.get(id);
  if (!known) return;
  index.entries.delete(id);
  for (const key of known.keys) {
    const group = index.groups.get(key)!;
    group.members.delete(id);
    group.view = null;
    if (group.members.size === 0) index.groups.delete(key);
  }
}

/** The entry and all that share a key with it. */
export function relatedIds(index: CatalogueIndex, id: string): Set<string> {
  const related = new Set<string>();
  for (const key of index.entries.get(id)?.keys ?? []) {
    for (const other of index.groups.get(key)!.members.keys()) related.add(other);
  }
  return related;
}

/**
 * Takes over a change: the new version of an entry, or null for one that is gone. Answers the ids whose findings
 * across entries may have changed.
 */
export function changeEntry(index: CatalogueIndex, id: string, entry: CatalogueEntry | null): Set<string> {
  const touched = relatedIds(index, id);
  if (entry) setEntry(index, entry);
  else removeEntry(index, id);
  for (const other of relatedIds(index, id)) touched.add(other);
  if (entry) touched.add(id);
  else touched.delete(id);
  return touched;
}

/**
 * Takes over many entries at once. Answers the ids, theirs included, whose findings across entries may have changed;
 * each group is looked at once, however many of its members are new.
 */
export function changeEntries(index: CatalogueIndex, entries: Iterable<CatalogueEntry>): Set<string> {
  const keys = new Set<string>();
  const touched = new Set<string>();
  const look = (id: string): void => {
    for (const key of index.entries.get(id)?.keys ?? []) keys.add(key);
  };
  for (const entry of entries) {
    look(entry.id);
    setEntry(index, entry);
    look(entry.id);
    touched.add(entry.id);
  }
  for (const key of keys) for (const id of index.groups.get(key)?.members.keys() ?? []) touched.add(id);
  return touched;
}

/** The group that shares the key beginning so with `entry`; null where the entry is alone in it. */
export function groupView(index: CatalogueIndex, entry: IndexedEntry, kind: string): GroupView | null {
  const key = entry.keys.find((candidate) => candidate.startsWith(kind));
  const group = key === undefined ? undefined : index.groups.get(key);
  if (!group || group.members.size < 2) return null;
  if (!group.view) {
    const sorted = [...group.members.values()].sort((a, b) => a.order - b.order);
    const names = new Map<string, number>();
    for (const { name } of sorted) names.set(name.trim(), (names.get(name.trim()) ?? 0) + 1);
    const positions = new Map(sorted.map(({ id }, position) => [id, position]));
    group.view = { sorted, positions, names, runs: new Map() };
  }
  return group.view;
}
