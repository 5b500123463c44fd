/** X.509 certificates with SM2 keys (GM/T 0015, RFC 5280), as far as packages and receipts rest on them. */
import { createHash } from 'node:crypto';
import { done, failed, type Outcome } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { toHex } from './bytes';
import {
  contextPrimitiveTag,
  contextTag,
  DerError,
  expectTag,
  readBitString,
  readBoolean,
  readDer,
  readExplicit,
  readInteger,
  readMembers,
  readNamedBits,
  readOctets,
  readOid,
  readSequence,
  readSmallInteger,
  readTime,
  TAG,
  type DerCursor,
  type DerNode,
} from './der';
import { nameText, nameValues, parseName, type DistinguishedName } from './distinguished-name';
import { normalPublicKey } from './gm/sm2-curve';
import { GB_USER_ID, sm2Verify } from './gm/sm2';
import { OID } from './oids';
import { looksLikePem, readPem } from './pem';

const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export interface Certificate {
  readonly der: Uint8Array;
  /** The bytes that the issuer signed, as received. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** Lower-case hexadecimal of the integer's bytes. */
  readonly serial: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Uncompressed SM2 point (65 bytes); null when the key is not an SM2 key. */
  readonly publicKey: Uint8Array | null;
  readonly version: 1 | 2 | 3;
  /** Null when the certificate does not restrict its use. */
  readonly keyUsage: readonly KeyUsage[] | null;
  readonly isCa: boolean;
  readonly pathLength: number | null;
  /** Lower-case hexadecimal. */
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** The extension value as received; revocation lists in parts are matched with it. */
  readonly crlPoints: Uint8Array | null;
  /** Critical extensions that this reader does not know: a certificate that carries one must not be relied on. */
  readonly unknownCritical: readonly string[];
  /** The one OU of the subject (the unit's 统一社会信用代码); null when there is none or more than one. */
  readonly unit: string | null;
  /** For display, see `nameText`. */
  readonly subjectText: string;
  /** SM3 and SHA-256 of `der`, lower-case hexadecimal. */
  readonly fingerprintSm3: string;
  readonly fingerprintSha256: string;
}

/** Throws `DerError` when the bytes are not one certificate. */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = readSequence(readDer(der));
  const tbs = outer.next(TAG.sequence);
  const algorithm = outer.next(TAG.sequence);
  const signature = readBitString(outer.next());
  outer.end();

  const fields = readSequence(tbs);
  const versionNode = fields.optional(contextTag(0));
  const version = ((versionNode ? readSmallInteger(readExplicit(versionNode), 2) : 0) + 1) as 1 | 2 | 3;
  const serialNode = fields.next();
  readInteger(serialNode);
  const innerAlgorithm = fields.next(TAG.sequence);
  // RFC 5280 §4.1.1.2: both places name the same algorithm.
  if (toHex(innerAlgorithm.bytes) !== toHex(algorithm.bytes)) throw new DerError('two signature algorithms');
  const issuer = parseName(fields.next());
  const validity = readSequence(fields.next());
  const notBefore = readTime(validity.next());
  const notAfter = readTime(validity.next());
  validity.end();
  const subject = parseName(fields.next());
  const publicKey = subjectPublicKey(fields.next());
  fields.optional(contextPrimitiveTag(1));
  fields.optional(contextPrimitiveTag(2));
  const extensionsNode = fields.optional(contextTag(3));
  fields.end();
  if (extensionsNode && version !== 3) throw new DerError('extensions need version 3');

  const units = nameValues(subject, OID.organizationalUnit);
  return {
    der: new Uint8Array(der),
    tbs: tbs.bytes,
    signatureAlgorithm: algorithmOid(algorithm),
    signature,
    serial: toHex(serialNode.content),
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    version,
    ...readExtensions(extensionsNode),
    unit: units.length === 1 ? units[0]! : null,
    subjectText: nameText(subject),
    fingerprintSm3: sm3Hex(der),
    fingerprintSha256: createHash('sha256').update(der).digest('hex'),
  };
}

/** The algorithm's identifier; SM2 with SM3 is written without parameters or with NULL. */
export function algorithmOid(node: DerNode): string {
  const fields = readSequence(node);
  const oid = readOid(fields.next());
  if (oid === OID.sm2WithSm3 && !fields.done) expectTag(fields.next(), TAG.null);
  return oid;
}

function subjectPublicKey(node: DerNode): Uint8Array | null {
  const fields = readSequence(node);
  const algorithm = readSequence(fields.next());
  const bits = readBitString(fields.next());
  fields.end();
  if (readOid(algorithm.next()) !== OID.ecPublicKey || algorithm.done) return null;
  const curve = algorithm.next();
  if (curve.tag !== TAG.oid || readOid(curve) !== OID.sm2Curve) return null;
  const key = normalPublicKey(bits);
  if (key === null) throw new DerError('the key is no point of the SM2 curve');
  return key;
}

