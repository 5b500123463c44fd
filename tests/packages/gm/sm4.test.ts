import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { sm4 as oracle } from 'sm-crypto';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '#app/packages/bytes';
import { hmacSm3, hmacSm3Stream } from '#app/packages/gm/hmac-sm3';
import {
  sm4Block,
  sm4CbcDecrypt,
  sm4CbcDecryptStream,
  sm4CbcEncrypt,
  sm4CbcEncryptStream,
  sm4RoundKeys,
} from '#app/packages/gm/sm4';

const KEY = fromHex('0123456789abcdeffedcba9876543210');
const IV = fromHex('000102030405060708090a0b0c0d0e0f');
const pattern = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => (i * 7 + 3) & 255);

describe('SM4 (GB/T 32907-2016)', () => {
  it('gives example A.1 of GM/T 0002-2012', () => {
    const block = new DataView(KEY.slice().buffer);
    sm4Block(sm4RoundKeys(KEY, 'encrypt'), block, 0, block, 0);
    expect(toHex(new Uint8Array(block.buffer))).toBe('681edf34d206965e86b3e94f536e4246');
    sm4Block(sm4RoundKeys(KEY, 'decrypt'), block, 0, block, 0);
    expect(toHex(new Uint8Array(block.buffer))).toBe(toHex(KEY));
  });

  it('gives example A.2 of GM/T 0002-2012, one million encryptions', () => {
    const block = new DataView(KEY.slice().buffer);
    const keys = sm4RoundKeys(KEY, 'encrypt');
    for (let i = 0; i < 1_000_000; i++) sm4Block(keys, block, 0, block, 0);
    expect(toHex(new Uint8Array(block.buffer))).toBe('595298c7c6fd271f0402f804c33d3f66');
  });

  it('encrypts in CBC as openssl and sm-crypto do, at every length around a block', () => {
    for (const size of [0, 1, 15, 16, 17, 31, 32, 33, 1000]) {
      const plain = pattern(size);
      const ours = sm4CbcEncrypt(KEY, IV, plain);
      const theirs = execFileSync('openssl', ['enc', '-sm4-cbc', '-K', toHex(KEY), '-iv', toHex(IV)], {
        input: plain,
      });
      expect(toHex(ours), `${size} bytes`).toBe(toHex(theirs));
      if (size > 0)
        expect(toHex(ours)).toBe(oracle.encrypt([...plain], toHex(KEY), { mode: 'cbc', iv: toHex(IV) }));
      expect(toHex(sm4CbcDecrypt(KEY, IV, theirs)!)).toBe(toHex(plain));
    }
  });

  it('gives the same however the data is cut into parts', () => {
    const plain = pattern(333);
    const whole = sm4CbcEncrypt(KEY, IV, plain);
    for (const step of [1, 15, 16, 17, 100]) {
      const encrypt = sm4CbcEncryptStream(KEY, IV);
      const decrypt = sm4CbcDecryptStream(KEY, IV);
      const cipher: Uint8Array[] = [];
      const back: Uint8Array[] = [];
      for (let at = 0; at < plain.length; at += step) cipher.push(encrypt.update(plain.slice(at, at + step)));
      cipher.push(encrypt.end());
      expect(toHex(concat(...cipher))).toBe(toHex(whole));
      for (let at = 0; at < whole.length; at += step) back.push(decrypt.update(whole.slice(at, at + step)));
      back.push(decrypt.end());
      expect(toHex(concat(...back))).toBe(toHex(plain));
    }
  });

  it('refuses cipher text that is cut short or whose padding is wrong', () => {
    const cipher = sm4CbcEncrypt(KEY, IV, pattern(20));
    expect(sm4CbcDecrypt(KEY, IV, cipher.subarray(0, 31))).toBeNull();
    expect(sm4CbcDecrypt(KEY, IV, cipher.subarray(0, 16))).toBeNull();
    expect(sm4CbcDecrypt(KEY, IV, new Uint8Array(0))).toBeNull();
    const changed = cipher.slice();
    changed[15]! ^= 0x40;
    expect(sm4CbcDecrypt(KEY, IV, changed)).toBeNull();
    expect(() => sm4CbcEncrypt(KEY.subarray(1), IV, pattern(1))).toThrow(RangeError);
    expect(() => sm4CbcEncrypt(KEY, IV.subarray(1), pattern(1))).toThrow(RangeError);
  });
});

describe('HMAC-SM3 (GB/T 15852.2)', () => {
  it('agrees with openssl for keys shorter, as long and longer than a block', () => {
    for (const size of [1, 32, 63, 64, 65, 200]) {
      const key = pattern(size);
      // This Node's own OpenSSL is only the judge here; the program never relies on it for SM3.
      expect(toHex(hmacSm3(key, pattern(100)))).toBe(
        createHmac('sm3', key).update(pattern(100)).digest('hex'),
      );
      const stream = hmacSm3Stream(key);
      stream.update(pattern(30));
      stream.update(pattern(5));
      expect(toHex(stream.digest())).toBe(toHex(hmacSm3(key, concat(pattern(30), pattern(5)))));
    }
  });
});
