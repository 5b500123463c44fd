/** What lists and counts of a large catalogue read, apart from the long texts beside which it stands in the rows. */
export const listIndexes = `
-- What stands before the sequence number of the code; '' without a code.
ALTER TABLE entry ADD COLUMN front TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN instr(code, '/') > 0 THEN substr(code, 1, instr(code, '/') - 1) ELSE code END) VIRTUAL;
ALTER TABLE entry ADD COLUMN source_system TEXT NOT NULL GENERATED ALWAYS AS (
  coalesce(content_json ->> 'sourceSystem', '')) VIRTUAL;

-- removed_at_ms, though always null here, so that the planner sees that nothing is lacking.
CREATE INDEX entry_listed ON entry (position, state, version, revision, office, item_count, sharing_type, update_cycle,
  changed_at_ms, code, name, provider, id, removed_at_ms) WHERE removed_at_ms IS NULL;
DROP INDEX entry_state;
CREATE INDEX entry_front  ON entry (front, removed_at_ms) WHERE removed_at_ms IS NULL;
CREATE INDEX entry_system ON entry (source_system, removed_at_ms) WHERE removed_at_ms IS NULL;
CREATE INDEX entry_bin    ON entry (removed_at_ms, id) WHERE removed_at_ms IS NOT NULL;
`;
