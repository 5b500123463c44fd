/**
 * Checks the log and everything it vouches for: the chain of records, the approved versions, the review records with
 * their opinions, the attachments and the accounts. Whatever byte of these was changed is named with its place.
 */
import { sm3Hex } from '#app/digest/sm3';
import { accountSm3, readAccounts } from './account-store';
import { attachmentSm3 } from './attachment-store';
import {
  nothingCovered,
  startOf,
  takeCovered,
  type AuditBreak,
  type Covered,
  type Report,
} from './audit-coverage';
import {
  eachAuditRow,
  EMPTY_HEAD,
  latestCheckpoint,
  recordText,
  type AuditRow,
  type StoredCheckpoint,
} from './audit-store';
import { reviewRecordSm3 } from './review-digest';
import { SqlError, type Connection } from './sqlite';

export interface AuditReport {
  /** Records ever written; those archived behind a checkpoint are counted. */
  readonly records: number;
  readonly head: string;
  readonly intact: boolean;
  readonly breaks: readonly AuditBreak[];
}

export interface VerifyOptions {
  /** A head printed or sent earlier, which the log must contain: 64 hexadecimal digits, or `count:digits`. */
  readonly expectedHead?: string | undefined;
  /** Says what is wrong with a checkpoint's signature, or null. */
  readonly checkpointFault?: (checkpoint: StoredCheckpoint) => string | null;
}

/** More than anybody reads; a library full of changed rows is still answered at once. */
const MOST_BREAKS = 500;
const PAGE = 50;

export async function verifyAudit(db: Connection, options: VerifyOptions = {}): Promise<AuditReport> {
  const breaks: AuditBreak[] = [];
  const found = (one: AuditBreak): void => {
    if (breaks.length < MOST_BREAKS) breaks.push(one);
  };
  const orDamaged = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SqlError) || error.code !== 'SQLITE_CORRUPT') throw error;
      found({ place: '数据库文件', reason: `文件内容损坏：${error.message}` });
      return undefined;
    }
  };
  const chain = (await orDamaged(() => readChain(db, options, found))) ?? {
    records: 0,
    head: EMPTY_HEAD,
    covered: nothingCovered(),
  };
  for (const check of [checkTables, checkVersions, checkReviews, checkAttachments, checkAccounts]) {
    await orDamaged(() => check(db, chain.covered, found));
  }
  return { records: chain.records, head: chain.head, intact: breaks.length === 0, breaks };
}

async function readChain(
  db: Connection,
  options: VerifyOptions,
  found: Report,
): Promise<{ records: number; head: string; covered: Covered }> {
  const checkpoint = await latestCheckpoint(db);
  const start = checkpoint ? startOf(checkpoint, options.checkpointFault ?? (() => null), found) : null;
  const covered: Covered = start?.covered ?? nothingCovered();
  let expected = { seq: (start?.count ?? 0) + 1, prev: start?.head ?? EMPTY_HEAD };
  const wanted = headWanted(options.expectedHead);
  const isWanted = (seq: number, sm3: string): boolean =>
    wanted !== null && sm3 === wanted.sm3 && (wanted.count === null || wanted.count === seq);
  let seen = wanted === null || isWanted(expected.seq - 1, expected.prev);
  let announced = checkpoint === null;

  for await (const row of eachAuditRow(db)) {
    const place = `操作日志第${row.seq}条`;
    if (row.seq !== expected.seq) {
      found({
        place: `操作日志第${expected.seq}条`,
        seq: expected.seq,
        reason: `第${expected.seq}条记录缺失`,
      });
    } else if (row.prev_sm3 !== expected.prev) {
      found({ place, seq: row.seq, reason: `第${row.seq}条与前一条不连续` });
    }
    if (textSm3(row) !== row.sm3) found({ place, seq: row.seq, reason: `第${row.seq}条记录被改动` });
    if (isWanted(row.seq, row.sm3)) seen = true;
    expected = { seq: row.seq + 1, prev: row.sm3 };
    if (takeCovered(covered, row, found, checkpoint)) announced = true;
  }
  if (checkpoint && !announced) {
    found({
      place: `归档点第${checkpoint.seq}条`,
      seq: checkpoint.seq,
      reason: '操作日志中没有这个归档点的登记',
    });
  }
  if (!seen) {
    const archived = wanted?.count != null && checkpoint !== null && wanted.count < checkpoint.seq;
    found({
      place: `操作日志第${expected.seq}条`,
      seq: expected.seq,
      reason: archived
        ? `所给的校验码在已归档的第${wanted.count}条，请用归档文件核对`
        : '日志中没有所给的校验码，末尾的记录可能被截去或重写',
    });
  }
  return { records: expected.seq - 1, head: expected.prev, covered };
}

function textSm3(row: AuditRow): string {
  try {
    return sm3Hex(recordText(row));
  } catch {
    // A changed byte can leave half a character, which has no JSON text and so no digest.
    return '';
  }
}

