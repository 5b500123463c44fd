/** The curve sm2p256v1 (GB/T 32918.5-2017, OID 1.2.156.10197.1.301) and its key encodings. */
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { randomBytes } from 'node:crypto';
import { fromBigInt, toBigInt } from '#app/packages/bytes';

const PARAMETERS = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const;

export const Sm2Point = weierstrass(PARAMETERS);
export type Sm2PointValue = typeof Sm2Point.BASE;
/** Order of the group. */
export const SM2_ORDER = PARAMETERS.n;

const FIELD_BYTES = 32;

/** The curve constants that enter the Z value, each 32 bytes: a, b, Gx, Gy. */
export const CURVE_CONSTANTS = [PARAMETERS.a, PARAMETERS.b, PARAMETERS.Gx, PARAMETERS.Gy].map((value) =>
  fromBigInt(value, FIELD_BYTES),
);

/**
 * A public key as the uncompressed point 04‖x‖y (65 bytes), or null when the bytes are no point of the curve other
 * than infinity. Takes the compressed form as well, since certificates may carry it.
 */
export function normalPublicKey(bytes: Uint8Array): Uint8Array | null {
  const point = pointOf(bytes);
  return point === null ? null : point.toBytes(false);
}

/** The point that the bytes encode, on the curve and not infinity, else null. */
export function pointOf(bytes: Uint8Array): Sm2PointValue | null {
  const first = bytes[0];
  const known = (first === 4 && bytes.length === 65) || ((first === 2 || first === 3) && bytes.length === 33);
  if (!known) return null;
  try {
    const point = Sm2Point.fromBytes(bytes);
    point.assertValidity();
    return point;
  } catch {
    return null;
  }
}

/** True when d is a private key, 1 ≤ d ≤ n − 2: for d = n − 1 the signature has no inverse of 1 + d. */
export function isPrivateScalar(d: bigint): boolean {
  return d >= 1n && d <= SM2_ORDER - 2n;
}

/** The uncompressed public key (65 bytes) of a private key (32 bytes). */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  const d = toBigInt(privateKey);
  if (privateKey.length !== FIELD_BYTES || !isPrivateScalar(d))
    throw new RangeError('not an SM2 private key');
  return Sm2Point.BASE.multiply(d).toBytes(false);
}

/** A new private key, 32 bytes, uniform over 1 … n − 2. */
export function newPrivateKey(): Uint8Array {
  // 512 random bits leave a bias far below 2^-128.
  const wide = toBigInt(randomBytes(64));
  return fromBigInt((wide % (SM2_ORDER - 2n)) + 1n, FIELD_BYTES);
}
