/** What the user has said once about the sheets of others: columns by the shape of the header, values by field. */
export const mappings = `
-- One per shape: the folded header texts of its sheets. Saving the same shape again replaces what was said.
CREATE TABLE layout_mapping (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  shape        TEXT NOT NULL UNIQUE CHECK (length(shape) = 64),
  sheets_json  TEXT NOT NULL CHECK (json_valid(sheets_json)),
  saved_at_ms  INTEGER NOT NULL,
  saved_by     TEXT NOT NULL
) STRICT;

-- A value that no code table knows, and the value of the field's code table that is meant by it.
CREATE TABLE value_alias (
  field       TEXT NOT NULL,
  written     TEXT NOT NULL,
  value       TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  saved_by    TEXT NOT NULL,
  PRIMARY KEY (field, written)
) STRICT, WITHOUT ROWID;
`;
