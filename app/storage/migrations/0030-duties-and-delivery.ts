/** Events that start clocks, maintenance campaigns, reports sent, trusted certificates, packages and receipts. */
export const dutiesAndDelivery = `
CREATE TABLE event (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  on_date    TEXT NOT NULL,
  level      TEXT,
  sharing    TEXT,
  about      TEXT NOT NULL,
  stated_due TEXT,
  entered_by TEXT NOT NULL,
  at_ms      INTEGER NOT NULL
) STRICT;
-- What was done about an event: 报送, publication, reply, correction; each once, the date may be corrected.
CREATE TABLE event_act (
  event_id TEXT NOT NULL REFERENCES event (id),
  act      TEXT NOT NULL,
  on_date  TEXT NOT NULL,
  note     TEXT NOT NULL,
  PRIMARY KEY (event_id, act)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_extension (
  event_id        TEXT PRIMARY KEY REFERENCES event (id),
  consented_on    TEXT NOT NULL,
  document_number TEXT NOT NULL,
  working_days    INTEGER,
  notified_on     TEXT,
  attachment_id   INTEGER REFERENCES attachment (id)
) STRICT;

CREATE TABLE maintenance_campaign (
  id          INTEGER PRIMARY KEY,
  period      TEXT NOT NULL UNIQUE,
  started_on  TEXT NOT NULL,
  finished_on TEXT,
  by_name     TEXT NOT NULL
) STRICT;
CREATE TABLE maintenance_answer (
  campaign_id INTEGER NOT NULL REFERENCES maintenance_campaign (id),
  entry_id    TEXT NOT NULL REFERENCES entry (id),
  answer      TEXT NOT NULL CHECK (answer IN ('无变化', '有变化', '应停用')),
  note        TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  on_date     TEXT NOT NULL,
  PRIMARY KEY (campaign_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE annual_report (
  year       INTEGER PRIMARY KEY,
  sent_on    TEXT NOT NULL,
  by_name    TEXT NOT NULL
) STRICT;

CREATE TABLE trusted_certificate (
  fingerprint_sm3 TEXT NOT NULL,
  role            TEXT NOT NULL CHECK (role IN ('root', 'platform', 'updates')),
  der             BLOB NOT NULL,
  added_at_ms     INTEGER NOT NULL,
  added_by        TEXT NOT NULL,
  PRIMARY KEY (fingerprint_sm3, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE package (
  package_id    TEXT PRIMARY KEY,
  seq           INTEGER NOT NULL,
  prev_sm3      TEXT,
  manifest_sm3  TEXT NOT NULL CHECK (length(manifest_sm3) = 64),
  state         TEXT NOT NULL,
  file          TEXT NOT NULL,
  content       BLOB NOT NULL,
  entry_count   INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE package_entry (
  package_id TEXT NOT NULL REFERENCES package (package_id),
  entry_id   TEXT NOT NULL REFERENCES entry (id),
  version    INTEGER NOT NULL,
  PRIMARY KEY (package_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  id            INTEGER PRIMARY KEY,
  -- NULL where the workbook was handed in without a package.
  package_id    TEXT REFERENCES package (package_id),
  kind          TEXT NOT NULL CHECK (kind IN ('签名回执', '人工登记回执')),
  number        TEXT NOT NULL,
  received_on   TEXT NOT NULL,
  result        TEXT NOT NULL,
  content       BLOB,
  attachment_id INTEGER REFERENCES attachment (id),
  entered_by    TEXT NOT NULL,
  at_ms         INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_by_package ON receipt (package_id);
`;
