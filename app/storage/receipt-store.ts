/** Receipts: signed by the platform, or entered by hand. */
import type { Connection } from './sqlite';

export interface StoredReceipt {
  /** Null where the workbook was handed in without a package. */
  readonly packageId: string | null;
  readonly kind: '签名回执' | '人工登记回执';
  readonly number: string;
  readonly receivedOn: string;
  readonly result: string;
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
