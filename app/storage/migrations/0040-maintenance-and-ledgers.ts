/** Full maintenance by office and with its scope, events taken back, installed calendars, ledgers. */
export const maintenanceAndLedgers = `
ALTER TABLE event ADD COLUMN dates_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(dates_json));
ALTER TABLE event ADD COLUMN date_reason TEXT NOT NULL DEFAULT '';
-- Entered wrongly and taken back: kept, never counted.
ALTER TABLE event ADD COLUMN withdrawn_on TEXT;
ALTER TABLE event ADD COLUMN withdrawn_by TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN withdrawn_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX event_on ON event (on_date);

ALTER TABLE maintenance_campaign ADD COLUMN finished_by TEXT NOT NULL DEFAULT '';
ALTER TABLE maintenance_campaign ADD COLUMN conclusion TEXT NOT NULL DEFAULT '';
-- How many entries were answered for, written when it is finished, so that past years need no counting.
ALTER TABLE maintenance_campaign ADD COLUMN entry_count INTEGER NOT NULL DEFAULT 0;
-- The entries to be looked at: those in the catalogue at the start, and those answered for beyond them (found = 1).
CREATE TABLE maintenance_scope (
  campaign_id INTEGER NOT NULL REFERENCES maintenance_campaign (id),
  entry_id    TEXT NOT NULL REFERENCES entry (id),
  found       INTEGER NOT NULL CHECK (found IN (0, 1)),
  PRIMARY KEY (campaign_id, entry_id)
) STRICT, WITHOUT ROWID;
-- One act of answering: for named entries, an office or all, on screen or on paper.
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
ALTER TABLE maintenance_answer ADD COLUMN confirmation_id INTEGER REFERENCES maintenance_confirmation (id);

CREATE TABLE installed_calendar (
  sm3          TEXT PRIMARY KEY CHECK (length(sm3) = 64),
  content_json TEXT NOT NULL CHECK (json_valid(content_json)),
  installed_on TEXT NOT NULL,
  by_name      TEXT NOT NULL,
  at_ms        INTEGER NOT NULL
) STRICT;

-- A row of a record book that a rule pack defines; ledger is '<rule pack>/<ledger>'.
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
CREATE INDEX ledger_row_by_date ON ledger_row (ledger, sort_date);
-- The events whose clocks a row keeps, one for each clock of its ledger.
CREATE TABLE ledger_row_event (
  row_id   TEXT NOT NULL REFERENCES ledger_row (id),
  clock    TEXT NOT NULL,
  event_id TEXT NOT NULL UNIQUE REFERENCES event (id),
  PRIMARY KEY (row_id, clock)
) STRICT, WITHOUT ROWID;
`;
