/** The audit log: proving it whole, reading it, exporting it, and archiving what is old behind a signed checkpoint. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { addDays, calendarDate, parseCalendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex, sm3Stream } from '#app/digest/sm3';
import { readCertificates } from '#app/packages/certificate';
import { sm2Verify } from '#app/packages/gm/sm2';
import { createSoftwareSigner, signMessage } from '#app/packages/signer';
import { writeThroughTemporary } from '#app/packages/zip-writer';
import { auditActionLabel } from '#app/review/audit-actions';
import {
  appendAudit,
  auditHead,
  eachAuditRow,
  latestCheckpoint,
  listAudit,
  recordText,
  replaceByCheckpoint,
  type AuditRow,
  type StoredCheckpoint,
} from '#app/storage/audit-store';
import { coveredText, coveredUpTo, detailOf, type CheckpointContent } from '#app/storage/audit-coverage';
import { verifyAudit, type AuditReport } from '#app/storage/audit-verification';
import type { Connection } from '#app/storage/sqlite';
import type { CallContext } from './host';
import { readCertificateFile, unlockKey, valueOf } from './key-operations';
import { actorOf, opened, type Workspace } from './workspace';

type Verified = CallOutput<'audit.verify'>;

/** Yardsticks: what is kept at least, and what a department keeps that says nothing. */
export const LEAST_KEEP_YEARS = 3;
export const USUAL_KEEP_YEARS = 10;

const HEAD = /^(\d{1,15}:)?[0-9a-f]{64}$/i;

export async function verify(
  workspace: Workspace,
  input: CallParsedInput<'audit.verify'>,
): Promise<Verified> {
  const head = input.head?.trim();
  if (head !== undefined && !HEAD.test(head)) {
    throw new FailureError('invalid-input', {
      field: '校验码',
      value: head,
      reason: '须为64位十六进制数，前面可加“条数:”',
    });
  }
  return reportOutput(await verifyLog(opened(workspace).library.reader, head));
}

/** The whole proof, signatures of checkpoints included. */
export function verifyLog(db: Connection, expectedHead?: string): Promise<AuditReport> {
  return verifyAudit(db, { expectedHead, checkpointFault });
}

function reportOutput(report: AuditReport): Verified {
  return { ...report, breaks: report.breaks.map((one) => ({ ...one })) };
}

function checkpointFault({ content, signature, certificate }: StoredCheckpoint): string | null {
  const certificates = readCertificates(certificate);
  const publicKey = certificates.ok ? certificates.value[0].publicKey : null;
  if (publicKey === null) return '归档点的证书无法读取';
  const message = new TextEncoder().encode(content);
  return sm2Verify(publicKey, message, signature) ? null : '归档点的签名核验不通过';
}

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'audit.list'>,
): Promise<CallOutput<'audit.list'>> {
  const { total, rows } = await listAudit(
    opened(workspace).library.reader,
    {
      query: input.query,
      action: input.action,
      from: input.from === undefined ? undefined : startOfDay(valueOf(parseCalendarDate(input.from))),
      to: input.to === undefined ? undefined : startOfDay(addDays(valueOf(parseCalendarDate(input.to)), 1)),
    },
    { offset: input.offset ?? 0, limit: input.limit ?? 200 },
  );
  return { total, records: rows.map(rowOutput) };
}

/** Midnight in China as a UTC instant: the log keeps UTC, people ask by their own days. */
function startOfDay(date: CalendarDate): string {
  return new Date(Date.parse(`${date}T00:00:00+08:00`)).toISOString();
}

function rowOutput(row: AuditRow): CallOutput<'audit.list'>['records'][number] {
  const detail = detailOf(row);
  return {
    seq: row.seq,
    at: row.at,
    by: row.by_name,
    account: typeof detail['account'] === 'string' ? detail['account'] : '',
    action: row.action,
    label: auditActionLabel(row.action),
    subject: row.subject,
    detail,
    sm3: row.sm3,
  };
}

/** A record as a line of the export: without `sm3` it is the text that was digested. */
function lineOf(row: AuditRow): string {
  return `${recordText(row).slice(0, -1)},"sm3":"${row.sm3}"}\n`;
}

export async function exportLog(
  workspace: Workspace,
  input: CallParsedInput<'audit.export'>,
  context: CallContext,
): Promise<CallOutput<'audit.export'>> {
  const db = opened(workspace).library.reader;
  const report = await verifyLog(db);
  const checkpoint = await latestCheckpoint(db);
  const head = checkpoint ? [checkpointLine(checkpoint)] : [];
  const { lines } = await writeLines(input.out, head, eachAuditRow(db), context, report.records);
  return { ...reportOutput(report), file: input.out, lines };
}

function checkpointLine({ content, covered, signature, certificate }: StoredCheckpoint): string {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return `${canonicalJson({ checkpoint: content, covered, signature: hex(signature), certificate: hex(certificate) })}\n`;
}

