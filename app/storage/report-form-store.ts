/** What the smaller papers need to know of packages and attachments, without their contents where that will do. */
import { sm3Hex } from '#app/digest/sm3';
import type { PackageScope, PackageState } from './package-store';
import { IS_ENCRYPTED } from './package-store';
import type { Connection } from './sqlite';

/** A package as a file that was handed over or waits for it. */
export interface PackageFile {
  readonly packageId: string;
  readonly seq: number;
  readonly state: PackageState;
  readonly scope: PackageScope;
  /** Where it was written. */
  readonly file: string;
  readonly size: number;
  /** SM3 of the file. */
  readonly sm3: string;
  readonly entries: number;
  readonly removed: number;
  readonly encrypted: number;
  /** 1: copied onto a medium by the program. */
  readonly carried: number;
  /** Bytes of each part where the last copy was cut; null where it was whole. */
  readonly partBytes: number | null;
}

/**
 * One package by its id; without one, those that are waiting or under way, the latest first. Packages that another took
 * the place of are left out unless asked for.
 */
export async function readPackageFiles(db: Connection, packageId: string | null): Promise<PackageFile[]> {
  const rows = await db.all<Omit<PackageFile, 'sm3'> & { content: Uint8Array }>(
    `SELECT p.package_id AS packageId, p.seq, p.state, p.scope, p.file, p.content, length(p.content) AS size,
            p.entry_count AS entries,
            (SELECT count(*) FROM package_entry AS e WHERE e.package_id = p.package_id AND e.removed = 1) AS removed,
            ${IS_ENCRYPTED} AS encrypted,
            EXISTS (SELECT 1 FROM delivery_attempt AS a
                    WHERE a.package_id = p.package_id AND a.route = '介质' AND a.outcome = 'delivered') AS carried,
            (SELECT a.part_bytes FROM delivery_attempt AS a
             WHERE a.package_id = p.package_id AND a.route = '介质' AND a.outcome = 'delivered'
             ORDER BY a.id DESC LIMIT 1) AS partBytes
     FROM package AS p
     WHERE CASE WHEN ?1 IS NULL THEN p.state IN ('待报送', '已报送待回执') ELSE p.package_id = ?1 END
     ORDER BY p.created_at_ms DESC, p.package_id DESC`,
    [packageId],
  );
  return rows.map(({ content, ...row }) => ({ ...row, sm3: sm3Hex(content) }));
}

/** Pieces that the library keeps: attachments, packages, receipts, steps of review. */
export async function countRecords(
  db: Connection,
): Promise<{ attachments: number; packages: number; receipts: number; steps: number; events: number }> {
  const row = await db.get<{
    attachments: number;
    packages: number;
    receipts: number;
    steps: number;
    events: number;
  }>(
    `SELECT (SELECT count(*) FROM attachment) AS attachments, (SELECT count(*) FROM package) AS packages,
            (SELECT count(*) FROM receipt) AS receipts, (SELECT count(*) FROM review_record) AS steps,
            (SELECT count(*) FROM event WHERE withdrawn_on IS NULL) AS events`,
  );
  return row!;
}
