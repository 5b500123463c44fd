/** SM2 private keys as PKCS#8 PrivateKeyInfo (RFC 5958) and ECPrivateKey (RFC 5915). */
import { FailureError } from '#app/contract/failure';
import { concat, equalBytes, toBigInt } from './bytes';
import {
  contextTag,
  derBits,
  DerError,
  derInteger,
  derNode,
  derOctets,
  derOid,
  derSequence,
  readBitString,
  readDer,
  readExplicit,
  readOctets,
  readOid,
  readSequence,
  readSmallInteger,
  TAG,
} from './der';
import { isPrivateScalar, normalPublicKey, publicKeyOf } from './gm/sm2-curve';
import { OID } from './oids';

/** PrivateKeyInfo of a private key (32 bytes), with the public key inside. */
export function encodePrivateKeyInfo(privateKey: Uint8Array): Uint8Array {
  const ecKey = derSequence(
    derInteger(1),
    derOctets(privateKey),
    derNode(contextTag(1), derBits(publicKeyOf(privateKey))),
  );
  return derSequence(
    derInteger(0),
    derSequence(derOid(OID.ecPublicKey), derOid(OID.sm2Curve)),
    derOctets(ecKey),
  );
}

/**
 * The private key (32 bytes). Throws `DerError` when the bytes are damaged, `FailureError` `key-unreadable` with
 * `reason: 'not-sm2'` when they are a key of another kind.
 */
export function parsePrivateKeyInfo(der: Uint8Array): Uint8Array {
  const fields = readSequence(readDer(der));
  readSmallInteger(fields.next(), 1);
  const algorithm = readSequence(fields.next());
  const inner = readOctets(fields.next());
  if (readOid(algorithm.next()) !== OID.ecPublicKey || algorithm.done) throw notSm2();
  const curve = algorithm.next();
  if (curve.tag !== TAG.oid || readOid(curve) !== OID.sm2Curve) throw notSm2();
  return parseEcPrivateKey(inner, true);
}

/** As above from an ECPrivateKey; `curveKnown` when the curve was named outside of it. */
export function parseEcPrivateKey(der: Uint8Array, curveKnown = false): Uint8Array {
  const fields = readSequence(readDer(der));
  if (readSmallInteger(fields.next(), 1) !== 1) throw new DerError('unknown version');
  const octets = readOctets(fields.next());
  const curve = fields.optional(contextTag(0));
  const publicNode = fields.optional(contextTag(1));
  fields.end();
  const named = curve ? readExplicit(curve) : null;
  const isSm2 = named ? named.tag === TAG.oid && readOid(named) === OID.sm2Curve : curveKnown;
  if (!isSm2) throw notSm2();
  if (octets.length > 32 || !isPrivateScalar(toBigInt(octets)))
    throw new DerError('not a private key of the curve');
  const privateKey = concat(new Uint8Array(32 - octets.length), octets);
  if (publicNode) {
    const publicKey = normalPublicKey(readBitString(readExplicit(publicNode)));
    if (publicKey === null || !equalBytes(publicKey, publicKeyOf(privateKey))) {
      throw new DerError('private and public key do not belong together');
    }
  }
  return privateKey;
}

const notSm2 = (): FailureError => new FailureError('key-unreadable', { reason: 'not-sm2' });
