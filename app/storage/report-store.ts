/** What papers need to know of the review records and of the versions, read in few statements. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { ReviewStepName } from '#app/contract/calls';
import type { ApprovalRecord } from '#app/review/catalogue-version';
import type { Connection } from './sqlite';
import type { EntryState } from '#app/contract/entry-states';

/** A review record with what it did; `standing`: entries for which nothing has been sent for review or back since. */
export interface ReviewAct extends ApprovalRecord {
  readonly step: ReviewStepName;
  readonly by: string;
  readonly opinion: string;
  readonly secrecy: string;
  readonly personal: string;
  readonly offline: number;
  readonly takenForAll: number;
  /** Of them, those that the same person had compiled or submitted, and the reason for which that was allowed. */
  readonly own: number;
  readonly waiver: string;
  readonly entries: number;
  readonly standing: number;
  /** Id, name and code of the entry where the record is about one alone, else ''. */
  readonly onlyId: string;
  readonly onlyName: string;
  readonly onlyCode: string;
}

/** All review records, the earliest first; `only`: those about one of these entries, and as far as they are about them. */
export async function readReviewActs(db: Connection, only?: readonly string[]): Promise<ReviewAct[]> {
  return db.all<ReviewAct>(
    `WITH turn AS (
       SELECT e.entry_id, max(e.record_id) AS id FROM review_record_entry AS e
       JOIN review_record AS r ON r.id = e.record_id
       WHERE r.step IN ('submit', 'return') GROUP BY e.entry_id)
     SELECT r.id, r.step, r.on_date AS onDate, r.by_name AS by, r.opinion, r.secrecy, r.personal, r.offline,
            r.taken_for_all AS takenForAll, r.at_ms AS atMs, r.waiver, sum(e.own) AS own, count(*) AS entries,
            sum(r.id >= coalesce(turn.id, 0)) AS standing,
            sum(e.to_state = '已审定') AS approved,
            sum(e.to_state = '停用' AND entry.version > 0) AS retired,
            CASE WHEN count(*) = 1 THEN max(entry.id) ELSE '' END AS onlyId,
            CASE WHEN count(*) = 1 THEN max(entry.name) ELSE '' END AS onlyName,
            CASE WHEN count(*) = 1 THEN max(entry.code) ELSE '' END AS onlyCode
     FROM review_record AS r JOIN review_record_entry AS e ON e.record_id = r.id
     JOIN entry ON entry.id = e.entry_id LEFT JOIN turn ON turn.entry_id = e.entry_id
     WHERE ?1 IS NULL OR e.entry_id IN (SELECT value FROM json_each(?1))
     GROUP BY r.id ORDER BY r.id`,
    [only === undefined ? null : JSON.stringify(only)],
  );
}

/** When each package was made, in milliseconds since 1970: what is packed is a closed version. */
export async function readDeliveries(db: Connection): Promise<number[]> {
  const rows = await db.all<{ atMs: number }>('SELECT created_at_ms AS atMs FROM package');
  return rows.map((row) => row.atMs);
}

export async function countStates(db: Connection): Promise<Map<EntryState, number>> {
  const rows = await db.all<{ state: EntryState; entries: number }>(
    'SELECT state, count(*) AS entries FROM entry WHERE removed_at_ms IS NULL GROUP BY state',
  );
  return new Map(rows.map((row) => [row.state, row.entries]));
}

