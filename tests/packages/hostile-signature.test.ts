import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { change, dataOf, drop, hostileSuite, members } from './hostile-kit';
import { openssl } from './openssl-ca';
import { changed, manifestOf, membersOf, PAYLOAD, plainCanonical, type BuildOptions } from './package-kit';
import { type RawMember } from './raw-zip';

const { refused } = hostileSuite();

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