async function writeLines(
  out: string,
  head: readonly string[],
  rows: AsyncIterable<AuditRow>,
  { signal, progress }: CallContext,
  total: number,
): Promise<{ lines: number; sm3: string }> {
  const hash = sm3Stream();
  let lines = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const line of head) yield taken(line);
    for await (const row of rows) {
      if (signal.aborted) throw new FailureError('cancelled');
      if (lines % 1000 === 0) progress(lines, total, '写出操作日志');
      yield taken(lineOf(row));
    }
  }
  function taken(line: string): Uint8Array {
    lines++;
    const chunk = Buffer.from(line, 'utf8');
    hash.update(chunk);
    return chunk;
  }
  await writeThroughTemporary(out, bytes());
  return { lines, sm3: Buffer.from(hash.digest()).toString('hex') };
}

export async function retain(
  workspace: Workspace,
  input: CallParsedInput<'audit.retain'>,
  context: CallContext,
): Promise<CallOutput<'audit.retain'>> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const keepYears = input.keepYears ?? Number(settings['auditKeepYears'] ?? USUAL_KEEP_YEARS);
  if (!Number.isInteger(keepYears) || keepYears < LEAST_KEEP_YEARS || keepYears > 100) {
    throw new FailureError('invalid-input', {
      field: '保留年限',
      value: keepYears,
      reason: `不少于${LEAST_KEEP_YEARS}年`,
    });
  }
  if (existsSync(input.out)) throw new FailureError('file-exists', { file: input.out });
  const db = library.reader;
  const before = await auditHead(db);
  const last = await lastBefore(db, startOfDay(yearsBefore(calendarDate(host.today()), keepYears)));
  if (!last) return { removed: 0, count: before.count, head: before.sm3, file: '' };

  // What is not whole is not archived: a signature would make a forgery look proved.
  const report = await verifyLog(db);
  if (!report.intact) {
    throw new FailureError('not-permitted', {
      reason: `操作日志不完整（${report.breaks[0]!.reason}），查明前不能归档`,
    });
  }
  const [certificate] = await readCertificateFile(input.certificate);
  const { privateKey } = await unlockKey(input.key, input.passphrase);
  const signer = valueOf(createSoftwareSigner(privateKey, certificate));

  const previous = await latestCheckpoint(db);
  const covered = coveredText(await coveredUpTo(db, last.seq));
  const content = canonicalJson({
    format: 'mulu-audit-checkpoint/1',
    library: settings['libraryId'] ?? '',
    count: last.seq,
    head: last.sm3,
    from: last.firstAt,
    to: last.at,
    coveredSm3: sm3Hex(covered),
    prev: previous ? sm3Hex(previous.content) : null,
    made: new Date(host.nowMs()).toISOString(),
  } satisfies CheckpointContent);
  const signature = await signMessage(signer, certificate.publicKey!, new TextEncoder().encode(content));
  if (signature === null) throw new FailureError('certificate-mismatch', { reason: 'other-key' });
  const checkpoint: StoredCheckpoint = {
    seq: last.seq,
    content,
    covered,
    signature,
    certificate: certificate.der,
  };

  const head = previous ? [checkpointLine(previous)] : [];
  const archive = await writeLines(input.out, head, rowsUpTo(db, last.seq), context, last.seq);
  const done = await library.write(async (tx) => {
    const removed = await replaceByCheckpoint(tx, checkpoint);
    const now = await appendAudit(tx, {
      atMs: host.nowMs(),
      by: actorOf(workspace),
      action: 'audit-retained',
      subject: basename(input.out),
      detail: {
        count: last.seq,
        head: last.sm3,
        removed,
        checkpointSm3: sm3Hex(content),
        certificateSm3: certificate.fingerprintSm3,
        archiveSm3: archive.sm3,
        keepYears,
      },
    });
    return { removed, now };
  });
  return { removed: done.removed, count: done.now.count, head: done.now.sm3, file: input.out };
}

function yearsBefore(today: CalendarDate, years: number): CalendarDate {
  const [year, month, day] = today.split('-');
  // 29 February has no counterpart in most years; the day before it is early enough.
  const same = `${String(Number(year) - years).padStart(4, '0')}-${month}-${day}`;
  return valueOf(parseCalendarDate(same.endsWith('-02-29') ? `${same.slice(0, 8)}28` : same));
}

/** The last record before an instant with all before it, and the instant of the first that is still there. */
async function lastBefore(
  db: Connection,
  instant: string,
): Promise<{ seq: number; at: string; sm3: string; firstAt: string } | null> {
  // Up to the first record that is younger: where a clock stood wrong, records after it stay.
  const young = await db.get<{ seq: number | null }>(
    'SELECT min(seq) AS seq FROM audit_record WHERE at >= ?',
    [instant],
  );
  const row = await db.get<{ seq: number; at: string; sm3: string }>(
    'SELECT seq, at, sm3 FROM audit_record WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT 1',
    [young?.seq ?? null],
  );
  if (!row) return null;
  const first = await db.get<{ at: string }>('SELECT at FROM audit_record ORDER BY seq LIMIT 1');
  return { ...row, firstAt: first!.at };
}

async function* rowsUpTo(db: Connection, seq: number): AsyncGenerator<AuditRow> {
  for await (const row of eachAuditRow(db)) {
    if (row.seq > seq) return;
    yield row;
  }
}
