/** When the data behind each entry was updated (数据更新登记), and which entries are overdue by their own 更新周期. */
import { calendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import type { DutyStatus } from '#app/deadlines/duty-row';
import { containing, type SqlCondition } from './entry-list';
import type { Connection, SqlValue } from './sqlite';
import { DATA_UPDATE_STATUS, type DataUpdateStatus } from '#app/contract/maintenance-words';

/** The days of a last update from which on an entry of this 更新周期 counts as overdue, and as due soon. */
export interface CycleLimit {
  /** The words for it: label and aliases. */
  readonly names: readonly string[];
  readonly overdueUpTo: CalendarDate;
  readonly dueSoonUpTo: CalendarDate;
}

export interface DataUpdateRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly office: string;
  readonly updateCycle: string;
  readonly updatedOn: CalendarDate | null;
  readonly status: DataUpdateStatus;
}

export interface DataUpdateQuery {
  readonly status?: DataUpdateStatus | undefined;
  readonly office?: string | undefined;
  readonly query?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** Every entry in use with its last update and status; `?` takes the limits as JSON. */
const STANDINGS = `
  WITH cycle AS (
    SELECT n.value AS name, c.value ->> 'overdueUpTo' AS overdue, c.value ->> 'dueSoonUpTo' AS soon
    FROM json_each(?) AS c, json_each(c.value, '$.names') AS n),
  latest AS (SELECT entry_id, max(updated_on) AS updated_on FROM data_update GROUP BY entry_id),
  standing AS (
    SELECT e.id, e.code, e.name, e.office, e.update_cycle AS updateCycle, e.position, latest.updated_on AS updatedOn,
           CASE WHEN cycle.name IS NULL THEN '不计' WHEN latest.updated_on IS NULL THEN '未登记'
                WHEN latest.updated_on <= cycle.overdue THEN '逾期' WHEN latest.updated_on <= cycle.soon THEN '临期'
                ELSE '正常' END AS status
    FROM entry AS e LEFT JOIN latest ON latest.entry_id = e.id LEFT JOIN cycle ON cycle.name = e.update_cycle
    WHERE e.removed_at_ms IS NULL AND e.state NOT IN ('停用', '注销'))`;

type Row = Omit<DataUpdateRow, 'updatedOn'> & { readonly updatedOn: string | null };

const dated = (row: Row): DataUpdateRow => ({
  ...row,
  updatedOn: row.updatedOn === null ? null : calendarDate(row.updatedOn),
});

/** Overdue first, then due soon, the longest without an update first; read from the entries that have one registered. */
export async function dueDataUpdates(
  db: Connection,
  limits: readonly CycleLimit[],
  most: number,
): Promise<{ total: number; rows: DataUpdateRow[] }> {
  const known = await db.get('SELECT 1 FROM data_update LIMIT 1');
  if (known === undefined) return { total: 0, rows: [] };
  const rows = await db.all<Row & { total: number }>(
    `${STANDINGS} SELECT id, code, name, office, updateCycle, updatedOn, status, count(*) OVER () AS total FROM standing
     WHERE status IN ('逾期', '临期') ORDER BY status <> '逾期', updatedOn, position LIMIT ?`,
    [JSON.stringify(limits), most],
  );
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => dated(row)) };
}

/** Condition of the entry list: entries in use whose next update, by a registered one, has one of these statuses. */
export function dueByCycle(limits: readonly CycleLimit[], statuses: readonly DutyStatus[]): SqlCondition {
  return {
    sql: `id IN (
      WITH cycle AS (
        SELECT n.value AS name, c.value ->> 'overdueUpTo' AS overdue, c.value ->> 'dueSoonUpTo' AS soon
        FROM json_each(?) AS c, json_each(c.value, '$.names') AS n),
      latest AS (SELECT entry_id, max(updated_on) AS updated_on FROM data_update GROUP BY entry_id)
      SELECT e.id FROM latest JOIN entry AS e ON e.id = latest.entry_id JOIN cycle ON cycle.name = e.update_cycle
      WHERE e.state NOT IN ('停用', '注销')
        AND CASE WHEN latest.updated_on <= cycle.overdue THEN 'overdue'
                 WHEN latest.updated_on <= cycle.soon THEN 'due-soon' ELSE 'ok' END
            IN (SELECT value FROM json_each(?)))`,
    values: [JSON.stringify(limits), JSON.stringify(statuses)],
  };
}

