-- Generated from app/storage/migrations by `npm run schema`; changed only by a new migration.

CREATE TRIGGER entry_compiled_again AFTER UPDATE OF content_json ON entry
WHEN new.changed_by <> '' AND new.content_json <> old.content_json
BEGIN
  INSERT INTO entry_compiler (entry_id, version, name, last_at_ms)
  VALUES (new.id, new.version, new.changed_by, new.changed_at_ms)
  ON CONFLICT (entry_id, version, name) DO UPDATE SET last_at_ms = excluded.last_at_ms;
END;

CREATE TRIGGER entry_compiled_first AFTER INSERT ON entry WHEN new.changed_by <> ''
BEGIN
  INSERT INTO entry_compiler (entry_id, version, name, last_at_ms)
  VALUES (new.id, new.version, new.changed_by, new.changed_at_ms);
END;

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

CREATE TABLE annual_report (
  year       INTEGER PRIMARY KEY,
  sent_on    TEXT NOT NULL,
  by_name    TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  sm3         TEXT NOT NULL CHECK (length(sm3) = 64),
  content     BLOB NOT NULL,
  added_at_ms INTEGER NOT NULL,
  added_by    TEXT NOT NULL
) STRICT;

CREATE TABLE attachment_use (
  attachment_id INTEGER PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
  kind          TEXT NOT NULL CHECK (kind IN ('entry', 'review', 'event')),
  subject       TEXT NOT NULL,
  note          TEXT NOT NULL
) STRICT;

CREATE TABLE audit_checkpoint (
  seq          INTEGER PRIMARY KEY,
  content_json TEXT NOT NULL CHECK (json_valid(content_json)),
  covered_json TEXT NOT NULL CHECK (json_valid(covered_json)),
  signature    BLOB NOT NULL,
  certificate  BLOB NOT NULL
) STRICT;

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

