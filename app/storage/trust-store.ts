/** Certificates that the administrator trusts: roots, the platform's pinned keys, keys of updates. */
import type { Connection } from './sqlite';

export const TRUST_ROLES = ['root', 'platform', 'updates'] as const;
export type TrustRole = (typeof TRUST_ROLES)[number];

export interface TrustedCertificate {
  readonly fingerprintSm3: string;
  readonly role: TrustRole;
  readonly der: Uint8Array;
}

export async function readTrust(db: Connection, role?: TrustRole): Promise<TrustedCertificate[]> {
  return db.all<TrustedCertificate>(
    `SELECT fingerprint_sm3 AS fingerprintSm3, role, der FROM trusted_certificate
     WHERE ?1 IS NULL OR role = ?1 ORDER BY role, fingerprint_sm3`,
    [role ?? null],
  );
}

export async function addTrust(
  tx: Connection,
  certificate: TrustedCertificate,
  added: { atMs: number; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO trusted_certificate (fingerprint_sm3, role, der, added_at_ms, added_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    [certificate.fingerprintSm3, certificate.role, certificate.der, added.atMs, added.by],
  );
}

export async function removeTrust(
  tx: Connection,
  fingerprintSm3: string,
  role: TrustRole | null,
): Promise<number> {
  const { changes } = await tx.run(
    'DELETE FROM trusted_certificate WHERE fingerprint_sm3 = ?1 AND (?2 IS NULL OR role = ?2)',
    [fingerprintSm3, role],
  );
  return changes;
}
