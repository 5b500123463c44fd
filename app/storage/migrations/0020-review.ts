/** Review steps, attachments and the hash-chained audit log. */
export const review = `
CREATE TABLE attachment (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  sm3         TEXT NOT NULL CHECK (length(sm3) = 64),
  content     BLOB NOT NULL,
  added_at_ms INTEGER NOT NULL,
  added_by    TEXT NOT NULL
) STRICT;

CREATE TABLE review_record (
  id            INTEGER PRIMARY KEY,
  step          TEXT NOT NULL,
  by_name       TEXT NOT NULL,
  entered_by    TEXT NOT NULL,
  signed_in     INTEGER NOT NULL CHECK (signed_in IN (0, 1)),
  opinion       TEXT NOT NULL,
  secrecy       TEXT NOT NULL,
  personal      TEXT NOT NULL,
  offline       INTEGER NOT NULL CHECK (offline IN (0, 1)),
  on_date       TEXT NOT NULL,
  attachment_id INTEGER REFERENCES attachment (id),
  -- 1 where the step was taken for everything at once, without opening the differences one by one.
  taken_for_all INTEGER NOT NULL CHECK (taken_for_all IN (0, 1)),
  at_ms         INTEGER NOT NULL
) STRICT;
CREATE TABLE review_record_entry (
  record_id  INTEGER NOT NULL REFERENCES review_record (id),
  entry_id   TEXT NOT NULL REFERENCES entry (id),
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL,
  revision   INTEGER NOT NULL,
  looked_at  INTEGER NOT NULL CHECK (looked_at IN (0, 1)),
  PRIMARY KEY (record_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_record_by_entry ON review_record_entry (entry_id);

-- Each record holds the SM3 of the one before, so that a changed, removed or inserted record shows.
CREATE TABLE audit_record (
  seq         INTEGER PRIMARY KEY,
  at          TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  action      TEXT NOT NULL,
  subject     TEXT NOT NULL,
  detail_json TEXT NOT NULL CHECK (json_valid(detail_json)),
  prev_sm3    TEXT NOT NULL CHECK (length(prev_sm3) = 64),
  sm3         TEXT NOT NULL CHECK (length(sm3) = 64)
) STRICT;
`;
