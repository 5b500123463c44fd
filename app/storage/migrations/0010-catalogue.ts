/** Library, catalogue entries with their versions, change sets for undo, staging for imports. */
export const catalogue = `
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Narrow columns first: a list or a search then never reads the pages that hold the long texts at the end.
CREATE TABLE entry (
  id            TEXT PRIMARY KEY,
  position      INTEGER NOT NULL,
  state         TEXT NOT NULL,
  version       INTEGER NOT NULL DEFAULT 0,
  revision      INTEGER NOT NULL DEFAULT 1,
  removed_at_ms INTEGER,
  item_count    INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  changed_by    TEXT NOT NULL,
  code          TEXT NOT NULL,
  name          TEXT NOT NULL,
  provider      TEXT NOT NULL,
  office        TEXT NOT NULL,
  sharing_type  TEXT NOT NULL,
  update_cycle  TEXT NOT NULL,
  search_text   TEXT NOT NULL,
  content_json  TEXT NOT NULL CHECK (json_valid(content_json))
) STRICT;
-- A search runs through this index in the list's order and looks only at the rows that match.
CREATE INDEX entry_search   ON entry (position, search_text) WHERE removed_at_ms IS NULL;
CREATE INDEX entry_code     ON entry (code)     WHERE removed_at_ms IS NULL;
CREATE INDEX entry_name     ON entry (name)     WHERE removed_at_ms IS NULL;
CREATE INDEX entry_state    ON entry (state)    WHERE removed_at_ms IS NULL;

-- What the last check found, of entries where it found something: a table of its own, so that checking the whole
-- catalogue does not write every long row of it anew.
CREATE TABLE entry_check (
  entry_id      TEXT PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  errors        INTEGER NOT NULL,
  warnings      INTEGER NOT NULL,
  advice        INTEGER NOT NULL,
  findings_json TEXT NOT NULL
) STRICT;

-- Each approved version whole and for good: a second writing of the same number is refused by the key.
CREATE TABLE entry_version (
  entry_id       TEXT NOT NULL REFERENCES entry (id),
  version        INTEGER NOT NULL,
  content_json   TEXT NOT NULL CHECK (json_valid(content_json)),
  sm3            TEXT NOT NULL CHECK (length(sm3) = 64),
  approved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (entry_id, version)
) STRICT;

CREATE TABLE category (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

-- 顺序码 in use per 前段码: only ever rises, so that a number is never given twice.
CREATE TABLE code_sequence (
  front TEXT PRIMARY KEY,
  last  INTEGER NOT NULL
) STRICT;

-- One row per command that changed content; undo puts the entries' former contents back.
CREATE TABLE change_set (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  label   TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  snapshot TEXT
) STRICT;
CREATE TABLE change_set_entry (
  change_set_id  INTEGER NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
  entry_id       TEXT NOT NULL,
  before_json    TEXT,
  after_revision INTEGER NOT NULL,
  PRIMARY KEY (change_set_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_entry (
  id           TEXT PRIMARY KEY,
  created      INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  content_json TEXT NOT NULL,
  code         TEXT NOT NULL,
  name         TEXT NOT NULL,
  provider     TEXT NOT NULL,
  office       TEXT NOT NULL,
  sharing_type TEXT NOT NULL,
  update_cycle TEXT NOT NULL,
  item_count   INTEGER NOT NULL,
  search_text  TEXT NOT NULL
) STRICT;
`;
