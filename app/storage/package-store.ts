/** Packages made for the platform, their entries, the tries to hand them over, and the receipts that came back. */
import type { Connection } from './sqlite';

/** 待报送 → 已报送待回执 → 已接收, 部分退回, 退回; 已被取代 when a later package took its place before delivery. */
export const PACKAGE_STATES = ['待报送', '已报送待回执', '已接收', '部分退回', '退回', '已被取代'] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];
/** `whole`: the approved catalogue; `changes`: what the platform does not have yet. */
export type PackageScope = 'whole' | 'changes';

export interface StoredPackage {
  readonly packageId: string;
  readonly seq: number;
  readonly prevSm3: string | null;
  readonly manifestSm3: string;
  readonly state: PackageState;
  readonly file: string;
  readonly entries: number;
  readonly createdAtMs: number;
  readonly scope: PackageScope;
  /** The first batch that this one mends. */
  readonly refersTo: string | null;
  /** Why the last try to hand it over failed; '' when nothing stands against it. */
  readonly remark: string;
  /** 1 while 待报送 and a try to hand it over has no known end. */
  readonly uncertain: number;
}

/** One entry of a package as it was sent. */
export interface PackedEntry {
  readonly id: string;
  readonly version: number;
  /** In the package as a tombstone. */
  readonly removed: boolean;
}

// A try without an end leaves open whether the package arrived, until the platform refuses these very bytes.
const UNCERTAIN = `(package.state = '待报送' AND EXISTS (
  SELECT 1 FROM delivery_attempt AS a WHERE a.package_id = package.package_id AND a.finished_at_ms IS NULL
    AND NOT EXISTS (SELECT 1 FROM delivery_attempt AS b
                    WHERE b.package_id = a.package_id AND b.id > a.id AND b.outcome = 'refused')))`;

const COLUMNS = `package.package_id AS packageId, seq, prev_sm3 AS prevSm3, manifest_sm3 AS manifestSm3, state, file,
                 entry_count AS entries, created_at_ms AS createdAtMs, scope, refers_to AS refersTo, remark,
                 ${UNCERTAIN} AS uncertain`;

/** The latest first. */
export async function listPackages(db: Connection): Promise<StoredPackage[]> {
  return db.all<StoredPackage>(`SELECT ${COLUMNS} FROM package ORDER BY created_at_ms DESC, package_id DESC`);
}

/** Packages that have no answer yet, in the order of their numbers. */
export async function openPackages(db: Connection): Promise<StoredPackage[]> {
  return db.all<StoredPackage>(
    `SELECT ${COLUMNS} FROM package WHERE state IN ('待报送', '已报送待回执') ORDER BY seq, created_at_ms, package_id`,
  );
}

/** Holds for the content of an encrypted package: the first member's name stands at byte 31 of a ZIP file. */
export const IS_ENCRYPTED = "substr(content, 31, 7) = CAST('cek.sm2' AS BLOB)";

/** Ids of open packages that are encrypted, whatever the file was named that they were saved as. */
export async function encryptedPackages(db: Connection): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ id: string }>(
    `SELECT package_id AS id FROM package WHERE state IN ('待报送', '已报送待回执') AND ${IS_ENCRYPTED}`,
  );
  return new Set(rows.map(({ id }) => id));
}

export async function packageContent(db: Connection, packageId: string): Promise<Uint8Array | null> {
  const row = await db.get<{ content: Uint8Array }>('SELECT content FROM package WHERE package_id = ?', [
    packageId,
  ]);
  return row?.content ?? null;
}

/**
 * Queues a package. It takes the place of those that nobody has tried to deliver: their number is used again, and
 * their entries that are not in the new one wait to be packed as before.
 */
