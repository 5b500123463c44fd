/** What a merge comes to while it is worked out: what is written, what is asked, what is agreed. */
import { catalogueDifference } from '#app/catalogue/catalogue-difference';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { mergeVersions, sameContent, type MergedEntry, type Version } from '#app/catalogue/merge-entry';
import type { CallOutput } from '#app/contract/calls';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import type { MergeBase, MergeKey } from '#app/storage/merge-store';
import type { Staged } from '#app/storage/staging-store';
import type { deciderFor } from './merge-decisions';
import type { Incoming } from './read-incoming';

type MergeResult = CallOutput<'package.merge'>;

/** Differences shown; more than anybody reads, and bounded for a library of any size. */
const MOST_DIFFERENCES = 2000;

export interface WorkedOut {
  readonly result: MergeResult;
  readonly staged: readonly Staged[];
  readonly bases: readonly MergeBase[];
  /** Contents of theirs that went in whole. */
  readonly versions: readonly { readonly entryId: string; readonly sm3: string }[];
  /** Entries in use here before the merge. */
  readonly live: number;
}

/** One entry of theirs: its content, or null for a tombstone. */
export interface Theirs {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly entry: CatalogueEntry | null;
  readonly raw: unknown;
}

export interface Own {
  readonly key: MergeKey;
  readonly content: CatalogueEntry;
  readonly out: boolean;
  readonly stored: MergeBase | undefined;
}

export interface MergeWork extends WorkedOut {
  addNew(one: Theirs): void;
  add(one: Theirs, own: Own, base: Version, other: CatalogueEntry | null): void;
}

/** Gathers what a merge comes to while it is worked out. */
export function mergeWork(
  { unit, catalogue }: Incoming,
  decider: ReturnType<typeof deciderFor>,
  live: number,
): MergeWork {
  const staged: Staged[] = [];
  const bases: MergeBase[] = [];
  const versions: { entryId: string; sm3: string }[] = [];
  const result: MergeResult = {
    from: { unit, department: catalogue.department, libraryId: catalogue.libraryId },
    created: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    conflicts: [],
    locked: [],
    differences: [],
  };

  const agree = (
    base: Omit<MergeBase, 'content'>,
    merged: MergedEntry,
    raw: unknown,
    stored?: MergeBase,
  ): void => {
    const { entryId } = base;
    const { agreed: content } = merged;
    if (content === undefined) return;
    const known =
      stored?.content && content ? sameContent(stored.content, content) : stored?.content === content;
    if (!known) bases.push({ ...base, content });
    if (merged.conflicts.length === 0 && raw !== null) {
      versions.push({ entryId, sm3: sm3Hex(canonicalJson(raw)) });
    }
  };

  const add: MergeWork['add'] = (one, { key, content, out, stored }, base, other) => {
    const named = { id: key.id, code: content.code, name: content.name };
    const ours = out ? null : content;
    const merged = mergeVersions(base, ours, other, decider({ ids: [key.id, one.id], code: content.code }));
    const act = actOf(ours, merged.entry);
    if (act !== null && !isOpen(key, out)) {
      // Nothing is changed behind the backs of those who review or receive it; the next merge asks again.
      result.locked.push({ entry: named, state: key.state });
      result.unchanged++;
      return;
    }
    for (const conflict of merged.conflicts) result.conflicts.push({ entry: named, ...conflict });
    agree({ entryId: key.id, ownVersion: key.version }, merged, one.raw, stored);
    if (act === null) {
      result.unchanged++;
      return;
    }
    const entry = merged.entry ?? content;
    if (act === 'retire') result.removed++;
    else result.updated++;
    staged.push({ entry, created: false, revision: key.revision, act });
    if (act === 'write' && result.differences.length < MOST_DIFFERENCES) {
      result.differences.push({ entry: named, changes: changesOf(content, entry) });
    }
  };

  return {
    result,
    staged,
    bases,
    versions,
    live,
    add,
    addNew: ({ entry, id, raw }) => {
      if (entry === null) return;
      result.created++;
      staged.push({ entry, created: true, revision: 0 });
      agree({ entryId: id, ownVersion: 0 }, { entry, conflicts: [], agreed: entry }, raw);
    },
  };
}

function changesOf(
  before: CatalogueEntry,
  after: CatalogueEntry,
): MergeResult['differences'][number]['changes'] {
  return catalogueDifference([before], [after]).different.flatMap((one) => [
    ...one.changes,
    ...one.itemsAdded.map((name) => ({ field: 'items', label: '新增信息项', before: '', after: name })),
    ...one.itemsRemoved.map((name) => ({ field: 'items', label: '删除信息项', before: name, after: '' })),
  ]);
}

function actOf(ours: CatalogueEntry | null, entry: Version): 'write' | 'retire' | 'restore' | null {
  if (entry === undefined || entry === ours) return null;
  if (entry === null) return ours === null ? null : 'retire';
  if (ours === null) return 'restore';
  return sameContent(ours, entry) ? null : 'write';
}

function isOpen(key: MergeKey, out: boolean): boolean {
  return out || [...EDITABLE_STATES, ...SETTLED_STATES].includes(key.state);
}
