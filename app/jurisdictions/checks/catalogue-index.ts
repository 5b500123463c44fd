/**
 * What the check must know of all entries together to find duplicates: five keys per entry, and who shares them.
 *
 * Changing one entry touches only the groups that it leaves and joins; `changeEntry` tells whose findings may differ.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { foldLabel, isFolded } from '#app/classification/code-table';
import { remembered } from './remembered';
import { compact, isBlank } from './words';

export interface IndexedEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Place in the catalogue: what stands next to it can be seen to have been filled down from it. */
  readonly order: number;
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
  /** By key. Most entries are alone with theirs, and stand for themselves. */
  readonly groups: Map<string, IndexedEntry | Group>;
  nextOrder: number;
}

export const CODE_KEY = 'code:';
export const NAME_KEY = 'name:';
export const NEAR_KEY = 'near:';
export const DIGITS_KEY = 'digits:';

const SEPARATOR = '\u0001';
const MARKS = /[\p{P}\p{S}\p{C}\p{Z}]+/gu;

function isGroup(there: IndexedEntry | Group): there is Group {
  return 'members' in there;
}

/** The ids of those that share the key. */
function idsWith(index: CatalogueIndex, key: string): Iterable<string> {
  const there = index.groups.get(key);
  if (!there) return [];
  return isGroup(there) ? there.members.keys() : [there.id];
}

export function createCatalogueIndex(): CatalogueIndex {
  return { entries: new Map(), groups: new Map(), nextOrder: 0 };
}

/** Letters, digits and Chinese characters only, width and case folded: what is left when punctuation does not count. */
function bare(text: string): string {
  return isFolded(text) ? text : foldLabel(text).replace(MARKS, '');
}

/** Whether the summaries say the same but for their digits: rows filled down do. */
export function summariesAgree(a: IndexedEntry, b: IndexedEntry): boolean {
  const folded = ({ summary }: IndexedEntry): string => bare(summary).replace(/\d+/g, '#');
  return a.summary === b.summary || folded(a) === folded(b);
}

/** A department has one name and a few dozen offices. */
const ownerPart = remembered(bare);

/** What of an entry the index looks at. */
export type IndexSource = Pick<CatalogueEntry, 'id' | 'code' | 'name' | 'provider' | 'office' | 'summary'>;

function keysOf(entry: IndexSource): string[] {
  const keys: string[] = [];
  if (!isBlank(entry.code)) keys.push(CODE_KEY + compact(entry.code).toUpperCase());
  const name = bare(entry.name);
  if (name !== '') {
    // The same name in another office is another resource.
    const owner = SEPARATOR + ownerPart(entry.provider) + SEPARATOR + ownerPart(entry.office);
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
    summary: entry.summary,
    keys: keysOf(entry),
  };
  index.entries.set(entry.id, indexed);
  for (const key of indexed.keys) {
    const there = index.groups.get(key);
    if (!there) index.groups.set(key, indexed);
    else if (isGroup(there)) {
      there.members.set(indexed.id, indexed);
      there.view = null;
    } else {
      const members = new Map([there, indexed].map((member) => [member.id, member]));
      index.groups.set(key, { members, view: null });
    }
  }
}

export function removeEntry(index: CatalogueIndex, id: string): void {
  const known = index.entries.get(id);
  if (!known) return;
  index.entries.delete(id);
  for (const key of known.keys) {
    const there = index.groups.get(key)!;
    if (isGroup(there) && there.members.size > 1) {
      there.members.delete(id);
      there.view = null;
    } else index.groups.delete(key);
  }
}

/** The entry and all that share a key with it. */
export function relatedIds(index: CatalogueIndex, id: string): Set<string> {
  const related = new Set<string>();
  for (const key of index.entries.get(id)?.keys ?? []) {
    for (const other of idsWith(index, key)) related.add(other);
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
  for (const key of keys) for (const id of idsWith(index, key)) touched.add(id);
  return touched;
}

/** The group that shares the key beginning so with `entry`; null where the entry is alone in it. */
export function groupView(index: CatalogueIndex, entry: IndexedEntry, kind: string): GroupView | null {
  const key = entry.keys.find((candidate) => candidate.startsWith(kind));
  const group = key === undefined ? undefined : index.groups.get(key);
  if (!group || !isGroup(group) || group.members.size < 2) return null;
  if (!group.view) {
    const sorted = [...group.members.values()].sort((a, b) => a.order - b.order);
    const names = new Map<string, number>();
    for (const { name } of sorted) names.set(name.trim(), (names.get(name.trim()) ?? 0) + 1);
    const positions = new Map(sorted.map(({ id }, position) => [id, position]));
    group.view = { sorted, positions, names, runs: new Map() };
  }
  return group.view;
}
