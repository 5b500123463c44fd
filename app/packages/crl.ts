/** Certificate revocation lists (RFC 5280 §5), signed with SM2 and SM3. */
import { done, failed, type Outcome } from '#app/contract/failure';
import { toHex } from './bytes';
import { algorithmOid, keyIdentifier, parseExtensions, type Extension } from './certificate';
import {
  contextPrimitiveTag,
  contextTag,
  DerError,
  readBitString,
  readBoolean,
  readDer,
  readExplicit,
  readInteger,
  readMembers,
  readSequence,
  readSmallInteger,
  readTime,
  TAG,
  type DerNode,
} from './der';
import { parseName, type DistinguishedName } from './distinguished-name';
import { OID } from './oids';
import { looksLikePem, readPem } from './pem';

export interface RevokedCertificate {
  readonly date: Date;
  /** CRLReason of RFC 5280 §5.3.1; 0 (unspecified) when none is given. */
  readonly reason: number;
  /** Since when the key is held to have been in other hands, where the issuer says so. */
  readonly invaliditySince: Date | null;
}

export interface Crl {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly number: bigint | null;
  readonly authorityKeyId: string | null;
  /** By serial number, as in `Certificate.serial`. */
  readonly revoked: ReadonlyMap<string, RevokedCertificate>;
  /** The distribution point (DER) that a list in parts is for; null for a whole list. */
  readonly distributionPoint: Uint8Array | null;
  readonly covers: 'all' | 'end-entities' | 'authorities';
  /** A list that must not be relied on: a delta, an indirect one, or with unknown critical extensions. */
  readonly unsupported: boolean;
}

/** CRLReason values that say the key itself is in other hands. */
export const COMPROMISE_REASONS: ReadonlySet<number> = new Set([1, 2, 10]);

/** Throws `DerError` when the bytes are not one revocation list. */
export function parseCrl(der: Uint8Array): Crl {
  const outer = readSequence(readDer(der));
  const tbs = outer.next(TAG.sequence);
  const algorithm = outer.next(TAG.sequence);
  const signature = readBitString(outer.next());
  outer.end();

  const fields = readSequence(tbs);
  const version = fields.optional(TAG.integer);
  if (version) readSmallInteger(version, 1);
  const innerAlgorithm = fields.next(TAG.sequence);
  if (toHex(innerAlgorithm.bytes) !== toHex(algorithm.bytes)) throw new DerError('two signature algorithms');
  const issuer = parseName(fields.next());
  const thisUpdate = readTime(fields.next());
  const nextNode = fields.optional(TAG.utcTime) ?? fields.optional(TAG.generalizedTime);
  const rows = fields.optional(TAG.sequence);
  const extensionsNode = fields.optional(contextTag(0));
  fields.end();

  const revoked = new Map<string, RevokedCertificate>();
  let unsupported = false;
  for (const row of rows ? readMembers(rows) : []) {
    const { serial, certificate, unknown } = parseRow(row);
    revoked.set(serial, certificate);
    unsupported ||= unknown;
  }
  const listed = readListExtensions(extensionsNode ? parseExtensions(readExplicit(extensionsNode)) : []);
  return {
    der: new Uint8Array(der),
    tbs: tbs.bytes,
    signatureAlgorithm: algorithmOid(algorithm),
    signature,
    issuer,
    thisUpdate,
    nextUpdate: nextNode ? readTime(nextNode) : null,
    revoked,
    ...listed,
    unsupported: unsupported || listed.unsupported,
  };
}

function parseRow(row: DerNode): { serial: string; certificate: RevokedCertificate; unknown: boolean } {
  const fields = readSequence(row);
  const serialNode = fields.next();
  readInteger(serialNode);
  const date = readTime(fields.next());
  let reason = 0;
  let invaliditySince: Date | null = null;
  let unknown = false;
  for (const extension of fields.done ? [] : parseExtensions(fields.next())) {
    if (extension.oid === OID.reasonCode)
      reason = readSmallInteger(readDer(extension.value), 10, TAG.enumerated);
    else if (extension.oid === OID.invalidityDate) invaliditySince = readTime(readDer(extension.value));
    else unknown ||= extension.critical;
  }
  fields.end();
  return { serial: toHex(serialNode.content), certificate: { date, reason, invaliditySince }, unknown };
}

type ListExtensions = Pick<Crl, 'number' | 'authorityKeyId' | 'distributionPoint' | 'covers' | 'unsupported'>;

function readListExtensions(extensions: readonly Extension[]): ListExtensions {
  let number: bigint | null = null;
  let authorityKeyId: string | null = null;
  let distributionPoint: Uint8Array | null = null;
  let covers: Crl['covers'] = 'all';
  let unsupported = false;
  for (const { oid, critical, value } of extensions) {
    if (oid === OID.crlNumber) {
      number = readInteger(readDer(value));
    } else if (oid === OID.authorityKeyIdentifier) {
      authorityKeyId = keyIdentifier(value);
    } else if (oid === OID.issuingDistributionPoint) {
      const fields = readSequence(readDer(value));
      distributionPoint = fields.optional(contextTag(0))?.content ?? null;
      const flag = (n: number): boolean => {
        const node = fields.optional(contextPrimitiveTag(n));
        return node !== null && readBoolean(node, contextPrimitiveTag(n));
      };
      if (flag(1)) covers = 'end-entities';
      if (flag(2)) covers = 'authorities';
      // What is left means: only some reasons, other issuers' certificates, or attribute certificates.
      unsupported ||= !fields.done;
    } else {
      unsupported ||= critical || oid === OID.deltaCrlIndicator;
    }
  }
  return { number, authorityKeyId, distributionPoint, covers, unsupported };
}

/**
 * Revocation lists of a file, PEM or DER. Failure `crl-unreadable` with `details.reason` `empty`, `not-a-crl` or
 * `damaged`.
 */
export function readCrls(bytes: Uint8Array): Outcome<readonly [Crl, ...Crl[]]> {
  if (bytes.length === 0) return failed('crl-unreadable', { reason: 'empty' });
  const blocks = readPem(bytes);
  const ders = blocks?.filter((block) => block.label === 'X509 CRL').map((block) => block.der) ?? [bytes];
  try {
    const [first, ...others] = ders.map((der) => parseCrl(der));
    return first ? done([first, ...others]) : failed('crl-unreadable', { reason: 'not-a-crl' });
  } catch (error) {
    if (error instanceof DerError) {
      return failed('crl-unreadable', { reason: looksLikePem(bytes) ? 'damaged' : 'not-a-crl' });
    }
    throw error;
  }
}
