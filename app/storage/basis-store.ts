/** 法规依据 to choose from: those kept by the department, and those already written in the entries. */
import { containing } from './entry-list';
import type { Connection } from './sqlite';

export interface LegalBasis {
  readonly text: string;
  /** In the department's own list. */
  readonly kept: boolean;
  /** How many entries are not shared on this basis. */
  readonly entries: number;
}

/** Those kept first, then the ones used most. `query`: every word occurs in the text. */
export async function listBases(db: Connection, query: string, most: number): Promise<LegalBasis[]> {
  const words = query.split(/\s+/).filter(Boolean);
  const rows = await db.all<{ text: string; kept: number; entries: number }>(
    `WITH used AS (
       SELECT trim(content_json ->> 'refusalBasis') AS text, count(*) AS entries FROM entry INDEXED BY entry_blanks
       WHERE removed_at_ms IS NULL AND sharing_type = '不予共享' GROUP BY 1),
     basis AS (
       SELECT text, 1 AS kept, coalesce((SELECT entries FROM used WHERE used.text = legal_basis.text), 0) AS entries
       FROM legal_basis
       UNION ALL SELECT text, 0, entries FROM used WHERE text <> '' AND text NOT IN (SELECT text FROM legal_basis))
     SELECT text, kept, entries FROM basis
     WHERE ${["text <> ''", ...words.map(() => "lower(text) LIKE ? ESCAPE '\\'")].join(' AND ')}
     ORDER BY kept DESC, entries DESC, text LIMIT ?`,
    [...words.map(containing), most],
  );
  return rows.map((row) => ({ ...row, kept: row.kept === 1 }));
}

export async function changeBases(
  tx: Connection,
  change: {
    readonly add: readonly string[];
    readonly remove: readonly string[];
    readonly by: string;
    readonly atMs: number;
  },
): Promise<void> {
  await tx.run('DELETE FROM legal_basis WHERE text IN (SELECT value FROM json_each(?))', [
    JSON.stringify(change.remove),
  ]);
  await tx.run(
    `INSERT INTO legal_basis (text, added_at_ms, added_by) SELECT value, ?, ? FROM json_each(?) WHERE true
     ON CONFLICT (text) DO NOTHING`,
    [change.atMs, change.by, JSON.stringify(change.add)],
  );
}
