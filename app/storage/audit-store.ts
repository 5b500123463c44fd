/**
 * The audit log (操作日志): who did what, when; each record holds the SM3 of the one before.
 *
 * The SM3 of a record is taken over the RFC 8785 text of `{"action","at","by","detail","prev","seq","subject"}`, where
 * `detail` is itself text. Records up to a checkpoint may have been archived and removed; the chain then begins with
 * the checkpoint's count and SM3. `resources/audit-recipe.md` checks all of this without the program.
 */
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { Connection } from './sqlite';

export const EMPTY_HEAD = '0'.repeat(64);

export interface AuditRow {
  readonly seq: number;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly by_name: string;
  readonly action: string;
  readonly subject: string;
  readonly detail_json: string;
  readonly prev_sm3: string;
  readonly sm3: string;
}

export interface AuditHead {
  /** Records ever written, those archived included. */
  readonly count: number;
  readonly sm3: string;
}

/** The text whose SM3 chains the record. */
export function recordText(row: Omit<AuditRow, 'sm3'>): string {
  return canonicalJson({
    action: row.action,
    at: row.at,
    by: row.by_name,
    detail: row.detail_json,
    prev: row.prev_sm3,
    seq: row.seq,
    subject: row.subject,
  });
}

export async function auditHead(db: Connection): Promise<AuditHead> {
  const row = await db.get<{ seq: number; sm3: string }>(
    'SELECT seq, sm3 FROM audit_record ORDER BY seq DESC LIMIT 1',
  );
  return row ? { count: row.seq, sm3: row.sm3 } : { count: 0, sm3: EMPTY_HEAD };
}

/** Appends a record. Where somebody is signed in, the account is named whoever `by` is (a signer on paper, say). */
export async function appendAudit(
  tx: Connection,
  record: { atMs: number; by: string; action: string; subject: string; detail?: Record<string, unknown> },
): Promise<AuditHead> {
  const head = await auditHead(tx);
  const account = tx.account === undefined ? {} : { account: tx.account };
  const row = {
    seq: head.count + 1,
    at: new Date(record.atMs).toISOString(),
    by_name: wellFormed(record.by || (tx.account ?? '')),
    action: record.action,
    subject: wellFormed(record.subject),
    detail_json: canonicalJson(allWellFormed({ ...record.detail, ...account })),
    prev_sm3: head.sm3,
  };
  const sm3 = sm3Hex(recordText(row));
  await tx.run(
    `INSERT INTO audit_record (seq, at, by_name, action, subject, detail_json, prev_sm3, sm3)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [row.seq, row.at, row.by_name, row.action, row.subject, row.detail_json, row.prev_sm3, sm3],
  );
  return { count: row.seq, sm3 };
}

/** Half a character, as a cut-off text may end with, has no place in JSON, and a NUL ends a text for other readers. */
const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

function allWellFormed(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(allWellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [wellFormed(key), allWellFormed(member)]),
  );
}

/** All records in order, a page at a time. */
export async function* eachAuditRow(db: Connection, from = 1, pageSize = 2000): AsyncGenerator<AuditRow> {
  for (let after = from - 1; ;) {
    const rows = await db.all<AuditRow>('SELECT * FROM audit_record WHERE seq > ? ORDER BY seq LIMIT ?', [
      after,
      pageSize,
    ]);
    yield* rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.seq;
  }
}

export interface StoredCheckpoint {
  /** Number of the last record that it stands for. */
  readonly seq: number;
  /** RFC 8785 text; the signature is over its bytes. */
  readonly content: string;
  /** What the removed records vouch for: `Covered` as JSON. */
  readonly covered: string;
  /** DER, SM2 with SM3. */
  readonly signature: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
}

export async function latestCheckpoint(db: Connection): Promise<StoredCheckpoint | null> {
  const row = await db.get<StoredCheckpoint & Record<string, never>>(
    `SELECT seq, content_json AS content, covered_json AS covered, signature, certificate
     FROM audit_checkpoint ORDER BY seq DESC LIMIT 1`,
  );
  return row ?? null;
}

/** Puts the checkpoint in the place of the records up to its number. */
export async function replaceByCheckpoint(tx: Connection, checkpoint: StoredCheckpoint): Promise<number> {
  await tx.run(
    'INSERT INTO audit_checkpoint (seq, content_json, covered_json, signature, certificate) VALUES (?, ?, ?, ?, ?)',
    [checkpoint.seq, checkpoint.content, checkpoint.covered, checkpoint.signature, checkpoint.certificate],
  );
  const { changes } = await tx.run('DELETE FROM audit_record WHERE seq <= ?', [checkpoint.seq]);
  return changes;
}

export interface AuditFilter {
  readonly query?: string | undefined;
  readonly action?: string | undefined;
  /** UTC instants, ISO 8601; `to` is excluded. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Records for reading, the latest first. */
export async function listAudit(
  db: Connection,
  filter: AuditFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: AuditRow[] }> {
  const where = `(?1 IS NULL OR instr(lower(by_name || char(10) || subject || char(10) || detail_json), ?1) > 0)
    AND (?2 IS NULL OR action = ?2) AND (?3 IS NULL OR at >= ?3) AND (?4 IS NULL OR at < ?4)`;
  const values = [
    filter.query?.toLowerCase() || null,
    filter.action ?? null,
    filter.from ?? null,
    filter.to ?? null,
  ];
  const total = await db.get<{ n: number }>(`SELECT count(*) AS n FROM audit_record WHERE ${where}`, values);
  const rows = await db.all<AuditRow>(
    `SELECT * FROM audit_record WHERE ${where} ORDER BY seq DESC LIMIT ?5 OFFSET ?6`,
    [...values, page.limit, page.offset],
  );
  return { total: total!.n, rows };
}
