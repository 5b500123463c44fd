/**
 * SM4 block cipher, GB/T 32907-2016 (GM/T 0002-2012), with CBC and PKCS#7 padding. Tables are looked up by secret
 * bytes, so the time taken is not independent of the key.
 */
import { concat } from '#app/packages/bytes';

export const SM4_BLOCK = 16;

// prettier-ignore
const SBOX = Uint8Array.from([
  0xd6, 0x90, 0xe9, 0xfe, 0xcc, 0xe1, 0x3d, 0xb7, 0x16, 0xb6, 0x14, 0xc2, 0x28, 0xfb, 0x2c, 0x05,
  0x2b, 0x67, 0x9a, 0x76, 0x2a, 0xbe, 0x04, 0xc3, 0xaa, 0x44, 0x13, 0x26, 0x49, 0x86, 0x06, 0x99,
  0x9c, 0x42, 0x50, 0xf4, 0x91, 0xef, 0x98, 0x7a, 0x33, 0x54, 0x0b, 0x43, 0xed, 0xcf, 0xac, 0x62,
  0xe4, 0xb3, 0x1c, 0xa9, 0xc9, 0x08, 0xe8, 0x95, 0x80, 0xdf, 0x94, 0xfa, 0x75, 0x8f, 0x3f, 0xa6,
  0x47, 0x07, 0xa7, 0xfc, 0xf3, 0x73, 0x17, 0xba, 0x83, 0x59, 0x3c, 0x19, 0xe6, 0x85, 0x4f, 0xa8,
  0x68, 0x6b, 0x81, 0xb2, 0x71, 0x64, 0xda, 0x8b, 0xf8, 0xeb, 0x0f, 0x4b, 0x70, 0x56, 0x9d, 0x35,
  0x1e, 0x24, 0x0e, 0x5e, 0x63, 0x58, 0xd1, 0xa2, 0x25, 0x22, 0x7c, 0x3b, 0x01, 0x21, 0x78, 0x87,
  0xd4, 0x00, 0x46, 0x57, 0x9f, 0xd3, 0x27, 0x52, 0x4c, 0x36, 0x02, 0xe7, 0xa0, 0xc4, 0xc8, 0x9e,
  0xea, 0xbf, 0x8a, 0xd2, 0x40, 0xc7, 0x38, 0xb5, 0xa3, 0xf7, 0xf2, 0xce, 0xf9, 0x61, 0x15, 0xa1,
  0xe0, 0xae, 0x5d, 0xa4, 0x9b, 0x34, 0x1a, 0x55, 0xad, 0x93, 0x32, 0x30, 0xf5, 0x8c, 0xb1, 0xe3,
  0x1d, 0xf6, 0xe2, 0x2e, 0x82, 0x66, 0xca, 0x60, 0xc0, 0x29, 0x23, 0xab, 0x0d, 0x53, 0x4e, 0x6f,
  0xd5, 0xdb, 0x37, 0x45, 0xde, 0xfd, 0x8e, 0x2f, 0x03, 0xff, 0x6a, 0x72, 0x6d, 0x6c, 0x5b, 0x51,
  0x8d, 0x1b, 0xaf, 0x92, 0xbb, 0xdd, 0xbc, 0x7f, 0x11, 0xd9, 0x5c, 0x41, 0x1f, 0x10, 0x5a, 0xd8,
  0x0a, 0xc1, 0x31, 0x88, 0xa5, 0xcd, 0x7b, 0xbd, 0x2d, 0x74, 0xd0, 0x12, 0xb8, 0xe5, 0xb4, 0xb0,
  0x89, 0x69, 0x97, 0x4a, 0x0c, 0x96, 0x77, 0x7e, 0x65, 0xb9, 0xf1, 0x09, 0xc5, 0x6e, 0xc6, 0x84,
  0x18, 0xf0, 0x7d, 0xec, 0x3a, 0xdc, 0x4d, 0x20, 0x79, 0xee, 0x5f, 0x3e, 0xd7, 0xcb, 0x39, 0x48,
]);
const FK = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc] as const;

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const substitute = (x: number): number =>
  (SBOX[x >>> 24]! << 24) | (SBOX[(x >>> 16) & 255]! << 16) | (SBOX[(x >>> 8) & 255]! << 8) | SBOX[x & 255]!;

// CK_i is made of the bytes (4i + j) × 7 mod 256.
const CK = Int32Array.from({ length: 32 }, (_, i) =>
  [0, 1, 2, 3].reduce((word, j) => (word << 8) | (((4 * i + j) * 7) & 255), 0),
);

// The round function's linear part applied to each S-box value, for the top byte; the others are rotations of it.
const T0 = Int32Array.from(SBOX, (value) => {
  const word = value << 24;
  return word ^ rotl(word, 2) ^ rotl(word, 10) ^ rotl(word, 18) ^ rotl(word, 24);
});
const [T1, T2, T3] = [24, 16, 8].map((bits) => T0.map((word) => rotl(word, bits))) as [
  Int32Array,
  Int32Array,
  Int32Array,
];

