/** What was answered for the entries of a campaign (核对结果), by whom and on which paper. */
import type { CalendarDate } from '#app/deadlines/calendar-date';
import { SCOPE } from './maintenance-scope';
import type { Connection } from './sqlite';
import type { MaintenanceAnswer } from '#app/contract/maintenance-words';

export interface Confirmation {
  readonly campaign: number;
  /** Entries by id; null for every one without an answer (of `office`, where given). */
  readonly entries: readonly string[] | null;
  readonly office: string | null;
  readonly answer: MaintenanceAnswer;
  readonly note: string;
  readonly opinion: string;
  readonly by: string;
  readonly enteredBy: string;
  readonly on: CalendarDate;
  readonly offline: boolean;
  readonly attachmentId: number | null;
  readonly atMs: number;
}

/**
 * Records an answer and answers how many entries it was given for. Named entries may be answered anew, and entries that
 * came after the start join the scope; an answer for all or an office touches only those without one.
 */
export async function addConfirmation(tx: Connection, given: Confirmation): Promise<number> {
  await tx.run(
    `INSERT INTO maintenance_confirmation (campaign_id, for_all, office, answer, opinion, by_name, entered_by, on_date,
                                           offline, attachment_id, entry_count, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
    [
      given.campaign,
      given.entries === null ? 1 : 0,
      given.office,
      given.answer,
      given.opinion,
      given.by,
      given.enteredBy,
      given.on,
      given.offline ? 1 : 0,
      given.attachmentId,
      given.atMs,
    ],
  );
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  const answered =
    given.entries === null
      ? await answerRest(tx, id, given)
      : await answerNamed(tx, id, given, given.entries);
  await tx.run('UPDATE maintenance_confirmation SET entry_count = ? WHERE id = ?', [answered, id]);
  return answered;
}

async function answerRest(tx: Connection, confirmation: number, given: Confirmation): Promise<number> {
  const { changes } = await tx.run(
    `INSERT INTO maintenance_answer (campaign_id, entry_id, answer, note, by_name, on_date, confirmation_id)
     SELECT ?1, e.id, ?2, ?3, ?4, ?5, ?6 FROM ${SCOPE} AND a.answer IS NULL AND (?7 IS NULL OR e.office = ?7)`,
    [given.campaign, given.answer, given.note, given.by, given.on, confirmation, given.office],
  );
  return changes;
}

async function answerNamed(
  tx: Connection,
  confirmation: number,
  given: Confirmation,
  ids: readonly string[],
): Promise<number> {
  const wanted = JSON.stringify(ids);
  await tx.run(
    `INSERT OR IGNORE INTO maintenance_scope (campaign_id, entry_id, found)
     SELECT ?, value, 1 FROM json_each(?)`,
    [given.campaign, wanted],
  );
  const { changes } = await tx.run(
    `INSERT INTO maintenance_answer (campaign_id, entry_id, answer, note, by_name, on_date, confirmation_id)
     SELECT ?, value, ?, ?, ?, ?, ? FROM json_each(?) WHERE true
     ON CONFLICT (campaign_id, entry_id) DO UPDATE SET answer = excluded.answer, note = excluded.note,
       by_name = excluded.by_name, on_date = excluded.on_date, confirmation_id = excluded.confirmation_id`,
    [given.campaign, given.answer, given.note, given.by, given.on, confirmation, wanted],
  );
  return changes;
}

/** Ids of the entries that a person names by id or by a code that only one entry carries; the rest by name. */
export async function resolveEntries(
  db: Connection,
  wanted: readonly string[],
): Promise<{ ids: string[]; missing: string[] }> {
  const rows = await db.all<{ asked: string; id: string | null; entries: number }>(
    `SELECT w.value AS asked, coalesce(byId.id, min(byCode.id)) AS id,
            CASE WHEN byId.id IS NOT NULL THEN 1 ELSE count(byCode.id) END AS entries
     FROM json_each(?) AS w
     LEFT JOIN entry AS byId ON byId.id = w.value AND byId.removed_at_ms IS NULL
     LEFT JOIN entry AS byCode ON byId.id IS NULL AND byCode.code = w.value AND byCode.code <> ''
       AND byCode.removed_at_ms IS NULL
     GROUP BY w.key`,
    [JSON.stringify(wanted)],
  );
  const found = rows.filter((row) => row.entries === 1);
  return {
    ids: [...new Set(found.map((row) => row.id!))],
    missing: rows.filter((row) => row.entries !== 1).map((row) => row.asked),
  };
}

/** The offices of these entries, each once. */
export async function officesOf(db: Connection, entries: readonly string[]): Promise<string[]> {
  const rows = await db.all<{ office: string }>(
    'SELECT DISTINCT office FROM entry WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(entries)],
  );
  return rows.map(({ office }) => office);
}
