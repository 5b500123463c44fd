/** Whether certificates of a path were revoked, by the revocation lists at hand. */
import { toHex } from './bytes';
import { isSignedBy, type Certificate } from './certificate';
import { dayText, type CertificatePath } from './certificate-chain';
import { COMPROMISE_REASONS, type Crl, type RevokedCertificate } from './crl';
import { sameName } from './distinguished-name';
import { problem, type PackageProblem } from './package-problem';

export interface RevocationResult {
  /** `checked` when a list that is in force covers the signer's certificate. */
  readonly revocation: 'checked' | 'not-checked';
  readonly problem: PackageProblem | null;
}

/**
 * Judges the path at a time. A list dated after that time still counts, and a key known to be in other hands refuses
 * whatever the date, since whoever holds it can write any date. A list that none of the known authorities signed is
 * refused rather than passed over; a list of another known authority says nothing about this path.
 *
 * `known`: roots and other authorities whose lists are believed.
 */
export function checkRevocation(
  path: CertificatePath,
  known: readonly Certificate[],
  crls: readonly Crl[],
  at: Date,
): RevocationResult {
  const authorities = [...path.slice(1), ...known];
  const refused = (found: PackageProblem): RevocationResult => ({
    revocation: found.code === 'revoked' ? 'checked' : 'not-checked',
    problem: found,
  });
  for (const crl of crls) {
    const fault = listFault(crl, authorities);
    if (fault !== null) return refused(problem('crl-invalid', fault));
  }
  let expired: PackageProblem | null = null;
  let checked = false;
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const list = newest(crls.filter((crl) => isFor(crl, certificate, path[index + 1]!)));
    if (list === null) continue;
    const row = list.revoked.get(certificate.serial);
    if (row && isRevokedAt(row, at)) {
      return refused(problem('revoked', `证书“${certificate.subjectText}”已于${dayText(row.date)}吊销`));
    }
    if (list.nextUpdate !== null && list.nextUpdate < at) {
      expired ??= problem('crl-expired', `证书吊销列表应于${dayText(list.nextUpdate)}前更新，现已过期`);
    }
    if (index === 0) checked = true;
  }
  return expired ? refused(expired) : { revocation: checked ? 'checked' : 'not-checked', problem: null };
}

/** Why a list is not to be relied on, in Chinese; null when one of the authorities signed it and may. */
export function listFault(crl: Crl, authorities: readonly Certificate[]): string | null {
  if (crl.unsupported) return '吊销列表不是完整列表或带有不能识别的关键限制项';
  const named = authorities.filter((authority) => sameName(authority.subject, crl.issuer));
  const signer = named.filter((authority) => isSignedBy(crl, authority.publicKey));
  if (signer.length === 0) return '吊销列表的签名核验不通过，或不是由已导入的证书签发机构出具';
  const maySign = signer.some((authority) => authority.keyUsage?.includes('cRLSign') ?? true);
  return maySign ? null : '出具吊销列表的证书没有“签发吊销列表”用途';
}

function isFor(crl: Crl, certificate: Certificate, issuer: Certificate): boolean {
  if (!sameName(crl.issuer, issuer.subject) || !isSignedBy(crl, issuer.publicKey)) return false;
  if (crl.covers === 'end-entities' && certificate.isCa) return false;
  if (crl.covers === 'authorities' && !certificate.isCa) return false;
  // A list in parts covers the certificates that name its distribution point.
  if (crl.distributionPoint === null) return true;
  return (
    certificate.crlPoints !== null && toHex(certificate.crlPoints).includes(toHex(crl.distributionPoint))
  );
}

/** The highest number is the latest word; an authority that does not number its lists is taken by date. */
export function laterList(a: Crl, b: Crl): Crl {
  if (a.number !== null && b.number !== null && a.number !== b.number) return a.number > b.number ? a : b;
  return a.thisUpdate >= b.thisUpdate ? a : b;
}

function newest(crls: readonly Crl[]): Crl | null {
  return crls.reduce<Crl | null>((best, crl) => (best === null ? crl : laterList(best, crl)), null);
}

function isRevokedAt(row: RevokedCertificate, at: Date): boolean {
  // Reason 8 (removeFromCRL) lifts a hold.
  if (row.reason === 8) return false;
  if (COMPROMISE_REASONS.has(row.reason)) return true;
  return row.date <= at || (row.invaliditySince !== null && row.invaliditySince <= at);
}
