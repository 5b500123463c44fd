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
  const pattern = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----END )[^-]*)*)-----END ([A-Z0-9 ]+)-----/g;
  const blocks: PemBlock[] = [];
  for (const [, label, inner, closing] of text.matchAll(pattern)) {
    const lines = (inner ?? '').split(/\r?\n|\r/).map((line) => line.trim());
    const headers = lines.filter((line) => line.includes(':'));
    const body = lines.filter((line) => line !== '' && !line.includes(':')).join('');
    const der = decodeBase64(body);
    if (label === undefined || label !== closing || der === null) return null;
    // OpenSSL also writes curve parameters as a block of their own; they say nothing that the key does not.
    if (!/^(?:EC|SM2) PARAMETERS$/.test(label)) blocks.push({ label, der, headers });
  }
  const opened = text.split('-----BEGIN ').length - 1;
  const closed = [...text.matchAll(pattern)].length;
  return closed === 0 || opened !== closed ? null : blocks;
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
