/**
 * Documents that a platform signs and sends back: a ZIP of `NAME.json`, `NAME.sig` (DER, SM2 with SM3 over the JSON
 * bytes as received) and `platform.crt` (PEM), with `chain.pem` where there are authorities in between. Believed only
 * from a key that the administrator pinned: a certificate of the same root is not enough, since departments have one
 * too.
 */
import { FailureError, outcomeOf, type Outcome } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { equalBytes, utf8Text } from './bytes';
import { readCertificates, type Certificate } from './certificate';
import { buildPath, checkPath, fitToSign, MAX_BROUGHT } from './certificate-chain';
import type { Crl } from './crl';
import { sm2Verify } from './gm/sm2';
import { isUnambiguousJson } from './json-members';
import { checkRevocation } from './revocation';
import { ZipPolicyError, type ZipMember } from './zip-policy';
import { withZip, type OpenZip } from './zip-reader';

export interface DocumentTrust {
  readonly roots: readonly Certificate[];
  /** Certificates pinned for this purpose (platform, updates); their keys count. */
  readonly pinned: readonly Certificate[];
  readonly crls?: readonly Crl[];
  /** Signers of lists besides the path and the roots. */
  readonly authorities?: readonly Certificate[];
  readonly at: Date;
}

export interface SignedDocument {
  /** For example `receipt`: the member name before `.json`. */
  readonly name: string;
  readonly value: unknown;
  /** SM3 of the JSON bytes, lower-case hexadecimal. */
  readonly sm3: string;
  readonly certificate: Certificate;
}

const MAX_JSON_BYTES = 64 * 2 ** 20;
const MAX_SMALL_BYTES = 256 * 2 ** 10;

/**
 * Reads and checks a signed document. Failures: those of opening a ZIP; `package-unreadable` (`details.reason`
 * `not-a-document`) when the ZIP is something else; `receipt-untrusted` with `details.reason` `bad-signature`,
 * `not-pinned`, `not-json`, or the code and message of a certificate problem.
 */
export function readSignedDocument(file: string, trust: DocumentTrust): Promise<Outcome<SignedDocument>> {
  return outcomeOf(async () => {
    try {
      return await withZip(file, (zip) => checkDocument(zip, file, trust));
    } catch (error) {
      if (error instanceof ZipPolicyError) throw untrusted('zip-policy', error.found);
      throw error;
    }
  });
}

const untrusted = (reason: string, message: string): FailureError =>
  new FailureError('receipt-untrusted', { reason, message });

async function checkDocument(zip: OpenZip, file: string, trust: DocumentTrust): Promise<SignedDocument> {
  const names = [...zip.members.keys()].filter((name) => name !== 'mimetype');
  const name = /^([a-z-]+)\.json$/.exec(names.find((one) => one.endsWith('.json')) ?? '')?.[1];
  const notDocument = (): FailureError =>
    new FailureError('package-unreadable', { file, reason: 'not-a-document' });
  if (name === undefined || zip.members.has('manifest.json')) throw notDocument();
  const known = [`${name}.json`, `${name}.sig`, 'platform.crt', 'chain.pem'];
  if (names.some((one) => !known.includes(one))) throw notDocument();
  const member = (wanted: string): ZipMember => {
    const found = zip.members.get(wanted);
    if (!found) throw untrusted('bad-signature', `文件内缺少“${wanted}”`);
    return found;
  };
  const bytes = await zip.bytes(member(`${name}.json`), MAX_JSON_BYTES);
  const signature = await zip.bytes(member(`${name}.sig`), MAX_SMALL_BYTES);
  const [certificate, ...rest] = certificatesOf(await zip.bytes(member('platform.crt'), MAX_SMALL_BYTES));
  const chain = zip.members.has('chain.pem')
    ? certificatesOf(await zip.bytes(member('chain.pem'), MAX_SMALL_BYTES))
    : [];
  if (!certificate?.publicKey || !sm2Verify(certificate.publicKey, bytes, signature)) {
    throw untrusted('bad-signature', '签名核验不通过');
  }
  checkTrust(certificate, [...rest, ...chain].slice(0, MAX_BROUGHT), trust);
  return { name, value: parseJson(bytes), sm3: sm3Hex(bytes), certificate };
}

function certificatesOf(bytes: Uint8Array): readonly Certificate[] {
  const read = readCertificates(bytes);
  if (!read.ok) throw untrusted('bad-signature', '签名证书无法读取');
  return read.value;
}

function checkTrust(certificate: Certificate, chain: readonly Certificate[], trust: DocumentTrust): void {
  const isPinned = trust.pinned.some(
    ({ publicKey }) => publicKey !== null && equalBytes(publicKey, certificate.publicKey!),
  );
  if (!isPinned) throw untrusted('not-pinned', `签名证书“${certificate.subjectText}”不是已登记的平台证书`);
  // The pinned certificate itself needs no issuer; a renewed one with the same key does.
  const fit = fitToSign(trust.at);
  const { path, problem } = buildPath(certificate, chain, [...trust.roots, ...trust.pinned], fit);
  if (path === null) throw untrusted(problem.code, problem.message);
  // Pinning vouches for a key, not against its loss: what its issuer revoked is looked up on the way to the root.
  const rooted = buildPath(certificate, [...chain, ...trust.pinned], trust.roots, fit).path ?? path;
  const known = [...trust.roots, ...trust.pinned, ...(trust.authorities ?? [])];
  const revocation = checkRevocation(rooted, known, trust.crls ?? [], trust.at);
  const found = checkPath(path, trust.at) ?? revocation.problem;
  if (found) throw untrusted(found.code, found.message);
}

function parseJson(bytes: Uint8Array): unknown {
  const text = utf8Text(bytes);
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (isUnambiguousJson(text!)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw untrusted('not-json', '文件内容不是规范的 JSON');
}