function headWanted(text: string | undefined): { count: number | null; sm3: string } | null {
  if (text === undefined) return null;
  const [, count, sm3 = ''] = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? [];
  return { count: count === undefined ? null : Number(count), sm3 };
}

/** The tables below the records: an index that disagrees with its table shows nowhere else. */
async function checkTables(db: Connection, _: Covered, found: Report): Promise<void> {
  const tables = [
    ...['audit_record', 'audit_checkpoint', 'entry_version', 'review_record', 'review_record_entry'],
    ...['field_opinion', 'account', 'attachment', 'attachment_use'],
  ];
  for (const table of tables) {
    const rows = await db.all<{ integrity_check: string }>(`PRAGMA integrity_check(${table})`);
    for (const { integrity_check: said } of rows) {
      if (said !== 'ok') found({ place: `数据库表 ${table}`, reason: `内容损坏：${said}` });
    }
  }
}

async function checkVersions(db: Connection, _: Covered, found: Report): Promise<void> {
  // Few at a time: an entry of ten thousand items is megabytes of text.
  for (let after = 0, read = PAGE; read === PAGE;) {
    const rows = await db.all<{
      row: number;
      entry: string;
      version: number;
      content: string;
      sm3: string;
      known: number;
    }>(
      `SELECT v.rowid AS row, v.entry_id AS entry, v.version, v.content_json AS content, v.sm3,
              EXISTS (SELECT 1 FROM review_record_entry AS e
                      WHERE e.entry_id = v.entry_id AND e.version = v.version) AS known
       FROM entry_version AS v WHERE v.rowid > ? ORDER BY v.rowid LIMIT ?`,
      [after, PAGE],
    );
    for (const { entry, version, content, sm3, known } of rows) {
      const place = `信息资源${entry}第${version}版`;
      if (sm3Hex(content) !== sm3) {
        found({ place, entry, reason: '审定版本的内容与文件校验码（SM3）不符' });
      }
      if (known === 0) found({ place, entry, reason: '没有审定这个版本的审核记录' });
    }
    read = rows.length;
    after = rows.at(-1)?.row ?? after;
  }
}

async function checkReviews(db: Connection, covered: Covered, found: Report): Promise<void> {
  const rows = await db.all<{ id: number }>(
    `SELECT id FROM review_record UNION SELECT record_id FROM review_record_entry
     UNION SELECT record_id FROM field_opinion ORDER BY id`,
  );
  const present = new Set(rows.map(({ id }) => String(id)));
  for (const { id } of rows) {
    const place = `审核记录第${id}号`;
    const kept = covered.reviews.get(String(id));
    if (kept === undefined) found({ place, reason: '操作日志中没有这条审核记录的登记' });
    else if ((await reviewRecordSm3(db, id)) !== kept) {
      found({ place, reason: '审核记录、所列信息资源或意见与操作日志的登记不符' });
    }
  }
  for (const id of covered.reviews.keys()) {
    if (!present.has(id)) found({ place: `审核记录第${id}号`, reason: '操作日志有登记，记录已缺失' });
  }
}

async function checkAttachments(db: Connection, covered: Covered, found: Report): Promise<void> {
  const rows = await db.all<{ id: number; sm3: string }>('SELECT id, sm3 FROM attachment ORDER BY id');
  for (const row of rows) {
    const place = `附件第${row.id}号`;
    const kept = covered.attachments.get(String(row.id));
    const content = await db.get<{ content: Uint8Array }>('SELECT content FROM attachment WHERE id = ?', [
      row.id,
    ]);
    if (!content || sm3Hex(content.content) !== row.sm3) {
      found({ place, reason: '附件内容与文件校验码（SM3）不符' });
    }
    if (kept === undefined) found({ place, reason: '操作日志中没有这个附件的登记' });
    else if ((await attachmentSm3(db, row.id)) !== kept) {
      found({ place, reason: '附件与操作日志的登记不符' });
    }
  }
  const present = new Set(rows.map(({ id }) => String(id)));
  for (const id of covered.attachments.keys()) {
    if (!present.has(id)) found({ place: `附件第${id}号`, reason: '操作日志有登记，附件已缺失' });
  }
}

async function checkAccounts(db: Connection, covered: Covered, found: Report): Promise<void> {
  const accounts = new Map((await readAccounts(db)).map((one) => [one.name, one]));
  for (const [name, kept] of covered.accounts) {
    const account = accounts.get(name);
    if (!account) found({ place: `账户“${name}”`, reason: '操作日志有登记，账户已缺失' });
    else if (accountSm3(account) !== kept) {
      found({ place: `账户“${name}”`, reason: '账户与操作日志的登记不符' });
    }
  }
  for (const name of accounts.keys()) {
    if (!covered.accounts.has(name)) {
      found({ place: `账户“${name}”`, reason: '操作日志中没有这个账户的登记' });
    }
  }
}
