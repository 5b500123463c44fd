/**
 * What the check must know of all entries together to find duplicates: up to four keys per entry, and who shares them.
 * Keys are the entry's own texts wherever they can be: a hundred thousand entries stay in memory all day.
 *
 * Changing one entry touches only the groups that it leaves and joins; `changeEntry` tells whose findings may differ.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { foldLabel, isFolded } from '#app/classification/code-table';
import { remembered } from './remembered';
import { compact } from './words';

export interface IndexedEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Place in the catalogue: what stands next to it can be seen to have been filled down from it. */
  readonly order: number;
  readonly summary: string;
  /** Null without a name. */
  readonly owner: Owner | null;
}

/** What entries of one provider and office can share; the same name in another office is another resource. */
interface Owner {
  readonly name: Groups;
  readonly near: Groups;
  readonly digits: Groups;
}

/**
 * What entries can have in common: their code; and within one office their name as written, their name but for marks,
 * width and case, their name but for digits.
 */
const SHARED = ['code', 'name', 'near', 'digits'] as const;
export type Shared = (typeof SHARED)[number];

/** By key. Most entries are alone with theirs, and stand for themselves. */
type Groups = Map<string, IndexedEntry | Group>;

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
  readonly codes: Groups;
  readonly owners: Map<string, Owner>;
  nextOrder: number;
}

const SEPARATOR = '\u0001';
const MARKS = /[\p{P}\p{S}\p{C}\p{Z}]+/gu;

function isGroup(there: IndexedEntry | Group): there is Group {
  return 'members' in there;
}

export function createCatalogueIndex(): CatalogueIndex {
  return { entries: new Map(), codes: new Map(), owners: new Map(), nextOrder: 0 };
}

/** Letters, digits and Chinese characters only, width and case folded: what is left when punctuation does not count. */
function bare(text: string): string {
  return isFolded(text) ? text : foldLabel(text).replace(MARKS, '');
}

const withoutDigits = (text: string): string => text.replace(/\d+/g, '#');

/** Whether the summaries say the same but for their digits: rows filled down do. */
export function summariesAgree(a: IndexedEntry, b: IndexedEntry): boolean {
  const folded = ({ summary }: IndexedEntry): string => withoutDigits(bare(summary));
  return a.summary === b.summary || folded(a) === folded(b);
}

/** A department has one name and a few dozen offices. */
const ownerPart = remembered(bare);

/** What of an entry the index looks at. */
export type IndexSource = Pick<CatalogueEntry, 'id' | 'code' | 'name' | 'provider' | 'office' | 'summary'>;

function ownerOf(index: CatalogueIndex, { provider, office }: IndexSource): Owner {
  const key = ownerPart(provider) + SEPARATOR + ownerPart(office);
  let owner = index.owners.get(key);
  if (!owner) {
    owner = { name: new Map(), near: new Map(), digits: new Map() };
    index.owners.set(key, owner);
  }
  return owner;
}

interface Place {
  readonly groups: Groups;
  readonly key: string;
}

/** '' where the entry has nothing to share. */
const KEYS: Readonly<Record<Shared, (entry: IndexedEntry) => string>> = {
  code: ({ code }) => compact(code).toUpperCase(),
  name: ({ name }) => name.trim(),
  near: ({ name }) => bare(name),
  digits: ({ name }) => (/\d/.test(compact(name)) ? withoutDigits(bare(name)) : ''),
};

/** Where the entry stands among those it shares that with. */
function placeOf(index: CatalogueIndex, entry: IndexedEntry, shared: Shared): Place | null {
  const groups = shared === 'code' ? index.codes : entry.owner?.[shared];
  const key = groups ? KEYS[shared](entry) : '';
  return groups && key !== '' ? { groups, key } : null;
}

function placesOf(index: CatalogueIndex, entry: IndexedEntry): Place[] {
  const places: Place[] = [];
  for (const shared of SHARED) {
    const place = placeOf(index, entry, shared);
    if (place) places.push(place);
  }
  return places;
}

/** The ids of those that stand there. */
function idsAt({ groups, key }: Place): Iterable<string> {
  const there = groups.get(key);
  if (!there) return [];
  return isGroup(there) ? there.members.keys() : [there.id];
}

/** Everywhere that the entry of that id stands; nowhere where the index does not hold it. */
function placesOfId(index: CatalogueIndex, id: string): Place[] {
  const known = index.entries.get(id);
  return known ? placesOf(index, known) : [];
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
    owner: bare(entry.name) === '' ? null : ownerOf(index, entry),
  };
  index.entries.set(entry.id, indexed);
  for (const { groups, key } of placesOf(index, indexed)) {
    const there = groups.get(key);
    if (!there) groups.set(key, indexed);
    else if (isGroup(there)) {
      there.members.set(indexed.id, indexed);
      there.view = null;
    } else {
      const members = new Map([there, indexed].map((member) => [member.id, member]));
      groups.set(key, { members, view: null });
    }
  }
}

export function removeEntry(index: CatalogueIndex, id: string): void {
  const known = index.entries.get(id);
  if (!known) return;
  index.entries.delete(id);
  for (const { groups, key } of placesOf(index, known)) {
    const there = groups.get(key)!;
    if (isGroup(there) && there.members.size > 1) {
      there.members.delete(id);
      there.view = null;
    } else groups.delete(key);
  }
}

/** The entry and all that share a key with it. */
export function relatedIds(index: CatalogueIndex, id: string): Set<string> {
  const related = new Set<string>();
  for (const place of placesOfId(index, id)) {
    for (const other of idsAt(place)) related.add(other);
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
  const looked = new Map<Groups, Set<string>>();
  const touched = new Set<string>();
  const look = (id: string): void => {
    for (const { groups, key } of placesOfId(index, id)) {
      const keys = looked.get(groups);
      if (keys) keys.add(key);
      else looked.set(groups, new Set([key]));
    }
  };
  for (const entry of entries) {
    look(entry.id);
    setEntry(index, entry);
    look(entry.id);
    touched.add(entry.id);
  }
  for (const [groups, keys] of looked) {
    for (const key of keys) for (const id of idsAt({ groups, key })) touched.add(id);
  }
  return touched;
}

/** Those that share it with `entry`; null where the entry is alone with it. */
export function groupView(index: CatalogueIndex, entry: IndexedEntry, shared: Shared): GroupView | null {
  const place = placeOf(index, entry, shared);
  const group = place?.groups.get(place.key);
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
