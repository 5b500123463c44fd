/**
 * SM2 digital signature, GB/T 32918.2-2016, with SM3 and the default user id of GB/T 35276-2017
 * (`1234567812345678`). Signing takes the 32-byte digest e = SM3(Z‖M), so that a hardware key can take its place.
 *
 * BigInt arithmetic does not run in constant time: this is a conformant implementation of the algorithm, not a
 * certified cryptographic module.
 */
import { randomBytes } from 'node:crypto';
import { sm3, sm3Stream } from '#app/digest/sm3';
import { concat, toBigInt } from '#app/packages/bytes';
import { derInteger, derSequence, DerError, readDer, readInteger, readSequence } from '#app/packages/der';
import { hmacSm3 } from './hmac-sm3';
import {
  CURVE_CONSTANTS,
  isPrivateScalar,
  normalPublicKey,
  pointOf,
  publicKeyOf,
  Sm2Point,
  SM2_ORDER,
} from './sm2-curve';

/** The user id that signatures under the national standards carry where none was agreed, as ASCII. */
export const GB_USER_ID = new TextEncoder().encode('1234567812345678');

export interface Sm2Signature {
  readonly r: bigint;
  readonly s: bigint;
}

/** Z = SM3(ENTL‖ID‖a‖b‖Gx‖Gy‖Px‖Py), GB/T 32918.2 clause 5.5. `publicKey` is the 65-byte uncompressed point. */
export function sm2Z(publicKey: Uint8Array, userId: Uint8Array = GB_USER_ID): Uint8Array {
  const bits = userId.length * 8;
  if (bits > 0xffff) throw new RangeError('the user id is too long');
  return sm3(
    concat(Uint8Array.of(bits >> 8, bits & 0xff), userId, ...CURVE_CONSTANTS, publicKey.subarray(1)),
  );
}

/** e = SM3(Z‖M), the 32 bytes that are signed. */
export function sm2Digest(
  publicKey: Uint8Array,
  message: Uint8Array,
  userId: Uint8Array = GB_USER_ID,
): Uint8Array {
  return sm3Stream().update(sm2Z(publicKey, userId)).update(message).digest();
}

/** Signs the digest e (32 bytes) with a private key (32 bytes). */
export function sm2SignDigest(privateKey: Uint8Array, e: Uint8Array): Sm2Signature {
  const random = randomBytes(32);
  for (let counter = 0; ; counter++) {
    const signature = sm2SignWithNonce(privateKey, e, hedgedNonce(privateKey, e, random, counter));
    if (signature !== null) return signature;
  }
}

/**
 * The signature with a given nonce, or null when the standard asks for another nonce (r = 0, r + k = n or s = 0). Only
 * for the standard's worked example and for `sm2SignDigest`: a nonce used twice gives the key away.
 */
export function sm2SignWithNonce(privateKey: Uint8Array, e: Uint8Array, k: bigint): Sm2Signature | null {
  const d = toBigInt(privateKey);
  if (e.length !== 32) throw new RangeError('a digest of 32 bytes is signed');
  if (privateKey.length !== 32 || !isPrivateScalar(d)) throw new RangeError('not an SM2 private key');
  const { Fn, BASE } = Sm2Point;
  const r = Fn.create(toBigInt(e) + BASE.multiply(k).x);
  if (r === 0n || r + k === SM2_ORDER) return null;
  const s = Fn.mul(Fn.inv(Fn.create(1n + d)), Fn.create(k - r * d));
  return s === 0n ? null : { r, s };
}

// Hedged after the manner of RFC 6979 §3.6: a broken random source alone, or a repeated message alone, does not repeat
// the nonce. 512 bits before reduction, so that the nonce shows no bias.
function hedgedNonce(privateKey: Uint8Array, e: Uint8Array, random: Uint8Array, counter: number): bigint {
  const block = (half: number): Uint8Array =>
    hmacSm3(privateKey, concat(Uint8Array.of(counter >> 8, counter & 0xff, half), e, random));
  return (toBigInt(concat(block(1), block(2))) % (SM2_ORDER - 1n)) + 1n;
}

/** Verifies a signature over the digest e; `publicKey` is an SM2 point. Never throws on bad input. */
export function sm2VerifyDigest(publicKey: Uint8Array, e: Uint8Array, { r, s }: Sm2Signature): boolean {
  if (r < 1n || r >= SM2_ORDER || s < 1n || s >= SM2_ORDER || e.length !== 32) return false;
  const point = pointOf(publicKey);
  if (point === null) return false;
  const t = Sm2Point.Fn.create(r + s);
  if (t === 0n) return false;
  const sum = Sm2Point.BASE.mulAddUnsafe(s, point, t);
  if (sum.is0()) return false;
  return Sm2Point.Fn.create(toBigInt(e) + sum.x) === r;
}

/** Signs a message (M, not its digest) and gives the DER encoding. */
export function sm2Sign(
  privateKey: Uint8Array,
  message: Uint8Array,
  userId: Uint8Array = GB_USER_ID,
): Uint8Array {
  return encodeSm2Signature(sm2SignDigest(privateKey, sm2Digest(publicKeyOf(privateKey), message, userId)));
}

/** Verifies a DER signature over a message. Never throws on bad input. */
export function sm2Verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  derSignature: Uint8Array,
  userId: Uint8Array = GB_USER_ID,
): boolean {
  const signature = decodeSm2Signature(derSignature);
  const key = normalPublicKey(publicKey);
  if (signature === null || key === null) return false;
  return sm2VerifyDigest(key, sm2Digest(key, message, userId), signature);
}

/** SM2Signature ::= SEQUENCE { r INTEGER, s INTEGER }, GB/T 35276-2017. */
export function encodeSm2Signature({ r, s }: Sm2Signature): Uint8Array {
  return derSequence(derInteger(r), derInteger(s));
}

/** Strict DER: any other spelling of the same numbers gives null, so that one signature has one encoding. */
export function decodeSm2Signature(der: Uint8Array): Sm2Signature | null {
  try {
    const fields = readSequence(readDer(der));
    const r = readInteger(fields.next());
    const s = readInteger(fields.next());
    fields.end();
    return r > 0n && s > 0n ? { r, s } : null;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
