/** Saved mappings of sheets and of values: said once in this library, applied on every later import. */
import type { Connection } from './sqlite';

/** One sheet of a mapping: its header texts, and what each column (by letter) holds. */
export interface StoredSheet {
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly columns: Readonly<Record<string, string | null>>;
}

export interface StoredMapping {
  readonly id: number;
  readonly name: string;
  readonly sheets: readonly StoredSheet[];
  readonly savedAtMs: number;
  readonly savedBy: string;
}

/** `shape`: SM3 of the header texts. Answers whether one of that shape was there. */
export async function saveMapping(
  tx: Connection,
  mapping: { name: string; shape: string; sheets: readonly StoredSheet[]; atMs: number; by: string },
): Promise<{ id: number; replaced: boolean }> {
  const known = await tx.get<{ id: number }>('SELECT id FROM layout_mapping WHERE shape = ?', [
    mapping.shape,
  ]);
  await tx.run(
    `INSERT INTO layout_mapping (name, shape, sheets_json, saved_at_ms, saved_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (shape) DO UPDATE SET name = excluded.name, sheets_json = excluded.sheets_json,
       saved_at_ms = excluded.saved_at_ms, saved_by = excluded.saved_by`,
    [mapping.name, mapping.shape, JSON.stringify(mapping.sheets), mapping.atMs, mapping.by],
  );
  const row = await tx.get<{ id: number }>('SELECT id FROM layout_mapping WHERE shape = ?', [mapping.shape]);
  return { id: row!.id, replaced: known !== undefined };
}

/** Latest first. */
export async function readMappings(db: Connection): Promise<StoredMapping[]> {
  const rows = await db.all<{
    id: number;
    name: string;
    sheets_json: string;
    saved_at_ms: number;
    saved_by: string;
  }>(
    'SELECT id, name, sheets_json, saved_at_ms, saved_by FROM layout_mapping ORDER BY saved_at_ms DESC, id DESC',
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    sheets: JSON.parse(row.sheets_json) as StoredSheet[],
    savedAtMs: row.saved_at_ms,
    savedBy: row.saved_by,
  }));
}

export async function removeMapping(tx: Connection, id: number): Promise<number> {
  return (await tx.run('DELETE FROM layout_mapping WHERE id = ?', [id])).changes;
}

export interface StoredAlias {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export async function readAliases(db: Connection): Promise<StoredAlias[]> {
  return db.all<{ field: string; from: string; to: string }>(
    'SELECT field, written AS "from", value AS "to" FROM value_alias ORDER BY field, written',
  );
}

export async function saveAlias(
  tx: Connection,
  alias: StoredAlias & { atMs: number; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO value_alias (field, written, value, saved_at_ms, saved_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (field, written) DO UPDATE SET value = excluded.value, saved_at_ms = excluded.saved_at_ms,
       saved_by = excluded.saved_by`,
    [alias.field, alias.from, alias.to, alias.atMs, alias.by],
  );
}

export async function removeAlias(tx: Connection, field: string, from: string): Promise<number> {
  return (await tx.run('DELETE FROM value_alias WHERE field = ? AND written = ?', [field, from])).changes;
}
