/** Small files made to keep a reader busy or to bring it down: each is refused at once, with a code. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificates, type Certificate } from '#app/packages/certificate';
import { buildPath } from '#app/packages/certificate-chain';
import { readCrls } from '#app/packages/crl';
import { derInteger, derNode, derOctets, derOid, derSequence, TAG } from '#app/packages/der';
import { hasDuplicateMembers } from '#app/packages/json-members';
import { readKeyFile } from '#app/packages/key-file';
import { OID } from '#app/packages/oids';
import { encodePem, readPem } from '#app/packages/pem';
import { verifyPackage } from '#app/packages/verify-package';
import { CA_EXTENSIONS } from './openssl-ca';
import { AT, buildPackage, certificateOf, newKit, type Kit } from './package-kit';

let kit: Kit;
beforeAll(() => {
  kit = newKit();
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

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
  const { path } = buildPath(signer, counted, [certificateOf(kit.ca.root('别的根').crt)]);
  expect(path).toBeNull();
  expect(signatures).toBeLessThan(200);
});

test('JSON with a text of twenty megabytes is looked through without running out of stack', () => {
  const long = '\\"'.repeat(5_000_000) + 'x'.repeat(10_000_000);
  expect(hasDuplicateMembers(`{"a":"${long}","b":1}`)).toBe(false);
  expect(hasDuplicateMembers(`{"a":"${long}","a":1}`)).toBe(true);
});

test('a list of parts that is no file is refused and not waited for', async () => {
  const file = join(kit.folder, 'x.zwml.parts.json');
  writeFileSync(file, '');
  const result = await verifyPackage(file, { roots: [], at: AT });
  expect(result).toMatchObject({ ok: false, failure: { code: 'package-unreadable' } });
  expect(readFileSync(file).length).toBe(0);
});
