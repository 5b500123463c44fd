/** Review records (who took which step, when, with what opinion) and the approved versions. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { ReviewStepName } from '#app/contract/calls';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { SqlCondition } from './entry-list';
import type { Connection } from './sqlite';
import type { EntryState } from '#app/contract/entry-states';

export interface ReviewRecord {
  readonly step: ReviewStepName;
  readonly by: string;
  readonly enteredBy: string;
  readonly opinion: string;
  readonly secrecy: string;
  readonly personal: string;
  readonly offline: boolean;
  readonly onDate: string;
  readonly attachmentId: number | null;
  readonly takenForAll: boolean;
  readonly atMs: number;
  readonly signedIn: boolean;
  /** Why one person might compile and approve; '' where that was not needed. */
  readonly waiver: string;
}

export interface ReviewedEntry {
  readonly id: string;
  readonly from: EntryState;
  readonly to: EntryState;
  readonly revision: number;
  readonly lookedAt: boolean;
  /** The version that the step made, or null. */
  readonly version: number | null;
  /** Taken by somebody who had compiled or submitted the entry. */
  readonly own: boolean;
}

/** An opinion on one field; `item` '' is the entry itself, `field` '' the whole of it. */
export interface FieldOpinion {
  readonly entry: string;
  readonly item: string;
  readonly field: string;
  readonly opinion: string;
}