export async function listDataUpdates(
  db: Connection,
  limits: readonly CycleLimit[],
  wanted: DataUpdateQuery,
): Promise<{ total: number; counts: Record<DataUpdateStatus, number>; rows: DataUpdateRow[] }> {
  const json = JSON.stringify(limits);
  const conditions = ['true'];
  const values: SqlValue[] = [];
  if (wanted.office !== undefined) {
    conditions.push('office = ?');
    values.push(wanted.office);
  }
  for (const word of (wanted.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    conditions.push("lower(name || ' ' || code) LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  const where = conditions.join(' AND ');
  const tally = await db.all<{ status: DataUpdateStatus; entries: number }>(
    `${STANDINGS} SELECT status, count(*) AS entries FROM standing WHERE ${where} GROUP BY status`,
    [json, ...values],
  );
  const counts = Object.fromEntries(
    DATA_UPDATE_STATUS.map((status) => [status, tally.find((one) => one.status === status)?.entries ?? 0]),
  ) as Record<DataUpdateStatus, number>;
  const rows = await db.all<Row>(
    `${STANDINGS} SELECT id, code, name, office, updateCycle, updatedOn, status FROM standing
     WHERE ${where}${wanted.status === undefined ? '' : ' AND status = ?'}
     ORDER BY CASE status WHEN '逾期' THEN 0 WHEN '临期' THEN 1 ELSE 2 END, position LIMIT ? OFFSET ?`,
    [
      json,
      ...values,
      ...(wanted.status === undefined ? [] : [wanted.status]),
      wanted.limit ?? 100,
      wanted.offset ?? 0,
    ],
  );
  const total =
    wanted.status === undefined
      ? Object.values(counts).reduce((sum, count) => sum + count, 0)
      : counts[wanted.status];
  return { total, counts, rows: rows.map(dated) };
}

/** Last updates of these entries that are in the catalogue. */
export async function lastDataUpdates(
  db: Connection,
  ids: readonly string[],
): Promise<{ id: string; updateCycle: string; updatedOn: CalendarDate | null }[]> {
  const rows = await db.all<{ id: string; updateCycle: string; updatedOn: string | null }>(
    `SELECT id, update_cycle AS updateCycle,
            (SELECT max(updated_on) FROM data_update WHERE entry_id = entry.id) AS updatedOn
     FROM entry WHERE removed_at_ms IS NULL AND id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return rows.map((row) => ({
    ...row,
    updatedOn: row.updatedOn === null ? null : calendarDate(row.updatedOn),
  }));
}

export async function addDataUpdates(
  tx: Connection,
  entries: readonly string[],
  made: { readonly on: CalendarDate; readonly by: string; readonly atMs: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO data_update (entry_id, updated_on, by_name, at_ms)
     SELECT e.value, ?, ?, ? FROM json_each(?) AS e WHERE true
     ON CONFLICT (entry_id, updated_on) DO NOTHING`,
    [made.on, made.by, made.atMs, JSON.stringify(entries)],
  );
}

/** Takes back what was registered wrongly; false where there was nothing of that day. */
export async function removeDataUpdate(tx: Connection, entry: string, on: CalendarDate): Promise<boolean> {
  const { changes } = await tx.run('DELETE FROM data_update WHERE entry_id = ? AND updated_on = ?', [
    entry,
    on,
  ]);
  return changes > 0;
}

/** Updates registered for an entry, the latest first. */
export async function dataUpdatesOf(
  db: Connection,
  entry: string,
): Promise<{ on: CalendarDate; by: string }[]> {
  const rows = await db.all<{ on: string; by: string }>(
    `SELECT updated_on AS "on", by_name AS "by" FROM data_update WHERE entry_id = ? ORDER BY updated_on DESC`,
    [entry],
  );
  return rows.map(({ on, by }) => ({ on: calendarDate(on), by }));
}
