/** Change sets: what each command changed, so that it can be taken back. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { Category } from '#app/classification/category-tree';
import { EDITABLE_STATES } from '#app/review/review-steps';
import { readCategories, replaceCategories } from './category-store';
import type { SqlCondition } from './entry-list';
import type { Connection } from './sqlite';
import { searchText } from './entry-store';
import { entryFromText, entryText } from './entry-text';
import { forgetMerge } from './merge-store';
import { AS_IF_NEVER, IN_RECYCLE_BIN } from './staging-store';

/** Commands kept for undo; older ones are forgotten, their results stay. */
const KEPT = 100;

export interface ChangeSet {
  readonly id: number;
  readonly kind: string;
  readonly label: string;
  readonly snapshot: string | null;
}

/** Opens a change set, the latest to take back, and answers its number; the oldest are forgotten. */
export async function addChangeSet(
  tx: Connection,
  change: {
    readonly kind: 'save' | 'create' | 'remove' | 'restore' | 'categories' | 'settle';
    readonly label: string;
    readonly atMs: number;
    readonly by: string;
  },
): Promise<number> {
  await tx.run('INSERT INTO change_set (kind, label, at_ms, by_name) VALUES (?, ?, ?, ?)', [
    change.kind,
    change.label,
    change.atMs,
    change.by,
  ]);
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  await tx.run('DELETE FROM change_set WHERE id <= ?', [id - KEPT]);
  return id;
}

export async function recordChange(
  tx: Connection,
  change: Parameters<typeof addChangeSet>[1],
  entries: readonly {
    id: string;
    before: CatalogueEntry | null;
    afterRevision: number;
    /** Where undo puts the entry back besides its content: the recycle bin. */
    beforeState?: string;
  }[],
): Promise<void> {
  const set = await addChangeSet(tx, change);
  for (const { id, before, afterRevision, beforeState } of entries) {
    await tx.run(
      `INSERT INTO change_set_entry (change_set_id, entry_id, before_json, after_revision, before_state)
       VALUES (?, ?, ?, ?, ?)`,
      [set, id, before === null ? null : entryText(before), afterRevision, beforeState ?? null],
    );
  }
}

/** Saves of one stretch of typing, no further apart than this, are one change to take back. */
const STRETCH_MS = 60_000;

/**
 * Adds a save to the change set of the one before, where that is the latest and of the same entry and person. Answers
 * whether it did; otherwise the save is a change of its own.
 */
export async function continueChange(
  tx: Connection,
  change: { label: string; atMs: number; by: string },
  entry: { id: string; revision: number },
): Promise<boolean> {
  const latest = await tx.get<{ id: number }>(
    `SELECT s.id FROM change_set AS s
     WHERE s.id = (SELECT max(id) FROM change_set) AND s.kind = 'save' AND s.by_name = ? AND s.at_ms >= ?
       AND (SELECT count(*) FROM change_set_entry AS c WHERE c.change_set_id = s.id) = 1
       AND EXISTS (SELECT 1 FROM change_set_entry AS c
                   WHERE c.change_set_id = s.id AND c.entry_id = ? AND c.after_revision = ?)`,
    [change.by, change.atMs - STRETCH_MS, entry.id, entry.revision],
  );
  if (!latest) return false;
  await tx.run('UPDATE change_set SET label = ?, at_ms = ? WHERE id = ?', [
    change.label,
    change.atMs,
    latest.id,
  ]);
  await tx.run('UPDATE change_set_entry SET after_revision = ? WHERE change_set_id = ?', [
    entry.revision + 1,
    latest.id,
  ]);
  return true;
}

/** Keeps the classification as it stands with the latest change set, before that command changes it. */
export async function rememberCategories(tx: Connection): Promise<void> {
  await tx.run('UPDATE change_set SET categories_json = ? WHERE id = (SELECT max(id) FROM change_set)', [
    JSON.stringify(await readCategories(tx)),
  ]);
}

