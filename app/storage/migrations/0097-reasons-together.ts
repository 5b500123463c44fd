/** Reasons given to many findings by one act, and their undo. */
export const reasonsTogether = `
-- The same for all that one act explained; null for a finding explained by itself.
ALTER TABLE finding_settlement ADD COLUMN together TEXT;
CREATE INDEX finding_settlement_together ON finding_settlement (together) WHERE together IS NOT NULL;

-- Reasons that a command gave or took back: {reason, by, on, atMs, together} before and after it, null for none.
CREATE TABLE change_set_settlement (
  change_set_id INTEGER NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
  entry_id      TEXT NOT NULL,
  rule          TEXT NOT NULL,
  field         TEXT NOT NULL,
  item_id       TEXT NOT NULL,
  told          TEXT NOT NULL,
  before_json   TEXT,
  after_json    TEXT,
  PRIMARY KEY (change_set_id, entry_id, rule, field, item_id, told)
) STRICT, WITHOUT ROWID;
`;
