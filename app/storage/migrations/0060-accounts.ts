/** Accounts, who compiled what, opinions per field, what attachments belong to, and checkpoints of the log. */
export const accounts = `
-- No rows: the library works without accounts. The verifier is scrypt over the password, never the password.
CREATE TABLE account (
  name            TEXT PRIMARY KEY,
  roles_json      TEXT NOT NULL CHECK (json_valid(roles_json)),
  office          TEXT NOT NULL,
  salt            BLOB NOT NULL CHECK (length(salt) = 16),
  verifier        BLOB NOT NULL CHECK (length(verifier) = 32),
  -- 1: somebody else chose the password; the holder chooses another before doing anything.
  must_change     INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  disabled        INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  failures        INTEGER NOT NULL DEFAULT 0,
  locked_until_ms INTEGER,
  created_at_ms   INTEGER NOT NULL,
  created_by      TEXT NOT NULL
) STRICT;

-- Who wrote the content that became, or is to become, the version after this one; kept by the triggers below, so
-- that every way of changing an entry counts.
CREATE TABLE entry_compiler (
  entry_id    TEXT NOT NULL REFERENCES entry (id),
  version     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  last_at_ms  INTEGER NOT NULL,
  PRIMARY KEY (entry_id, version, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER entry_compiled_first AFTER INSERT ON entry WHEN new.changed_by <> ''
BEGIN
  INSERT INTO entry_compiler (entry_id, version, name, last_at_ms)
  VALUES (new.id, new.version, new.changed_by, new.changed_at_ms);
END;
CREATE TRIGGER entry_compiled_again AFTER UPDATE OF content_json ON entry
WHEN new.changed_by <> '' AND new.content_json <> old.content_json
BEGIN
  INSERT INTO entry_compiler (entry_id, version, name, last_at_ms)
  VALUES (new.id, new.version, new.changed_by, new.changed_at_ms)
  ON CONFLICT (entry_id, version, name) DO UPDATE SET last_at_ms = excluded.last_at_ms;
END;

-- Why one person might both compile and approve, where the administrator allowed it.
ALTER TABLE review_record ADD COLUMN waiver TEXT NOT NULL DEFAULT '';
-- The version that the step made of the entry; NULL where it made none.
ALTER TABLE review_record_entry ADD COLUMN version INTEGER;
-- 1: the person who took the step had compiled or submitted the entry.
ALTER TABLE review_record_entry ADD COLUMN own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1));

CREATE TABLE field_opinion (
  record_id INTEGER NOT NULL REFERENCES review_record (id),
  number    INTEGER NOT NULL,
  entry_id  TEXT NOT NULL REFERENCES entry (id),
  -- '' where the opinion is about the entry itself.
  item_id   TEXT NOT NULL,
  -- '' where the opinion is about the entry or item as a whole.
  field     TEXT NOT NULL,
  opinion   TEXT NOT NULL,
  PRIMARY KEY (record_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_opinion_by_entry ON field_opinion (entry_id);

-- What an attachment was added to; scans that came with a step are named by the step's own record.
CREATE TABLE attachment_use (
  attachment_id INTEGER PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
  kind          TEXT NOT NULL CHECK (kind IN ('entry', 'review', 'event')),
  subject       TEXT NOT NULL,
  note          TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_use_by_subject ON attachment_use (kind, subject);

-- Stands for the records up to seq, which were archived in a file and removed. Signed with SM2 over content_json.
CREATE TABLE audit_checkpoint (
  seq          INTEGER PRIMARY KEY,
  content_json TEXT NOT NULL CHECK (json_valid(content_json)),
  covered_json TEXT NOT NULL CHECK (json_valid(covered_json)),
  signature    BLOB NOT NULL,
  certificate  BLOB NOT NULL
) STRICT;
`;
