/** What the authority said of entries that were sent: each opinion kept once, with what became of it. */
import type { Connection } from './sqlite';

export interface StoredOpinion {
  readonly id: string;
  /** Null where no entry of the library is meant. */
  readonly entryId: string | null;
  readonly packageId: string | null;
  readonly code: string;
  readonly decision: 'approve' | 'return';
  readonly text: string;
  /** RFC 3339, as the authority signed it; '' where it gave none. */
  readonly givenAt: string;
  /** 补正期限, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  readonly eventId: string | null;
  /** 1 where the entry's state followed it. */
  readonly applied: number;
  /** 签名意见 or the workbook it was read from. */
  readonly source: string;
}

const COLUMNS = `id, entry_id AS entryId, package_id AS packageId, code, decision, text, given_at AS givenAt,
                 due_on AS dueOn, event_id AS eventId, applied, source`;

/** Answers false when an opinion of this name is known already; it then stays as it was. */
export async function addOpinion(tx: Connection, opinion: StoredOpinion, atMs: number): Promise<boolean> {
  const { changes } = await tx.run(
    `INSERT INTO opinion (id, entry_id, package_id, code, decision, text, given_at, due_on, event_id, applied, source,
                          received_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    [
      opinion.id,
      opinion.entryId,
      opinion.packageId,
      opinion.code,
      opinion.decision,
      opinion.text,
      opinion.givenAt,
      opinion.dueOn,
      opinion.eventId,
      opinion.applied,
      opinion.source,
      atMs,
    ],
  );
  return changes === 1;
}

export async function knownOpinions(db: Connection, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>(
    'SELECT id FROM opinion WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return new Set(rows.map((row) => row.id));
}

/** Of one entry or of the library, the latest first. */
export async function listOpinions(
  db: Connection,
  entryId: string | null,
  limit: number,
): Promise<StoredOpinion[]> {
  return db.all<StoredOpinion>(
    `SELECT ${COLUMNS} FROM opinion WHERE ?1 IS NULL OR entry_id = ?1
     ORDER BY given_at DESC, received_at_ms DESC, rowid DESC LIMIT ?2`,
    [entryId, limit],
  );
}

/** When the latest opinion that an entry followed was given; '' where there is none. */
export async function latestAppliedAt(
  db: Connection,
  entryId: string,
  packageId: string | null,
): Promise<string> {
  const rows = await db.all<{ given_at: string }>(
    'SELECT given_at FROM opinion WHERE entry_id = ?1 AND applied = 1 AND (?2 IS NULL OR package_id = ?2)',
    [entryId, packageId],
  );
  // Times carry zones of their own, so they are compared as times.
  return rows.map((row) => row.given_at).reduce((a, b) => (Date.parse(b) > Date.parse(a || '0') ? b : a), '');
}

export async function setOpinionDue(
  tx: Connection,
  ids: readonly string[],
  dueOn: string,
  eventId: string,
): Promise<void> {
  await tx.run(`UPDATE opinion SET due_on = ?, event_id = ? WHERE id IN (SELECT value FROM json_each(?))`, [
    dueOn,
    eventId,
    JSON.stringify(ids),
  ]);
}

/** The latest package that holds an entry, by the order in which they were made, superseded ones left out. */
export async function latestPackageOf(
  db: Connection,
  entryId: string,
): Promise<{ packageId: string; version: number } | null> {
  const row = await db.get<{ packageId: string; version: number }>(
    `SELECT package_id AS packageId, pe.version FROM package_entry AS pe JOIN package USING (package_id)
     WHERE pe.entry_id = ? AND package.state <> '已被取代' ORDER BY package.created_at_ms DESC, package_id DESC LIMIT 1`,
    [entryId],
  );
  return row ?? null;
}

/**
 * True where the latest package that holds an entry was never handed over, and an earlier one was: what is said without
 * naming a package can then only be about the earlier one.
 */
export async function latestStaysHere(db: Connection, entryId: string): Promise<boolean> {
  const holding = 'SELECT 1 FROM package_entry AS pe JOIN package USING (package_id) WHERE pe.entry_id = ?1';
  const row = await db.get<{ stays: number }>(
    `SELECT EXISTS (${holding} AND package.state = '待报送'
                      AND NOT EXISTS (SELECT 1 FROM delivery_attempt AS a WHERE a.package_id = package.package_id))
        AND EXISTS (${holding} AND package.state NOT IN ('待报送', '已被取代')) AS stays`,
    [entryId],
  );
  return row?.stays === 1;
}