/** Answers the record's number. */
export async function addReviewRecord(
  tx: Connection,
  record: ReviewRecord,
  entries: readonly ReviewedEntry[],
  opinions: readonly FieldOpinion[] = [],
): Promise<number> {
  await tx.run(
    `INSERT INTO review_record (step, by_name, entered_by, signed_in, opinion, secrecy, personal, offline, on_date,
                                attachment_id, taken_for_all, at_ms, waiver)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      record.step,
      record.by,
      record.enteredBy,
      record.signedIn ? 1 : 0,
      record.opinion,
      record.secrecy,
      record.personal,
      record.offline ? 1 : 0,
      record.onDate,
      record.attachmentId,
      record.takenForAll ? 1 : 0,
      record.atMs,
      record.waiver,
    ],
  );
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  for (let i = 0; i < entries.length; i += 5000) {
    const rows = entries
      .slice(i, i + 5000)
      .map((e) => [e.id, e.from, e.to, e.revision, e.lookedAt ? 1 : 0, e.version, e.own ? 1 : 0]);
    await tx.run(
      `INSERT INTO review_record_entry (record_id, entry_id, from_state, to_state, revision, looked_at, version, own)
       SELECT ?, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3, e.value ->> 4, e.value ->> 5,
              e.value ->> 6
       FROM json_each(?) AS e`,
      [id, JSON.stringify(rows)],
    );
  }
  for (const [i, { entry, item, field, opinion }] of opinions.entries()) {
    await tx.run(
      'INSERT INTO field_opinion (record_id, number, entry_id, item_id, field, opinion) VALUES (?, ?, ?, ?, ?, ?)',
      [id, i + 1, entry, item, field, opinion],
    );
  }
  return id;
}

export interface GivenOpinion extends FieldOpinion {
  readonly record: number;
  readonly step: string;
  readonly by: string;
  readonly onDate: string;
}

/** Opinions per field that reviewers gave on an entry, the latest step first. */
export async function opinionsOn(db: Connection, entry: string): Promise<GivenOpinion[]> {
  return db.all<GivenOpinion>(
    `SELECT o.record_id AS record, r.step, r.by_name AS by, r.on_date AS onDate, o.entry_id AS entry,
            o.item_id AS item, o.field, o.opinion
     FROM field_opinion AS o JOIN review_record AS r ON r.id = o.record_id
     WHERE o.entry_id = ? ORDER BY o.record_id DESC, o.number`,
    [entry],
  );
}

/** SQL: whether the present round of an entry, since the last 送审, has a step on record; binds the step. */
const takenBy = (entry: string): string => `(
  SELECT coalesce(max(CASE WHEN r.step <> 'submit' THEN r.id END), 0)
           > coalesce(max(CASE WHEN r.step = 'submit' THEN r.id END), 0)
  FROM review_record_entry AS e JOIN review_record AS r ON r.id = e.record_id
  WHERE e.entry_id = ${entry} AND r.step IN ('submit', ?))`;

/** Entries whose present round has the step on record, or lacks it. */
export function takenInRound(step: ReviewStepName, taken: boolean): SqlCondition {
  return { sql: `${taken ? '' : 'NOT '}${takenBy('entry.id')}`, values: [step] };
}

/** Those of the entries whose present round has the step on record. */
export async function takenThisRound(
  db: Connection,
  step: ReviewStepName,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>(
    `SELECT value AS id FROM json_each(?) WHERE ${takenBy('value')}`,
    [JSON.stringify(ids), step],
  );
  return new Set(rows.map(({ id }) => id));
}

/** 文件校验码（SM3）of a version: over its canonical JSON. */
export function versionSm3(entry: CatalogueEntry): string {
  return sm3Hex(canonicalJson(entry));
}

export async function addVersion(
  tx: Connection,
  entry: CatalogueEntry,
  version: number,
  atMs: number,
): Promise<string> {
  const sm3 = versionSm3(entry);
  await tx.run(
    'INSERT INTO entry_version (entry_id, version, content_json, sm3, approved_at_ms) VALUES (?, ?, ?, ?, ?)',
    [entry.id, version, canonicalJson(entry), sm3, atMs],
  );
  return sm3;
}

export interface ApprovedVersion {
  readonly version: number;
  readonly sm3: string;
  readonly approvedAtMs: number;
}

export async function listVersions(db: Connection, id: string): Promise<ApprovedVersion[]> {
  return db.all<ApprovedVersion>(
    `SELECT version, sm3, approved_at_ms AS approvedAtMs FROM entry_version WHERE entry_id = ? ORDER BY version`,
    [id],
  );
}

export async function readVersion(
  db: Connection,
  id: string,
  version: number,
): Promise<CatalogueEntry | null> {
  const row = await db.get<{ content_json: string }>(
    'SELECT content_json FROM entry_version WHERE entry_id = ? AND version = ?',
    [id, version],
  );
  return row ? (JSON.parse(row.content_json) as CatalogueEntry) : null;
}

export interface ReviewHistoryRow {
  readonly record: number;
  readonly step: string;
  readonly by: string;
  readonly enteredBy: string;
  readonly signedIn: number;
  readonly atMs: number;
  readonly onDate: string;
  readonly offline: number;
  readonly opinion: string;
  readonly secrecy: string;
  readonly personal: string;
  readonly takenForAll: number;
  readonly entries: number;
  /** Entries that the same person had compiled or submitted. */
  readonly own: number;
  readonly waiver: string;
  readonly scanName: string | null;
  readonly scanSm3: string | null;
}

/** Latest first; of one entry, or of the library. */
export async function reviewHistory(
  db: Connection,
  wanted: { entry?: string | undefined; limit: number },
): Promise<ReviewHistoryRow[]> {
  return db.all<ReviewHistoryRow>(
    `SELECT r.id AS record, r.step, r.by_name AS by, r.entered_by AS enteredBy, r.signed_in AS signedIn,
            r.at_ms AS atMs, r.on_date AS onDate, r.offline, r.opinion, r.secrecy, r.personal,
            r.taken_for_all AS takenForAll, r.waiver,
            (SELECT count(*) FROM review_record_entry AS e WHERE e.record_id = r.id) AS entries,
            (SELECT count(*) FROM review_record_entry AS e WHERE e.record_id = r.id AND e.own = 1) AS own,
            a.name AS scanName, a.sm3 AS scanSm3
     FROM review_record AS r LEFT JOIN attachment AS a ON a.id = r.attachment_id
     WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM review_record_entry AS e WHERE e.record_id = r.id AND e.entry_id = ?1)
     ORDER BY r.id DESC LIMIT ?2`,
    [wanted.entry ?? null, wanted.limit],
  );
}
