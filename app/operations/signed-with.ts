/** What packages are signed with: remembered, so that its end is told in time and it is never taken for the platform's. */
import { FailureError } from '#app/contract/failure';
import { equalBytes } from '#app/packages/bytes';
import { parseCertificate, type Certificate } from '#app/packages/certificate';
import { saveSettings } from '#app/storage/settings-store';
import { opened, reloadSettings, type Workspace } from './workspace';

/** Setting: the certificates that packages were last signed with, the signer's first (DER, base64, one a line). */
export const SIGNED_WITH = 'signer.certificates';

export async function rememberSigner(
  workspace: Workspace,
  certificates: readonly Certificate[],
): Promise<void> {
  const value = certificates.map(({ der }) => Buffer.from(der).toString('base64')).join('\n');
  if (opened(workspace).settings[SIGNED_WITH] === value) return;
  await opened(workspace).library.write((tx) => saveSettings(tx, { [SIGNED_WITH]: value }));
  await reloadSettings(workspace);
}

/** The signer's certificate first, then its chain; empty before the first package. */
export function signedWith(workspace: Workspace): Certificate[] {
  const lines = (opened(workspace).settings[SIGNED_WITH] ?? '').split('\n').filter((line) => line !== '');
  return lines.map((line) => parseCertificate(Buffer.from(line, 'base64')));
}

/**
 * Failure `certificate-own` when the key that signs packages is also one that receipts are believed from: the department
 * could write its own receipts.
 */
export function assertApart(signer: Certificate | undefined, platform: readonly Certificate[]): void {
  const key = signer?.publicKey;
  if (!key) return;
  const own = platform.find(({ publicKey }) => publicKey !== null && equalBytes(publicKey, key));
  if (own) throw new FailureError('certificate-own', { subject: own.subjectText });
}
