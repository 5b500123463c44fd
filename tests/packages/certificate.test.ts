import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy, parseCertificate, readCertificates } from '#app/packages/certificate';
import { readCrls } from '#app/packages/crl';
import {
  DerError,
  derInteger,
  derNode,
  derOid,
  derSequence,
  readDer,
  readInteger,
  readOid,
  readTime,
} from '#app/packages/der';
import { isUnambiguousJson } from '#app/packages/json-members';
import { verifyPackage } from '#app/packages/verify-package';
import { derOf, openssl, UNIT } from './openssl-ca';
import { AT, buildPackage, certificateOf, crlOf, newKit, type Kit } from './package-kit';

let kit: Kit;
beforeAll(() => {
  kit = newKit();
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

describe('a certificate', () => {
  it('is read as openssl reads it', () => {
    const certificate = certificateOf(kit.signer.crt);
    const field = (...args: string[]): string =>
      openssl(['x509', '-in', kit.signer.crt, '-noout', ...args])
        .toString()
        .trim();
    expect(`serial=${certificate.serial.toUpperCase()}`).toBe(field('-serial'));
    expect(`subject=${certificate.subjectText.replaceAll(', ', ',')}`).toBe(
      field('-subject', '-nameopt', 'utf8,sep_comma_plus'),
    );
    expect(certificate.fingerprintSha256.toUpperCase()).toBe(
      field('-fingerprint', '-sha256').split('=')[1]!.replaceAll(':', ''),
    );
    expect(certificate).toMatchObject({
      unit: UNIT,
      version: 3,
      isCa: false,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
    });
    expect(certificate.notBefore.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(certificate.authorityKeyId).toBe(certificateOf(kit.root.crt).subjectKeyId);
  });

  it('is read from PEM with explanations and Windows line ends, from DER, and from a file of several', () => {
    const pem = readFileSync(kit.signer.crt, 'latin1');
    const both = `Bag Attributes\r\n    friendlyName: x\r\n${pem.replaceAll('\n', '\r\n')}\r\n${readFileSync(kit.root.crt, 'latin1')}`;
    for (const [bytes, count] of [
      [Buffer.from(both, 'latin1'), 2],
      [derOf(kit.signer.crt), 1],
      [openssl(['x509', '-in', kit.signer.crt, '-text']), 1],
    ] as const) {
      const read = readCertificates(bytes);
      expect(read.ok && read.value.length).toBe(count);
    }
  });

  it('that cannot be read is told from an empty file and from something else', () => {
    const reason = (bytes: Uint8Array | string) => {
      const read = readCertificates(Buffer.from(bytes as string));
      return read.ok ? 'ok' : [read.failure.code, read.failure.details['reason']];
    };
    expect(reason('')).toEqual(['certificate-unreadable', 'empty']);
    expect(reason('你好')).toEqual(['certificate-unreadable', 'not-a-certificate']);
    expect(reason(readFileSync(kit.signer.key))).toEqual(['certificate-unreadable', 'not-a-certificate']);
    expect(reason(readFileSync(kit.signer.crt, 'latin1').replace('MII', 'MIJ'))).toEqual([
      'certificate-unreadable',
      'damaged',
    ]);
    expect(reason(derOf(kit.signer.crt).subarray(0, 200))).toEqual([
      'certificate-unreadable',
      'not-a-certificate',
    ]);
  });

  it('never crashes the reader, and no changed bit keeps its signature valid', () => {
    const root = certificateOf(kit.root.crt);
    const good = derOf(kit.signer.crt);
    expect(isSignedBy(parseCertificate(good), root.publicKey)).toBe(true);
    let parsed = 0;
    for (let bit = 0; bit < good.length * 8; bit += 5) {
      const flipped = Buffer.from(good);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      try {
        const certificate = parseCertificate(flipped);
        parsed++;
        expect(isSignedBy(certificate, root.publicKey), `bit ${bit}`).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(DerError);
      }
    }
    expect(parsed).toBeGreaterThan(10);
  });
});

describe('a revocation list', () => {
  it('is read with its rows, dates and number', () => {
    const crl = crlOf(
      kit.ca.crl(kit.root, {
        name: 'rows',
        number: 18,
        revoked: [{ cert: kit.signer, date: '261001120000Z', reason: 'keyCompromise' }],
      }),
    );
    expect(crl.number).toBe(18n);
    expect(crl.nextUpdate?.toISOString()).toBe('2026-12-31T00:00:00.000Z');
    const row = crl.revoked.get(certificateOf(kit.signer.crt).serial);
    expect(row).toEqual({ date: new Date('2026-10-01T12:00:00Z'), reason: 1, invaliditySince: null });
  });

  it('that cannot be read is a failure of its own', () => {
    const good = readFileSync(kit.ca.crl(kit.root, { name: 'good' }));
    expect(readCrls(good).ok).toBe(true);
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('吊销列表'),
      readFileSync(kit.root.crt),
      derOf(kit.root.crt),
      good.subarray(0, 200),
    ]) {
      expect(readCrls(bytes)).toMatchObject({ ok: false, failure: { code: 'crl-unreadable' } });
    }
  });

  it('in parts covers only certificates of its distribution point; deltas and indirect lists are not relied on', async () => {
    const point = 'URI:http://ca.example.cn/1.crl';
    const signer = kit.ca.issue(kit.root, {
      name: 'parted',
      extensions: ['keyUsage=critical,digitalSignature', `crlDistributionPoints=${point}`],
    });
    const judge = async (extensions: readonly string[], revoked = true) => {
      const list = kit.ca.crl(kit.root, {
        name: `part-${extensions.length}-${extensions[0]?.length}`,
        extensions,
        revoked: revoked ? [{ cert: signer, date: '261001000000Z' }] : [],
      });
      const outcome = await verifyPackage(buildPackage(kit, { signer }), {
        roots: [certificateOf(kit.root.crt)],
        crls: [crlOf(list)],
        at: AT,
      });
      return outcome.ok
        ? (outcome.value.problems[0]?.code ?? outcome.value.revocation)
        : outcome.failure.code;
    };
    const idp = (...lines: string[]) => ['issuingDistributionPoint=critical,@idp', '[idp]', ...lines];
    expect(await judge(idp(`fullname=${point}`))).toBe('revoked');
    expect(await judge(idp(`fullname=${point}`, 'onlyuser=TRUE'), false)).toBe('checked');
    expect(await judge(idp('fullname=URI:http://ca.example.cn/2.crl'))).toBe('not-checked');
    expect(await judge(idp('onlyCA=TRUE'))).toBe('not-checked');
    expect(await judge(idp('indirectCRL=TRUE'))).toBe('crl-invalid');
    expect(await judge(idp('onlysomereasons=keyCompromise'))).toBe('crl-invalid');
    expect(await judge(['2.5.29.27=critical,ASN1:INTEGER:1'])).toBe('crl-invalid');
  });
});

describe('DER reader (X.690)', () => {
  const of = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
  it('refuses what is not in its one distinguished form', () => {
    const bad: [string, () => unknown][] = [
      ['empty', () => readDer(of())],
      ['length cut', () => readDer(of(0x30))],
      ['content cut', () => readDer(of(0x30, 2, 0))],
      ['indefinite length', () => readDer(of(0x30, 0x80, 0, 0))],
      ['long length for a short one', () => readDer(of(0x04, 0x81, 1, 0))],
      [
        'length with a leading zero',
        () => readDer(Uint8Array.of(0x04, 0x82, 0, 0x80, ...new Uint8Array(128))),
      ],
      ['a length beyond four bytes', () => readDer(of(0x04, 0x85, 0, 0, 0, 0, 1, 0))],
      ['trailing byte', () => readDer(of(0x05, 0, 0))],
      ['long tag', () => readDer(of(0x1f, 0x81, 0, 0))],
      ['integer without bytes', () => readInteger(readDer(of(2, 0)))],
      ['integer with a leading zero', () => readInteger(readDer(of(2, 2, 0, 1)))],
      ['integer with leading ones', () => readInteger(readDer(of(2, 2, 0xff, 0x80)))],
      ['identifier with padding', () => readOid(readDer(of(6, 3, 0x2a, 0x80, 1)))],
      ['identifier cut short', () => readOid(readDer(of(6, 2, 0x2a, 0x81)))],
      ['30 February', () => readTime(readDer(derNode(0x17, Buffer.from('260230000000Z'))))],
      ['a time without seconds', () => readTime(readDer(derNode(0x17, Buffer.from('2602200000Z'))))],
      ['a local time', () => readTime(readDer(derNode(0x18, Buffer.from('20260220000000+0800'))))],
    ];
    for (const [name, read] of bad) expect(read, name).toThrow(DerError);
  });

  it('writes what it reads back: integers, identifiers, long contents', () => {
    for (const value of [0n, 1n, 127n, 128n, 255n, 256n, 2n ** 255n, 2n ** 256n - 1n])
      expect(readInteger(readDer(derInteger(value)))).toBe(value);
    for (const oid of ['1.2.156.10197.1.501', '2.5.4.11', '0.9', '2.999.3', '1.3.6.1.4.1.11591.4.11'])
      expect(readOid(readDer(derOid(oid)))).toBe(oid);
    expect(readInteger(readDer(of(2, 1, 0x80)))).toBe(-128n);
    for (const size of [0, 127, 128, 255, 256, 65_535, 65_536]) {
      expect(readDer(derSequence(derNode(4, new Uint8Array(size)))).content.length).toBeGreaterThanOrEqual(
        size,
      );
    }
    // X.509: two-digit years from 50 on belong to the last century.
    expect(readTime(readDer(derNode(0x17, Buffer.from('500101000000Z')))).getUTCFullYear()).toBe(1950);
    expect(readTime(readDer(derNode(0x17, Buffer.from('491231235959Z')))).getUTCFullYear()).toBe(2049);
  });
});

describe('members named twice in JSON', () => {
  it('are found at any depth and under any spelling, and not where there are none', () => {
    for (const text of [
      '{"a":1,"a":2}',
      '[{"b":{"a":1,"\\u0061":2}}]',
      '{"a" \n:1,"b":[],"a":0}',
      '{"":1,"":2}',
    ]) {
      expect(isUnambiguousJson(text), text).toBe(false);
    }
    for (const text of [
      '{"a":{"a":1},"b":[{"a":1},{"a":1}]}',
      '["a","a"]',
      '{"a":"\\"a\\":1","b":"a"}',
      '"a"',
      '{"a":"{\\"a\\":1,\\"a\\":1}"}',
    ]) {
      expect(isUnambiguousJson(text), text).toBe(true);
    }
  });
});