type Extensions = Pick<
  Certificate,
  'keyUsage' | 'isCa' | 'pathLength' | 'subjectKeyId' | 'authorityKeyId' | 'crlPoints' | 'unknownCritical'
>;

// Names and policies restrict nothing that is decided here, so a critical mark on them is honoured by ignoring them.
const HARMLESS: ReadonlySet<string> = new Set([
  OID.subjectAltName,
  OID.issuerAltName,
  OID.certificatePolicies,
  OID.extendedKeyUsage,
]);

function readExtensions(node: DerNode | null): Extensions {
  let keyUsage: KeyUsage[] | null = null;
  let isCa = false;
  let pathLength: number | null = null;
  let subjectKeyId: string | null = null;
  let authorityKeyId: string | null = null;
  let crlPoints: Uint8Array | null = null;
  const unknownCritical: string[] = [];
  for (const { oid, critical, value } of node ? parseExtensions(readExplicit(node)) : []) {
    if (oid === OID.keyUsage) {
      const bits = readNamedBits(readDer(value));
      keyUsage = KEY_USAGES.filter((_, bit) => bits[bit]);
    } else if (oid === OID.basicConstraints) {
      const fields = readSequence(readDer(value));
      const ca = fields.optional(TAG.boolean);
      isCa = ca !== null && readBoolean(ca);
      pathLength = fields.done ? null : readSmallInteger(fields.next(), 1000);
      fields.end();
    } else if (oid === OID.subjectKeyIdentifier) {
      subjectKeyId = toHex(readOctets(readDer(value)));
    } else if (oid === OID.authorityKeyIdentifier) {
      authorityKeyId = keyIdentifier(value);
    } else if (oid === OID.crlDistributionPoints) {
      crlPoints = value;
    } else if (critical && !HARMLESS.has(oid)) {
      unknownCritical.push(oid);
    }
  }
  return { keyUsage, isCa, pathLength, subjectKeyId, authorityKeyId, crlPoints, unknownCritical };
}

/** The keyIdentifier of an authorityKeyIdentifier extension, lower-case hexadecimal. */
export function keyIdentifier(value: Uint8Array): string | null {
  const id = readSequence(readDer(value)).optional(contextPrimitiveTag(0));
  return id === null ? null : toHex(id.content);
}

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Extensions of a certificate, of a revocation list or of one of its rows; each may stand once. */
export function parseExtensions(node: DerNode): Extension[] {
  const extensions = readMembers(node).map((member) => {
    const fields: DerCursor = readSequence(member);
    const oid = readOid(fields.next());
    const flag = fields.optional(TAG.boolean);
    const value = readOctets(fields.next());
    fields.end();
    return { oid, critical: flag !== null && readBoolean(flag), value };
  });
  if (new Set(extensions.map((extension) => extension.oid)).size !== extensions.length) {
    throw new DerError('an extension stands twice');
  }
  return extensions;
}

/**
 * True when `signed` was signed with SM2 and SM3 by the holder of `publicKey`. The user id is the one of GB/T 35276;
 * signatures made with another one (OpenSSL's default is the empty one) do not count.
 */
export function isSignedBy(
  signed: Pick<Certificate, 'tbs' | 'signatureAlgorithm' | 'signature'>,
  publicKey: Uint8Array | null,
  userId: Uint8Array = GB_USER_ID,
): boolean {
  if (publicKey === null || signed.signatureAlgorithm !== OID.sm2WithSm3) return false;
  return sm2Verify(publicKey, signed.tbs, signed.signature, userId);
}

/**
 * Certificates of a file, PEM (any number) or DER (one). Failures: `certificate-unreadable` with `details.reason`
 * `empty`, `not-a-certificate` or `damaged`.
 */
export function readCertificates(bytes: Uint8Array): Outcome<readonly [Certificate, ...Certificate[]]> {
  if (bytes.length === 0) return failed('certificate-unreadable', { reason: 'empty' });
  const blocks = readPem(bytes);
  const ders =
    blocks === null
      ? [bytes]
      : blocks
          .filter((block) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(block.label))
          .map((block) => block.der);
  try {
    const [first, ...others] = ders.map((der) => parseCertificate(der));
    return first
      ? done([first, ...others])
      : failed('certificate-unreadable', { reason: 'not-a-certificate' });
  } catch (error) {
    if (error instanceof DerError) {
      return failed('certificate-unreadable', {
        reason: looksLikePem(bytes) ? 'damaged' : 'not-a-certificate',
      });
    }
    throw error;
  }
}
