import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerifyOptions } from '#app/packages/open-package';
import type { PackageProblemCode } from '#app/packages/package-problem';
import { verifyPackage } from '#app/packages/verify-package';
import { CA_EXTENSIONS, opensslCa, openssl, UNIT, type CertFiles } from './openssl-ca';
import {
  AT,
  buildPackage,
  certificateOf,
  changed,
  crlOf,
  manifestOf,
  membersOf,
  newKit,
  opensslSm3,
  PAYLOAD,
  plainCanonical,
  type BuildOptions,
  type Kit,
} from './package-kit';
import { rawZip, type RawMember } from './raw-zip';

let kit: Kit;
let options: VerifyOptions;
beforeAll(() => {
  kit = newKit();
  options = { roots: [certificateOf(kit.root.crt)], at: AT };
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

interface Hostile {
  readonly build: (kit: Kit) => BuildOptions;
  readonly options?: (kit: Kit) => Partial<VerifyOptions>;
}
type Case = readonly [
  title: string,
  code: PackageProblemCode,
  hostile: Hostile | ((kit: Kit) => BuildOptions),
];

function refused(cases: readonly Case[]): void {
  it.each(cases)('%s → %s', async (_, code, hostile) => {
    const { build, options: more } = typeof hostile === 'function' ? { build: hostile } : hostile;
    const outcome = await verifyPackage(buildPackage(kit, build(kit)), { ...options, ...more?.(kit) });
    expect(outcome.ok ? outcome.value.problems.map((problem) => problem.code) : outcome.failure).toEqual([
      code,
    ]);
    if (outcome.ok) {
      expect(outcome.value.valid).toBe(false);
      // What was found, then what to do, in whole Chinese sentences.
      expect(outcome.value.problems[0]!.message).toMatch(/^[^。]+。[^。]+。$/);
    }
  });
}

const members = (change: (members: RawMember[]) => readonly RawMember[]) => (): BuildOptions => ({
  members: change,
});
const change = (name: string, part: Partial<RawMember>) => members((all) => changed(all, name, part));
const add = (member: RawMember) => members((all) => [...all, member]);
const drop = (name: string) => members((all) => all.filter((member) => member.name !== name));
const dataOf = (all: readonly RawMember[], name: string): Buffer =>
  Buffer.from(all.find((member) => member.name === name)!.data as string);
/** A listed payload file of any name, so that only the name can be at fault. */
const named = (name: string) => (): BuildOptions => ({ payload: { ...PAYLOAD, [name]: 'x' } });

describe('ZIP policy', () => {
  const CSV = 'payload/信息资源目录.csv';
  refused([
    ['no member at all', 'zip-policy', members(() => [])],
    [
      'another ZIP, such as a workbook',
      'zip-policy',
      members(() => [{ name: '[Content_Types].xml', data: '<Types/>' }]),
    ],
    ['mimetype missing', 'zip-policy', drop('mimetype')],
    ['mimetype not first', 'zip-policy', members(([first, second, ...rest]) => [second!, first!, ...rest])],
    [
      'mimetype first in the directory only',
      'zip-policy',
      () => ({
        members: ([first, second, ...rest]) => [second!, first!, ...rest],
        zip: { directoryOrder: [1, 0, 2, 3, 4, 5, 6] },
      }),
    ],
    ['mimetype compressed', 'zip-policy', change('mimetype', { deflate: true })],
    ['mimetype of another format', 'zip-policy', change('mimetype', { data: 'application/epub+zip' })],
    ['mimetype with a line feed', 'zip-policy', change('mimetype', { data: 'application/vnd.zwml+zip\n' })],
    ['manifest missing', 'zip-policy', drop('manifest.json')],
    ['a member beside the payload', 'zip-policy', add({ name: 'readme.txt', data: '' })],
    ['an unknown member in META', 'zip-policy', add({ name: 'META/other.sig', data: '' })],
    ['a second manifest', 'zip-policy', add({ name: 'manifest.json', data: '{}' })],
    ['the same payload file twice', 'zip-policy', add({ name: CSV, data: 'x' })],
    ['names that differ in case only', 'zip-policy', add({ name: 'payload/Catalogue.JSON', data: 'x' })],
    [
      'names that differ in Unicode form only',
      'zip-policy',
      () => ({
        payload: { 'payload/é.txt': '1' },
        members: (all) => [...all, { name: 'payload/e\u0301.txt', data: '1' }],
      }),
    ],
    ['a name that is not in NFC', 'zip-policy', named('payload/e\u0301.txt')],
    ['a path upwards', 'zip-policy', named('payload/../evil.txt')],
    ['a path upwards at the end', 'zip-policy', named('payload/a/..')],
    ['an absolute path', 'zip-policy', add({ name: '/payload/a', data: '' })],
    ['a drive letter', 'zip-policy', named('payload/C:evil.txt')],
    ['a backslash', 'zip-policy', named('payload/a\\b.txt')],
    ['a NUL in a name', 'zip-policy', named('payload/a\0.txt')],
    ['a right-to-left mark in a name', 'zip-policy', named('payload/目录\u202efdp.exe')],
    ['a line feed in a name', 'zip-policy', named('payload/a\nb')],
    ['a reserved name of Windows', 'zip-policy', named('payload/con.txt')],
    ['a segment that ends with a point', 'zip-policy', named('payload/a./b')],
    ['an empty segment', 'zip-policy', named('payload//a')],
    ['an overlong name', 'zip-policy', named(`payload/${'长'.repeat(90)}`)],
    [
      'a name that is not UTF-8 (GBK)',
      'zip-policy',
      add({ name: Buffer.from([...Buffer.from('payload/'), 0xd0, 0xc5, 0xcf, 0xa2]), data: '' }),
    ],
    ['a file that is also a folder', 'zip-policy', () => ({ payload: { ...PAYLOAD, 'payload/附件': 'x' } })],
    ['an empty folder', 'zip-policy', add({ name: 'payload/空/', data: '' })],
    ['a folder with content', 'zip-policy', add({ name: 'payload/附件/', data: 'x' })],
    [
      'another name in the local header',
      'zip-policy',
      change(CSV, { localName: 'payload/信息资源目录.exe' }),
    ],
    [
      'another name in a Unicode path field',
      'zip-policy',
      change('payload/catalogue.json', { extra: Buffer.from('7570090001000000006576696c', 'hex') }),
    ],
    ['a symbolic link', 'zip-policy', change(CSV, { attributes: (0o120777 << 16) >>> 0 })],
    ['a device', 'zip-policy', change(CSV, { attributes: (0o020644 << 16) >>> 0 })],
    ['an encrypted member', 'zip-policy', change(CSV, { flags: 0x801 })],
    [
      'a member said to be encrypted in the local header only',
      'zip-policy',
      change(CSV, { localFlags: 0x801 }),
    ],
    ['strong encryption', 'zip-policy', change(CSV, { flags: 0x841 })],
    ['an unknown compression method', 'zip-policy', change(CSV, { method: 14 })],
    ['a stored member whose two sizes differ', 'zip-policy', change('payload/catalogue.json', { size: 5 })],
    ['sizes beyond the file', 'zip-policy', change(CSV, { packedSize: 1_000_000 })],
    [
      'unpacked sizes that sum up beyond the limit',
      'zip-policy',
      members((all) => [...all, { name: 'payload/a', data: 'x', deflate: true, size: 0xfffffff0 }]),
    ],
    ['a manifest that unpacks to more than it declares', 'zip-policy', change('manifest.json', { size: 10 })],
    ['a manifest that does not unpack', 'zip-policy', change('manifest.json', { deflate: false, method: 8 })],
    ['ZIP64 fields', 'zip-policy', change(CSV, { extra: Buffer.from('01000800ffffffffffffffff', 'hex') })],
    ['bytes before the first member', 'zip-policy', () => ({ zip: { before: Buffer.from('MZ') } })],
    ['bytes between members', 'zip-policy', change(CSV, { before: Buffer.from('hidden') })],
    [
      'bytes between members and directory',
      'zip-policy',
      () => ({ zip: { beforeDirectory: Buffer.from('hidden') } }),
    ],
    [
      'bytes between directory and end record',
      'zip-policy',
      () => ({ zip: { afterDirectory: Buffer.from('hidden') } }),
    ],
    ['bytes after the end', 'zip-policy', () => ({ zip: { after: Buffer.from('hidden') } })],
    ['a comment', 'zip-policy', () => ({ zip: { comment: Buffer.from('hello') } })],
    [
      'another end record in the comment',
      'zip-policy',
      () => ({ zip: { comment: rawZip([{ name: 'a', data: 'b' }]) } }),
    ],
    [
      'a member that the directory does not list',
      'zip-policy',
      add({ name: 'payload/x', data: 'x', hidden: true }),
    ],
    ['an end record that counts fewer members', 'zip-policy', () => ({ zip: { count: 5 } })],
    [
      'two members over the same data',
      'zip-policy',
      add({ name: 'payload/again', data: PAYLOAD['payload/catalogue.json']!, sharesDataOf: 4 }),
    ],
    ['a wrong size after the data', 'zip-policy', change(CSV, { descriptor: 'signed', packedSize: 3 })],
  ]);

  it('takes sizes written after the data, as streaming programs write them', async () => {
    for (const descriptor of ['signed', 'bare'] as const) {
      const file = buildPackage(kit, { members: (all) => all.map((member) => ({ ...member, descriptor })) });
      expect(await verifyPackage(file, options)).toMatchObject({ ok: true, value: { valid: true } });
    }
  });
});

describe('signature over the manifest as received', () => {
  const signature = (alter: (sig: Buffer, all: RawMember[]) => Uint8Array) =>
    members((all) =>
      changed(all, 'META/manifest.sig', { data: alter(dataOf(all, 'META/manifest.sig'), all) }),
    );
  refused([
    ['no signature', 'bad-signature', drop('META/manifest.sig')],
    ['no certificate', 'bad-signature', drop('META/signer.crt')],
    ['an empty signature', 'bad-signature', signature(() => new Uint8Array(0))],
    [
      'one changed bit',
      'bad-signature',
      signature((sig) => sig.map((byte, i) => (i === 20 ? byte ^ 1 : byte))),
    ],
    ['trailing bytes', 'bad-signature', signature((sig) => Buffer.concat([sig, Buffer.from([0])]))],
    [
      'a long-form length',
      'bad-signature',
      signature((sig) => Buffer.concat([Buffer.from([0x30, 0x81]), sig.subarray(1)])),
    ],
    ['a line feed after it', 'bad-signature', signature((sig) => Buffer.concat([sig, Buffer.from('\n')]))],
    ['base64 instead of bytes', 'bad-signature', signature((sig) => Buffer.from(sig.toString('base64')))],
    ['the empty user id, openssl’s default', 'bad-signature', () => ({ userId: '' })],
    ['another user id', 'bad-signature', () => ({ userId: 'ALICE123@YAHOO.COM' })],
    [
      'the signature of another manifest',
      'bad-signature',
      (k) => ({
        members: (all) =>
          changed(all, 'META/manifest.sig', {
            data: dataOf(membersOf(k, { manifest: { seq: 2 } }), 'META/manifest.sig'),
          }),
      }),
    ],
    [
      'a manifest changed by one byte',
      'bad-signature',
      members((all) =>
        changed(all, 'manifest.json', {
          data: dataOf(all, 'manifest.json').toString().replace('"seq":1', '"seq":2'),
        }),
      ),
    ],
    [
      'a manifest with a byte order mark that was not signed',
      'bad-signature',
      members((all) =>
        changed(all, 'manifest.json', {
          data: Buffer.concat([Buffer.from('\ufeff'), dataOf(all, 'manifest.json')]),
        }),
      ),
    ],
    [
      'a manifest with a line feed after it',
      'bad-signature',
      members((all) =>
        changed(all, 'manifest.json', { data: `${dataOf(all, 'manifest.json').toString()}\n` }),
      ),
    ],
    [
      'the certificate of another key',
      'bad-signature',
      (k) => ({ members: (all) => changed(all, 'META/signer.crt', { data: readFileSync(k.root.crt) }) }),
    ],
    [
      'two certificates',
      'bad-signature',
      (k) => ({
        members: (all) =>
          changed(all, 'META/signer.crt', {
            data: Buffer.concat([readFileSync(k.signer.crt), readFileSync(k.root.crt)]),
          }),
      }),
    ],
    [
      'a certificate with text before it',
      'bad-signature',
      members((all) =>
        changed(all, 'META/signer.crt', {
          data: Buffer.concat([Buffer.from('subject=某厅\n'), dataOf(all, 'META/signer.crt')]),
        }),
      ),
    ],
    [
      'a certificate in DER',
      'bad-signature',
      (k) => ({
        members: (all) =>
          changed(all, 'META/signer.crt', {
            data: openssl(['x509', '-in', k.signer.crt, '-outform', 'DER']),
          }),
      }),
    ],
    [
      'a certificate that is none',
      'bad-signature',
      change('META/signer.crt', { data: '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n' }),
    ],
    [
      'a P-256 certificate and signature',
      'bad-signature',
      (k) => ({
        members: (all) => {
          const { crt, key } = k.ca.issue(k.root, { name: 'p256', curve: 'prime256v1' });
          const data = openssl(['dgst', '-sha256', '-sign', key], dataOf(all, 'manifest.json'));
          return changed(changed(all, 'META/signer.crt', { data: readFileSync(crt) }), 'META/manifest.sig', {
            data,
          });
        },
      }),
    ],
  ]);
});

describe('manifest in canonical form (RFC 8785)', () => {
  const text = (alter: (text: string) => string | Uint8Array) => (): BuildOptions => ({
    manifestBytes: alter(plainCanonical(manifestOf(PAYLOAD))),
  });
  const field = (manifest: Record<string, unknown>) => (): BuildOptions => ({ manifest });
  const entry = (alter: Record<string, unknown>) => (): BuildOptions => {
    const [first, ...rest] = manifestOf(PAYLOAD).entries as Record<string, unknown>[];
    return { manifest: { entries: [{ ...first, ...alter }, ...rest] } };
  };
  refused([
    ['a member twice', 'not-canonical', text((json) => json.replace('"seq":1', '"seq":1,"seq":1'))],
    [
      'a member twice under an escaped name',
      'not-canonical',
      text((json) => json.replace('"seq":1', '"s\\u0065q":2,"seq":1')),
    ],
    ['spaces', 'not-canonical', text((json) => json.replace(',"seq"', ', "seq"'))],
    [
      'members out of order',
      'not-canonical',
      text((json) => `{"seq":1,${json.slice(1).replace(',"seq":1', '')}`),
    ],
    ['a needless escape', 'not-canonical', text((json) => json.replace('zwml/1', 'zwml\\/1'))],
    ['a number spelled otherwise', 'not-canonical', text((json) => json.replace('"seq":1', '"seq":1.0'))],
    ['a number beyond all bounds', 'not-canonical', text((json) => json.replace('"seq":1', '"seq":1e999'))],
    ['a byte order mark', 'not-canonical', text((json) => `\ufeff${json}`)],
    ['a line feed at the end', 'not-canonical', text((json) => `${json}\n`)],
    [
      'bytes that are not UTF-8',
      'not-canonical',
      text((json) => Buffer.from(json.replace('"zwml/1"', '"zwml/1","x":"\u00ff"'), 'latin1')),
    ],
    ['UTF-16', 'not-canonical', text((json) => Buffer.from(json, 'utf16le'))],
    ['a lone surrogate', 'not-canonical', text((json) => json.replace(/}$/, ',"z":"\\ud800"}'))],
    ['nothing', 'not-canonical', text(() => '')],
    ['no object', 'not-canonical', text(() => '[]')],
    [
      'nesting without end',
      'not-canonical',
      text((json) => json.replace(/}$/, `,"z":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)),
    ],
    ['another format', 'not-canonical', field({ format: 'zwml/2' })],
    ['a package id that is none', 'not-canonical', field({ packageId: '../../etc/passwd' })],
    ['number nought', 'not-canonical', field({ seq: 0 })],
    ['a number as text', 'not-canonical', field({ seq: '1' })],
    ['a fraction', 'not-canonical', field({ seq: 1.5 })],
    ['a previous digest of other length', 'not-canonical', field({ prev: 'abc' })],
    ['a time that is none', 'not-canonical', field({ created: '昨天' })],
    ['no signer', 'not-canonical', field({ signer: null })],
    ['a digest in capitals', 'not-canonical', entry({ sm3: 'A'.repeat(64) })],
    ['a negative size', 'not-canonical', entry({ size: -1 })],
    [
      'entries out of order',
      'not-canonical',
      () => ({ manifest: { entries: [...(manifestOf(PAYLOAD).entries as unknown[])].reverse() } }),
    ],
  ]);
});

describe('certificate, chain and revocation', () => {
  const by =
    (issue: (k: Kit) => CertFiles, chain?: (k: Kit) => string[]) =>
    (k: Kit): BuildOptions => ({
      signer: issue(k),
      ...(chain ? { chain: chain(k) } : {}),
    });
  let count = 0;
  const name = (): string => `c${++count}`;
  const otherCa = (k: Kit) => opensslCa(join(k.folder, name()));
  const sub = (
    k: Kit,
    more: {
      extensions?: readonly string[];
      from?: string;
      to?: string;
      userId?: string;
      subject?: string;
    } = {},
    issuer = k.root,
  ) =>
    k.ca.issue(issuer, {
      name: name(),
      subject: `/C=CN/O=省电子认证中心/CN=二级${count}`,
      extensions: CA_EXTENSIONS,
      ...more,
    });
  const below =
    (issuer: (k: Kit) => CertFiles): Hostile['build'] =>
    (k) => {
      const middle = issuer(k);
      return { signer: k.ca.issue(middle, { name: name() }), chain: [middle.crt] };
    };
  const reissue = (k: Kit, extensions: readonly string[]): CertFiles =>
    k.ca.issue(k.root, { name: name(), extensions });
  const tamperedPem = (file: string, from: string, to: string): string => {
    const der = openssl(['x509', '-in', file, '-outform', 'DER']).toString('latin1').replace(from, to);
    return openssl(['x509', '-inform', 'DER', '-outform', 'PEM'], Buffer.from(der, 'latin1')).toString();
  };
  const withCrl = (make: (k: Kit) => string, roots?: (k: Kit) => CertFiles[]): Hostile => ({
    build: () => ({}),
    options: (k) => ({
      crls: [crlOf(make(k))],
      ...(roots
        ? { roots: [certificateOf(k.root.crt), ...roots(k).map((one) => certificateOf(one.crt))] }
        : {}),
    }),
  });
  refused([
    [
      'an authority nobody imported',
      'untrusted-root',
      by((k) => {
        const ca = otherCa(k);
        return ca.issue(ca.root('别家'), { name: 's' });
      }),
    ],
    [
      'an authority of the same name with another key',
      'untrusted-root',
      by((k) => {
        const ca = otherCa(k);
        return ca.issue(ca.root('测试根'), { name: 's' });
      }),
    ],
    [
      'the same, bringing its own root along',
      'untrusted-root',
      (k) => {
        const ca = otherCa(k);
        const root = ca.root('测试根');
        return { signer: ca.issue(root, { name: 's' }), chain: [root.crt] };
      },
    ],
    [
      'the same without key identifiers',
      'untrusted-root',
      by((k) => {
        const ca = otherCa(k);
        return ca.issue(ca.root('测试根'), {
          name: 's',
          extensions: ['keyUsage=critical,digitalSignature', 'authorityKeyIdentifier='],
        });
      }),
    ],
    ['a self-signed certificate', 'untrusted-root', by((k) => k.ca.issue(null, { name: name() }))],
    ['no root imported', 'untrusted-root', { build: () => ({}), options: () => ({ roots: [] }) }],
    ['the authority between left out', 'untrusted-root', by((k) => k.ca.issue(sub(k), { name: name() }))],
    [
      'a stranger’s certificate in the chain',
      'untrusted-root',
      (k) => ({ chain: [otherCa(k).root('别家').crt] }),
    ],
    [
      'a certificate signed with the empty user id',
      'bad-certificate-signature',
      by((k) => k.ca.issue(k.root, { name: name(), userId: '' })),
    ],
    [
      'the same without key identifiers',
      'bad-certificate-signature',
      by((k) =>
        k.ca.issue(k.root, {
          name: name(),
          userId: '',
          extensions: ['keyUsage=critical,digitalSignature', 'authorityKeyIdentifier='],
        }),
      ),
    ],
    [
      'a certificate signed with another user id',
      'bad-certificate-signature',
      by((k) => k.ca.issue(k.root, { name: name(), userId: '8765432187654321' })),
    ],
    [
      'an authority signed with the empty user id',
      'bad-certificate-signature',
      below((k) => sub(k, { userId: '' })),
    ],
    [
      'a certificate signed with ECDSA and SHA-256 under the name of the root',
      'bad-certificate-signature',
      by((k) => {
        const ca = otherCa(k);
        const root = ca.root('测试根', { curve: 'prime256v1', digest: 'sha256' });
        return ca.issue(root, { name: 's', digest: 'sha256' });
      }),
    ],
    [
      'a unit rewritten in a genuine certificate',
      'bad-certificate-signature',
      (k) => ({
        manifest: { signer: { unit: '11610000016000999X' } },
        members: (all) =>
          changed(all, 'META/signer.crt', { data: tamperedPem(k.signer.crt, UNIT, '11610000016000999X') }),
      }),
    ],
    [
      'a chain file that is no PEM',
      'bad-certificate-signature',
      () => ({ members: (all) => [...all, { name: 'META/chain.pem', data: 'x' }] }),
    ],
    [
      'a chain certificate with later dates written in',
      'bad-certificate-signature',
      (k) => {
        const middle = sub(k);
        const data = tamperedPem(middle.crt, '351231', '361231');
        return {
          signer: k.ca.issue(middle, { name: name() }),
          chain: [middle.crt],
          members: (all) => changed(all, 'META/chain.pem', { data }),
        };
      },
    ],
    [
      'no use for digital signatures',
      'key-usage',
      by((k) => reissue(k, ['keyUsage=critical,keyEncipherment'])),
    ],
    ['no stated use', 'key-usage', by((k) => reissue(k, ['basicConstraints=CA:FALSE']))],
    ['a use for certificates only', 'key-usage', by((k) => reissue(k, CA_EXTENSIONS))],
    [
      'a critical extension nobody knows',
      'key-usage',
      by((k) => reissue(k, ['keyUsage=critical,digitalSignature', '1.2.3.4.5=critical,ASN1:NULL'])),
    ],
    [
      'issued by another department’s certificate',
      'key-usage',
      below((k) => k.ca.issue(k.root, { name: name() })),
    ],
    [
      'issued by a CA without use for certificates',
      'key-usage',
      below((k) =>
        sub(k, { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,digitalSignature'] }),
      ),
    ],
    [
      'more authorities than the path length allows',
      'key-usage',
      (k) => {
        const first = sub(k, {
          extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign'],
        });
        const second = sub(k, {}, first);
        return { signer: k.ca.issue(second, { name: name() }), chain: [second.crt, first.crt] };
      },
    ],
    [
      'an expired certificate',
      'certificate-dates',
      by((k) => k.ca.issue(k.root, { name: name(), from: '20240101000000Z', to: '20261121015959Z' })),
    ],
    [
      'a certificate not yet valid',
      'certificate-dates',
      by((k) => k.ca.issue(k.root, { name: name(), from: '20261121020001Z' })),
    ],
    ['an expired authority', 'certificate-dates', below((k) => sub(k, { to: '20261001000000Z' }))],
    [
      'an expired root',
      'certificate-dates',
      {
        build: (k) => {
          const root = k.ca.root('旧根', { to: '20260601000000Z' });
          return { signer: k.ca.issue(root, { name: name() }) };
        },
        options: (k) => ({ roots: [certificateOf(k.ca.at('旧根.crt'))] }),
      },
    ],
    [
      'a revoked certificate',
      'revoked',
      withCrl((k) =>
        k.ca.crl(k.root, { name: name(), revoked: [{ cert: k.signer, date: '261001000000Z' }] }),
      ),
    ],
    [
      'a key in other hands, found out later',
      'revoked',
      withCrl((k) =>
        k.ca.crl(k.root, {
          name: name(),
          revoked: [{ cert: k.signer, date: '270101000000Z', reason: 'keyCompromise' }],
        }),
      ),
    ],
    [
      'a revoked certificate on a list that has expired',
      'revoked',
      withCrl((k) =>
        k.ca.crl(k.root, {
          name: name(),
          to: '20261110000000Z',
          revoked: [{ cert: k.signer, date: '261001000000Z' }],
        }),
      ),
    ],
    [
      'a list that has expired',
      'crl-expired',
      withCrl((k) => k.ca.crl(k.root, { name: name(), to: '20261121015959Z' })),
    ],
    [
      'a list signed with the empty user id',
      'crl-invalid',
      withCrl((k) => k.ca.crl(k.root, { name: name(), userId: '' })),
    ],
    [
      'a list by an authority of the same name',
      'crl-invalid',
      withCrl((k) => {
        const ca = otherCa(k);
        return ca.crl(ca.root('测试根'), { name: 'l' });
      }),
    ],
    [
      'a list by an authority nobody imported',
      'crl-invalid',
      withCrl((k) => {
        const ca = otherCa(k);
        return ca.crl(ca.root('别家'), { name: 'l' });
      }),
    ],
    ['a list by a department', 'crl-invalid', withCrl((k) => k.ca.crl(k.signer, { name: name() }))],
    [
      'a list by an authority without use for lists',
      'crl-invalid',
      withCrl(
        (k) =>
          k.ca.crl(
            k.ca.root('无权', {
              extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'],
            }),
            { name: name() },
          ),
        (k) => [{ crt: k.ca.at('无权.crt'), key: k.ca.at('无权.key') }],
      ),
    ],
  ]);
});

describe('payload, unit, recipient and sequence', () => {
  const JSON_FILE = 'payload/catalogue.json';
  const other = '{"entries":[{"name":"公积金缴存信恩"}]}';
  const wrongDigest = (field: 'sm3' | 'sha256') => (): BuildOptions => {
    const [first, ...rest] = manifestOf(PAYLOAD).entries as Record<string, unknown>[];
    return { manifest: { entries: [{ ...first, [field]: '0'.repeat(64) }, ...rest] } };
  };
  const me = { unit: '11610000000000000A', certSm3: 'a'.repeat(64) };
  const toMe: Partial<VerifyOptions> = { expectedRecipient: me };
  const sequence =
    (seen: boolean, last: { seq: number; manifestSm3: string } | null): (() => Partial<VerifyOptions>) =>
    () => ({ replay: async () => ({ seen, last }) });
  refused([
    ['a payload file that is not listed', 'payload-set', add({ name: 'payload/more.txt', data: '' })],
    ['a listed file left out', 'payload-set', drop(JSON_FILE)],
    [
      'a file under another name',
      'payload-set',
      members((all) => changed(all, JSON_FILE, { name: 'payload/catalogue2.json' })),
    ],
    [
      'a file moved into another folder',
      'payload-set',
      members((all) => changed(all, JSON_FILE, { name: `payload/${JSON_FILE}` })),
    ],
    [
      'a file listed twice',
      'payload-set',
      () => {
        const entries = manifestOf(PAYLOAD).entries as unknown[];
        return { manifest: { entries: [entries[0], ...entries] } };
      },
    ],
    [
      'a listed path outside of the payload',
      'payload-set',
      () => ({
        manifest: {
          entries: [{ path: '../manifest.json', size: 0, sm3: '0'.repeat(64), sha256: '0'.repeat(64) }],
        },
      }),
    ],
    ['content changed at the same length', 'payload-digest', change(JSON_FILE, { data: other })],
    ['content cut', 'payload-digest', change(JSON_FILE, { data: '{}' })],
    [
      'content appended',
      'payload-digest',
      members((all) => changed(all, JSON_FILE, { data: `${PAYLOAD[JSON_FILE]!.toString()} ` })),
    ],
    ['an empty file filled', 'payload-digest', change('payload/附件/空文件.txt', { data: 'x' })],
    [
      'two files swapped',
      'payload-digest',
      members((all) =>
        changed(
          changed(all, JSON_FILE, { data: PAYLOAD['payload/信息资源目录.csv']! }),
          'payload/信息资源目录.csv',
          { data: PAYLOAD[JSON_FILE]! },
        ),
      ),
    ],
    [
      'content that unpacks to more than it declares',
      'payload-digest',
      () => {
        const data = 'a'.repeat(100_000);
        const entries = [
          {
            path: 'payload/a',
            size: 100,
            sm3: opensslSm3('a'.repeat(100)),
            sha256: createHash('sha256').update('a'.repeat(100)).digest('hex'),
          },
        ];
        return {
          payload: { 'payload/a': data },
          manifest: { entries },
          members: (all) => changed(all, 'payload/a', { deflate: true, size: 100 }),
        };
      },
    ],
    [
      'content that does not unpack',
      'payload-digest',
      members((all) =>
        changed(all, JSON_FILE, { method: 8, packedSize: Buffer.byteLength(PAYLOAD[JSON_FILE] as string) }),
      ),
    ],
    ['a wrong SM3', 'payload-digest', wrongDigest('sm3')],
    ['a wrong SHA-256', 'payload-digest', wrongDigest('sha256')],
    [
      'another unit than the certificate’s',
      'unit-mismatch',
      () => ({ manifest: { signer: { unit: '11610000016000999X' } } }),
    ],
    [
      'a certificate without a unit',
      'unit-mismatch',
      (k) => ({ signer: k.ca.issue(k.root, { name: 'nounit', subject: '/C=CN/O=某厅/CN=张三' }) }),
    ],
    [
      'a certificate with two units',
      'unit-mismatch',
      (k) => ({
        signer: k.ca.issue(k.root, {
          name: 'twounits',
          subject: `/C=CN/O=某厅/OU=${UNIT}/OU=11610000016000999X/CN=张三`,
        }),
      }),
    ],
    [
      'another recipient',
      'recipient',
      {
        build: () => ({ manifest: { recipient: { unit: '11610000000000000B', certSm3: me.certSm3 } } }),
        options: () => toMe,
      },
    ],
    [
      'another certificate of the recipient',
      'recipient',
      {
        build: () => ({ manifest: { recipient: { unit: me.unit, certSm3: 'b'.repeat(64) } } }),
        options: () => toMe,
      },
    ],
    ['a package taken before', 'replay', { build: () => ({}), options: sequence(true, null) }],
    [
      'a first package that names one before it',
      'replay',
      { build: () => ({ manifest: { prev: 'a'.repeat(64) } }), options: sequence(false, null) },
    ],
    [
      'a gap in the sequence',
      'replay',
      {
        build: () => ({ manifest: { seq: 7, prev: 'a'.repeat(64) } }),
        options: sequence(false, { seq: 5, manifestSm3: 'a'.repeat(64) }),
      },
    ],
    [
      'an older number',
      'replay',
      {
        build: () => ({ manifest: { seq: 4, prev: 'a'.repeat(64) } }),
        options: sequence(false, { seq: 5, manifestSm3: 'a'.repeat(64) }),
      },
    ],
    [
      'a fork: the right number on another past',
      'replay',
      {
        build: () => ({ manifest: { seq: 6, prev: 'b'.repeat(64) } }),
        options: sequence(false, { seq: 5, manifestSm3: 'a'.repeat(64) }),
      },
    ],
  ]);

  it('takes the next package of a sequence, and one addressed to this unit', async () => {
    const next = buildPackage(kit, { manifest: { seq: 6, prev: 'a'.repeat(64), recipient: me } });
    const more = { ...sequence(false, { seq: 5, manifestSm3: 'a'.repeat(64) })(), ...toMe };
    expect(await verifyPackage(next, { ...options, ...more })).toMatchObject({
      ok: true,
      value: { valid: true },
    });
  });
});

describe('order of the checks', () => {
  it('tells the first failure in the order of the format when everything is wrong at once', async () => {
    const bad = opensslCa(join(kit.folder, 'bad'));
    const stranger = bad.issue(bad.root('别家'), {
      name: 's',
      to: '20260201000000Z',
      extensions: ['keyUsage=keyEncipherment'],
    });
    const all: BuildOptions = {
      signer: stranger,
      manifest: { signer: { unit: 'x' } },
      members: (list) => changed(list, 'payload/catalogue.json', { data: 'y' }),
    };
    const code = async (build: BuildOptions, more: Partial<VerifyOptions> = {}) => {
      const outcome = await verifyPackage(buildPackage(kit, build), { ...options, ...more });
      return outcome.ok ? outcome.value : outcome.failure;
    };
    const text = plainCanonical(manifestOf(PAYLOAD)).replace('"seq":1', '"seq": 1');
    const file = join(kit.folder, 'x');
    writeFileSync(file, 'x');
    expect(
      await code({ ...all, manifestBytes: text, userId: '', zip: { comment: Buffer.from('x') } }),
    ).toMatchObject({ problems: [{ code: 'zip-policy' }], signer: null, packageId: null });
    expect(await code({ ...all, manifestBytes: text, userId: '' })).toMatchObject({
      problems: [{ code: 'bad-signature' }],
      packageId: null,
    });
    expect(await code({ ...all, manifestBytes: text })).toMatchObject({
      problems: [{ code: 'not-canonical' }],
      packageId: null,
    });
    expect(await code(all)).toMatchObject({ problems: [{ code: 'untrusted-root' }], signer: null, seq: 1 });
    const roots = [certificateOf(bad.at('别家.crt'))];
    expect(await code(all, { roots })).toMatchObject({
      problems: [{ code: 'key-usage' }],
      signer: { unit: UNIT },
    });
    const late = bad.issue(
      { crt: bad.at('别家.crt'), key: bad.at('别家.key') },
      { name: 'late', to: '20260201000000Z' },
    );
    expect(await code({ ...all, signer: late }, { roots })).toMatchObject({
      problems: [{ code: 'certificate-dates' }],
    });
    expect(await code({ ...all, signer: kit.signer })).toMatchObject({
      problems: [{ code: 'payload-digest' }],
    });
    const { members: _, ...whole } = all;
    expect(
      await code({ ...whole, signer: kit.signer }, { replay: async () => ({ seen: true, last: null }) }),
    ).toMatchObject({ problems: [{ code: 'unit-mismatch' }] });
  });
});
