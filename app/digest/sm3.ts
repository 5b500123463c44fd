/**
 * SM3 cryptographic hash, GB/T 32905-2016 (GM/T 0004-2012), on the block-hash base class of `@noble/hashes`.
 * Streaming: `sm3Stream()` takes parts of any size. Pinned by the standard's two examples in the tests.
 */
import { HashMD } from '@noble/hashes/_md.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const p0 = (x: number): number => x ^ rotl(x, 9) ^ rotl(x, 17);
const p1 = (x: number): number => x ^ rotl(x, 15) ^ rotl(x, 23);

// Initial value, clause 4.1 of the standard.
const IV = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

// T_j <<< j for all 64 rounds, clause 4.2.
const T = new Uint32Array(64).map((_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));
const W = new Uint32Array(68);

export class Sm3 extends HashMD<Sm3> {
  private v = Uint32Array.from(IV);

  constructor() {
    super(64, 32, 8, false);
  }

  protected get(): number[] {
    return [...this.v];
  }

  protected set(...words: number[]): void {
    this.v.set(words);
  }

  protected process(view: DataView, offset: number): void {
    for (let i = 0; i < 16; i++) W[i] = view.getUint32(offset + 4 * i, false);
    for (let i = 16; i < 68; i++) {
      W[i] = p1(W[i - 16]! ^ W[i - 9]! ^ rotl(W[i - 3]!, 15)) ^ rotl(W[i - 13]!, 7) ^ W[i - 6]!;
    }
    const v = this.v;
    let [a, b, c, d, e, f, g, h] = v as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let j = 0; j < 64; j++) {
      const a12 = rotl(a, 12);
      const ss1 = rotl((a12 + e + T[j]!) | 0, 7);
      const ss2 = ss1 ^ a12;
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + ss2 + (W[j]! ^ W[j + 4]!)) | 0;
      const tt2 = (gg + h + ss1 + W[j]!) | 0;
      d = c;
      c = rotl(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotl(f, 19);
      f = e;
      e = p0(tt2);
    }
    v[0] = v[0]! ^ a;
    v[1] = v[1]! ^ b;
    v[2] = v[2]! ^ c;
    v[3] = v[3]! ^ d;
    v[4] = v[4]! ^ e;
    v[5] = v[5]! ^ f;
    v[6] = v[6]! ^ g;
    v[7] = v[7]! ^ h;
  }

  protected roundClean(): void {
    W.fill(0);
  }

  destroy(): void {
    this.destroyed = true;
    this.v.fill(0);
    this.buffer.fill(0);
  }

  _cloneInto(to: Sm3 = new Sm3()): Sm3 {
    to.v.set(this.v);
    to.length = this.length;
    to.pos = this.pos;
    to.finished = this.finished;
    to.destroyed = this.destroyed;
    to.buffer.set(this.buffer);
    return to;
  }
}

/** SM3 of bytes, or of text as UTF-8; 32 bytes. */
export function sm3(data: Uint8Array | string): Uint8Array {
  return sm3Stream()
    .update(typeof data === 'string' ? utf8ToBytes(data) : data)
    .digest();
}

/** SM3 as 64 lower-case hexadecimal digits. */
export function sm3Hex(data: Uint8Array | string): string {
  return bytesToHex(sm3(data));
}

export function sm3Stream(): Sm3 {
  return new Sm3();
}
