/**
 * From a signer's certificate to a root that the administrator imported. An issuer is believed for its key, never for
 * its name: two authorities may carry the same name.
 */
import { equalBytes } from './bytes';
import { isSignedBy, type Certificate } from './certificate';
import { sameName } from './distinguished-name';
import { OID } from './oids';
import { problem, type PackageProblem } from './package-problem';

/** Signer first, the imported root last. */
export type CertificatePath = readonly [Certificate, ...Certificate[]];

export type PathResult =
  | { readonly path: CertificatePath; readonly problem: null }
  | { readonly path: null; readonly problem: PackageProblem };

/** Certificates that may come along with one: each more may double the ways through certificates that sign each other. */
export const MAX_BROUGHT = 8;
const MAX_PATH = 6;
const NO_USER_ID = new Uint8Array(0);

/**
 * Builds the path; every signature on it is checked with the GB/T user id. An authority that was certified again with
 * the same key makes several: one that is `fit` comes before one that is not. `others`: `MAX_BROUGHT` of them at most.
 */
export function buildPath(
  signer: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  fit: (path: CertificatePath) => boolean,
): PathResult {
  let found: CertificatePath | null = null;
  for (const path of pathsFrom([signer], others, roots)) {
    if (fit(path)) return { path, problem: null };
    found ??= path;
  }
  if (found !== null) return { path: found, problem: null };
  return { path: null, problem: brokenPath(signer, others, roots) };
}

const sameCertificate = (a: Certificate, b: Certificate): boolean => equalBytes(a.der, b.der);

function* pathsFrom(
  path: CertificatePath,
  others: readonly Certificate[],
  roots: readonly Certificate[],
): Generator<CertificatePath> {
  const last = path.at(-1)!;
  if (roots.some((root) => sameCertificate(root, last))) yield path;
  if (path.length >= MAX_PATH) return;
  const isNew = (one: Certificate): boolean => !path.some((member) => sameCertificate(member, one));
  for (const root of roots) if (isNew(root) && isIssuerOf(root, last)) yield [...path, root];
  for (const candidate of others)
    if (isNew(candidate) && isIssuerOf(candidate, last))
      yield* pathsFrom([...path, candidate], others, roots);
}

// Certificates that sign each other have many paths through them; each signature is worked out once.
const judgedIssuers = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

function isIssuerOf(issuer: Certificate, subject: Certificate): boolean {
  const known = judgedIssuers.get(issuer) ?? new WeakMap<Certificate, boolean>();
  judgedIssuers.set(issuer, known);
  const found =
    known.get(subject) ?? (sameName(issuer.subject, subject.issuer) && isSignedBy(subject, issuer.publicKey));
  known.set(subject, found);
  return found;
}

/** Names the fault where the path stops: an issuer that is at hand but did not sign so, or an issuer that is not. */
function brokenPath(
  signer: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
): PackageProblem {
  let last = signer;
  for (let depth = 0; depth < MAX_PATH; depth++) {
    const next = others.find((candidate) => !sameCertificate(candidate, last) && isIssuerOf(candidate, last));
    if (!next) break;
    last = next;
  }
  const claimed = [...roots, ...others].filter((candidate) => sameName(candidate.subject, last.issuer));
  const meant = claimed.some(
    (candidate) =>
      !sameCertificate(candidate, last) &&
      ((last.authorityKeyId !== null && last.authorityKeyId === candidate.subjectKeyId) ||
        isSignedBy(last, candidate.publicKey, NO_USER_ID) ||
        last.signatureAlgorithm !== OID.sm2WithSm3),
  );
  return meant
    ? problem('bad-certificate-signature', `证书“${last.subjectText}”上的签发机构签名核验不通过`)
    : problem('untrusted-root', `证书“${last.subjectText}”不是由本机已导入的根证书签发`);
}

/**
 * Every certificate that came along must belong to the path or be vouched for by it; nothing unproved is carried in a
 * package.
 */
export function strayCertificate(
  path: CertificatePath,
  others: readonly Certificate[],
  roots: readonly Certificate[],
): PackageProblem | null {
  const trusted = [...path, ...roots];
  const stray = others.find(
    (other) =>
      !trusted.some((member) => sameCertificate(member, other)) &&
      !trusted.some((member) => isIssuerOf(member, other)),
  );
  return stray ? problem('untrusted-root', `证书链中混有来历不明的证书“${stray.subjectText}”`) : null;
}

/** Use (signer: digitalSignature; authorities: CA, keyCertSign, path length), then validity at the given time. */
export function checkPath(path: CertificatePath, at: Date): PackageProblem | null {
  const [signer] = path;
  const unsigning = signer.keyUsage?.includes('digitalSignature')
    ? null
    : problem('key-usage', `证书“${signer.subjectText}”没有“数字签名”用途`);
  return checkExtensions(path) ?? unsigning ?? checkAuthorities(path) ?? checkDates(path, at);
}

/** Whether signatures may be believed at the given time that were made with the key of the path's first certificate. */
export const fitToSign =
  (at: Date) =>
  (path: CertificatePath): boolean =>
    checkPath(path, at) === null;

/** The same of an authority and its revocation lists: its certificate need not be one for signatures. */
export const fitToIssueLists =
  (at: Date) =>
  (path: CertificatePath): boolean =>
    path[0].isCa && (checkExtensions(path) ?? checkAuthorities(path) ?? checkDates(path, at)) === null;

function checkExtensions(path: CertificatePath): PackageProblem | null {
  const odd = path.find(({ unknownCritical }) => unknownCritical.length > 0);
  return odd ? problem('key-usage', `证书“${odd.subjectText}”带有不能识别的关键限制项`) : null;
}

function checkAuthorities([, ...authorities]: CertificatePath): PackageProblem | null {
  for (const [below, authority] of authorities.entries()) {
    // A root of the first X.509 version has no extensions to say so; the administrator who imported it did.
    const oldRoot = below === authorities.length - 1 && authority.version === 1;
    const mayIssue = authority.isCa && (authority.keyUsage?.includes('keyCertSign') ?? true);
    if (!mayIssue && !oldRoot) {
      return problem('key-usage', `证书“${authority.subjectText}”不是签发机构证书，不得签发其他证书`);
    }
    const selfIssued = authorities.slice(0, below).filter((one) => sameName(one.subject, one.issuer)).length;
    if (authority.pathLength !== null && below - selfIssued > authority.pathLength) {
      return problem('key-usage', `证书“${authority.subjectText}”不得再设下级签发机构`);
    }
  }
  return null;
}

function checkDates(path: CertificatePath, at: Date): PackageProblem | null {
  for (const certificate of path) {
    const early = at < certificate.notBefore;
    if (!early && at <= certificate.notAfter) continue;
    const state = early ? '尚未生效' : '已过有效期';
    const span = `${dayText(certificate.notBefore)}至${dayText(certificate.notAfter)}`;
    return problem('certificate-dates', `证书“${certificate.subjectText}”${state}（有效期${span}）`);
  }
  return null;
}

/** The day in Beijing time, as printed on Chinese papers. */
export function dayText(time: Date): string {
  const local = new Date(time.getTime() + 8 * 3_600_000);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日`;
}
