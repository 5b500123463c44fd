/** Revocation lists at hand: one of each authority, the latest. */
import type { Connection } from './sqlite';

export interface StoredList {
  /** Which list of which authority this is; a later one takes its place. */
  readonly scope: string;
  /** SM3 of the list, lower-case hexadecimal. */
  readonly sm3: string;
  readonly der: Uint8Array;
  /** The certificate that signed it. */
  readonly issuerDer: Uint8Array;
}

export async function readRevocationLists(db: Connection): Promise<StoredList[]> {
  return db.all<StoredList>(
    'SELECT scope, sm3, der, issuer_der AS issuerDer FROM revocation_list ORDER BY id',
  );
}

export async function putRevocationList(
  tx: Connection,
  list: StoredList,
  added: { atMs: number; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO revocation_list (scope, sm3, der, issuer_der, added_at_ms, added_by) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (scope) DO UPDATE SET sm3 = excluded.sm3, der = excluded.der, issuer_der = excluded.issuer_der,
       added_at_ms = excluded.added_at_ms, added_by = excluded.added_by`,
    [list.scope, list.sm3, list.der, list.issuerDer, added.atMs, added.by],
  );
}

export async function removeRevocationList(tx: Connection, sm3: string): Promise<number> {
  const { changes } = await tx.run('DELETE FROM revocation_list WHERE sm3 = ?', [sm3]);
  return changes;
}
