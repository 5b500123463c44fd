/** The digest of a review record, which the log keeps so that a changed approval shows. */
import { sm3Stream } from '#app/digest/sm3';
import type { Connection } from './sqlite';

/**
 * The text whose SM3 stands for a review record: a line for the record, one for each entry by id, one for each opinion
 * by number, each an RFC 8785 text ended by a line feed. Written in SQL, so that it can be made without the program.
 */
const RECORD_LINE = `
  SELECT json_object('all', r.taken_for_all, 'at', r.at_ms, 'attachment', coalesce(a.sm3, ''),
                     'attachmentId', r.attachment_id, 'by', r.by_name,
                     'enteredBy', r.entered_by, 'id', r.id, 'offline', r.offline, 'on', r.on_date,
                     'opinion', r.opinion, 'personal', r.personal, 'secrecy', r.secrecy, 'signedIn', r.signed_in,
                     'step', r.step, 'waiver', r.waiver) AS line
  FROM review_record AS r LEFT JOIN attachment AS a ON a.id = r.attachment_id WHERE r.id = ?`;
const ENTRY_LINES = `
  SELECT e.entry_id AS id,
         json_object('approvedAt', v.approved_at_ms, 'entry', e.entry_id, 'from', e.from_state,
                     'lookedAt', e.looked_at, 'own', e.own, 'revision', e.revision, 'to', e.to_state,
                     'version', e.version, 'versionSm3', v.sm3) AS line
  FROM review_record_entry AS e
  LEFT JOIN entry_version AS v ON v.entry_id = e.entry_id AND v.version = e.version
  WHERE e.record_id = ? AND e.entry_id > ? ORDER BY e.entry_id LIMIT 2000`;
const OPINION_LINES = `
  SELECT json_object('entry', entry_id, 'field', field, 'item', item_id, 'number', number, 'opinion', opinion) AS line
  FROM field_opinion WHERE record_id = ? ORDER BY number`;

/** SM3 of a review record with its entries and opinions, as the log keeps it. */
export async function reviewRecordSm3(db: Connection, record: number): Promise<string> {
  const hash = sm3Stream();
  const add = (line: string): void => void hash.update(Buffer.from(`${line}\n`, 'utf8'));
  add((await db.get<{ line: string }>(RECORD_LINE, [record]))?.line ?? '');
  for (let after = ''; ;) {
    const rows = await db.all<{ id: string; line: string }>(ENTRY_LINES, [record, after]);
    for (const { line } of rows) add(line);
    if (rows.length < 2000) break;
    after = rows.at(-1)!.id;
  }
  for (const { line } of await db.all<{ line: string }>(OPINION_LINES, [record])) add(line);
  return Buffer.from(hash.digest()).toString('hex');
}
