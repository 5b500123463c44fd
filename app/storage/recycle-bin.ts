/** The recycle bin: entries that somebody deleted. What an undo took back as if it had never come is not in it. */
import { AS_IF_NEVER } from './staging-store';
import { containing } from './entry-list';
import type { Connection, SqlValue } from './sqlite';

const IN_BIN = `removed_at_ms > ${AS_IF_NEVER}`;

export interface BinRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly office: string;
  readonly items: number;
  readonly removedAtMs: number;
}

export async function listBin(
  db: Connection,
  wanted: { query?: string | undefined; offset?: number | undefined; limit?: number | undefined },
): Promise<{ total: number; entries: BinRow[] }> {
  const conditions = [IN_BIN];
  const values: SqlValue[] = [];
  for (const word of (wanted.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    conditions.push("search_text LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  const where = conditions.join(' AND ');
  const total = await db.get<{ total: number }>(`SELECT count(*) AS total FROM entry WHERE ${where}`, values);
  const entries = await db.all<BinRow & Record<string, never>>(
    `SELECT id, code, name, office, item_count AS items, removed_at_ms AS removedAtMs FROM entry
     WHERE ${where} ORDER BY removed_at_ms DESC, position LIMIT ? OFFSET ?`,
    [...values, wanted.limit ?? 100, wanted.offset ?? 0],
  );
  return { total: total?.total ?? 0, entries };
}

export async function countBin(db: Connection): Promise<number> {
  const row = await db.get<{ total: number }>(`SELECT count(*) AS total FROM entry WHERE ${IN_BIN}`);
  return row?.total ?? 0;
}

/** Of these ids, those that lie in the bin, with the revision and text they lie there with. */
export async function readBin(
  db: Connection,
  ids: readonly string[],
): Promise<{ id: string; revision: number; content: string }[]> {
  return db.all<{ id: string; revision: number; content: string }>(
    `SELECT id, revision, content_json AS content FROM entry
     WHERE ${IN_BIN} AND id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
}
