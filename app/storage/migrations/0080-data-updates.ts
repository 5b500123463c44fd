/** When the data behind each entry was updated; the entries that an event concerns; who sees to which duty. */
export const dataUpdates = `
-- Every update that was registered; whether each was in time follows from the one before it.
CREATE TABLE data_update (
  entry_id   TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  updated_on TEXT NOT NULL,
  by_name    TEXT NOT NULL,
  at_ms      INTEGER NOT NULL,
  PRIMARY KEY (entry_id, updated_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_entry (
  event_id TEXT NOT NULL REFERENCES event (id),
  entry_id TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  PRIMARY KEY (event_id, entry_id)
) STRICT, WITHOUT ROWID;

-- Who sees to a duty (办理人): for an event all that it started, for a recurring duty every period of it.
CREATE TABLE duty_person (
  duty   TEXT PRIMARY KEY,
  person TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