CREATE TABLE category (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE change_set (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  label   TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  snapshot TEXT
, categories_json TEXT) STRICT;

CREATE TABLE change_set_entry (
  change_set_id  INTEGER NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
  entry_id       TEXT NOT NULL,
  before_json    TEXT,
  after_revision INTEGER NOT NULL, before_state TEXT, after_state TEXT,
  PRIMARY KEY (change_set_id, entry_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE code_sequence (
  front TEXT PRIMARY KEY,
  last  INTEGER NOT NULL
) STRICT;

CREATE TABLE data_update (
  entry_id   TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  updated_on TEXT NOT NULL,
  by_name    TEXT NOT NULL,
  at_ms      INTEGER NOT NULL,
  PRIMARY KEY (entry_id, updated_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery_attempt (
  id             INTEGER PRIMARY KEY,
  package_id     TEXT NOT NULL REFERENCES package (package_id),
  route          TEXT NOT NULL CHECK (route IN ('网络', '介质')),
  place          TEXT NOT NULL,
  started_at_ms  INTEGER NOT NULL,
  finished_at_ms INTEGER,
  outcome        TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'delivered', 'not-sent', 'refused'))
, part_bytes INTEGER CHECK (part_bytes > 0)) STRICT;

CREATE TABLE duty_person (
  duty   TEXT PRIMARY KEY,
  person TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
, front TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN instr(code, '/') > 0 THEN substr(code, 1, instr(code, '/') - 1) ELSE code END) VIRTUAL, source_system TEXT NOT NULL GENERATED ALWAYS AS (
  coalesce(content_json ->> 'sourceSystem', '')) VIRTUAL, blanks INTEGER GENERATED ALWAYS AS (
  ((trim(coalesce(content_json ->> '$.name', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 0) |
  ((trim(coalesce(content_json ->> '$.provider', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 1) |
  ((trim(coalesce(content_json ->> '$.providerCode', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 2) |
  ((trim(coalesce(content_json ->> '$.summary', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 3) |
  ((trim(coalesce(content_json ->> '$.formatCategory', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 4) |
  ((trim(coalesce(content_json ->> '$.sharingType', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 5) |
  ((trim(coalesce(content_json ->> '$.modeCategory', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 6) |
  ((trim(coalesce(content_json ->> '$.openToPublic', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 7) |
  ((trim(coalesce(content_json ->> '$.updateCycle', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 8) |
  ((trim(coalesce(content_json ->> '$.publishedOn', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 9) |
  ((trim(coalesce(content_json ->> '$.relatedCode', ''), char(9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8203,8204,8205,8232,8233,8239,8287,8288,12288,65279)) = '') << 10)
) VIRTUAL, sharings INTEGER GENERATED ALWAYS AS (
  ((instr(content_json, '"sharingType":"无条件共享"') > 0) << 0) |
  ((instr(content_json, '"sharingType":"有条件共享"') > 0) << 1) |
  ((instr(content_json, '"sharingType":"不予共享"') > 0) << 2)
) VIRTUAL) STRICT;

CREATE TABLE entry_check (
  entry_id      TEXT PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  errors        INTEGER NOT NULL,
  warnings      INTEGER NOT NULL,
  advice        INTEGER NOT NULL,
  findings_json TEXT NOT NULL
, tally TEXT NOT NULL DEFAULT '', place INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE entry_compiler (
  entry_id    TEXT NOT NULL REFERENCES entry (id),
  version     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  last_at_ms  INTEGER NOT NULL,
  PRIMARY KEY (entry_id, version, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_version (
  entry_id       TEXT NOT NULL REFERENCES entry (id),
  version        INTEGER NOT NULL,
  content_json   TEXT NOT NULL CHECK (json_valid(content_json)),
  sm3            TEXT NOT NULL CHECK (length(sm3) = 64),
  approved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (entry_id, version)
) STRICT;

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
, dates_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(dates_json)), date_reason TEXT NOT NULL DEFAULT '', withdrawn_on TEXT, withdrawn_by TEXT NOT NULL DEFAULT '', withdrawn_reason TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE event_act (
  event_id TEXT NOT NULL REFERENCES event (id),
  act      TEXT NOT NULL,
  on_date  TEXT NOT NULL,
  note     TEXT NOT NULL,
  PRIMARY KEY (event_id, act)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_entry (
  event_id TEXT NOT NULL REFERENCES event (id),
  entry_id TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  PRIMARY KEY (event_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_extension (
  event_id        TEXT PRIMARY KEY REFERENCES event (id),
  consented_on    TEXT NOT NULL,
  document_number TEXT NOT NULL,
  working_days    INTEGER,
  notified_on     TEXT,
  attachment_id   INTEGER REFERENCES attachment (id)
) STRICT;

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

CREATE TABLE finding_settlement (
  entry_id TEXT NOT NULL REFERENCES entry (id),
  rule     TEXT NOT NULL,
  field    TEXT NOT NULL,
  item_id  TEXT NOT NULL,
  told     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  by_name  TEXT NOT NULL,
  on_date  TEXT NOT NULL,
  at_ms    INTEGER NOT NULL, together TEXT,
  PRIMARY KEY (entry_id, rule, field, item_id, told)
) STRICT, WITHOUT ROWID;

CREATE TABLE installed_calendar (
  sm3          TEXT PRIMARY KEY CHECK (length(sm3) = 64),
  content_json TEXT NOT NULL CHECK (json_valid(content_json)),
  installed_on TEXT NOT NULL,
  by_name      TEXT NOT NULL,
  at_ms        INTEGER NOT NULL
) STRICT;

CREATE TABLE layout_mapping (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  shape        TEXT NOT NULL UNIQUE CHECK (length(shape) = 64),
  sheets_json  TEXT NOT NULL CHECK (json_valid(sheets_json)),
  saved_at_ms  INTEGER NOT NULL,
  saved_by     TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_row (
  id               TEXT PRIMARY KEY,
  ledger           TEXT NOT NULL,
  sort_date        TEXT NOT NULL,
  values_json      TEXT NOT NULL CHECK (json_valid(values_json)),
  search_text      TEXT NOT NULL,
  by_name          TEXT NOT NULL,
  at_ms            INTEGER NOT NULL,
  withdrawn_on     TEXT,
  withdrawn_by     TEXT NOT NULL DEFAULT '',
  withdrawn_reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE ledger_row_event (
  row_id   TEXT NOT NULL REFERENCES ledger_row (id),
  clock    TEXT NOT NULL,
  event_id TEXT NOT NULL UNIQUE REFERENCES event (id),
  PRIMARY KEY (row_id, clock)
) STRICT, WITHOUT ROWID;

CREATE TABLE legal_basis (
  text        TEXT PRIMARY KEY,
  added_at_ms INTEGER NOT NULL,
  added_by    TEXT NOT NULL
) STRICT;

CREATE TABLE maintenance_answer (
  campaign_id INTEGER NOT NULL REFERENCES maintenance_campaign (id),
  entry_id    TEXT NOT NULL REFERENCES entry (id),
  answer      TEXT NOT NULL CHECK (answer IN ('无变化', '有变化', '应停用')),
  note        TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  on_date     TEXT NOT NULL, confirmation_id INTEGER REFERENCES maintenance_confirmation (id),
  PRIMARY KEY (campaign_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE maintenance_campaign (
  id          INTEGER PRIMARY KEY,
  period      TEXT NOT NULL UNIQUE,
  started_on  TEXT NOT NULL,
  finished_on TEXT,
  by_name     TEXT NOT NULL
, finished_by TEXT NOT NULL DEFAULT '', conclusion TEXT NOT NULL DEFAULT '', entry_count INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE maintenance_confirmation (
  id            INTEGER PRIMARY KEY,
  campaign_id   INTEGER NOT NULL REFERENCES maintenance_campaign (id),
  for_all       INTEGER NOT NULL CHECK (for_all IN (0, 1)),
  office        TEXT,
  answer        TEXT NOT NULL CHECK (answer IN ('无变化', '有变化', '应停用')),
  opinion       TEXT NOT NULL,
  by_name       TEXT NOT NULL,
  -- On paper the one who signed is by_name, the one who typed it in is entered_by.
  entered_by    TEXT NOT NULL,
  on_date       TEXT NOT NULL,
  offline       INTEGER NOT NULL CHECK (offline IN (0, 1)),
  attachment_id INTEGER REFERENCES attachment (id),
  entry_count   INTEGER NOT NULL,
  at_ms         INTEGER NOT NULL
) STRICT;

CREATE TABLE maintenance_scope (
  campaign_id INTEGER NOT NULL REFERENCES maintenance_campaign (id),
  entry_id    TEXT NOT NULL REFERENCES entry (id),
  found       INTEGER NOT NULL CHECK (found IN (0, 1)),
  PRIMARY KEY (campaign_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE merge_base (
  id            INTEGER PRIMARY KEY,
  peer          TEXT NOT NULL,
  entry_id      TEXT NOT NULL,
  content_json  TEXT CHECK (content_json IS NULL OR json_valid(content_json)),
  -- Latest approved version of the entry here when the merge was made.
  own_version   INTEGER NOT NULL,
  change_set_id INTEGER
) STRICT;

CREATE TABLE merged_version (
  entry_id      TEXT NOT NULL,
  sm3           TEXT NOT NULL CHECK (length(sm3) = 64),
  change_set_id INTEGER,
  PRIMARY KEY (entry_id, sm3)
) STRICT, WITHOUT ROWID;

CREATE TABLE opinion (
  id             TEXT PRIMARY KEY,
  entry_id       TEXT REFERENCES entry (id),
  package_id     TEXT,
  code           TEXT NOT NULL,
  decision       TEXT NOT NULL CHECK (decision IN ('approve', 'return')),
  text           TEXT NOT NULL,
  given_at       TEXT NOT NULL,
  -- 补正期限 that the notice names.
  due_on         TEXT,
  event_id       TEXT REFERENCES event (id),
  -- 0: kept, but the entry has moved on since (a later batch, a later opinion) or is not known here.
  applied        INTEGER NOT NULL CHECK (applied IN (0, 1)),
  source         TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL
) STRICT;

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
, scope TEXT NOT NULL DEFAULT 'whole' CHECK (scope IN ('whole', 'changes')), refers_to TEXT REFERENCES package (package_id), remark TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE package_entry (
  package_id TEXT NOT NULL REFERENCES package (package_id),
  entry_id   TEXT NOT NULL REFERENCES entry (id),
  version    INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)), result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', '接收', '退回')), reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (package_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_text (
  package_id TEXT NOT NULL REFERENCES package (package_id),
  label      TEXT NOT NULL,
  text       TEXT NOT NULL,
  PRIMARY KEY (package_id, label, text)
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
, waiver TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE review_record_entry (
  record_id  INTEGER NOT NULL REFERENCES review_record (id),
  entry_id   TEXT NOT NULL REFERENCES entry (id),
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL,
  revision   INTEGER NOT NULL,
  looked_at  INTEGER NOT NULL CHECK (looked_at IN (0, 1)), version INTEGER, own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
  PRIMARY KEY (record_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE revocation_list (
  id           INTEGER PRIMARY KEY,
  -- Which list of the authority: its key, what it covers, the distribution point of a list in parts.
  scope        TEXT NOT NULL UNIQUE,
  sm3          TEXT NOT NULL CHECK (length(sm3) = 64),
  der          BLOB NOT NULL,
  issuer_der   BLOB NOT NULL,
  added_at_ms  INTEGER NOT NULL,
  added_by     TEXT NOT NULL
) STRICT;

CREATE TABLE secrecy_list (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  list_json   TEXT NOT NULL CHECK (json_valid(list_json)),
  saved_at_ms INTEGER NOT NULL,
  saved_by    TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

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
, act TEXT NOT NULL DEFAULT 'write' CHECK (act IN ('write', 'retire', 'restore'))) STRICT;

CREATE TABLE trusted_certificate (
  fingerprint_sm3 TEXT NOT NULL,
  role            TEXT NOT NULL CHECK (role IN ('root', 'platform', 'updates')),
  der             BLOB NOT NULL,
  added_at_ms     INTEGER NOT NULL,
  added_by        TEXT NOT NULL,
  PRIMARY KEY (fingerprint_sm3, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE value_alias (
  field       TEXT NOT NULL,
  written     TEXT NOT NULL,
  value       TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  saved_by    TEXT NOT NULL,
  PRIMARY KEY (field, written)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_use_by_subject ON attachment_use (kind, subject);

CREATE INDEX audit_import ON audit_record (seq) WHERE action = 'workbook-imported';

CREATE INDEX delivery_attempt_by_package ON delivery_attempt (package_id);

CREATE INDEX entry_bin    ON entry (removed_at_ms, id) WHERE removed_at_ms IS NOT NULL;

CREATE INDEX entry_blanks ON entry (sharing_type, sharings, blanks) WHERE removed_at_ms IS NULL;

CREATE INDEX entry_check_of ON entry_check (entry_id, tally);

CREATE INDEX entry_check_place ON entry_check (tally, place);

CREATE INDEX entry_code     ON entry (code)     WHERE removed_at_ms IS NULL;

CREATE INDEX entry_front  ON entry (front, removed_at_ms) WHERE removed_at_ms IS NULL;

CREATE INDEX entry_listed ON entry (position, state, version, revision, office, item_count, sharing_type, update_cycle,
  changed_at_ms, code, name, provider, id, removed_at_ms) WHERE removed_at_ms IS NULL;

CREATE INDEX entry_name     ON entry (name)     WHERE removed_at_ms IS NULL;

CREATE INDEX entry_search   ON entry (position, search_text) WHERE removed_at_ms IS NULL;

CREATE INDEX entry_system ON entry (source_system, removed_at_ms) WHERE removed_at_ms IS NULL;

CREATE INDEX event_on ON event (on_date);

CREATE INDEX field_opinion_by_entry ON field_opinion (entry_id);

CREATE INDEX finding_settlement_together ON finding_settlement (together) WHERE together IS NOT NULL;

CREATE INDEX ledger_row_by_date ON ledger_row (ledger, sort_date);

CREATE INDEX merge_base_by_entry ON merge_base (peer, entry_id, id);

CREATE INDEX opinion_by_entry ON opinion (entry_id);

CREATE INDEX package_entry_by_entry ON package_entry (entry_id);

CREATE INDEX receipt_by_package ON receipt (package_id);

CREATE INDEX review_record_by_entry ON review_record_entry (entry_id);
