/** Small files made to keep a reader busy or to bring it down: each is refused at once, with a code. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificates, type Certificate } from '#app/packages/certificate';
import { buildPath, fitToSign } from '#app/packages/certificate-chain';
import { readCrls } from '#app/packages/crl';
import {
  derInteger,
  derNode,
  derOctets,
  derOid,
  derSequence,
  readDer,
  readSequence,
  TAG,
} from '#app/packages/der';
import { isUnambiguousJson } from '#app/packages/json-members';
import { readKeyFile } from '#app/packages/key-file';
import { OID } from '#app/packages/oids';
import { pbes2Encrypt } from '#app/packages/pbes2';
import { encodePem, readPem } from '#app/packages/pem';
import { verifyPackage } from '#app/packages/verify-package';
import { CA_EXTENSIONS } from './openssl-ca';
import { AT, buildPackage, certificateOf, newKit, type Kit } from './package-kit';

let kit: Kit;
beforeAll(() => {
  kit = newKit();
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

/** Codes of the problems found in a package under the kit's root. */
async function verdictOf(file: string): Promise<string[]> {
  const judged = await verifyPackage(file, { roots: [certificateOf(kit.root.crt)], at: AT });
  if (!judged.ok) throw new Error(judged.failure.code);
  return judged.value.problems.map(({ code }) => code);
}

const context0 = (...content: Uint8Array[]): Uint8Array => derNode(0xa0, ...content);
const filled = (size: number, byte: number): Uint8Array => new Uint8Array(size).fill(byte);

describe('DER', () => {
  /** A certificate whose first fields are fine and whose issuer holds `value`. */
  const certificateWith = (oid: Uint8Array, value: Uint8Array, serial = derInteger(1)): Uint8Array => {
    const algorithm = derSequence(derOid(OID.sm2WithSm3));
    const name = derSequence(derNode(TAG.set, derSequence(oid, value)));
    return derSequence(
      derSequence(context0(derInteger(2)), serial, algorithm, name),
      algorithm,
      derOctets(filled(1, 0)),
    );
  };
  const refused = (der: Uint8Array) => expect(readCertificates(der)).toMatchObject({ ok: false });

  test('an object identifier of 200,000 bytes, whose arithmetic grows with its square', () => {
    refused(
      certificateWith(
        derNode(TAG.oid, filled(200_000, 0x81), filled(1, 1)),
        derNode(TAG.utf8, filled(1, 65)),
      ),
    );
  });

  test('texts and times of 250,000 bytes, which are no argument lists', () => {
    const cn = derOid(OID.commonName);
    for (const tag of [TAG.printable, TAG.ia5, TAG.teletex, TAG.utf8, TAG.bmp, TAG.utcTime])
      refused(certificateWith(cn, derNode(tag, filled(250_000, 65))));
    const time = derNode(TAG.utcTime, filled(250_000, 0x30));
    const list = derSequence(
      derSequence(derInteger(1), derSequence(derOid(OID.sm2WithSm3)), derSequence(), time),
      derSequence(derOid(OID.sm2WithSm3)),
      derNode(TAG.bitString, filled(2, 0)),
    );
    expect(readCrls(list)).toMatchObject({ ok: false, failure: { code: 'crl-unreadable' } });
  });

  test('a serial number of 100,000 bytes', () => {
    refused(
      certificateWith(
        derOid(OID.commonName),
        derNode(TAG.utf8, filled(1, 65)),
        derNode(TAG.integer, filled(100_000, 1)),
      ),
    );
  });

  test('a package with such a certificate is refused with a code, not a crash', async () => {
    const der = certificateWith(derOid(OID.commonName), derNode(TAG.printable, filled(150_000, 65)));
    const file = buildPackage(kit, {
      members: (all) =>
        all.map((one) =>
          one.name === 'META/signer.crt' ? { ...one, data: encodePem('CERTIFICATE', der) } : one,
        ),
    });
    const result = await verifyPackage(file, { roots: [certificateOf(kit.root.crt)], at: AT });
    expect(result).toMatchObject({
      ok: true,
      value: { valid: false, problems: [{ code: 'bad-signature' }] },
    });
  });
});