/** The version of each entry that the approvals up to a record had led to; entries not yet approved then are absent. */
export async function versionsUpTo(db: Connection, lastRecord: number): Promise<Map<string, number>> {
  const rows = await db.all<{ id: string; version: number }>(
    `SELECT entry_id AS id, coalesce(max(version), count(*)) AS version FROM review_record_entry
     WHERE to_state = '已审定' AND record_id <= ? GROUP BY entry_id`,
    [lastRecord],
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** What a reviewer said of one field. */
export interface FieldOpinionRow {
  readonly record: number;
  readonly entry: string;
  readonly name: string;
  readonly code: string;
  /** Name of the item; '' where it is about the entry itself. */
  readonly item: string;
  readonly itemId: string;
  /** '' where it is about the entry or item as a whole. */
  readonly field: string;
  readonly opinion: string;
}

export async function readFieldOpinions(db: Connection, afterRecord: number): Promise<FieldOpinionRow[]> {
  return db.all<FieldOpinionRow & Record<string, never>>(
    `SELECT o.record_id AS record, entry.id AS entry, entry.name, entry.code, o.item_id AS itemId, o.field, o.opinion,
            CASE WHEN o.item_id = '' THEN '' ELSE coalesce((
              SELECT i.value ->> 'name' FROM json_each(entry.content_json, '$.items') AS i
              WHERE i.value ->> 'id' = o.item_id), '') END AS item
     FROM field_opinion AS o JOIN entry ON entry.id = o.entry_id
     WHERE o.record_id > ? ORDER BY o.record_id, o.number`,
    [afterRecord],
  );
}

export interface Retirement {
  readonly record: number;
  readonly onDate: string;
  readonly reason: string;
}

/** The latest 停用 of each entry that was taken out of the catalogue. */
export async function readRetirements(db: Connection): Promise<Map<string, Retirement>> {
  const rows = await db.all<{ id: string; record: number; onDate: string; reason: string }>(
    `SELECT e.entry_id AS id, r.id AS record, r.on_date AS onDate, r.opinion AS reason
     FROM review_record_entry AS e JOIN review_record AS r ON r.id = e.record_id
     WHERE e.to_state = '停用' ORDER BY r.id`,
  );
  return new Map(rows.map(({ id, ...retirement }) => [id, retirement]));
}

/** The last day on which an entry was confirmed by the head of its office, of records that still stand. */
export interface Confirmation {
  readonly entry: string;
  readonly office: string;
  readonly onDate: string;
}

export async function readConfirmations(db: Connection, afterRecord: number): Promise<Confirmation[]> {
  return db.all<Confirmation>(
    `SELECT entry.id AS entry, entry.office, max(r.on_date) AS onDate FROM review_record AS r
     JOIN review_record_entry AS e ON e.record_id = r.id JOIN entry ON entry.id = e.entry_id
     WHERE r.step = 'confirm' AND r.id > ?1 AND NOT EXISTS (
       SELECT 1 FROM review_record_entry AS later JOIN review_record AS l ON l.id = later.record_id
       WHERE later.entry_id = e.entry_id AND later.record_id > r.id AND l.step IN ('submit', 'return'))
     GROUP BY entry.id`,
    [afterRecord],
  );
}

export interface VersionContent {
  readonly entry: CatalogueEntry;
  readonly sm3: string;
}

/** Approved contents of some entries, each at the version named. */
export async function readVersions(
  db: Connection,
  wanted: readonly { readonly id: string; readonly version: number }[],
): Promise<Map<string, VersionContent>> {
  const rows = await db.all<{ id: string; content_json: string; sm3: string }>(
    `SELECT v.entry_id AS id, v.content_json, v.sm3 FROM json_each(?) AS w
     JOIN entry_version AS v ON v.entry_id = w.value ->> 'id' AND v.version = w.value ->> 'version'`,
    [JSON.stringify(wanted)],
  );
  return new Map(
    rows.map((row) => [row.id, { entry: JSON.parse(row.content_json) as CatalogueEntry, sm3: row.sm3 }]),
  );
}

/** SM3 of the latest approved version of every entry, without its content. */
export async function readVersionDigests(db: Connection): Promise<Map<string, string>> {
  const rows = await db.all<{ id: string; sm3: string }>(
    `SELECT entry.id, v.sm3 FROM entry JOIN entry_version AS v ON v.entry_id = entry.id AND v.version = entry.version
     WHERE entry.removed_at_ms IS NULL`,
  );
  return new Map(rows.map((row) => [row.id, row.sm3]));
}

/** Names of those who compiled the contents of these entries that wait for approval, who compiled most of them first. */
export async function readCompilerNames(db: Connection, entries: readonly string[]): Promise<string[]> {
  const rows = await db.all<{ name: string }>(
    `SELECT c.name FROM json_each(?) AS e JOIN entry ON entry.id = e.value
     JOIN entry_compiler AS c ON c.entry_id = entry.id AND c.version = entry.version
     GROUP BY c.name ORDER BY count(*) DESC, c.name`,
    [JSON.stringify(entries)],
  );
  return rows.map(({ name }) => name);
}
