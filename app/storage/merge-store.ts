/** What this library and others last agreed upon, entry by entry: the ancestors of the next merge. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryFromText, entryText } from './entry-text';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { Connection } from './sqlite';
import { AS_IF_NEVER } from './staging-store';
import type { EntryState } from '#app/contract/entry-states';

export interface MergeBase {
  readonly entryId: string;
  /** The last content in common; null: both knew the entry as taken out of use. */
  readonly content: CatalogueEntry | null;
  /** Latest approved version of the entry here when it was agreed upon. */
  readonly ownVersion: number;
}

/** The bases of some entries with a peer, by entry. */
export async function readMergeBases(
  db: Connection,
  peer: string,
  ids: readonly string[],
): Promise<Map<string, MergeBase>> {
  const rows = await db.all<{ entryId: string; content_json: string | null; ownVersion: number }>(
    `SELECT entry_id AS entryId, content_json, own_version AS ownVersion FROM merge_base
     WHERE id IN (SELECT max(id) FROM merge_base
                  WHERE peer = ? AND entry_id IN (SELECT value FROM json_each(?)) GROUP BY entry_id)`,
    [peer, JSON.stringify(ids)],
  );
  return new Map(
    rows.map(({ entryId, content_json, ownVersion }) => [
      entryId,
      {
        entryId,
        ownVersion,
        content: content_json === null ? null : entryFromText(content_json),
      },
    ]),
  );
}

/** `changeSetId` null: the merge changed no entry, so there is nothing to take back with it. */
export async function addMergeBases(
  tx: Connection,
  peer: string,
  bases: readonly MergeBase[],
  changeSetId: number | null,
): Promise<void> {
  for (let i = 0; i < bases.length; i += 200) {
    const part = bases.slice(i, i + 200).map(({ entryId, content, ownVersion }) => ({
      id: entryId,
      content: content === null ? null : entryText(content),
      ownVersion,
    }));
    await tx.run(
      `INSERT INTO merge_base (peer, entry_id, content_json, own_version, change_set_id)
       SELECT ?, b.value ->> 'id', b.value ->> 'content', b.value ->> 'ownVersion', ? FROM json_each(?) AS b`,
      [peer, changeSetId, JSON.stringify(part)],
    );
  }
}

/** Remembers contents of another library that went into ours whole. */
export async function addMergedVersions(
  tx: Connection,
  versions: readonly { entryId: string; sm3: string }[],
  changeSetId: number | null,
): Promise<void> {
  await tx.run(
    `INSERT INTO merged_version (entry_id, sm3, change_set_id)
     SELECT v.value ->> 'entryId', v.value ->> 'sm3', ? FROM json_each(?) AS v WHERE true
     ON CONFLICT (entry_id, sm3) DO NOTHING`,
    [changeSetId, JSON.stringify(versions)],
  );
}

/** The merge is taken back: what was agreed by it is not agreed. */
export async function forgetMerge(tx: Connection, changeSetId: number): Promise<void> {
  await tx.run('DELETE FROM merge_base WHERE change_set_id = ?', [changeSetId]);
  await tx.run('DELETE FROM merged_version WHERE change_set_id = ?', [changeSetId]);
}

/** Former contents looked back upon for each entry. */
const MOST_FORMER = 20;

/** For each entry, the contents it had before the changes that are still remembered, the latest first. */
export async function readFormerContents(
  db: Connection,
  ids: readonly string[],
): Promise<Map<string, CatalogueEntry[]>> {
  const rows = await db.all<{ id: string; before: string }>(
    `SELECT entry_id AS id, before_json AS before FROM change_set_entry
     WHERE entry_id IN (SELECT value FROM json_each(?)) AND before_json IS NOT NULL
     ORDER BY change_set_id DESC`,
    [JSON.stringify(ids)],
  );
  const contents = new Map<string, CatalogueEntry[]>();
  for (const { id, before } of rows) {
    const list = contents.get(id) ?? [];
    contents.set(id, list);
    if (list.length < MOST_FORMER) list.push(entryFromText(before));
  }
  return contents;
}

/**
 * For each entry, the SM3 of what it grew from: versions approved here, versions of others that went in whole, and
 * contents it had while it was worked on.
 */
export async function readAncestry(
  db: Connection,
  ids: readonly string[],
): Promise<Record<string, string[]>> {
  const ancestry: Record<string, string[]> = {};
  for (let i = 0; i < ids.length; i += BATCH) {
    const part = ids.slice(i, i + BATCH);
    const versions = await readKnownVersions(db, part);
    const former = await readFormerContents(db, part);
    for (const id of part) {
      const worked = (former.get(id) ?? []).map((content) => sm3Hex(canonicalJson(content)));
      ancestry[id] = [...new Set([...worked.reverse(), ...(versions[id] ?? [])])];
    }
  }
  return ancestry;
}

const BATCH = 200;

async function readKnownVersions(db: Connection, ids: readonly string[]): Promise<Record<string, string[]>> {
  const rows = await db.all<{ id: string; sm3: string }>(
    `SELECT entry_id AS id, sm3, 0 AS rank, version FROM entry_version
     WHERE entry_id IN (SELECT value FROM json_each(?1))
     UNION ALL
     SELECT entry_id AS id, sm3, 1 AS rank, 0 AS version FROM merged_version
     WHERE entry_id IN (SELECT value FROM json_each(?1))
     ORDER BY id, rank, version, sm3`,
    [JSON.stringify(ids)],
  );
  const ancestry: Record<string, string[]> = {};
  for (const { id, sm3 } of rows) (ancestry[id] ??= []).push(sm3);
  return ancestry;
}

export interface OwnVersion {
  readonly version: number;
  readonly sm3: string;
  readonly content: CatalogueEntry;
}

/** Approved versions of an entry, the latest first. */
export async function ownVersions(db: Connection, entryId: string): Promise<OwnVersion[]> {
  const rows = await db.all<{ version: number; sm3: string; content_json: string }>(
    'SELECT version, sm3, content_json FROM entry_version WHERE entry_id = ? ORDER BY version DESC',
    [entryId],
  );
  return rows.map(({ version, sm3, content_json }) => ({
    version,
    sm3,
    content: entryFromText(content_json),
  }));
}

/** What a merge must know of every entry, also of those in the recycle bin. */
export interface MergeKey {
  readonly id: string;
  readonly code: string;
  readonly state: EntryState;
  readonly version: number;
  readonly revision: number;
  /** 1: in the recycle bin. */
  readonly removed: number;
}

export async function readMergeKeys(db: Connection): Promise<MergeKey[]> {
  return db.all<MergeKey>(
    `SELECT id, code, state, version, revision, removed_at_ms IS NOT NULL AS removed FROM entry
     WHERE removed_at_ms IS NOT ${AS_IF_NEVER} ORDER BY position`,
  );
}

export async function readWithRemoved(
  db: Connection,
  ids: readonly string[],
): Promise<{ id: string; entry: CatalogueEntry }[]> {
  const rows = await db.all<{ id: string; content_json: string }>(
    'SELECT id, content_json FROM entry WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return rows.map(({ id, content_json }) => ({ id, entry: entryFromText(content_json) }));
}
