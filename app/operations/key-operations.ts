/** Keys, certificate requests and the certificates that a library trusts. */
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, type Outcome } from '#app/contract/failure';
import { parseCertificate, readCertificates, type Certificate } from '#app/packages/certificate';
import { createCsr } from '#app/packages/csr';
import {
  generateKeyPair,
  publicKeyFingerprint,
  readKeyFile,
  writeKeyFile,
  type KeyFileContents,
} from '#app/packages/key-file';
import { readCrls, type Crl } from '#app/packages/crl';
import { sm2SignDigest } from '#app/packages/gm/sm2';
import { passphraseFault, passphraseFaultText } from '#app/packages/passphrase';
import { appendAudit } from '#app/storage/audit-store';
import { addTrust, readTrust, removeTrust, type TrustRole } from '#app/storage/trust-store';
import { writeFailure } from './export-operations';
import { assertApart, signedWith } from './signed-with';
import { opened, type Workspace } from './workspace';

/** Keys, certificates and revocation lists are small; anything larger is another file. */
const LARGEST = 16 * 1024 ** 2;

export function valueOf<T>(outcome: Outcome<T>, details: Record<string, unknown> = {}): T {
  if (!outcome.ok) throw new FailureError(outcome.failure.code, { ...outcome.failure.details, ...details });
  return outcome.value;
}

export async function readSmallFile(file: string): Promise<Uint8Array> {
  let size: number;
  try {
    const kind = await stat(file);
    if (kind.isDirectory()) throw new FailureError('file-is-directory', { file });
    size = kind.size;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(
      (error as NodeJS.ErrnoException).code === 'EACCES' ? 'file-unreadable' : 'file-not-found',
      { file },
    );
  }
  if (size > LARGEST) throw new FailureError('file-too-large', { file, limit: LARGEST });
  return readFile(file).catch(() => {
    throw new FailureError('file-unreadable', { file });
  });
}

export async function readCertificateFile(file: string): Promise<readonly [Certificate, ...Certificate[]]> {
  return valueOf(readCertificates(await readSmallFile(file)), { file });
}

export async function readCrlFile(file: string): Promise<readonly [Crl, ...Crl[]]> {
  return valueOf(readCrls(await readSmallFile(file)), { file });
}

export async function unlockKey(file: string, passphrase: string): Promise<KeyFileContents> {
  return valueOf(await readKeyFile(await readSmallFile(file), passphrase), { file });
}

function assertPassphrase(passphrase: string): void {
  if (passphrase === '') throw new FailureError('passphrase-missing');
  const fault = passphraseFault(passphrase);
  if (fault !== null)
    throw new FailureError('invalid-input', { field: '证书口令', reason: passphraseFaultText(fault) });
}

function assertFree(file: string): void {
  if (existsSync(file)) throw new FailureError('file-exists', { file });
}

export async function create(
  _: Workspace,
  input: CallParsedInput<'key.create'>,
): Promise<CallOutput<'key.create'>> {
  assertPassphrase(input.passphrase);
  assertFree(input.out);
  const { privateKey, publicKey } = generateKeyPair();
  valueOf(await writeKeyFile(input.out, privateKey, input.passphrase), { file: input.out });
  return { file: input.out, publicKeySm3: publicKeyFingerprint(publicKey) };
}

export async function request(
  workspace: Workspace,
  input: CallParsedInput<'key.request'>,
): Promise<CallOutput<'key.request'>> {
  const settings = workspace.current?.settings ?? {};
  const unit = input.unit ?? settings['creditCode'] ?? '';
  const department = input.name ?? settings['department'] ?? '';
  if (unit === '' || department === '') {
    throw new FailureError('invalid-input', { field: '单位', reason: '须给出目录库，或单位代码和单位名称' });
  }
  assertFree(input.out);
  const { privateKey, publicKey } = await unlockKey(input.key, input.passphrase);
  const signer = { signDigest: (e: Uint8Array) => Promise.resolve(sm2SignDigest(privateKey, e)) };
  const pem = valueOf(await createCsr({ unit, department, person: input.person }, publicKey, signer));
  await writeFile(input.out, pem, { flag: 'wx' }).catch((error: unknown) => {
    throw writeFailure(error, input.out);
  });
  return { file: input.out, subject: `C=CN, O=${department}, OU=${unit}, CN=${input.person}` };
}

export async function importKey(
  _: Workspace,
  input: CallParsedInput<'key.import'>,
): Promise<CallOutput<'key.import'>> {
  assertFree(input.out);
  const { privateKey, publicKey } = await unlockKey(input.file, input.passphrase);
  assertPassphrase(input.passphrase);
  valueOf(await writeKeyFile(input.out, privateKey, input.passphrase), { file: input.out });
  return { file: input.out, publicKeySm3: publicKeyFingerprint(publicKey) };
}

export async function show(
  _: Workspace,
  input: CallParsedInput<'key.show'>,
): Promise<CallOutput<'key.show'>> {
  const { publicKey, format } = await unlockKey(input.key, input.passphrase);
  return { publicKeySm3: publicKeyFingerprint(publicKey), format };
}

type CertificateOutput = CallOutput<'trust.add'>;

function certificateOutput(certificate: Certificate, role: TrustRole): CertificateOutput {
  return {
    fingerprintSm3: certificate.fingerprintSm3,
    fingerprintSha256: certificate.fingerprintSha256,
    subject: certificate.subjectText,
    unit: certificate.unit ?? '',
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    role,
  };
}

export async function trustAdd(
  workspace: Workspace,
  input: CallParsedInput<'trust.add'>,
): Promise<CertificateOutput> {
  const [certificate] = await readCertificateFile(input.file);
  if (certificate.publicKey === null) {
    throw new FailureError('certificate-unreadable', { file: input.file, reason: 'not-sm2' });
  }
  if (input.role === 'platform') assertApart(signedWith(workspace)[0], [certificate]);
  const { host } = workspace;
  await opened(workspace).library.write(async (tx) => {
    const added = { atMs: host.nowMs(), by: '' };
    await addTrust(
      tx,
      { fingerprintSm3: certificate.fingerprintSm3, role: input.role, der: certificate.der },
      added,
    );
    await appendAudit(tx, {
      ...added,
      action: 'trust-added',
      subject: certificate.fingerprintSm3,
      detail: { role: input.role, subject: certificate.subjectText },
    });
  });
  return certificateOutput(certificate, input.role);
}

export async function trustList(workspace: Workspace): Promise<CallOutput<'trust.list'>> {
  const rows = await readTrust(opened(workspace).library.reader);
  return { certificates: rows.map((row) => certificateOutput(parseCertificate(row.der), row.role)) };
}

/** By file, or by fingerprint for a certificate that is no longer at hand. */
export async function trustRemove(
  workspace: Workspace,
  input: CallParsedInput<'trust.remove'>,
): Promise<CallOutput<'trust.remove'>> {
  const fingerprint = /^[0-9a-f]{64}$/i.test(input.file)
    ? input.file.toLowerCase()
    : (await readCertificateFile(input.file))[0].fingerprintSm3;
  const removed = await opened(workspace).library.write(async (tx) => {
    const count = await removeTrust(tx, fingerprint, input.role ?? null);
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: '',
      action: 'trust-removed',
      subject: fingerprint,
      detail: { count },
    });
    return count;
  });
  return { removed };
}

/** Certificates of a role as the verifiers take them. */
export async function trusted(workspace: Workspace, role: TrustRole): Promise<Certificate[]> {
  const rows = await readTrust(opened(workspace).library.reader, role);
  return rows.map((row) => parseCertificate(row.der));
}
