import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sm3Hex, sm3Stream } from '#app/digest/sm3';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const pattern = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255);

describe('SM3 (GB/T 32905-2016)', () => {
  it('gives the digest of example 1 of GM/T 0004-2012, the message “abc”', () => {
    expect(sm3Hex('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  it('gives the digest of example 2 of GM/T 0004-2012, 512 bits of “abcd”', () => {
    expect(sm3Hex('abcd'.repeat(16))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  it('agrees with openssl at every length around the block and padding limits', () => {
    for (const size of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 100_003]) {
      const message = pattern(size);
      const theirs = execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: message })
        .toString()
        .slice(0, 64);
      expect(sm3Hex(message), `${size} bytes`).toBe(theirs);
    }
  });

  it('gives the same digest however the message is cut into parts', () => {
    const message = pattern(1000);
    for (const step of [1, 7, 63, 64, 65, 500]) {
      const stream = sm3Stream();
      for (let at = 0; at < message.length; at += step) stream.update(message.subarray(at, at + step));
      expect(hex(stream.digest()), `parts of ${step}`).toBe(sm3Hex(message));
    }
  });

  it('keeps two streams that run side by side apart', () => {
    const a = sm3Stream();
    const b = sm3Stream();
    a.update(pattern(40));
    b.update(pattern(70));
    a.update(pattern(30));
    const copy = b.clone();
    expect(hex(a.digest())).toBe(sm3Hex(Buffer.concat([pattern(40), pattern(30)])));
    expect(hex(b.digest())).toBe(sm3Hex(pattern(70)));
    expect(hex(copy.update(pattern(5)).digest())).toBe(sm3Hex(Buffer.concat([pattern(70), pattern(5)])));
  });
});
