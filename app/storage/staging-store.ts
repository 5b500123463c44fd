/** Staging: where an import puts its entries together, so that the write itself is one short transaction. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { searchText } from './entry-store';
import { entryText } from './entry-text';
import type { Connection } from './sqlite';

export interface Staged {
  readonly entry: CatalogueEntry;
  readonly created: boolean;
  /** Revision the change was worked out against; 0 for a new entry. */
  readonly revision: number;
  /** `retire`: taken out of use, content as it is; `restore`: back in use with this content. `write` where absent. */
  readonly act?: 'write' | 'retire' | 'restore';
}

/** Stands for the former state of an entry that lay in the recycle bin. */
export const IN_RECYCLE_BIN = '已删除';
/** `removed_at_ms` of an entry whose coming in was taken back: nobody deleted it, it may come again unasked. */
export const AS_IF_NEVER = 0;
const NEXT_STATE = `CASE WHEN act = 'retire' THEN '停用'
                         WHEN act = 'write' AND entry.state IN ('退回修改', '退回补正') THEN entry.state ELSE '草稿' END`;

export async function stageEntries(tx: Connection, staged: readonly Staged[]): Promise<void> {
  const rows = staged.map(({ entry, created, revision, act = 'write' }) => ({
    id: entry.id,
    created: created ? 1 : 0,
    revision,
    content: entryText(entry),
    code: entry.code,
    name: entry.name,
    provider: entry.provider,
    office: entry.office,
    sharingType: entry.sharingType,
    updateCycle: entry.updateCycle,
    items: entry.items.length,
    search: searchText(entry),
    act,
  }));
  await tx.run(
    `INSERT INTO staged_entry (id, created, revision, content_json, code, name, provider, office, sharing_type,
                               update_cycle, item_count, search_text, act)
     SELECT s.value ->> 'id', s.value ->> 'created', s.value ->> 'revision', s.value ->> 'content', s.value ->> 'code',
            s.value ->> 'name', s.value ->> 'provider', s.value ->> 'office', s.value ->> 'sharingType',
            s.value ->> 'updateCycle', s.value ->> 'items', s.value ->> 'search', s.value ->> 'act'
     FROM json_each(?) AS s`,
    [JSON.stringify(rows)],
  );
}

/**
 * Brings the staged entries in and records the change set for undo; answers its id, or null, with nothing done, when an
 * entry was changed since the import read it. Runs inside the caller's transaction.
 */
export async function applyStaged(
  tx: Connection,
  change: { label: string; atMs: number; by: string; snapshot: string; kind?: 'import' | 'merge' },
): Promise<number | null> {
  const stale = await tx.get<{ id: string }>(
    `SELECT staged_entry.id FROM staged_entry LEFT JOIN entry USING (id)
     WHERE CASE created
             WHEN 1 THEN entry.id IS NOT NULL AND entry.removed_at_ms IS NULL
             ELSE entry.id IS NULL OR entry.revision <> staged_entry.revision
                  OR (entry.removed_at_ms IS NOT NULL AND act <> 'restore')
           END
     LIMIT 1`,
  );
  if (stale) return null;
  await tx.run('INSERT INTO change_set (kind, label, at_ms, by_name, snapshot) VALUES (?, ?, ?, ?, ?)', [
    change.kind ?? 'import',
    change.label,
    change.atMs,
    change.by,
    change.snapshot,
  ]);
  const setId = await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id');
  await tx.run(
    `INSERT INTO change_set_entry (change_set_id, entry_id, before_json, after_revision, before_state, after_state)
     SELECT ?, staged_entry.id, CASE WHEN entry.removed_at_ms = ${AS_IF_NEVER} THEN NULL ELSE entry.content_json END,
            coalesce(entry.revision, 0) + 1,
            CASE WHEN entry.removed_at_ms = ${AS_IF_NEVER} THEN NULL
                 WHEN entry.removed_at_ms IS NOT NULL THEN '${IN_RECYCLE_BIN}' ELSE entry.state END, ${NEXT_STATE}
     FROM staged_entry LEFT JOIN entry USING (id)`,
    [setId!.id],
  );
  await tx.run(
    `UPDATE entry SET content_json = s.content_json, code = s.code, name = s.name, provider = s.provider, office = s.office,
                      sharing_type = s.sharing_type, update_cycle = s.update_cycle, item_count = s.item_count,
                      search_text = s.search_text, revision = entry.revision + 1, changed_at_ms = ?, changed_by = ?,
                      state = ${NEXT_STATE}, removed_at_ms = NULL
     FROM staged_entry AS s WHERE s.id = entry.id AND s.created = 0 AND s.act <> 'retire'`,
    [change.atMs, change.by],
  );
  await tx.run(
    `UPDATE entry SET state = '停用', revision = revision + 1, changed_at_ms = ?, changed_by = ?
     WHERE id IN (SELECT id FROM staged_entry WHERE act = 'retire')`,
    [change.atMs, change.by],
  );
  await tx.run(
    `INSERT INTO entry (id, position, state, content_json, code, name, provider, office, sharing_type, update_cycle,
                        item_count, search_text, changed_at_ms, changed_by)
     SELECT id, (SELECT coalesce(max(position), 0) FROM entry) + row_number() OVER (ORDER BY rowid), '草稿', content_json,
            code, name, provider, office, sharing_type, update_cycle, item_count, search_text, ?, ?
     FROM staged_entry WHERE created = 1
     -- An id that lies in the recycle bin comes back with what the sheet or package says.
     ON CONFLICT (id) DO UPDATE SET
       content_json = excluded.content_json, code = excluded.code, name = excluded.name, provider = excluded.provider,
       office = excluded.office, sharing_type = excluded.sharing_type, update_cycle = excluded.update_cycle,
       item_count = excluded.item_count, search_text = excluded.search_text, state = '草稿', removed_at_ms = NULL,
       revision = entry.revision + 1, changed_at_ms = excluded.changed_at_ms, changed_by = excluded.changed_by`,
    [change.atMs, change.by],
  );
  await tx.exec('DELETE FROM staged_entry');
  return setId!.id;
}

export async function clearStaging(tx: Connection): Promise<void> {
  await tx.exec('DELETE FROM staged_entry');
}
