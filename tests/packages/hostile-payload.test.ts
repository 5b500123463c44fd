import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type VerifyOptions } from '#app/packages/open-package';
import { add, change, drop, hostileSuite, members } from './hostile-kit';
import { opensslCa, UNIT } from './openssl-ca';
import {
  certificateOf,
  changed,
  manifestOf,
  opensslSm3,
  PAYLOAD,
  plainCanonical,
  type BuildOptions,
} from './package-kit';

const { judge, refused, theKit } = hostileSuite();

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
    const next = { manifest: { seq: 6, prev: 'a'.repeat(64), recipient: me } };
    const more = { ...sequence(false, { seq: 5, manifestSm3: 'a'.repeat(64) })(), ...toMe };
    expect(await judge(next, more)).toMatchObject({
      ok: true,
      value: { valid: true },
    });
  });
});

describe('order of the checks', () => {
  it('tells the first failure in the order of the format when everything is wrong at once', async () => {
    const kit = theKit();
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
      const outcome = await judge(build, more);
      return outcome.ok ? outcome.value : outcome.failure;
    };
    const text = plainCanonical(manifestOf(PAYLOAD)).replace('"seq":1', '"seq": 1');
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
