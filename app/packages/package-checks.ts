/** The steps of the verification, each of which ends it with a `PackageRefusal` when it finds a failure. */
import { FailureError } from '#app/contract/failure';
import { utf8Text } from './bytes';
import { parseCertificate, type Certificate } from './certificate';
import {
  buildPath,
  checkPath,
  fitToSign,
  MAX_BROUGHT,
  strayCertificate,
  type CertificatePath,
} from './certificate-chain';
import type { Crl } from './crl';
import { DerError } from './der';
import { sm2Verify } from './gm/sm2';
import { memberNames, PACKAGE_MIME_TYPE, type Manifest } from './manifest';
import { PackageRefusal, refuse, type PackageProblem } from './package-problem';
import { payloadDigests } from './payload-digests';
import { readExactPem } from './pem';
import { checkRevocation } from './revocation';
import { printable, ZipPolicyError, type ZipMember } from './zip-policy';
import type { OpenZip } from './zip-reader';

const LIMITS = { manifest: 8 * 2 ** 20, meta: 256 * 2 ** 10 } as const;
const KNOWN_MEMBERS =
  /^(?:mimetype|manifest\.json|META\/(?:manifest\.sig|signer\.crt|chain\.pem)?|payload\/.*)$/;

export interface SequenceState {
  readonly seen: boolean;
  /** The last package accepted from the unit, null before the first. */
  readonly last: { readonly seq: number; readonly manifestSm3: string } | null;
}

export async function checkContainer(zip: OpenZip): Promise<void> {
  const [first] = zip.members.values();
  if (first?.name !== 'mimetype' || !first.stored || first.localHeaderAt !== 0) {
    refuse('zip-policy', '这不是报送包，或包内第一个文件不是格式标识');
  }
  if (utf8Text(await zip.bytes(first, 1024)) !== PACKAGE_MIME_TYPE)
    refuse('zip-policy', '格式标识不是报送包');
  for (const name of zip.members.keys()) {
    if (!KNOWN_MEMBERS.test(name)) refuse('zip-policy', `包内有格式规定之外的文件“${printable(name)}”`);
  }
  if (!zip.members.has('manifest.json')) refuse('zip-policy', '包内没有清单');
}

/** Step two: the signature over the manifest bytes as received. Returns the certificate, not yet believed. */
export async function checkSignature(zip: OpenZip, manifest: Uint8Array): Promise<Certificate> {
  const signatureMember = zip.members.get('META/manifest.sig');
  const certificateMember = zip.members.get('META/signer.crt');
  if (!signatureMember || !certificateMember) return refuse('bad-signature', '包内没有签名或签名证书');
  const signature = await zip.bytes(signatureMember, LIMITS.meta);
  const [certificate, ...more] = exactCertificates(await zip.bytes(certificateMember, LIMITS.meta)) ?? [];
  if (!certificate || more.length > 0) return refuse('bad-signature', '签名证书无法读取');
  if (certificate.publicKey === null) return refuse('bad-signature', '签名证书不是 SM2 证书');
  if (!sm2Verify(certificate.publicKey, manifest, signature)) refuse('bad-signature', '清单的签名核验不通过');
  return certificate;
}

