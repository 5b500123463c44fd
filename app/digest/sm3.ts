/**
 * SM3 cryptographic hash, GB/T 32905-2016 (GM/T 0004-2012), on the block-hash base class of `@noble/hashes`.
 * Streaming: `sm3Stream()` takes parts of any size. Pinned by the standard's two examples in the tests.
 */
import { HashMD } from '@noble/hashes/_md.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { compress } from './sm3-compression';

// Initial value, clause 4.1 of the standard.
const IV = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

export class Sm3 extends HashMD<Sm3> {
  private readonly state = Int32Array.from(IV);

  constructor() {
    super(64, 32, 8, false);
  }

  protected get(): number[] {
    return [...this.state];
  }

  protected set(...words: number[]): void {
    this.state.set(words);
  }

  protected process(view: DataView, offset: number): void {
    compress(this.state, view, offset);
  }

  // No words of a message outlive the call that compresses it.
  protected roundClean(): void {}

  destroy(): void {
    this.destroyed = true;
    this.state.fill(0);
    this.buffer.fill(0);
  }

  _cloneInto(to: Sm3 = new Sm3()): Sm3 {
    to.state.set(this.state);
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
