import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sm2 as oracle } from 'sm-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBigInt, fromHex, toBigInt, toHex } from '#app/packages/bytes';
import { derInteger, derNode, derSequence } from '#app/packages/der';
import { generateKeyPair } from '#app/packages/key-file';
import { encodePrivateKeyInfo } from '#app/packages/private-key';
import { encodePem } from '#app/packages/pem';
import { subjectPublicKeyInfo } from '#app/packages/csr';
import {
  decodeSm2Signature,
  encodeSm2Signature,
  GB_USER_ID,
  sm2Digest,
  sm2Sign,
  sm2SignDigest,
  sm2SignWithNonce,
  sm2Verify,
  sm2VerifyDigest,
  sm2Z,
} from '#app/packages/gm/sm2';
import { normalPublicKey, publicKeyOf, SM2_ORDER as n } from '#app/packages/gm/sm2-curve';
import { sm2Decrypt, sm2Encrypt, sm2EncryptWithNonce } from '#app/packages/gm/sm2-encryption';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
// GB/T 32918.5-2017, annexes A and C: the curve sm2p256v1.
const D = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
const P = fromHex(
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
);
const K = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n;
const MESSAGE = utf8('message digest');
const R = 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n;
const S = 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mulu-sm2-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string, content?: Uint8Array | string): string => {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content);
  return file;
};
const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
const opensslSays = (...args: string[]): boolean => {
  try {
    openssl(...args);
    return true;
  } catch {
    return false;
  }
};

describe('SM2 signature (GB/T 32918.2-2016)', () => {
  it('derives the public key of the worked example of GB/T 32918.5-2017', () => {
    expect(toHex(publicKeyOf(D))).toBe(toHex(P));
  });

  it('gives Z, e, r and s of the worked example', () => {
    expect(toHex(sm2Z(P))).toBe('b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3');
    const e = sm2Digest(P, MESSAGE);
    expect(toHex(e)).toBe('f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640');
    expect(sm2SignWithNonce(D, e, K)).toEqual({ r: R, s: S });
  });

  it('verifies the worked example and no neighbour of it', () => {
    const e = sm2Digest(P, MESSAGE);
    expect(sm2VerifyDigest(P, e, { r: R, s: S })).toBe(true);
    const wrong = [
      { r: R, s: S + 1n },
      { r: R + 1n, s: S },
      { r: S, s: R },
      { r: n - R, s: S },
      { r: R, s: n - S },
    ];
    for (const signature of wrong) expect(sm2VerifyDigest(P, e, signature)).toBe(false);
  });

  it('refuses r and s outside 1 … n−1 and r + s = n, clause 7.1', () => {
    const e = sm2Digest(P, MESSAGE);
    const outside = [
      { r: 0n, s: S },
      { r: R, s: 0n },
      { r: n, s: S },
      { r: R, s: n },
      { r: R + n, s: S },
      { r: R, s: S + n },
      { r: -R, s: S },
      { r: R, s: n - R },
    ];
    for (const signature of outside) expect(sm2VerifyDigest(P, e, signature)).toBe(false);
  });

  it('refuses public keys that are no points of the curve', () => {
    const signature = sm2Sign(D, MESSAGE);
    const offCurve = P.slice();
    offCurve[64]! ^= 1;
    for (const key of [
      offCurve,
      new Uint8Array(0),
      Uint8Array.of(0),
      new Uint8Array(65),
      P.subarray(1),
      P.subarray(0, 64),
    ]) {
      expect(normalPublicKey(key)).toBeNull();
      expect(sm2Verify(key, MESSAGE, signature)).toBe(false);
    }
  });

  it('reads a compressed key as the same key', () => {
    const compressed = Uint8Array.of(2 + (P[64]! & 1), ...P.subarray(1, 33));
    expect(toHex(normalPublicKey(compressed)!)).toBe(toHex(P));
    expect(sm2Verify(compressed, MESSAGE, sm2Sign(D, MESSAGE))).toBe(true);
  });

  it('refuses the private key n−1, whose 1 + d has no inverse, and keys out of range', () => {
    for (const d of [0n, n - 1n, n, n + 1n]) {
      expect(() => sm2SignDigest(fromBigInt(d, 32), new Uint8Array(32))).toThrow(RangeError);
    }
    expect(() => sm2SignDigest(fromBigInt(n - 2n, 32), new Uint8Array(32))).not.toThrow();
  });

  it('never signs two messages, nor one message twice, with the same nonce', () => {
    const e = sm2Digest(P, MESSAGE);
    const seen = new Set(Array.from({ length: 20 }, () => sm2SignDigest(D, e).r));
    expect(seen.size).toBe(20);
  });

  it('binds the user id: another id, or the empty one that openssl takes by default, does not verify (GB/T 35276)', () => {
    expect(sm2Verify(P, MESSAGE, sm2Sign(D, MESSAGE, new Uint8Array(0)))).toBe(false);
    expect(sm2Verify(P, MESSAGE, sm2Sign(D, MESSAGE, utf8('ALICE123@YAHOO.COM')))).toBe(false);
    expect(new TextDecoder().decode(GB_USER_ID)).toBe('1234567812345678');
  });
});

