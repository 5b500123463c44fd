/** Packages made for the platform, their entries, and the receipts that came back. */
import type { Connection } from './sqlite';

/** 待报送 → 已报送待回执 → 已接收, 部分退回, 退回; 已被取代 when a later package took its place before delivery. */
export const PACKAGE_STATES = ['待报送', '已报送待回执', '已接收', '部分退回', '退回', '已被取代'] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

export interface StoredPackage {
  readonly packageId: string;
  readonly seq: number;
  readonly prevSm3: string | null;
  readonly manifestSm3: string;
  readonly state: PackageState;
  readonly file: string;
  readonly entries: number;
  readonly createdAtMs: number;
}

export interface StoredReceipt {
  /** Null where the workbook was handed in without a package. */
  readonly packageId: string | null;
  readonly kind: '签名回执' | '人工登记回执';
  readonly number: string;
  readonly receivedOn: string;
  readonly result: string;
}

const COLUMNS = `package_id AS packageId, seq, prev_sm3 AS prevSm3, manifest_sm3 AS manifestSm3, state, file,
                 entry_count AS entries, created_at_ms AS createdAtMs`;

export async function listPackages(db: Connection): Promise<StoredPackage[]> {
  return db.all<StoredPackage>(`SELECT ${COLUMNS} FROM package ORDER BY created_at_ms DESC, package_id DESC`);
}

export async function packageContent(db: Connection, packageId: string): Promise<Uint8Array | null> {
  const row = await db.get<{ content: Uint8Array }>('SELECT content FROM package WHERE package_id = ?', [
    packageId,
  ]);
  return row?.content ?? null;
}

export async function addPackage(
  tx: Connection,
  made: StoredPackage & { content: Uint8Array },
  entries: readonly { id: string; version: number }[],
): Promise<void> {
  // A new package takes the place of those that nobody has delivered yet: their number is used again.
  await tx.run("UPDATE package SET state = '已被取代' WHERE state = '待报送'");
  await tx.run(
    `INSERT INTO package (package_id, seq, prev_sm3, manifest_sm3, state, file, content, entry_count, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    ],
  );
  await tx.run(
    `INSERT INTO package_entry (package_id, entry_id, version)
     SELECT ?, e.value ->> 'id', e.value ->> 'version' FROM json_each(?) AS e`,
    [made.packageId, JSON.stringify(entries)],
  );
}

export async function setPackageState(tx: Connection, packageId: string, state: PackageState): Promise<void> {
  await tx.run('UPDATE package SET state = ? WHERE package_id = ?', [state, packageId]);
}

export async function packageEntries(
  db: Connection,
  packageId: string,
): Promise<{ id: string; code: string; version: number }[]> {
  return db.all(
    `SELECT entry.id, entry.code, package_entry.version FROM package_entry JOIN entry ON entry.id = entry_id
     WHERE package_id = ?`,
    [packageId],
  );
}

export async function addReceipt(
  tx: Connection,
  receipt: StoredReceipt & {
    content: Uint8Array | null;
    attachmentId: number | null;
    by: string;
    atMs: number;
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO receipt (package_id, kind, number, received_on, result, content, attachment_id, entered_by, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      receipt.packageId,
      receipt.kind,
      receipt.number,
      receipt.receivedOn,
      receipt.result,
      receipt.content,
      receipt.attachmentId,
      receipt.by,
      receipt.atMs,
    ],
  );
}

export async function listReceipts(db: Connection): Promise<StoredReceipt[]> {
  return db.all<StoredReceipt>(
    `SELECT package_id AS packageId, kind, number, received_on AS receivedOn, result FROM receipt ORDER BY id`,
  );
}

/** Moves the entries of a package on, those in one of `from` only; `ids` null: all of them. */
export async function moveEntries(
  tx: Connection,
  packageId: string,
  from: readonly string[],
  to: string,
  ids: readonly string[] | null = null,
): Promise<number> {
  const { changes } = await tx.run(
    `UPDATE entry SET state = ?
     WHERE id IN (SELECT entry_id FROM package_entry WHERE package_id = ?)
       AND state IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))`,
    [to, packageId, JSON.stringify(from), ids === null ? null : 1, JSON.stringify(ids ?? [])],
  );
  return changes;
}
