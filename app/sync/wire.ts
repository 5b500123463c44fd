/** What travels between a department and the platform; the whole of it stands in `resources/platform-api.yaml`. */
import { createHash } from 'node:crypto';
import * as z from 'zod';

export const MEDIA_TYPES = {
  package: 'application/vnd.zwml+zip',
  /** `.zwmlx` */
  encryptedPackage: 'application/vnd.zwmlx+zip',
  /** `.zwmlr`: receipts, opinions, heads, the published catalogue. */
  document: 'application/vnd.zwmlr+zip',
  problem: 'application/problem+json',
} as const;

/** Paths below the platform's address. */
export const platformPaths = {
  package: (packageId: string): string => `packages/${encodeURIComponent(packageId)}`,
  receipt: (packageId: string): string => `packages/${encodeURIComponent(packageId)}/receipt`,
  opinions: (unit: string, after: string): string =>
    `departments/${encodeURIComponent(unit)}/opinions${after === '' ? '' : `?after=${encodeURIComponent(after)}`}`,
  head: (unit: string): string => `departments/${encodeURIComponent(unit)}/head`,
  catalogue: (unit: string): string => `catalogue/${encodeURIComponent(unit)}`,
} as const;

/** The value of `Content-Digest` (RFC 9530) for a body: `sha-256=:…:`. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** Whether a body is the one its `Content-Digest` speaks of; a header without a sha-256 says nothing. */
export function digestAgrees(header: string | undefined, body: Uint8Array): boolean {
  const given = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]*):/.exec(header ?? '')?.[1];
  return given === undefined || `sha-256=:${given}:` === contentDigest(body);
}

const problemSchema = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  reasons: z.array(z.looseObject({ code: z.string().optional(), message: z.string().optional() })).optional(),
});

export interface PlatformProblem {
  /** One sentence without a full stop, '' when the body says nothing readable. */
  readonly message: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

const LONGEST_MESSAGE = 500;

/** The reasons of an `application/problem+json` body (RFC 9457). Anything else is a problem without words. */
export function readProblem(body: Uint8Array): PlatformProblem {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    value = undefined;
  }
  const parsed = problemSchema.safeParse(value);
  if (!parsed.success) return { message: '', reasons: [] };
  const { title = '', detail = '', reasons = [] } = parsed.data;
  const listed = reasons.slice(0, 100).map(({ code = '', message = '' }) => ({
    code: code.slice(0, 64),
    message: message.slice(0, LONGEST_MESSAGE),
  }));
  const words = [detail || title, ...listed.map((one) => one.message || one.code)];
  const said = [...new Set(words.filter((one) => one !== ''))].join('；');
  return { message: said.slice(0, LONGEST_MESSAGE).replace(/[。；]+$/, ''), reasons: listed };
}
