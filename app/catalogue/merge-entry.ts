/**
 * Per-field three-way merge of an entry (合并).
 *
 * Against the last version that both libraries knew: what one side changed is taken, what both changed to the same is
 * taken, what both changed differently is asked and stays as it is here until somebody decides. Taking out of use is a
 * change like any other: against an edit it is asked. A decision is remembered by what is agreed afterwards (`agreed`),
 * the base of the next merge.
 */
import type { CatalogueEntry } from './entry';
import { entryChanges, hasChanges } from './entry-changes';
import { ENTRY_FIELD_KEYS, ENTRY_FIELDS, ROLLED_UP_KEYS, type EntryFieldKey } from './entry-fields';
import { mergeGrowingList, mergeRecord, mergeText, type Decide, type MergeConflict } from './merge-fields';
import { mergeItems } from './merge-items';
import { rollUp } from './roll-up';

/** Null: taken out of use. Undefined: not known there at all (as a base: no common version). */
export type Version = CatalogueEntry | null | undefined;

export interface MergedEntry {
  /** What the entry becomes here; undecided places as they were here. */
  readonly entry: CatalogueEntry | null | undefined;
  readonly conflicts: readonly MergeConflict[];
  /** The base of the next merge with the same library; undefined: nothing to remember. */
  readonly agreed: Version;
}

export function sameContent(a: CatalogueEntry, b: CatalogueEntry): boolean {
  return !hasChanges(entryChanges(a, b));
}

/** `theirs` undefined: the package does not speak of the entry, so nothing changes. */
export function mergeVersions(base: Version, ours: Version, theirs: Version, decide: Decide): MergedEntry {
  const settled = (entry: Version): MergedEntry => ({ entry, conflicts: [], agreed: theirs });
  if (theirs === undefined) return { entry: ours, conflicts: [], agreed: base };
  if (ours === undefined) return settled(theirs ?? undefined);
  if (ours !== null && theirs !== null) return mergeEntries(base ?? null, ours, theirs, decide);
  if (ours === null && theirs === null) return settled(null);
  // One side has taken it out of use.
  if (base === null) return settled(ours === null ? theirs : ours);
  const live = (ours ?? theirs)!;
  if (base !== undefined && sameContent(base, live)) return settled(null);
  const decision = decide('removed');
  if (decision !== undefined) return settled(decision === 'ours' ? ours : theirs);
  const conflict: MergeConflict = {
    field: 'removed',
    label: '停用',
    base: base === undefined ? null : '',
    ours: ours === null ? '已停用' : '已修改',
    theirs: theirs === null ? '已停用' : '已修改',
  };
  return { entry: ours, conflicts: [conflict], agreed: base };
}

/** Both sides have it. `base` null: no common version. The result carries the id of `ours`. */
function mergeEntries(
  base: CatalogueEntry | null,
  ours: CatalogueEntry,
  theirs: CatalogueEntry,
  decide: Decide,
): MergedEntry {
  const conflicts: MergeConflict[] = [];
  const items = mergeItems(base && base.items, ours.items, theirs.items, decide);
  const entry: CatalogueEntry = { ...ours, items: items.items };
  const agreed: CatalogueEntry = { ...theirs, items: items.agreed ?? [] };
  let complete = items.agreed !== undefined;

  const one = (
    field: string,
    label: string,
    was: string | null,
    own: string,
    other: string,
  ): ReturnType<typeof mergeText> => {
    const merged = mergeText(was, own, other, decide(field));
    if (merged.open) conflicts.push({ field, label, base: was, ours: own, theirs: other });
    return merged;
  };
  for (const key of ENTRY_FIELD_KEYS) {
    // Where the items say it, the entry's own value follows from them and is nobody's decision.
    if (isRolledUp(key) && items.items.some((item) => item[key] !== '')) continue;
    const merged = one(key, ENTRY_FIELDS[key].label, base && base[key], ours[key], theirs[key]);
    entry[key] = merged.value;
    if (merged.agreed === undefined) complete = false;
    else agreed[key] = merged.agreed;
  }
  const extra = mergeRecord(base && base.extra, ours.extra, theirs.extra, (label, was, own, other) =>
    one(`extra.${label}`, label, was, own, other),
  );
  entry.extra = extra.value;
  agreed.extra = extra.agreed;
  entry.formerCodes = mergeGrowingList(base?.formerCodes ?? [], ours.formerCodes, theirs.formerCodes);
  conflicts.push(...items.conflicts);

  const rolled = rollUp(entry);
  return {
    // What differs by nothing but the roll-up of an old entry is no change that came from the other side.
    entry: sameContent(entry, ours) ? ours : rolled,
    conflicts,
    agreed: complete && extra.complete ? agreed : undefined,
  };
}

function isRolledUp(key: EntryFieldKey): key is (typeof ROLLED_UP_KEYS)[number] {
  return (ROLLED_UP_KEYS as readonly string[]).includes(key);
}
