/** Review records (who took which step, when, with what opinion) and the approved versions. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { EntryState, ReviewStepName } from '#app/contract/calls';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { Connection } from './sqlite';

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
}

export interface ReviewedEntry {
  readonly id: string;
  readonly from: EntryState;
  readonly to: EntryState;
  readonly revision: number;
  readonly lookedAt: boolean;
}

export async function addReviewRecord(
  tx: Connection,
  record: ReviewRecord,
  entries: readonly ReviewedEntry[],
): Promise<void> {
  await tx.run(
    `INSERT INTO review_record (step, by_name, entered_by, signed_in, opinion, secrecy, personal, offline, on_date,
                                attachment_id, taken_for_all, at_ms)
     VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      record.step,
      record.by,
      record.enteredBy,
      record.opinion,
      record.secrecy,
      record.personal,
      record.offline ? 1 : 0,
      record.onDate,
      record.attachmentId,
      record.takenForAll ? 1 : 0,
      record.atMs,
    ],
  );
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  for (let i = 0; i < entries.length; i += 5000) {
    await tx.run(
      `INSERT INTO review_record_entry (record_id, entry_id, from_state, to_state, revision, looked_at)
       SELECT ?, e.value ->> 'id', e.value ->> 'from', e.value ->> 'to', e.value ->> 'revision', e.value ->> 'lookedAt'
       FROM json_each(?) AS e`,
      [id, JSON.stringify(entries.slice(i, i + 5000).map((e) => ({ ...e, lookedAt: e.lookedAt ? 1 : 0 })))],
    );
  }
}

/** Of the given entries, those whose present round (since the last 送审) has an assessment on record. */
export async function assessedEntries(db: Connection, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.all<{ entry_id: string }>(
    `SELECT e.entry_id FROM review_record_entry AS e JOIN review_record AS r ON r.id = e.record_id
     WHERE e.entry_id IN (SELECT value FROM json_each(?)) AND r.step IN ('submit', 'assess')
     GROUP BY e.entry_id
     HAVING max(CASE WHEN r.step = 'assess' THEN r.id ELSE 0 END) > max(CASE WHEN r.step = 'submit' THEN r.id ELSE 0 END)`,
    [JSON.stringify(ids)],
  );
  return new Set(rows.map((row) => row.entry_id));
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
  readonly step: string;
  readonly by: string;
  readonly enteredBy: string;
  readonly onDate: string;
  readonly offline: number;
  readonly opinion: string;
  readonly secrecy: string;
  readonly personal: string;
  readonly takenForAll: number;
  readonly entries: number;
  readonly scanName: string | null;
  readonly scanSm3: string | null;
}

/** Latest first; of one entry, or of the library. */
export async function reviewHistory(
  db: Connection,
  wanted: { entry?: string | undefined; limit: number },
): Promise<ReviewHistoryRow[]> {
  return db.all<ReviewHistoryRow>(
    `SELECT r.step, r.by_name AS by, r.entered_by AS enteredBy, r.on_date AS onDate, r.offline, r.opinion, r.secrecy, r.personal,
            r.taken_for_all AS takenForAll,
            (SELECT count(*) FROM review_record_entry AS e WHERE e.record_id = r.id) AS entries,
            a.name AS scanName, a.sm3 AS scanSm3
     FROM review_record AS r LEFT JOIN attachment AS a ON a.id = r.attachment_id
     WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM review_record_entry AS e WHERE e.record_id = r.id AND e.entry_id = ?1)
     ORDER BY r.id DESC LIMIT ?2`,
    [wanted.entry ?? null, wanted.limit],
  );
}