describe('SM2 signature encoding (GB/T 35276-2017, DER)', () => {
  const good = encodeSm2Signature({ r: R, s: S });
  const r = derInteger(R);
  const s = derInteger(S);
  const malformed: [string, Uint8Array][] = [
    ['nothing', new Uint8Array(0)],
    ['trailing bytes', Uint8Array.of(...good, 0)],
    ['a long-form length', Uint8Array.of(0x30, 0x81, good.length - 2, ...good.subarray(2))],
    ['an indefinite length', Uint8Array.of(0x30, 0x80, ...good.subarray(2), 0, 0)],
    ['a length too small', Uint8Array.of(0x30, good[1]! - 1, ...good.subarray(2))],
    ['a length too large', Uint8Array.of(0x30, good[1]! + 1, ...good.subarray(2))],
    ['an integer with a leading zero', derSequence(derNode(2, Uint8Array.of(0), fromBigInt(R, 33)), s)],
    ['a negative integer', derSequence(derNode(2, fromBigInt(R, 32)), s)],
    ['an empty integer', derSequence(derNode(2), s)],
    ['a third integer', derSequence(r, s, derInteger(1))],
    ['one integer', derSequence(r)],
    ['a set', derNode(0x31, r, s)],
    ['octet strings', derSequence(derNode(4, fromBigInt(R, 32)), derNode(4, fromBigInt(S, 32)))],
    ['raw r and s', Uint8Array.of(...fromBigInt(R, 32), ...fromBigInt(S, 32))],
  ];
  it.each(malformed)('refuses %s', (_, bytes) => {
    expect(decodeSm2Signature(bytes)).toBeNull();
    expect(sm2Verify(P, MESSAGE, bytes)).toBe(false);
  });

  it('refuses every single changed bit of a good signature', () => {
    expect(sm2Verify(P, MESSAGE, good)).toBe(true);
    for (let bit = 0; bit < good.length * 8; bit++) {
      const flipped = good.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(sm2Verify(P, MESSAGE, flipped), `bit ${bit}`).toBe(false);
    }
  });

  it('writes small numbers as openssl does', () => {
    expect(toHex(encodeSm2Signature({ r: 1n, s: 0x80n }))).toBe('3007020101' + '02020080');
  });
});

describe('SM2 against other implementations', () => {
  const id = ['-sigopt', 'distid:1234567812345678'];

  it('signs what openssl verifies, and verifies what openssl signs', () => {
    for (let i = 0; i < 12; i++) {
      const { privateKey, publicKey } = generateKeyPair();
      const message = utf8(`第${i}份清单`.repeat(i + 1));
      const key = at('k.pem', encodePem('PRIVATE KEY', encodePrivateKeyInfo(privateKey)));
      const pub = at(
        'k.pub',
        `-----BEGIN PUBLIC KEY-----\n${Buffer.from(subjectPublicKeyInfo(publicKey)).toString('base64')}\n-----END PUBLIC KEY-----\n`,
      );
      const m = at('m', message);
      const ours = at('ours.sig', sm2Sign(privateKey, message));
      expect(opensslSays('dgst', '-sm3', '-verify', pub, ...id, '-signature', ours, m)).toBe(true);
      const theirs = openssl('dgst', '-sm3', '-sign', key, ...id, m);
      expect(sm2Verify(publicKey, message, theirs)).toBe(true);
      expect(sm2Verify(publicKey, utf8('另一份'), theirs)).toBe(false);
    }
  });

  it('agrees with sm-crypto in both directions', () => {
    for (let i = 0; i < 4; i++) {
      const { privateKey, publicKey } = generateKeyPair();
      const message = utf8(`消息${i}`);
      const options = { hash: true, der: true, userId: '1234567812345678' };
      const theirs = oracle.doSignature([...message], toHex(privateKey), {
        ...options,
        publicKey: toHex(publicKey),
      });
      expect(sm2Verify(publicKey, message, fromHex(theirs))).toBe(true);
      expect(
        oracle.doVerifySignature(
          [...message],
          toHex(sm2Sign(privateKey, message)),
          toHex(publicKey),
          options,
        ),
      ).toBe(true);
    }
  });
});

