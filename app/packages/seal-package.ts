/** Makes a signed package: payload hashed, manifest signed, ZIP written. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { failed, FailureError, outcomeOf, type Outcome } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { parseCertificate, type Certificate } from './certificate';
import { checkPath } from './certificate-chain';
import {
  MANIFEST_FORMAT,
  manifestBytes,
  manifestSchema,
  type Manifest,
  type ManifestEntry,
  PACKAGE_MIME_TYPE,
} from './manifest';
import { clashOf, nameFault } from './member-names';
import { payloadDigests } from './payload-digests';
import { encodePem } from './pem';
import { signMessage, type Signer } from './signer';
import { ZIP_LIMITS } from './zip-policy';
import { fileFailure } from './zip-reader';
import { writeZip, type ZipPart } from './zip-writer';

export interface PayloadPart {
  /** Name inside the payload, for example `catalogue.json`; the member is `payload/catalogue.json`. */
  readonly path: string;
  readonly source: Uint8Array | { readonly file: string };
}

/** What the manifest says besides its entries and its signer; further members are carried along as they are. */
export interface ManifestFields {
  readonly packageId: string;
  readonly seq: number;
  readonly prev: string | null;
  /** RFC 3339. The signer's certificate must be valid at this time. */
  readonly created: string;
  readonly kind?: string;
  readonly recipient?: { readonly unit: string; readonly certSm3: string };
  readonly counts?: Readonly<Record<string, number>>;
  readonly [further: string]: unknown;
}

export interface SealInput {
  readonly out: string;
  readonly payload: readonly PayloadPart[];
  readonly manifest: ManifestFields;
  readonly signer: Signer;
  /** Authorities between the signer and the root, the signer's issuer first. */
  readonly chain?: readonly Certificate[];
}

export interface SealedPackage {
  readonly packageId: string;
  readonly seq: number;
  /** Number of payload files. */
  readonly entries: number;
  /** SM3 of the manifest, which the receipt and the next package name. */
  readonly manifestSm3: string;
  readonly manifest: Manifest;
}

/** Bytes read at a time: with less, going back and forth between reading and hashing costs more than the hashing. */
const READ_BYTES = 2 ** 20;
// Formats that are compressed already.
const COMPRESSED = /\.(?:xlsx|docx|zip|pdf|png|jpe?g|gz|7z|rar)$/i;

/**
 * Seals and writes a package. Failures: `invalid-input` (a payload name that the ZIP policy refuses, or manifest fields
 * out of form), `certificate-mismatch` (`details.reason` `no-unit`, `key-usage`, `certificate-dates`, `other-key`),
 * `file-not-found`, `file-unreadable` (`changed` when a file changed while it was packed), `file-too-large`,
 * `disk-space`, `file-unwritable`.
 */
export async function sealPackage(input: SealInput): Promise<Outcome<SealedPackage>> {
  const certificate = parseCertificate(input.signer.certificateDer);
  const { publicKey, unit } = certificate;
  if (publicKey === null) return failed('certificate-mismatch', { reason: 'not-sm2' });
  if (unit === null)
    return failed('certificate-mismatch', { reason: 'no-unit', subject: certificate.subjectText });
  // The receiver would refuse these, so the clerk hears of them now.
  const unfit = checkPath([certificate], new Date(input.manifest.created));
  if (unfit) return failed('certificate-mismatch', { reason: unfit.code, subject: certificate.subjectText });

  const names = input.payload.map((part) => memberName(part.path));
  const faulty = names
    .map((name) => ({ name, reason: fileNameFault(name) }))
    .find(({ reason }) => reason !== null);
  if (faulty) return failed('invalid-input', { field: 'path', value: faulty.name, reason: faulty.reason });
  const clash = clashOf(names);
  if (clash !== null) return failed('invalid-input', { field: 'path', value: clash, reason: '重名' });

  return outcomeOf(async () => {
    const entries: ManifestEntry[] = [];
    for (const [i, part] of input.payload.entries()) entries.push(await describe(part, names[i]!));
    const total = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (total > ZIP_LIMITS.packageBytes / 2) throw new FailureError('file-too-large', { size: total });
    const manifest: Manifest = {
      ...input.manifest,
      format: MANIFEST_FORMAT,
      signer: { unit },
      entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)),
    };
    const parsed = manifestSchema.safeParse(manifest);
    if (!parsed.success) {
      throw new FailureError('invalid-input', {
        field: parsed.error.issues[0]?.path.join('.') ?? 'manifest',
      });
    }
    const bytes = manifestBytes(manifest);
    const signature = await signMessage(input.signer, publicKey, bytes);
    if (signature === null) throw new FailureError('certificate-mismatch', { reason: 'other-key' });
    await writeZip(input.out, [
      member('mimetype', PACKAGE_MIME_TYPE, false),
      member('manifest.json', bytes, true),
      member('META/manifest.sig', signature, false),
      member('META/signer.crt', encodePem('CERTIFICATE', certificate.der), true),
      ...chainMember(input.chain ?? []),
      ...entries.map((entry) => payloadMember(input.payload[names.indexOf(entry.path)]!, entry)),
    ]);
    const { packageId, seq } = manifest;
    return { packageId, seq, entries: entries.length, manifestSm3: sm3Hex(bytes), manifest };
  });
}

const fileNameFault = (name: string): string | null =>
  name.endsWith('/') ? '名称为空或是目录' : nameFault(name);

function memberName(path: string): string {
  if (path.startsWith('payload/')) throw new TypeError('payload paths are given without their folder');
  return `payload/${path}`;
}

function member(name: string, data: Uint8Array | string, compress: boolean): ZipPart {
  return { name, data: typeof data === 'string' ? new TextEncoder().encode(data) : data, compress };
}

function chainMember(chain: readonly Certificate[]): ZipPart[] {
  if (chain.length === 0) return [];
  return [member('META/chain.pem', chain.map(({ der }) => encodePem('CERTIFICATE', der)).join(''), true)];
}

async function* bytesOf({ source }: PayloadPart): AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array) {
    yield source;
    return;
  }
  try {
    for await (const part of createReadStream(source.file, { highWaterMark: READ_BYTES }))
      yield part as Uint8Array;
  } catch (error) {
    throw fileFailure(error, source.file);
  }
}

async function describe(part: PayloadPart, path: string): Promise<ManifestEntry> {
  const digests = payloadDigests();
  for await (const bytes of bytesOf(part)) digests.update(bytes);
  return { path, ...digests.result() };
}

function payloadMember(part: PayloadPart, entry: ManifestEntry): ZipPart {
  const compress = !COMPRESSED.test(entry.path);
  if (part.source instanceof Uint8Array) return { name: entry.path, data: part.source, compress };
  const data = async function* (): AsyncIterable<Uint8Array> {
    const sha256 = createHash('sha256');
    for await (const bytes of bytesOf(part)) {
      sha256.update(bytes);
      yield bytes;
    }
    // The manifest is signed already; a file that changed since it was hashed would make a package nobody accepts.
    if (sha256.digest('hex') !== entry.sha256) {
      throw new FailureError('file-unreadable', { file: entry.path, reason: 'changed' });
    }
  };
  return { name: entry.path, data, compress };
}