export async function addPackage(
  tx: Connection,
  made: Omit<StoredPackage, 'remark' | 'uncertain'> & { content: Uint8Array },
  entries: readonly PackedEntry[],
): Promise<void> {
  await tx.run(
    `UPDATE package SET state = '已被取代', remark = '' WHERE state = '待报送' AND NOT ${UNCERTAIN}`,
  );
  await tx.run(
    `INSERT INTO package (package_id, seq, prev_sm3, manifest_sm3, state, file, content, entry_count, created_at_ms,
                          scope, refers_to)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      made.packageId,
      made.seq,
      made.prevSm3,
      made.manifestSm3,
      made.state,
      made.file,
      made.content,
      made.entries,
      made.createdAtMs,
      made.scope,
      made.refersTo,
    ],
  );
  await tx.run(
    `INSERT INTO package_entry (package_id, entry_id, version, removed)
     SELECT ?, e.value ->> 'id', e.value ->> 'version', e.value ->> 'removed' FROM json_each(?) AS e`,
    [made.packageId, JSON.stringify(entries)],
  );
  await settleQueuedEntries(tx);
}

/** Brings 已审定 and 待报送 in line with the queue: an entry is 待报送 exactly while a queued package holds it. */
export async function settleQueuedEntries(tx: Connection): Promise<void> {
  const queued = `SELECT 1 FROM package_entry AS pe JOIN package USING (package_id)
                  WHERE pe.entry_id = entry.id AND pe.version = entry.version AND pe.removed = 0`;
  await tx.exec(`
    UPDATE entry SET state = '已审定' WHERE state = '待报送' AND NOT EXISTS (${queued} AND package.state = '待报送');
    UPDATE entry SET state = '待报送' WHERE state = '已审定' AND removed_at_ms IS NULL
      AND EXISTS (${queued} AND package.state = '待报送');
  `);
}

/** Takes a queued package out of the queue. */
export async function supersede(
  tx: Connection,
  packageIds: readonly string[],
  remark: string,
): Promise<void> {
  await tx.run(
    `UPDATE package SET state = '已被取代', remark = ? WHERE package_id IN (SELECT value FROM json_each(?))`,
    [remark, JSON.stringify(packageIds)],
  );
  await settleQueuedEntries(tx);
}

export async function setPackageState(
  tx: Connection,
  packageId: string,
  state: PackageState,
  remark = '',
): Promise<void> {
  await tx.run('UPDATE package SET state = ?, remark = ? WHERE package_id = ?', [state, remark, packageId]);
}

export async function packageEntries(
  db: Connection,
  packageId: string,
): Promise<{ id: string; code: string; name: string; version: number; removed: number; result: string }[]> {
  return db.all(
    `SELECT entry.id, entry.code, entry.name, pe.version, pe.removed, pe.result
     FROM package_entry AS pe JOIN entry ON entry.id = pe.entry_id WHERE pe.package_id = ?`,
    [packageId],
  );
}

export type AttemptOutcome = 'delivered' | 'not-sent' | 'refused';

/** Writes down that a try to hand a package over begins; answers its number. */
export async function beginAttempt(
  tx: Connection,
  attempt: { packageId: string; route: '网络' | '介质'; place: string; atMs: number },
): Promise<number> {
  await tx.run('INSERT INTO delivery_attempt (package_id, route, place, started_at_ms) VALUES (?, ?, ?, ?)', [
    attempt.packageId,
    attempt.route,
    attempt.place,
    attempt.atMs,
  ]);
  const row = await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id');
  return row!.id;
}

export async function endAttempt(
  tx: Connection,
  id: number,
  { outcome, partBytes }: { readonly outcome: AttemptOutcome; readonly partBytes: number | null },
  atMs: number,
): Promise<void> {
  await tx.run('UPDATE delivery_attempt SET finished_at_ms = ?, outcome = ?, part_bytes = ? WHERE id = ?', [
    atMs,
    outcome,
    partBytes,
    id,
  ]);
}

export interface StoredAttempt {
  readonly packageId: string;
  readonly route: '网络' | '介质';
  readonly place: string;
  readonly startedAtMs: number;
  /** '' while its end is not known. */
  readonly outcome: '' | AttemptOutcome;
}

export async function listAttempts(db: Connection, packageId: string): Promise<StoredAttempt[]> {
  return db.all<StoredAttempt>(
    `SELECT package_id AS packageId, route, place, started_at_ms AS startedAtMs, outcome FROM delivery_attempt
     WHERE package_id = ? ORDER BY id`,
    [packageId],
  );
}

/** What became of entries of a package; `ids` null: all that have no result yet. */
export async function setResults(
  tx: Connection,
  packageId: string,
  result: '接收' | '退回',
  entries: readonly { id: string; reason: string }[] | null,
): Promise<void> {
  if (entries === null) {
    await tx.run("UPDATE package_entry SET result = ? WHERE package_id = ? AND result = ''", [
      result,
      packageId,
    ]);
    return;
  }
  await tx.run(
    `UPDATE package_entry SET result = ?, reason = e.value ->> 'reason' FROM json_each(?) AS e
     WHERE package_id = ? AND entry_id = e.value ->> 'id'`,
    [result, JSON.stringify(entries), packageId],
  );
}

/**
 * Moves entries of a package to another state: those in one of `from` whose approved version is the one that was
 * sent; `ids` null: all of the package.
 */
export async function moveEntries(
  tx: Connection,
  packageId: string,
  from: readonly string[],
  to: string,
  ids: readonly string[] | null = null,
): Promise<number> {
  const { changes } = await tx.run(
    `UPDATE entry SET state = ?
     WHERE EXISTS (SELECT 1 FROM package_entry AS pe
                   WHERE pe.package_id = ? AND pe.entry_id = entry.id AND pe.version = entry.version AND pe.removed = 0)
       AND state IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))`,
    [to, packageId, JSON.stringify(from), ids === null ? null : 1, JSON.stringify(ids ?? [])],
  );
  return changes;
}

/** 停用 becomes 注销 once the platform took the tombstone. */
export async function strikeOff(tx: Connection, packageId: string): Promise<void> {
  await tx.run(
    `UPDATE entry SET state = '注销' WHERE state = '停用' AND id IN (
       SELECT entry_id FROM package_entry WHERE package_id = ? AND removed = 1 AND result = '接收')`,
    [packageId],
  );
}

/** The version of each entry that the platform took last. */
export async function acceptedVersions(db: Connection): Promise<Map<string, number>> {
  const rows = await db.all<{ id: string; version: number }>(
    `SELECT entry_id AS id, max(version) AS version FROM package_entry
     WHERE result = '接收' AND removed = 0 GROUP BY entry_id`,
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** Entries taken out of use that the platform has, and no package on its way tells it so. */
export async function tombstonesToSend(
  db: Connection,
): Promise<{ id: string; code: string; name: string; version: number }[]> {
  return db.all(
    `SELECT id, coalesce(v.content_json ->> 'code', '') AS code, coalesce(v.content_json ->> 'name', '') AS name,
            entry.version
     FROM entry JOIN entry_version AS v ON v.entry_id = entry.id AND v.version = entry.version
     WHERE state = '停用' AND removed_at_ms IS NULL
       AND EXISTS (SELECT 1 FROM package_entry AS pe WHERE pe.entry_id = entry.id AND pe.result = '接收' AND pe.removed = 0)
       AND NOT EXISTS (SELECT 1 FROM package_entry AS pe JOIN package USING (package_id)
                       WHERE pe.entry_id = entry.id AND pe.removed = 1
                         AND (package.state = '已报送待回执' OR ${UNCERTAIN}))
     ORDER BY position`,
  );
}

/** The first batch that a package with these entries mends: where one of them was sent before and came back. */
export async function firstReturnedBatch(db: Connection, ids: readonly string[]): Promise<string | null> {
  const row = await db.get<{ first: string }>(
    `SELECT coalesce(package.refers_to, package.package_id) AS first
     FROM package_entry AS pe JOIN package USING (package_id)
     WHERE pe.result = '退回' AND pe.entry_id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM package_entry AS later JOIN package AS p ON p.package_id = later.package_id
                       WHERE later.entry_id = pe.entry_id AND later.result = '接收'
                         AND p.created_at_ms > package.created_at_ms)
     ORDER BY package.created_at_ms LIMIT 1`,
    [JSON.stringify(ids)],
  );
  return row?.first ?? null;
}
