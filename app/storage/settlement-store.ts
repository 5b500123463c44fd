/** Reasons given for findings, and the library's own secrecy list. */
import { secrecyListSchema, type SecrecyList } from '#app/jurisdictions/secrecy/secrecy-list';
import type { Settlement } from '#app/jurisdictions/settlement';
import type { Connection } from './sqlite';

export interface SettlementOfEntry extends Settlement {
  readonly entry: string;
}

interface Row {
  entry: string;
  rule: string;
  field: string;
  item: string;
  told: string;
  reason: string;
  by: string;
  on: string;
  together: string | null;
}

/** Settlements by entry, of all entries or of those named, the latest first. */
export async function readSettlements(
  db: Connection,
  entries?: readonly string[],
): Promise<Map<string, Settlement[]>> {
  const rows = await db.all<Row & Record<string, never>>(
    `SELECT entry_id AS entry, rule, field, item_id AS item, told, reason, by_name AS "by", on_date AS "on", together
     FROM finding_settlement ${entries === undefined ? '' : 'WHERE entry_id IN (SELECT value FROM json_each(?))'}
     ORDER BY at_ms DESC`,
    entries === undefined ? [] : [JSON.stringify(entries)],
  );
  const byEntry = new Map<string, Settlement[]>();
  for (const { entry, together, ...given } of rows as Row[]) {
    const settlement = together === null ? given : { ...given, together };
    const list = byEntry.get(entry);
    if (list) list.push(settlement);
    else byEntry.set(entry, [settlement]);
  }
  return byEntry;
}

export async function addSettlements(
  tx: Connection,
  settlements: readonly SettlementOfEntry[],
  atMs: number,
): Promise<void> {
  for (const one of settlements) {
    await tx.run(
      `INSERT INTO finding_settlement (entry_id, rule, field, item_id, told, reason, by_name, on_date, at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (entry_id, rule, field, item_id, told) DO UPDATE SET
         reason = excluded.reason, by_name = excluded.by_name, on_date = excluded.on_date, at_ms = excluded.at_ms,
         together = NULL`,
      [one.entry, one.rule, one.field, one.item, one.told, one.reason, one.by, one.on, atMs],
    );
  }
}

export async function removeSettlement(
  tx: Connection,
  one: Pick<SettlementOfEntry, 'entry' | 'rule' | 'field' | 'item' | 'told'>,
): Promise<void> {
  await tx.run(
    'DELETE FROM finding_settlement WHERE entry_id = ? AND rule = ? AND field = ? AND item_id = ? AND told = ?',
    [one.entry, one.rule, one.field, one.item, one.told],
  );
}

/** Null while the preset holds. */
export async function readSecrecyList(db: Connection): Promise<SecrecyList | null> {
  const row = await db.get<{ list_json: string }>('SELECT list_json FROM secrecy_list');
  return row ? secrecyListSchema.parse(JSON.parse(row.list_json)) : null;
}

/** `list` null: back to the preset. */
export async function saveSecrecyList(
  tx: Connection,
  list: SecrecyList | null,
  change: { atMs: number; by: string },
): Promise<void> {
  await tx.run('DELETE FROM secrecy_list');
  if (list === null) return;
  await tx.run('INSERT INTO secrecy_list (id, list_json, saved_at_ms, saved_by) VALUES (1, ?, ?, ?)', [
    JSON.stringify(list),
    change.atMs,
    change.by,
  ]);
}
