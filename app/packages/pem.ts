/** Textual encoding of certificates, revocation lists and keys (RFC 7468). */
import { equalBytes, utf8Text } from './bytes';

export type PemLabel =
  | 'CERTIFICATE'
  | 'X509 CRL'
  | 'CERTIFICATE REQUEST'
  | 'PRIVATE KEY'
  | 'ENCRYPTED PRIVATE KEY'
  | 'EC PRIVATE KEY';

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
  /** Lines such as `Proc-Type` before the body; empty in modern files. */
  readonly headers: readonly string[];
}

/** One block: lines of 64 characters, each ended by a line feed. */
export function encodePem(label: PemLabel, der: Uint8Array): string {
  const body = Buffer.from(der).toString('base64');
  const lines = body.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * Every block in a file made by any tool: explanatory text, blank lines and CRLF are passed over. Null when the bytes
 * hold no PEM at all or a block is damaged.
 */
export function readPem(bytes: Uint8Array): PemBlock[] | null {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks: PemBlock[] = [];
  // By searching forwards only: a pattern over the whole would start anew at each of many unclosed blocks.
  let at = text.indexOf(BEGIN);
  if (at < 0) return null;
  for (; at >= 0; at = text.indexOf(BEGIN, at)) {
    const label = lineOf(text, at + BEGIN.length);
    const bodyAt = at + BEGIN.length + (label?.length ?? 0) + DASHES.length;
    const closeAt = text.indexOf(END, bodyAt);
    const nextAt = text.indexOf(BEGIN, bodyAt);
    if (label === null || closeAt < 0 || (nextAt >= 0 && nextAt < closeAt)) return null;
    if (lineOf(text, closeAt + END.length) !== label) return null;
    const lines = text
      .slice(bodyAt, closeAt)
      .split(/\r?\n|\r/)
      .map((line) => line.trim());
    const headers = lines.filter((line) => line.includes(':'));
    const der = decodeBase64(lines.filter((line) => line !== '' && !line.includes(':')).join(''));
    if (der === null) return null;
    // OpenSSL also writes curve parameters as a block of their own; they say nothing that the key does not.
    if (!/^(?:EC|SM2) PARAMETERS$/.test(label)) blocks.push({ label, der, headers });
    at = closeAt + END.length;
  }
  return blocks;
}

/** True for a text that begins a block, whether or not the block is whole. */
export function looksLikePem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(BEGIN);
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const DASHES = '-----';
const LONGEST_LABEL = 64;

/** The label that begins at `at` and ends at the dashes, else null. */
function lineOf(text: string, at: number): string | null {
  const label = /^[A-Z0-9 ]+(?=-----)/.exec(text.slice(at, at + LONGEST_LABEL + DASHES.length))?.[0];
  return label ?? null;
}

/**
 * The blocks of a file that is exactly what `encodePem` writes for them, else null. Members of a package are held to
 * this, so that not one of their bytes can be changed unnoticed.
 */
export function readExactPem(bytes: Uint8Array, label: PemLabel): Uint8Array[] | null {
  const blocks = readPem(bytes);
  if (blocks === null || blocks.some((block) => block.label !== label)) return null;
  const text = blocks.map((block) => encodePem(label, block.der)).join('');
  return utf8Text(bytes) !== null && equalBytes(new TextEncoder().encode(text), bytes)
    ? blocks.map((block) => block.der)
    : null;
}

function decodeBase64(text: string): Uint8Array | null {
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  return new Uint8Array(Buffer.from(text, 'base64'));
}
