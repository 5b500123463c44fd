/**
 * The audit log: who did what, when; each record holds the SM3 of the one before.
 *
 * Recipe for checking it without this program: SM3 over the RFC 8785 text of
 * `{"action","at","by","detail","prev","seq","subject"}` of a row gives its `sm3`, and the next row's `prev_sm3`.
 */
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { Connection } from './sqlite';

export const EMPTY_HEAD = '0'.repeat(64);

interface AuditRow {
  seq: number;
  at: string;
  by_name: string;
  action: string;
  subject: string;
  detail_json: string;
  prev_sm3: string;
  sm3: string;
}

export interface AuditHead {
  readonly count: number;
  readonly sm3: string;
}

function recordSm3(row: Omit<AuditRow, 'sm3'>): string {
  return sm3Hex(
    canonicalJson({
      action: row.action,
      at: row.at,
      by: row.by_name,
      detail: row.detail_json,
      prev: row.prev_sm3,
      seq: row.seq,
      subject: row.subject,
    }),
  );
}

export async function auditHead(db: Connection): Promise<AuditHead> {
  const row = await db.get<{ seq: number; sm3: string }>(
    'SELECT seq, sm3 FROM audit_record ORDER BY seq DESC LIMIT 1',
  );
  return row ? { count: row.seq, sm3: row.sm3 } : { count: 0, sm3: EMPTY_HEAD };
}

export async function appendAudit(
  tx: Connection,
  record: { atMs: number; by: string; action: string; subject: string; detail?: Record<string, unknown> },
): Promise<AuditHead> {
  const head = await auditHead(tx);
  const row = {
    seq: head.count + 1,
    at: new Date(record.atMs).toISOString(),
    by_name: record.by,
    action: record.action,
    subject: record.subject,
    detail_json: canonicalJson(record.detail ?? {}),
    prev_sm3: head.sm3,
  };
  const sm3 = recordSm3(row);
  await tx.run(
    `INSERT INTO audit_record (seq, at, by_name, action, subject, detail_json, prev_sm3, sm3)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [row.seq, row.at, row.by_name, row.action, row.subject, row.detail_json, row.prev_sm3, sm3],
  );
  return { count: row.seq, sm3 };
}

export interface AuditBreak {
  readonly seq: number;
  readonly reason: string;
}

/** Walks the whole chain. `expectedHead`: a head printed or sent earlier, which the chain must contain. */
export async function verifyAudit(
  db: Connection,
  expectedHead?: string,
): Promise<{ records: number; head: string; intact: boolean; breaks: AuditBreak[] }> {
  const breaks: AuditBreak[] = [];
  let expected = { seq: 1, prev: EMPTY_HEAD };
  let records = 0;
  let seen = expectedHead === undefined || expectedHead === EMPTY_HEAD;
  for (let after = 0; ;) {
    const rows = await db.all<AuditRow>('SELECT * FROM audit_record WHERE seq > ? ORDER BY seq LIMIT 2000', [
      after,
    ]);
    for (const row of rows) {
      records++;
      if (row.seq !== expected.seq) breaks.push({ seq: expected.seq, reason: `第${expected.seq}条记录缺失` });
      else if (row.prev_sm3 !== expected.prev)
        breaks.push({ seq: row.seq, reason: `第${row.seq}条与前一条不连续` });
      if (recordSm3(row) !== row.sm3) breaks.push({ seq: row.seq, reason: `第${row.seq}条记录被改动` });
      if (row.sm3 === expectedHead) seen = true;
      expected = { seq: row.seq + 1, prev: row.sm3 };
    }
    if (rows.length < 2000) break;
    after = rows.at(-1)!.seq;
  }
  if (!seen) breaks.push({ seq: expected.seq, reason: '日志中没有所给的校验码，末尾的记录可能被截去或重写' });
  return { records, head: expected.prev, intact: breaks.length === 0, breaks };
}
