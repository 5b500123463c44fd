/** The entries that an event concerns, and how they reached the platform. */
import type { EventKind } from '#app/deadlines/deadline-event';
import type { SqlCondition } from './entry-list';
import type { Connection } from './sqlite';

/** The entries that each of these events concerns, as far as they were named. */
export async function entriesOfEvents(
  db: Connection,
  events: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const ids = JSON.stringify(events);
  // Most events name none, and the clocks never touch the entries.
  const any = await db.get(
    'SELECT 1 FROM event_entry WHERE event_id IN (SELECT value FROM json_each(?)) LIMIT 1',
    [ids],
  );
  if (any === undefined) return new Map();
  const rows = await db.all<{ event: string; id: string; name: string }>(
    `SELECT event_id AS event, entry.id, entry.name FROM event_entry JOIN entry ON entry.id = entry_id
     WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY position`,
    [ids],
  );
  const found = new Map<string, { id: string; name: string }[]>();
  for (const { event, id, name } of rows) found.set(event, [...(found.get(event) ?? []), { id, name }]);
  return found;
}

/** Condition of the entry list: entries that one of these events names, or that a notice behind it returned. */
export function concernedBy(events: readonly string[]): SqlCondition {
  const ids = JSON.stringify(events);
  return {
    sql: `id IN (SELECT entry_id FROM event_entry WHERE event_id IN (SELECT value FROM json_each(?))
           UNION ALL SELECT entry_id FROM opinion
           WHERE entry_id IS NOT NULL AND event_id IN (SELECT value FROM json_each(?)))`,
    values: [ids, ids],
  };
}

/** Names the entries that an event concerns, in place of those named before. */
export async function setEventEntries(
  tx: Connection,
  event: string,
  entries: readonly string[],
): Promise<number> {
  await tx.run('DELETE FROM event_entry WHERE event_id = ?', [event]);
  const { changes } = await tx.run(
    `INSERT INTO event_entry (event_id, entry_id)
     SELECT ?, id FROM entry WHERE id IN (SELECT value FROM json_each(?))`,
    [event, JSON.stringify(entries)],
  );
  return changes;
}

export interface OpenEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly about: string;
  readonly on: string;
}

/** Events with named entries that a 报送 fulfils and that none is registered for yet. */
export async function openEventsWithEntries(db: Connection): Promise<OpenEvent[]> {
  return db.all<OpenEvent>(
    `SELECT id, kind, about, on_date AS "on" FROM event
     WHERE withdrawn_on IS NULL AND kind IN ('law-change', 'function-change', 'data-change', 'sharing-change')
       AND id IN (SELECT event_id FROM event_entry)
       AND NOT EXISTS (SELECT 1 FROM event_act WHERE event_id = event.id AND act = 'submitted')
     ORDER BY on_date, id`,
  );
}

/** How an entry reached the platform. */
export interface EntryDelivery {
  readonly packageId: string;
  readonly seq: number;
  /** End of the handing over by network, null where it was carried. */
  readonly sentAtMs: number | null;
  readonly receivedOn: string;
}

/**
 * The first package that the platform took each of its entries with, in a version approved since the event: what was
 * approved before it cannot be the update that the event asks for. Null while one of them has not been taken so.
 */
export async function deliveriesOf(
  db: Connection,
  event: Pick<OpenEvent, 'id' | 'on'>,
): Promise<EntryDelivery[] | null> {
  const rows = await db.all<EntryDelivery | { packageId: null }>(
    `SELECT p.package_id AS packageId, p.seq,
            (SELECT max(finished_at_ms) FROM delivery_attempt AS a
             WHERE a.package_id = p.package_id AND a.route = '网络' AND a.outcome = 'delivered') AS sentAtMs,
            (SELECT min(received_on) FROM receipt AS r WHERE r.package_id = p.package_id) AS receivedOn
     FROM event_entry AS ee LEFT JOIN package AS p ON p.package_id =
       (SELECT pe.package_id FROM package_entry AS pe JOIN package AS made USING (package_id)
        WHERE pe.entry_id = ee.entry_id AND pe.result = '接收' AND made.created_at_ms >= ?1
          AND (pe.removed = 1 OR EXISTS (
            SELECT 1 FROM entry_version AS v
            WHERE v.entry_id = pe.entry_id AND v.version = pe.version AND v.approved_at_ms >= ?1))
          AND EXISTS (SELECT 1 FROM receipt WHERE receipt.package_id = made.package_id)
        ORDER BY made.seq LIMIT 1)
     WHERE ee.event_id = ?2`,
    [Date.parse(`${event.on}T00:00:00+08:00`), event.id],
  );
  const taken = rows.filter((row): row is EntryDelivery => row.packageId !== null);
  return rows.length > 0 && taken.length === rows.length ? taken : null;
}