describe('SM2 encryption (GB/T 32918.4-2016)', () => {
  it('gives C1, C2 and C3 of the worked example of GB/T 32918.5-2017', () => {
    const cipher = toHex(sm2EncryptWithNonce(P, utf8('encryption standard'), K)!);
    for (const part of [
      '04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73',
      'e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0',
      '59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766',
      '21886ca989ca9c7d58087307ca93092d651efa',
    ]) {
      expect(cipher).toContain(part);
    }
    expect(toHex(sm2Decrypt(D, fromHex(cipher))!)).toBe(toHex(utf8('encryption standard')));
  });

  it('decrypts what openssl encrypts, and the other way round', () => {
    const { privateKey, publicKey } = generateKeyPair();
    const key = at('e.pem', encodePem('PRIVATE KEY', encodePrivateKeyInfo(privateKey)));
    for (const size of [1, 31, 32, 33, 48, 200]) {
      const plain = at(
        'plain',
        new Uint8Array(size).map((_, i) => i),
      );
      const theirs = openssl('pkeyutl', '-encrypt', '-inkey', key, '-in', plain);
      expect(toHex(sm2Decrypt(privateKey, theirs)!)).toBe(toHex(new Uint8Array(size).map((_, i) => i)));
      const ours = at('ours.bin', sm2Encrypt(publicKey, new Uint8Array(size).fill(size)));
      expect(toHex(openssl('pkeyutl', '-decrypt', '-inkey', key, '-in', ours))).toBe(
        toHex(new Uint8Array(size).fill(size)),
      );
    }
  });

  it('agrees with sm-crypto (C1C3C2)', () => {
    const { privateKey, publicKey } = generateKeyPair();
    const raw = oracle.doEncrypt([...utf8('密钥')], toHex(publicKey), 1);
    const [x, y, c3, c2] = [raw.slice(0, 64), raw.slice(64, 128), raw.slice(128, 192), raw.slice(192)];
    const der = derSequence(
      derInteger(toBigInt(fromHex(x))),
      derInteger(toBigInt(fromHex(y))),
      derNode(4, fromHex(c3)),
      derNode(4, fromHex(c2)),
    );
    expect(new TextDecoder().decode(sm2Decrypt(privateKey, der)!)).toBe('密钥');
  });

  it('gives nothing for another key, a changed bit, a point off the curve or trailing bytes', () => {
    const { privateKey, publicKey } = generateKeyPair();
    const cipher = sm2Encrypt(publicKey, utf8('secret'));
    expect(sm2Decrypt(generateKeyPair().privateKey, cipher)).toBeNull();
    expect(sm2Decrypt(privateKey, Uint8Array.of(...cipher, 0))).toBeNull();
    expect(sm2Decrypt(privateKey, new Uint8Array(0))).toBeNull();
    for (let at = 0; at < cipher.length; at++) {
      const flipped = cipher.slice();
      flipped[at]! ^= 1;
      expect(sm2Decrypt(privateKey, flipped), `byte ${at}`).toBeNull();
    }
    const invalidPoint = derSequence(
      derInteger(1),
      derInteger(1),
      derNode(4, new Uint8Array(32)),
      derNode(4, Uint8Array.of(1)),
    );
    expect(sm2Decrypt(privateKey, invalidPoint)).toBeNull();
  });
});
