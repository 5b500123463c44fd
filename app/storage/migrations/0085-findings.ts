/** The library's own list of the secrecy gate, the reasons given for findings that stay, the tree before a change to it. */
export const findings = `
-- At most one row; without it the program's preset holds.
CREATE TABLE secrecy_list (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  list_json   TEXT NOT NULL CHECK (json_valid(list_json)),
  saved_at_ms INTEGER NOT NULL,
  saved_by    TEXT NOT NULL
) STRICT;

-- told: the finding's words, for a secrecy mark with the whole text looked at; other words are another finding.
CREATE TABLE finding_settlement (
  entry_id TEXT NOT NULL REFERENCES entry (id),
  rule     TEXT NOT NULL,
  field    TEXT NOT NULL,
  item_id  TEXT NOT NULL,
  told     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  by_name  TEXT NOT NULL,
  on_date  TEXT NOT NULL,
  at_ms    INTEGER NOT NULL,
  PRIMARY KEY (entry_id, rule, field, item_id, told)
) STRICT, WITHOUT ROWID;

-- The classification as it stood before, where the command changed it: undo puts it back.
ALTER TABLE change_set ADD COLUMN categories_json TEXT;
`;
