/**
 * SM2 public key encryption, GB/T 32918.4-2016, in the ASN.1 form of GB/T 35276-2017:
 * SM2Cipher ::= SEQUENCE { x INTEGER, y INTEGER, hash OCTET STRING (32), cipher OCTET STRING }, that is C1, C3, C2.
 */
import { sm3 } from '#app/digest/sm3';
import { concat, equalBytes, fromBigInt, toBigInt } from '#app/packages/bytes';
import {
  DerError,
  derInteger,
  derOctets,
  derSequence,
  readDer,
  readInteger,
  readOctets,
  readSequence,
} from '#app/packages/der';
import { isPrivateScalar, newPrivateKey, pointOf, Sm2Point, type Sm2PointValue } from './sm2-curve';

/** Encrypts to an SM2 public key. Throws when the key is no point of the curve or the message is empty. */
export function sm2Encrypt(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  for (;;) {
    const cipher = sm2EncryptWithNonce(publicKey, message, toBigInt(newPrivateKey()));
    if (cipher !== null) return cipher;
  }
}

/** As `sm2Encrypt` with a given nonce, null when the key stream is all zero. For the standard's worked example. */
export function sm2EncryptWithNonce(
  publicKey: Uint8Array,
  message: Uint8Array,
  k: bigint,
): Uint8Array | null {
  const point = pointOf(publicKey);
  if (point === null) throw new RangeError('not an SM2 public key');
  if (message.length === 0) throw new RangeError('an empty message is not encrypted');
  const c1 = Sm2Point.BASE.multiply(k);
  const [x2, y2] = coordinates(point.multiply(k));
  const stream = keyStream(concat(x2, y2), message.length);
  if (stream.every((byte) => byte === 0)) return null;
  const c2 = message.map((byte, i) => byte ^ stream[i]!);
  const c3 = sm3(concat(x2, message, y2));
  return derSequence(derInteger(c1.x), derInteger(c1.y), derOctets(c3), derOctets(c2));
}

/** The message, or null when the cipher text is malformed, was changed, or belongs to another key. */
export function sm2Decrypt(privateKey: Uint8Array, cipher: Uint8Array): Uint8Array | null {
  const d = toBigInt(privateKey);
  if (!isPrivateScalar(d)) throw new RangeError('not an SM2 private key');
  const parts = cipherParts(cipher);
  if (parts === null) return null;
  // The point is proved to lie on the curve before the key touches it: an invalid point would leak the key.
  const c1 = pointOf(parts.c1);
  if (c1 === null || parts.c2.length === 0) return null;
  const [x2, y2] = coordinates(c1.multiply(d));
  const stream = keyStream(concat(x2, y2), parts.c2.length);
  if (stream.every((byte) => byte === 0)) return null;
  const message = parts.c2.map((byte, i) => byte ^ stream[i]!);
  return equalBytes(sm3(concat(x2, message, y2)), parts.c3) ? message : null;
}

function cipherParts(cipher: Uint8Array): { c1: Uint8Array; c3: Uint8Array; c2: Uint8Array } | null {
  try {
    const fields = readSequence(readDer(cipher));
    const x = readInteger(fields.next());
    const y = readInteger(fields.next());
    const c3 = readOctets(fields.next());
    const c2 = readOctets(fields.next());
    fields.end();
    if (x < 0n || y < 0n || c3.length !== 32 || x >> 256n !== 0n || y >> 256n !== 0n) return null;
    return { c1: concat(Uint8Array.of(4), fromBigInt(x, 32), fromBigInt(y, 32)), c3, c2 };
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function coordinates(point: Sm2PointValue): [Uint8Array, Uint8Array] {
  const { x, y } = point.toAffine();
  return [fromBigInt(x, 32), fromBigInt(y, 32)];
}

// KDF of GB/T 32918.4 clause 5.4.3: SM3 over the shared secret and a counter that starts at 1.
function keyStream(secret: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let counter = 1; blocks.length * 32 < length; counter++) {
    blocks.push(sm3(concat(secret, fromBigInt(BigInt(counter), 4))));
  }
  return concat(...blocks).subarray(0, length);
}
