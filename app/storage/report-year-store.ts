/** The catalogue as it stood on a day, from the approved versions: what the yearly report counts. */
import type { Connection } from './sqlite';

export interface StandingEntry {
  readonly id: string;
  readonly sharingType: string;
  readonly items: number;
}

/** Entries approved on or before `day` and not retired by then, each as approved last. Days are those of the steps. */
export async function entriesStandingOn(db: Connection, day: string): Promise<StandingEntry[]> {
  return db.all<StandingEntry & Record<string, never>>(
    `WITH approved AS (
       SELECT e.entry_id, coalesce(max(e.version), count(*)) AS version FROM review_record_entry AS e
       JOIN review_record AS r ON r.id = e.record_id
       WHERE e.to_state = '已审定' AND r.on_date <= ?1 GROUP BY e.entry_id)
     SELECT v.entry_id AS id, coalesce(v.content_json ->> '$.sharingType', '') AS sharingType,
            coalesce(json_array_length(v.content_json, '$.items'), 0) AS items
     FROM approved AS a JOIN entry_version AS v ON v.entry_id = a.entry_id AND v.version = a.version
     WHERE NOT EXISTS (
       SELECT 1 FROM review_record_entry AS e JOIN review_record AS r ON r.id = e.record_id
       WHERE e.entry_id = a.entry_id AND e.to_state = '停用' AND r.on_date <= ?1)`,
    [day],
  );
}
