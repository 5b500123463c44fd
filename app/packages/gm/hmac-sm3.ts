/** HMAC with SM3 (GB/T 15852.2, RFC 2104 with a 64-byte block). */
import { hmac } from '@noble/hashes/hmac.js';
import { createHasher } from '@noble/hashes/utils.js';
import { Sm3 } from '#app/digest/sm3';

/** SM3 in the form in which the generic constructions of `@noble/hashes` take a hash. */
export const sm3Hash = createHasher<Sm3>(() => new Sm3());

/** 32 bytes. */
export function hmacSm3(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sm3Hash, key, message);
}

export interface HmacStream {
  update(part: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** HMAC-SM3 over parts of any size. */
export function hmacSm3Stream(key: Uint8Array): HmacStream {
  return hmac.create(sm3Hash, key);
}
