/** Certificate requests, PKCS#10 (RFC 2986), for the authority that issues the department's certificate. */
import { done, failed, type Outcome } from '#app/contract/failure';
import { contextTag, derBits, derInteger, derNode, derOid, derSequence } from './der';
import { encodeName } from './distinguished-name';
import { OID } from './oids';
import { encodePem } from './pem';
import { signMessage, type Signer } from './signer';

export interface CsrSubject {
  /** 统一社会信用代码, written as OU: the verifier compares it with the manifest. */
  readonly unit: string;
  /** Name of the department, written as O. */
  readonly department: string;
  /** Who holds the key, written as CN. */
  readonly person: string;
}

/** SubjectPublicKeyInfo of an SM2 public key (65 bytes). */
export function subjectPublicKeyInfo(publicKey: Uint8Array): Uint8Array {
  return derSequence(derSequence(derOid(OID.ecPublicKey), derOid(OID.sm2Curve)), derBits(publicKey));
}

/** PEM text. Failures: `invalid-input` for an empty or overlong part, `certificate-mismatch` when the key signs wrongly. */
export async function createCsr(
  subject: CsrSubject,
  publicKey: Uint8Array,
  signer: Pick<Signer, 'signDigest'>,
): Promise<Outcome<string>> {
  // 64 characters are the upper bounds of X.520 for O, OU and CN.
  for (const [field, value] of Object.entries(subject) as [string, string][]) {
    const length = [...value.trim()].length;
    if (length === 0 || length > 64 || /\p{Cc}/u.test(value))
      return failed('invalid-input', { field, value });
  }
  const info = derSequence(
    derInteger(0),
    encodeName([
      { oid: OID.country, value: 'CN' },
      { oid: OID.organization, value: subject.department.trim() },
      { oid: OID.organizationalUnit, value: subject.unit.trim() },
      { oid: OID.commonName, value: subject.person.trim() },
    ]),
    subjectPublicKeyInfo(publicKey),
    derNode(contextTag(0)),
  );
  const signature = await signMessage(signer, publicKey, info);
  if (signature === null) return failed('certificate-mismatch', { reason: 'other-key' });
  const request = derSequence(info, derSequence(derOid(OID.sm2WithSm3)), derBits(signature));
  return done(encodePem('CERTIFICATE REQUEST', request));
}
