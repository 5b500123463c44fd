/** Handing over with crash-safe attempts, opinions per entry, tombstones, and what two libraries last agreed upon. */
export const deliveryAndMerge = `
-- whole: the approved catalogue; changes: only what the platform does not have yet.
ALTER TABLE package ADD COLUMN scope TEXT NOT NULL DEFAULT 'whole' CHECK (scope IN ('whole', 'changes'));
-- The first batch that this one mends.
ALTER TABLE package ADD COLUMN refers_to TEXT REFERENCES package (package_id);
-- Why the last try to hand it over failed, for the clerk; '' when nothing stands against it.
ALTER TABLE package ADD COLUMN remark TEXT NOT NULL DEFAULT '';
-- 1: the entry is in the package as a tombstone (停用).
ALTER TABLE package_entry ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
ALTER TABLE package_entry ADD COLUMN result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', '接收', '退回'));
ALTER TABLE package_entry ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX package_entry_by_entry ON package_entry (entry_id);

-- Written before the first byte leaves. One without an end: nobody knows whether the package arrived.
CREATE TABLE delivery_attempt (
  id             INTEGER PRIMARY KEY,
  package_id     TEXT NOT NULL REFERENCES package (package_id),
  route          TEXT NOT NULL CHECK (route IN ('网络', '介质')),
  place          TEXT NOT NULL,
  started_at_ms  INTEGER NOT NULL,
  finished_at_ms INTEGER,
  outcome        TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'delivered', 'not-sent', 'refused'))
) STRICT;
CREATE INDEX delivery_attempt_by_package ON delivery_attempt (package_id);

-- What the authority said of an entry, each opinion once.
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
CREATE INDEX opinion_by_entry ON opinion (entry_id);

-- The content of an entry that this library and a peer last both knew: the ancestor of the next merge with that peer.
-- The latest row counts; rows of a merge that is taken back go with it.
CREATE TABLE merge_base (
  id            INTEGER PRIMARY KEY,
  peer          TEXT NOT NULL,
  entry_id      TEXT NOT NULL,
  content_json  TEXT CHECK (content_json IS NULL OR json_valid(content_json)),
  -- Latest approved version of the entry here when the merge was made.
  own_version   INTEGER NOT NULL,
  change_set_id INTEGER
) STRICT;
CREATE INDEX merge_base_by_entry ON merge_base (peer, entry_id, id);
-- Contents of other libraries that went into ours whole, by their SM3.
CREATE TABLE merged_version (
  entry_id      TEXT NOT NULL,
  sm3           TEXT NOT NULL CHECK (length(sm3) = 64),
  change_set_id INTEGER,
  PRIMARY KEY (entry_id, sm3)
) STRICT, WITHOUT ROWID;

ALTER TABLE staged_entry ADD COLUMN act TEXT NOT NULL DEFAULT 'write' CHECK (act IN ('write', 'retire', 'restore'));
ALTER TABLE change_set_entry ADD COLUMN before_state TEXT;
ALTER TABLE change_set_entry ADD COLUMN after_state TEXT;
`;
