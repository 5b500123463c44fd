/** Answers of the platform, and what faults make of them. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './faults';
import { openssl } from './openssl';
import type { Platform } from './platform';

const DOCUMENT_TYPE = 'application/vnd.zwmlr+zip';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export const digest = (body: Buffer): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

export function document(status: number, body: Buffer): Answer {
  return { status, headers: { 'content-type': DOCUMENT_TYPE }, body };
}

export const empty = (status: number): Answer => ({ status, headers: {}, body: Buffer.alloc(0) });

export function problem(
  status: number,
  title: string,
  reasons: readonly { code: string; message: string }[] = [],
  fault?: Fault,
): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(fault?.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
    },
    body: Buffer.from(
      JSON.stringify({ type: 'about:blank', title, status, ...(reasons.length > 0 ? { reasons } : {}) }),
    ),
  };
}

/** What a fault makes of the answer. */
export async function befallen(
  platform: Platform,
  fault: Fault | null,
  path: string,
  meant: Answer,
): Promise<Answer> {
  if (fault?.kind === 'status-after') return problem(fault.status ?? 500, '平台内部出错');
  if (fault?.kind === 'garbage' && meant.body.length > 0) {
    const body = Buffer.from(meant.body);
    body[Math.floor(body.length / 2)]! ^= 1;
    return { ...meant, body, headers: { ...meant.headers, 'content-digest': digest(meant.body) } };
  }
  const packageId = /^\/packages\/([^/?]+)/.exec(path)?.[1] ?? '';
  if (fault?.kind === 'other-receipt') {
    const other = (await platform.store.packages()).find((one) => one.packageId !== packageId && one.receipt);
    if (other?.receipt) return document(200, other.receipt);
  }
  if (fault?.kind === 'foreign-receipt') {
    const known = await platform.store.package(packageId);
    if (known) return document(200, await foreignReceipt(platform, known));
  }
  return meant;
}

/** Signed by a certificate that the same authority issued, but to somebody else. */
async function foreignReceipt(
  platform: Platform,
  { packageId, seq, manifestSm3 }: { packageId: string; seq: number; manifestSm3: string },
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'mulu-foreign-'));
  const at = (name: string): string => join(folder, name);
  try {
    await openssl(
      'genpkey',
      '-algorithm',
      'EC',
      '-pkeyopt',
      'ec_paramgen_curve:SM2',
      '-out',
      at('other.key'),
    );
    const subject = '/C=CN/O=其他单位/OU=OTHER/CN=其他';
    const distid = 'distid:1234567812345678';
    await openssl(
      ...['req', '-new', '-key', at('other.key'), '-sm3', '-sigopt', distid, '-utf8'],
      ...['-subj', subject, '-out', at('other.csr')],
    );
    await platform.authority.issue(at('other.csr'), at('other.crt'));
    const receipt = {
      format: 'zwml-receipt/1',
      packageId,
      seq,
      manifestSm3,
      received: new Date().toISOString(),
      result: 'accepted',
    };
    return await platform.signed('receipt', receipt, { key: at('other.key'), certificate: at('other.crt') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
