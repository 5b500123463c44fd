/** Merge of a whole package into a catalogue: which entry is which, what it becomes, whether that is plausible. */
import { alignItems } from './catalogue-difference';
import type { CatalogueEntry } from './entry';
import type { Version } from './merge-entry';

/** An entry of ours as far as matching must know it. */
export interface OwnKey {
  readonly id: string;
  readonly code: string;
  /** Out of use here, or in the recycle bin. */
  readonly removed: boolean;
}

/** One entry of theirs, and the entry here that it is; null where it is new here. */
export interface MatchedEntry {
  readonly theirId: string;
  readonly ownId: string | null;
}

/**
 * By stable id, then by code. A code counts only where it is carried by one entry here that nothing else of theirs
 * claims by its id.
 */
export function matchEntries(
  theirs: readonly { readonly id: string; readonly code: string }[],
  ours: readonly OwnKey[],
): MatchedEntry[] {
  const ownIds = new Set(ours.map(({ id }) => id));
  const claimed = new Set(theirs.map(({ id }) => id).filter((id) => ownIds.has(id)));
  const byCode = new Map<string, string | null>();
  for (const { id, code, removed } of ours) {
    if (code === '' || removed || claimed.has(id)) continue;
    byCode.set(code, byCode.has(code) ? null : id);
  }
  return theirs.map(({ id, code }) => {
    if (ownIds.has(id)) return { theirId: id, ownId: id };
    const ownId = code === '' ? null : (byCode.get(code) ?? null);
    if (ownId !== null) byCode.set(code, null);
    return { theirId: id, ownId };
  });
}

/** Their entry under our ids, so that it can be compared item by item. */
export function underOwnIds(theirs: CatalogueEntry, ours: CatalogueEntry): CatalogueEntry {
  return theirs.id === ours.id ? theirs : { ...alignItems(theirs, ours), id: ours.id };
}

/** A content of ours that may be the one both sides last had. */
export interface Candidate {
  readonly sm3: string;
  readonly content: CatalogueEntry;
}

/**
 * The last common version: of the contents that the entry has or had here (latest first), the latest that theirs says
 * it grew from. Undefined where there is none.
 */
export function provenVersion(candidates: readonly Candidate[], ancestry: readonly string[]): Version {
  const known = new Set(ancestry);
  return candidates.find(({ sm3 }) => known.has(sm3))?.content;
}

/**
 * Where nothing is proven: a former content that theirs is nearer to than to the present one is what they started
 * from. The present one never is, however near: taking theirs unasked would overwrite it.
 */
export function likelyVersion(
  former: readonly CatalogueEntry[],
  ours: CatalogueEntry,
  theirs: CatalogueEntry,
): Version {
  let best: { content: CatalogueEntry | undefined; distance: number } = {
    content: undefined,
    distance: distanceOf(ours, theirs),
  };
  for (const content of former) {
    const distance = distanceOf(content, theirs);
    if (distance < best.distance) best = { content, distance };
  }
  return best.content;
}

/** Number of values in which two versions differ. */
function distanceOf(a: CatalogueEntry, b: CatalogueEntry): number {
  const values = (entry: CatalogueEntry): Map<string, string> => {
    const found = new Map<string, string>();
    const put = (place: string, record: object): void => {
      for (const [key, value] of Object.entries(record))
        if (typeof value === 'string') found.set(place + key, value);
    };
    put('', entry);
    put('extra.', entry.extra);
    for (const item of entry.items) {
      put(`${item.id}.`, item);
      put(`${item.id}.extra.`, item.extra);
    }
    return found;
  };
  const [left, right] = [values(a), values(b)];
  let distance = 0;
  for (const key of new Set([...left.keys(), ...right.keys()]))
    if (left.get(key) !== right.get(key)) distance++;
  return distance;
}

/** Over half of what is here would go: that is a wrong file or a missing disk, not work. */
export function isImplausibleRemoval(removed: number, live: number): boolean {
  return removed > live / 2;
}