/** Null unless the bytes are exactly certificates as this format writes them. */
function exactCertificates(bytes: Uint8Array): Certificate[] | null {
  try {
    return readExactPem(bytes, 'CERTIFICATE')?.map((der) => parseCertificate(der)) ?? null;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

export async function readManifestMember(zip: OpenZip): Promise<Uint8Array> {
  return zip.bytes(zip.members.get('manifest.json')!, LIMITS.manifest);
}

export interface CertificateTrust {
  readonly roots: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** Signers of lists besides the path and the roots. */
  readonly authorities: readonly Certificate[];
  readonly at: Date;
}

/**
 * Step four. `whenRooted` is called once the certificate is known to lead to an imported root, whatever is found about
 * its use, dates and revocation afterwards.
 */
export async function checkCertificate(
  zip: OpenZip,
  certificate: Certificate,
  { roots, crls, authorities, at }: CertificateTrust,
  whenRooted: (certificate: Certificate) => void,
): Promise<{ revocation: 'checked' | 'not-checked'; problem: PackageProblem | null }> {
  const path = await pathOf(zip, certificate, roots, at);
  whenRooted(certificate);
  const problem = checkPath(path, at);
  return problem
    ? { revocation: 'not-checked', problem }
    : checkRevocation(path, [...roots, ...authorities], crls, at);
}

async function pathOf(
  zip: OpenZip,
  certificate: Certificate,
  roots: readonly Certificate[],
  at: Date,
): Promise<CertificatePath> {
  const chainMember = zip.members.get('META/chain.pem');
  const others = chainMember ? exactCertificates(await zip.bytes(chainMember, LIMITS.meta)) : [];
  if (others === null) return refuse('bad-certificate-signature', '包内的证书链无法读取');
  if (others.length > MAX_BROUGHT) return refuse('untrusted-root', '包内的证书链过长');
  const { path, problem } = buildPath(certificate, others, roots, fitToSign(at));
  if (path === null) throw new PackageRefusal(problem);
  const stray = strayCertificate(path, others, roots);
  if (stray) throw new PackageRefusal(stray);
  return path;
}

export interface PayloadFile {
  readonly member: ZipMember;
  readonly size: number;
  readonly sm3: string;
  readonly sha256: string;
}

export interface Watch {
  readonly signal: AbortSignal;
  progress(bytes: number, total: number): void;
}

/** The payload is exactly what the manifest lists, byte for byte. Keys are names without `payload/`. */
export async function checkPayload(
  zip: OpenZip,
  manifest: Manifest,
  watch?: Watch,
): Promise<Map<string, PayloadFile>> {
  const present = new Set(
    [...zip.members.values()]
      .filter((member) => !member.isDirectory && member.name.startsWith('payload/'))
      .map(({ name }) => name),
  );
  const listed = memberNames(manifest);
  const expected = new Set(listed);
  if (expected.size !== listed.length) refuse('payload-set', '清单重复列出同一文件');
  const missing = listed.find((name) => !present.has(name));
  if (missing !== undefined) refuse('payload-set', `包内缺少清单所列文件“${printable(missing)}”`);
  const unlisted = [...present].find((name) => !expected.has(name));
  if (unlisted !== undefined) refuse('payload-set', `包内有清单未列的文件“${printable(unlisted)}”`);

  const files = new Map<string, PayloadFile>();
  const total = manifest.entries.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const seen = (part: Uint8Array): void => {
    if (watch?.signal.aborted) throw new FailureError('cancelled');
    done += part.length;
    watch?.progress(done, total);
  };
  for (const [i, entry] of manifest.entries.entries()) {
    const { size, sm3, sha256 } = entry;
    const file = { member: zip.members.get(listed[i]!)!, size, sm3, sha256 };
    // Compared before anything is unpacked, so that nothing larger than was signed ever is.
    if (file.member.size !== size || !(await matches(zip, file, seen))) {
      refuse('payload-digest', `包内文件“${printable(listed[i]!)}”与清单的大小或校验值不符`);
    }
    files.set(listed[i]!.slice('payload/'.length), file);
  }
  return files;
}

async function matches(zip: OpenZip, file: PayloadFile, seen: (part: Uint8Array) => void): Promise<boolean> {
  const digests = payloadDigests();
  try {
    for await (const part of zip.stream(file.member)) {
      digests.update(part);
      seen(part);
    }
  } catch (error) {
    if (error instanceof ZipPolicyError) return false;
    throw error;
  }
  const found = digests.result();
  return found.size === file.size && found.sm3 === file.sm3 && found.sha256 === file.sha256;
}

export async function readPayload(
  zip: OpenZip,
  files: ReadonlyMap<string, PayloadFile>,
  path: string,
  limit: number,
): Promise<Uint8Array> {
  const file = files.get(path);
  if (!file) throw new FailureError('package-invalid', { reason: 'payload-set', path });
  if (file.size > limit) throw new FailureError('file-too-large', { file: path, size: file.size, limit });
  const parts: Uint8Array[] = [];
  if (!(await matches(zip, file, (part) => parts.push(part))))
    throw new FailureError('package-invalid', { reason: 'payload-digest', path });
  return new Uint8Array(Buffer.concat(parts));
}

export function checkUnit(manifest: Manifest, certificate: Certificate): void {
  const { unit } = manifest.signer;
  if (certificate.unit === null) refuse('unit-mismatch', '签名证书没有写明唯一的单位代码');
  if (certificate.unit !== unit) {
    refuse(
      'unit-mismatch',
      `清单所写单位“${printable(unit)}”与签名证书的单位“${printable(certificate.unit)}”不一致`,
    );
  }
}

/** Who opens a package. */
export interface Recipient {
  readonly unit: string;
  /** SM3 of the certificate (DER), lower-case hexadecimal; any certificate of the unit where absent. */
  readonly certSm3?: string;
}

export function checkRecipient(manifest: Manifest, expected: Recipient, wasEncrypted: boolean): void {
  const { recipient } = manifest;
  // Signed first and encrypted after: without a name inside, anyone could have sealed it again for somebody else.
  if (!recipient) return wasEncrypted ? refuse('recipient', '加密报送包内没有写明接收单位') : undefined;
  const same =
    recipient.unit === expected.unit &&
    (recipient.certSm3 === undefined ||
      expected.certSm3 === undefined ||
      recipient.certSm3 === expected.certSm3);
  if (!same) refuse('recipient', `报送包的接收单位是“${printable(recipient.unit)}”，不是本单位`);
}

/** Taken once and in order. */
export function checkSequence(manifest: Manifest, { seen, last }: SequenceState): void {
  if (seen) refuse('replay', '这份报送包已经接收过');
  const expected = (last?.seq ?? 0) + 1;
  if (manifest.seq !== expected) {
    refuse('replay', `报送序号是${manifest.seq}，应为${expected}`);
  }
  if (manifest.prev !== (last?.manifestSm3 ?? null)) refuse('replay', '与上一份已接收的报送包不衔接');
}