/** The changes of one entry that are still remembered, the latest first, each with the content before it. */
export async function entryChangeSets(
  db: Connection,
  id: string,
): Promise<{ label: string; atMs: number; by: string; before: CatalogueEntry | null }[]> {
  const rows = await db.all<{ label: string; atMs: number; by: string; before: string | null }>(
    `SELECT s.label, s.at_ms AS atMs, s.by_name AS by, e.before_json AS before
     FROM change_set_entry AS e JOIN change_set AS s ON s.id = e.change_set_id
     WHERE e.entry_id = ? ORDER BY s.id DESC`,
    [id],
  );
  return rows.map((row) => ({
    ...row,
    before: row.before === null ? null : entryFromText(row.before),
  }));
}

export async function latestChange(db: Connection): Promise<ChangeSet | null> {
  return (
    (await db.get<ChangeSet & Record<string, never>>(
      'SELECT id, kind, label, snapshot FROM change_set ORDER BY id DESC LIMIT 1',
    )) ?? null
  );
}

export interface ImportRow {
  /** As the log names it, for example `导入“目录.xlsx”`. */
  readonly label: string;
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Its change set; null once it was taken back, or is too old to be remembered. */
  readonly changeSet: number | null;
}

/** The last imports of workbooks by the log, the latest first. */
export async function lastImports(db: Connection, most: number): Promise<ImportRow[]> {
  return db.all<ImportRow & Record<string, never>>(
    `SELECT subject AS label, at, by_name AS "by", detail_json ->> '$.entries.created' AS created,
            detail_json ->> '$.entries.updated' AS updated, detail_json ->> '$.entries.unchanged' AS unchanged,
            detail_json ->> '$.entries.failed' AS failed,
            (SELECT id FROM change_set AS c
             WHERE c.kind = 'import' AND c.label = subject
               AND c.at_ms = CAST(round(unixepoch(at, 'subsec') * 1000) AS INTEGER)) AS changeSet
     FROM audit_record WHERE action = 'workbook-imported' ORDER BY seq DESC LIMIT ?`,
    [most],
  );
}

/** Condition of the entry list: the entries that a change set changed or created. */
export function changedBy(changeSet: number): SqlCondition {
  return {
    sql: 'id IN (SELECT entry_id FROM change_set_entry WHERE change_set_id = ?)',
    values: [changeSet],
  };
}

/** Snapshots that a pending undo may still want. */
export async function snapshotsInUse(db: Connection): Promise<Set<string>> {
  const rows = await db.all<{ snapshot: string }>(
    'SELECT snapshot FROM change_set WHERE snapshot IS NOT NULL ORDER BY id DESC LIMIT 1',
  );
  return new Set(rows.map((row) => row.snapshot));
}

const UNDER_COMPILATION = `(${EDITABLE_STATES.map((state) => `'${state}'`).join(', ')})`;

/** Entries that are no longer where a change left them; those that were edited again come first. */
export interface MovedOn {
  /** Some of them. */
  readonly names: readonly string[];
  /** Where they were sent, when nothing but that happened to them; null: they were edited again. */
  readonly state: string | null;
}

interface MovedRow {
  readonly name: string;
  readonly state: string;
  readonly edited: number;
}

function movedOn(rows: readonly MovedRow[]): MovedOn | null {
  const [first] = rows;
  if (!first) return null;
  const alike = rows.filter(({ edited }) => edited === first.edited);
  return { names: alike.map(({ name }) => name), state: first.edited === 1 ? null : first.state };
}

/** What moved on after the change (edited again, sent for review), which an undo would trample on; null when nothing did. */
export async function movedOnSince(db: Connection, setId: number): Promise<MovedOn | null> {
  const rows = await db.all<MovedRow>(
    `SELECT entry.name, entry.state, entry.revision <> c.after_revision AS edited FROM change_set_entry AS c JOIN entry ON entry.id = c.entry_id
     WHERE c.change_set_id = ?1
       AND (entry.revision <> c.after_revision
            OR (entry.state NOT IN ${UNDER_COMPILATION} AND entry.state IS NOT c.after_state))
     UNION
     SELECT entry.name, entry.state, 0 FROM change_set_settlement AS c JOIN entry ON entry.id = c.entry_id
     WHERE c.change_set_id = ?1 AND entry.state NOT IN ${UNDER_COMPILATION}
     ORDER BY edited DESC LIMIT 5`,
    [setId],
  );
  return movedOn(rows);
}

