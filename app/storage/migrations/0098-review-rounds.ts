/** Which steps of the present review round an entry has on record, so that what waits is counted by an index alone. */
export const reviewRounds = `
-- Steps since the last 送审, joined by blanks. What may be done next is judged by the records themselves; this is for lists.
ALTER TABLE entry ADD COLUMN round_steps TEXT NOT NULL DEFAULT '';
UPDATE entry SET round_steps = coalesce((
  SELECT group_concat(step, ' ') FROM (
    SELECT DISTINCT r.step FROM review_record_entry AS e JOIN review_record AS r ON r.id = e.record_id
    WHERE e.entry_id = entry.id AND r.step <> 'submit' AND r.id > coalesce((
      SELECT max(s.id) FROM review_record_entry AS f JOIN review_record AS s ON s.id = f.record_id
      WHERE f.entry_id = entry.id AND s.step = 'submit'), 0))), '')
WHERE id IN (SELECT entry_id FROM review_record_entry);
-- Not by state first: a list of one state goes through the entries in their order, not through these and a sorting.
CREATE INDEX entry_waiting ON entry (round_steps, state, removed_at_ms) WHERE removed_at_ms IS NULL;
DROP INDEX entry_listed;
CREATE INDEX entry_listed ON entry (position, state, version, revision, office, item_count, sharing_type, update_cycle,
  changed_at_ms, code, name, provider, id, round_steps, removed_at_ms) WHERE removed_at_ms IS NULL;
`;