/** The 32 round keys of a 16-byte key; reversed for decryption. */
export function sm4RoundKeys(key: Uint8Array, direction: 'encrypt' | 'decrypt'): Int32Array {
  if (key.length !== 16) throw new RangeError('an SM4 key has 16 bytes');
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const k = FK.map((word, i) => word ^ view.getInt32(4 * i));
  const keys = CK.map((ck, i) => {
    const b = substitute(k[i + 1]! ^ k[i + 2]! ^ k[i + 3]! ^ ck);
    const next = k[i]! ^ b ^ rotl(b, 13) ^ rotl(b, 23);
    k.push(next);
    return next;
  });
  return direction === 'encrypt' ? keys : keys.reverse();
}

/** One block of 16 bytes from `from` at `fromAt` into `to` at `toAt`. */
export function sm4Block(keys: Int32Array, from: DataView, fromAt: number, to: DataView, toAt: number): void {
  let a = from.getInt32(fromAt);
  let b = from.getInt32(fromAt + 4);
  let c = from.getInt32(fromAt + 8);
  let d = from.getInt32(fromAt + 12);
  for (let i = 0; i < 32; i++) {
    const x = b ^ c ^ d ^ keys[i]!;
    const next = a ^ T0[x >>> 24]! ^ T1[(x >>> 16) & 255]! ^ T2[(x >>> 8) & 255]! ^ T3[x & 255]!;
    a = b;
    b = c;
    c = d;
    d = next;
  }
  to.setInt32(toAt, d);
  to.setInt32(toAt + 4, c);
  to.setInt32(toAt + 8, b);
  to.setInt32(toAt + 12, a);
}

/** CBC over parts of any size; `end` gives the last bytes. */
export interface CbcStream {
  update(part: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/** SM4-CBC encryption with PKCS#7 padding. */
export function sm4CbcEncryptStream(key: Uint8Array, iv: Uint8Array): CbcStream {
  const run = cbc(key, iv, 'encrypt');
  let rest: Uint8Array = new Uint8Array(0);
  return {
    update(part) {
      const all = concat(rest, part);
      const whole = all.length - (all.length % SM4_BLOCK);
      rest = all.slice(whole);
      return run(all.subarray(0, whole));
    },
    end() {
      const pad = SM4_BLOCK - rest.length;
      return run(concat(rest, new Uint8Array(pad).fill(pad)));
    },
  };
}

/** SM4-CBC decryption; `end` throws a RangeError when length or padding is wrong. */
export function sm4CbcDecryptStream(key: Uint8Array, iv: Uint8Array): CbcStream {
  const run = cbc(key, iv, 'decrypt');
  let rest: Uint8Array = new Uint8Array(0);
  return {
    // The last block is held back until the end, because it carries the padding.
    update(part) {
      const all = concat(rest, part);
      const whole = Math.max(0, Math.ceil(all.length / SM4_BLOCK) - 1) * SM4_BLOCK;
      rest = all.slice(whole);
      return run(all.subarray(0, whole));
    },
    end() {
      if (rest.length !== SM4_BLOCK) throw new RangeError('the cipher text is not made of whole blocks');
      return withoutPadding(run(rest));
    },
  };
}

export function sm4CbcEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const stream = sm4CbcEncryptStream(key, iv);
  return concat(stream.update(plain), stream.end());
}

/** Null when length or padding is wrong. */
export function sm4CbcDecrypt(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Uint8Array | null {
  const stream = sm4CbcDecryptStream(key, iv);
  try {
    return concat(stream.update(cipher), stream.end());
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The plain text of whole blocks with its padding still on. */
export function sm4CbcDecryptRaw(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Uint8Array {
  return cbc(key, iv, 'decrypt')(cipher);
}

/** Text without its PKCS#7 padding; throws a RangeError when the padding is wrong. */
export function withoutPadding(padded: Uint8Array): Uint8Array {
  const pad = padded.at(-1) ?? 0;
  const valid = pad >= 1 && pad <= SM4_BLOCK && padded.subarray(-pad).every((byte) => byte === pad);
  if (!valid) throw new RangeError('the padding is wrong');
  return padded.subarray(0, padded.length - pad);
}

function cbc(
  key: Uint8Array,
  iv: Uint8Array,
  direction: 'encrypt' | 'decrypt',
): (blocks: Uint8Array) => Uint8Array {
  if (iv.length !== SM4_BLOCK) throw new RangeError('an SM4 initial vector has 16 bytes');
  const keys = sm4RoundKeys(key, direction);
  let chain: Uint8Array = iv.slice();
  return (blocks) => {
    const out = new Uint8Array(blocks.length);
    const outView = new DataView(out.buffer);
    const work = new Uint8Array(SM4_BLOCK);
    const workView = new DataView(work.buffer);
    const inView = new DataView(blocks.buffer, blocks.byteOffset, blocks.length);
    for (let at = 0; at < blocks.length; at += SM4_BLOCK) {
      if (direction === 'encrypt') {
        for (let i = 0; i < SM4_BLOCK; i++) work[i] = blocks[at + i]! ^ chain[i]!;
        sm4Block(keys, workView, 0, outView, at);
        chain = out.subarray(at, at + SM4_BLOCK);
      } else {
        sm4Block(keys, inView, at, outView, at);
        for (let i = 0; i < SM4_BLOCK; i++) out[at + i] = out[at + i]! ^ chain[i]!;
        chain = blocks.subarray(at, at + SM4_BLOCK);
      }
    }
    // A copy, since the caller may use its buffer again.
    chain = chain.slice();
    return out;
  };
}