/** Which of the entries were sent for review or are settled: reasons given for them stay as they are. */
export async function sentAmong(db: Connection, entries: readonly string[]): Promise<MovedOn | null> {
  const rows = await db.all<MovedRow>(
    `SELECT name, state, 0 AS edited FROM entry WHERE id IN (SELECT value FROM json_each(?)) AND state NOT IN ${UNDER_COMPILATION} LIMIT 5`,
    [JSON.stringify(entries)],
  );
  return movedOn(rows);
}

/** Puts the former contents back and forgets the change set; entries it had created go to the recycle bin. */
export async function revertChange(tx: Connection, set: ChangeSet, atMs: number): Promise<string[]> {
  const rows = await tx.all<{ entry_id: string; before_json: string | null; before_state: string | null }>(
    'SELECT entry_id, before_json, before_state FROM change_set_entry WHERE change_set_id = ?',
    [set.id],
  );
  for (const [removedAtMs, which] of [
    [AS_IF_NEVER, (row: (typeof rows)[number]) => row.before_json === null],
    [atMs, (row: (typeof rows)[number]) => row.before_json !== null && row.before_state === IN_RECYCLE_BIN],
  ] as const) {
    const ids = rows.filter(which).map((row) => row.entry_id);
    await tx.run(
      `UPDATE entry SET removed_at_ms = ?, revision = revision + 1 WHERE id IN (SELECT value FROM json_each(?))`,
      [removedAtMs, JSON.stringify(ids)],
    );
  }
  // An entry that is as it was sent or approved is in its former state again, unless it went on since.
  await tx.run(
    `UPDATE entry SET state = c.before_state FROM change_set_entry AS c
     WHERE c.change_set_id = ? AND c.entry_id = entry.id AND entry.state = c.after_state
       AND c.before_state IS NOT NULL AND c.before_state <> ?`,
    [set.id, IN_RECYCLE_BIN],
  );
  const changed = rows.filter((row) => row.before_json !== null && row.before_state !== IN_RECYCLE_BIN);
  for (let i = 0; i < changed.length; i += 1000) {
    const former = changed.slice(i, i + 1000).map((row) => {
      const entry = entryFromText(row.before_json!);
      return {
        id: row.entry_id,
        content: row.before_json,
        code: entry.code,
        name: entry.name,
        provider: entry.provider,
        office: entry.office,
        sharingType: entry.sharingType,
        updateCycle: entry.updateCycle,
        items: entry.items.length,
        search: searchText(entry),
      };
    });
    await tx.run(
      `UPDATE entry SET content_json = f.value ->> 'content', code = f.value ->> 'code', name = f.value ->> 'name',
                        provider = f.value ->> 'provider', office = f.value ->> 'office',
                        sharing_type = f.value ->> 'sharingType', update_cycle = f.value ->> 'updateCycle',
                        item_count = f.value ->> 'items', search_text = f.value ->> 'search',
                        removed_at_ms = NULL, revision = revision + 1, changed_at_ms = ?
       FROM json_each(?) AS f WHERE entry.id = f.value ->> 'id'`,
      [atMs, JSON.stringify(former)],
    );
  }
  const tree = await tx.get<{ categories_json: string | null }>(
    'SELECT categories_json FROM change_set WHERE id = ?',
    [set.id],
  );
  if (tree?.categories_json) await replaceCategories(tx, JSON.parse(tree.categories_json) as Category[]);
  await forgetMerge(tx, set.id);
  await tx.run('DELETE FROM change_set WHERE id = ?', [set.id]);
  // Older change sets name revisions that this undo has moved; they stay undoable in turn.
  await tx.run(
    `UPDATE change_set_entry SET after_revision = (SELECT revision FROM entry WHERE entry.id = entry_id)
     WHERE entry_id IN (SELECT value FROM json_each(?))
       AND change_set_id = (SELECT max(change_set_id) FROM change_set_entry AS c WHERE c.entry_id = change_set_entry.entry_id)`,
    [JSON.stringify(rows.map((row) => row.entry_id))],
  );
  return rows.map((row) => row.entry_id);
}