describe('PKCS#12', () => {
  const pfx = (safe: Uint8Array, ...mac: Uint8Array[]): Uint8Array =>
    derSequence(derInteger(3), derSequence(derOid(OID.pkcs7Data), context0(derOctets(safe))), ...mac);
  const content = (bags: Uint8Array): Uint8Array =>
    derSequence(derSequence(derOid(OID.pkcs7Data), context0(derOctets(bags))));

  test('bags within bags, three thousand deep', async () => {
    let bags = derSequence();
    for (let depth = 0; depth < 3000; depth++)
      bags = derSequence(derSequence(derOid(OID.safeContentsBag), context0(bags)));
    expect(await readKeyFile(pfx(content(bags)), 'x')).toMatchObject({
      ok: false,
      failure: { code: 'key-unreadable' },
    });
  });

  test('a check value that would take a derived key of a megabyte', async () => {
    const digest = derSequence(derSequence(derOid(OID.sha256)), derOctets(filled(2 ** 20, 7)));
    const mac = derSequence(digest, derOctets(filled(8, 1)), derInteger(1_000_000));
    expect(await readKeyFile(pfx(content(derSequence()), mac), 'x')).toMatchObject({
      ok: false,
      failure: { code: 'key-unreadable' },
    });
  });
});

describe('key derivation', () => {
  const pkcs8 = (kdf: Uint8Array): Uint8Array =>
    derSequence(
      derSequence(
        derOid(OID.pbes2),
        derSequence(kdf, derSequence(derOid(OID.sm4Cbc), derOctets(filled(16, 1)))),
      ),
      derOctets(filled(64, 2)),
    );
  const pbkdf2 = (rounds: number, prf: string): Uint8Array =>
    derSequence(
      derOid(OID.pbkdf2),
      derSequence(derOctets(filled(16, 3)), derInteger(rounds), derSequence(derOid(prf))),
    );
  const scrypt = (N: number, r: number, p: number): Uint8Array =>
    derSequence(
      derOid(OID.scrypt),
      derSequence(derOctets(filled(16, 3)), derInteger(N), derInteger(r), derInteger(p)),
    );

  test.each([
    ['rounds that take a minute', pbkdf2(200_000_000, OID.hmacWithSha512)],
    ['rounds beyond any number', pbkdf2(2 ** 40, OID.hmacWithSha256)],
    ['no rounds at all', pbkdf2(0, OID.hmacWithSha256)],
    ['rounds of SM3, which is computed here', pbkdf2(5_000_000, OID.hmacWithSm3)],
    ['a table of half a gigabyte', scrypt(2 ** 19, 8, 1)],
    ['the same table again and again', scrypt(2 ** 17, 8, 64)],
    ['a table size that is no power of two', scrypt(2 ** 14 + 1, 8, 1)],
  ])('%s: refused before it is begun', async (_, kdf) => {
    const began = performance.now();
    expect(await readKeyFile(pkcs8(kdf), 'x')).toMatchObject({
      ok: false,
      failure: { code: 'key-unreadable' },
    });
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('a thousand encrypted parts, each with a derivation of its own, are not all worked through', async () => {
    const shrouded = (await Promise.all([pbes2Encrypt(derSequence(), 'x', 'sm4-cbc', 1)])).map((info) =>
      derSequence(derOid(OID.shroudedKeyBag), context0(info)),
    )[0]!;
    const bags = derSequence(...Array.from({ length: 1000 }, () => shrouded));
    const safe = derSequence(derSequence(derOid(OID.pkcs7Data), context0(derOctets(bags))));
    const file = derSequence(derInteger(3), derSequence(derOid(OID.pkcs7Data), context0(derOctets(safe))));
    expect(await readKeyFile(file, 'x')).toMatchObject({ ok: false });

    // Certificates, of which a file may hold as many as it likes, in as many encrypted parts.
    const content = await pbes2Encrypt(derSequence(), 'x', 'sm4-cbc', 1);
    const info = readSequence(readDer(content));
    const [algorithm, cipherText] = [info.next(), info.next()];
    const encrypted = derSequence(
      derOid(OID.pkcs7EncryptedData),
      context0(
        derSequence(
          derInteger(0),
          derSequence(derOid(OID.pkcs7Data), algorithm.bytes, derNode(0x80, cipherText.content)),
        ),
      ),
    );
    const many = derSequence(...Array.from({ length: 1000 }, () => encrypted));
    const pfx = derSequence(derInteger(3), derSequence(derOid(OID.pkcs7Data), context0(derOctets(many))));
    expect(await readKeyFile(pfx, 'x')).toMatchObject({
      ok: false,
      failure: { code: 'key-unreadable', details: { reason: 'damaged' } },
    });
  });
});

describe('memory', () => {
  test('rows of the directory with 60 KB beside each name are refused at the first', async () => {
    const extra = Buffer.concat([Buffer.from('feca5cea', 'hex'), Buffer.alloc(0xea5c)]);
    const file = buildPackage(kit, {
      members: (all) => [
        ...all,
        ...Array.from({ length: 500 }, (_, i) => ({ name: `payload/${i}`, data: '', extra })),
      ],
    });
    expect(await verdictOf(file)).toEqual(['zip-policy']);
  });

  test('a manifest of millions of empty lists is refused by its size, before it is taken apart', async () => {
    const bytes = Buffer.from(`{"counts":[${'[],'.repeat(4_000_000)}[]]}`);
    const before = process.memoryUsage().rss;
    expect(await verdictOf(buildPackage(kit, { manifestBytes: bytes }))).toEqual(['zip-policy']);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });
});

test('an authority certified again with the same key: the old certificate beside the new one hides nothing', async () => {
  const old = kit.ca.root('续期根', { to: '20260630000000Z' });
  const renewed = kit.ca.root('续期根二', {
    subject: '/C=CN/O=省电子认证中心/CN=续期根',
    key: old.key,
    from: '20260601000000Z',
  });
  const signer = kit.ca.issue(old, { name: 'under-renewed' });
  const file = buildPackage(kit, { signer });
  for (const order of [
    [old, renewed],
    [renewed, old],
  ]) {
    const roots = order.map((one) => certificateOf(one.crt));
    expect(await verifyPackage(file, { roots, at: AT })).toMatchObject({ value: { valid: true } });
  }
  const early = { roots: [certificateOf(renewed.crt)], at: new Date('2026-05-01T00:00:00Z') };
  expect(await verifyPackage(file, early)).toMatchObject({
    value: { problems: [{ code: 'certificate-dates' }] },
  });
});

test('a name that breaks the line or turns the writing direction is shown with boxes', () => {
  const crt = kit.ca.issue(kit.root, { name: 'turned', subject: '/C=CN/O=某厅/CN=甲\u202e乙\n丙' });
  const text = certificateOf(crt.crt).subjectText;
  expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(text).toContain('甲□乙□丙');
});

describe('PEM', () => {
  test('a megabyte of blocks that are begun and never ended', () => {
    const begun = '-----BEGIN CERTIFICATE-----\n'.repeat(40_000);
    for (const text of [
      begun,
      `${begun}-----END certificate-----`,
      `${begun}${'-----END X-----'.repeat(40_000)}`,
    ])
      expect(readPem(Buffer.from(text))).toBeNull();
  });

  test('what tools write is read as before: text around, CRLF, several blocks, dashes in the text', () => {
    const pem = encodePem('CERTIFICATE', filled(100, 1));
    const text = `Bag Attributes -- friendly\n${pem}\n- - -\n${pem.replaceAll('\n', '\r\n')}`;
    expect(readPem(Buffer.from(text))?.map(({ label, der }) => [label, der.length])).toEqual([
      ['CERTIFICATE', 100],
      ['CERTIFICATE', 100],
    ]);
    expect(readPem(Buffer.from(pem.replace('END CERTIFICATE', 'END X509 CRL')))).toBeNull();
    expect(readPem(Buffer.from(pem.replace('=', '-')))).toBeNull();
  });
});

test('authorities that all sign each other are walked through once, not by every path', () => {
  const shared = kit.ca.issue(kit.root, {
    name: 'shared',
    subject: '/C=CN/O=环/CN=环',
    extensions: CA_EXTENSIONS,
  });
  const ring: Certificate[] = Array.from({ length: 8 }, (_, i) => {
    const made = kit.ca.issue(shared, {
      name: `ring-${i}`,
      subject: '/C=CN/O=环/CN=环',
      key: shared.key,
      extensions: CA_EXTENSIONS,
    });
    return certificateOf(made.crt);
  });
  const signer = certificateOf(kit.ca.issue(shared, { name: 'in-ring' }).crt);
  let signatures = 0;
  const counted = ring.map((one) => {
    const { tbs } = one;
    return Object.defineProperty({ ...one }, 'tbs', {
      get: () => {
        signatures++;
        return tbs;
      },
    });
  });
  const { path } = buildPath(signer, counted, [certificateOf(kit.ca.root('别的根').crt)], fitToSign(AT));
  expect(path).toBeNull();
  expect(signatures).toBeLessThan(200);
});

test('JSON with a text of twenty megabytes is looked through without running out of stack', () => {
  const long = '\\"'.repeat(5_000_000) + 'x'.repeat(10_000_000);
  expect(isUnambiguousJson(`{"a":"${long}","b":1}`)).toBe(true);
  expect(isUnambiguousJson(`{"a":"${long}","a":1}`)).toBe(false);
});

test('a list of parts that is no file is refused and not waited for', async () => {
  const file = join(kit.folder, 'x.zwml.parts.json');
  writeFileSync(file, '');
  const result = await verifyPackage(file, { roots: [], at: AT });
  expect(result).toMatchObject({ ok: false, failure: { code: 'package-unreadable' } });
  expect(readFileSync(file).length).toBe(0);
});
