/** Rows of record books (台账), and the events whose clocks they keep. */
import { containing } from './entry-list';
import type { Withdrawal } from './event-store';
import type { Connection, SqlValue } from './sqlite';

export type LedgerValues = Readonly<Record<string, string>>;

export interface StoredLedgerRow {
  readonly id: string;
  /** '<rule pack>/<ledger>'. */
  readonly ledger: string;
  readonly values: LedgerValues;
  readonly enteredBy: string;
  readonly withdrawn: Withdrawal | null;
  /** Event of each clock of the ledger that has begun, by the clock's name. */
  readonly events: ReadonlyMap<string, string>;
}

interface LedgerRow {
  id: string;
  ledger: string;
  values_json: string;
  by_name: string;
  withdrawn_on: string | null;
  withdrawn_by: string;
  withdrawn_reason: string;
}

const COLUMNS = 'id, ledger, values_json, by_name, withdrawn_on, withdrawn_by, withdrawn_reason';

async function withEvents(db: Connection, rows: readonly LedgerRow[]): Promise<StoredLedgerRow[]> {
  const links = await db.all<{ row_id: string; clock: string; event_id: string }>(
    'SELECT row_id, clock, event_id FROM ledger_row_event WHERE row_id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows.map((row) => row.id))],
  );
  const eventsOf = new Map<string, Map<string, string>>();
  for (const link of links) {
    const own = eventsOf.get(link.row_id) ?? new Map<string, string>();
    eventsOf.set(link.row_id, own.set(link.clock, link.event_id));
  }
  return rows.map((row) => ({
    id: row.id,
    ledger: row.ledger,
    values: JSON.parse(row.values_json) as LedgerValues,
    enteredBy: row.by_name,
    withdrawn:
      row.withdrawn_on === null
        ? null
        : { on: row.withdrawn_on, by: row.withdrawn_by, reason: row.withdrawn_reason },
    events: eventsOf.get(row.id) ?? new Map(),
  }));
}

export async function readLedgerRow(db: Connection, id: string): Promise<StoredLedgerRow | null> {
  const rows = await db.all<LedgerRow>(`SELECT ${COLUMNS} FROM ledger_row WHERE id = ?`, [id]);
  return (await withEvents(db, rows))[0] ?? null;
}

export interface LedgerQuery {
  readonly ledger: string;
  readonly query?: string | undefined;
  readonly year?: number | undefined;
  /** Also rows that were taken back. */
  readonly withdrawn?: boolean | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** One page of a ledger, in the order of its dates. */
export async function listLedgerRows(
  db: Connection,
  wanted: LedgerQuery,
): Promise<{ total: number; rows: StoredLedgerRow[] }> {
  const conditions = ['ledger = ?'];
  const values: SqlValue[] = [wanted.ledger];
  if (!wanted.withdrawn) conditions.push('withdrawn_on IS NULL');
  for (const word of (wanted.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    conditions.push("search_text LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  if (wanted.year !== undefined) {
    conditions.push('sort_date >= ? AND sort_date < ?');
    values.push(`${wanted.year}-01-01`, `${wanted.year + 1}-01-01`);
  }
  const where = conditions.join(' AND ');
  const total = await db.get<{ total: number }>(
    `SELECT count(*) AS total FROM ledger_row WHERE ${where}`,
    values,
  );
  const rows = await db.all<LedgerRow>(
    `SELECT ${COLUMNS} FROM ledger_row WHERE ${where} ORDER BY sort_date, at_ms, id LIMIT ? OFFSET ?`,
    [...values, wanted.limit ?? -1, wanted.offset ?? 0],
  );
  return { total: total?.total ?? 0, rows: await withEvents(db, rows) };
}

/** Rows that count, by ledger. */
export async function countLedgerRows(db: Connection): Promise<Map<string, number>> {
  const rows = await db.all<{ ledger: string; entries: number }>(
    'SELECT ledger, count(*) AS entries FROM ledger_row WHERE withdrawn_on IS NULL GROUP BY ledger',
  );
  return new Map(rows.map((row) => [row.ledger, row.entries]));
}

/** Writes a row, new or changed; `sortDate` is the date that the ledger is ordered and cut into years by. */
export async function saveLedgerRow(
  tx: Connection,
  row: { id: string; ledger: string; values: LedgerValues; sortDate: string },
  entered: { atMs: number; by: string },
): Promise<void> {
  const search = Object.values(row.values).join('\n').toLowerCase();
  await tx.run(
    `INSERT INTO ledger_row (id, ledger, sort_date, values_json, search_text, by_name, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET sort_date = excluded.sort_date, values_json = excluded.values_json,
       search_text = excluded.search_text`,
    [row.id, row.ledger, row.sortDate, JSON.stringify(row.values), search, entered.by, entered.atMs],
  );
}

export async function linkEvent(
  tx: Connection,
  link: { row: string; clock: string; event: string },
): Promise<void> {
  await tx.run('INSERT INTO ledger_row_event (row_id, clock, event_id) VALUES (?, ?, ?)', [
    link.row,
    link.clock,
    link.event,
  ]);
}

export async function withdrawLedgerRow(tx: Connection, id: string, withdrawal: Withdrawal): Promise<void> {
  await tx.run(
    `UPDATE ledger_row SET withdrawn_on = ?, withdrawn_by = ?, withdrawn_reason = ?
     WHERE id = ? AND withdrawn_on IS NULL`,
    [withdrawal.on, withdrawal.by, withdrawal.reason, id],
  );
}

/** The row that an event keeps the clock of goes with it, once none of the row's events counts any more. */
export async function withdrawRowOfEvent(
  tx: Connection,
  event: string,
  withdrawal: Withdrawal,
): Promise<void> {
  const row = await tx.get<{ id: string }>(
    `SELECT row_id AS id FROM ledger_row_event AS mine WHERE event_id = ?1
     AND NOT EXISTS (SELECT 1 FROM ledger_row_event AS other JOIN event ON event.id = other.event_id
                     WHERE other.row_id = mine.row_id AND event.withdrawn_on IS NULL)`,
    [event],
  );
  if (row) await withdrawLedgerRow(tx, row.id, withdrawal);
}
