import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHead, readOpinions } from '#app/packages/platform-documents';
import { matchReceipt, readReceipt, type Receipt } from '#app/packages/receipt';
import type { DocumentTrust } from '#app/packages/signed-document';
import { CA_EXTENSIONS, opensslCa, signFile, UNIT, type CertFiles } from './openssl-ca';
import { AT, buildPackage, certificateOf, crlOf, newKit, PACKAGE_ID, type Kit } from './package-kit';
import { rawZip, type RawMember } from './raw-zip';

let kit: Kit;
let platform: CertFiles;
let trust: DocumentTrust;
beforeAll(() => {
  kit = newKit();
  platform = kit.ca.issue(kit.root, {
    name: 'platform',
    subject: '/C=CN/O=省大数据局/OU=11610000000000000A/CN=共享平台',
  });
  trust = { roots: [certificateOf(kit.root.crt)], pinned: [certificateOf(platform.crt)], at: AT };
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

const RECEIPT = {
  format: 'zwml-receipt/1',
  packageId: PACKAGE_ID,
  seq: 1,
  manifestSm3: 'a'.repeat(64),
  received: '2026-11-21T09:00:00+08:00',
  result: 'partial',
  items: [{ code: '3040100000/000001', status: 'returned', reason: '摘要不全' }],
};

let made = 0;
interface DocumentOptions {
  readonly name?: string;
  readonly json?: string;
  readonly by?: CertFiles;
  readonly userId?: string;
  readonly members?: (members: RawMember[]) => RawMember[];
}
function document({
  name = 'receipt',
  json = JSON.stringify(RECEIPT),
  by = platform,
  userId,
  members = (all) => all,
}: DocumentOptions = {}): string {
  const text = join(kit.folder, `doc-${++made}.json`);
  writeFileSync(text, json);
  const file = join(kit.folder, `doc-${made}.zwmlr`);
  const all: RawMember[] = [
    { name: `${name}.json`, data: json, deflate: true },
    { name: `${name}.sig`, data: signFile(by.key, text, userId) },
    { name: 'platform.crt', data: readFileSync(by.crt) },
  ];
  writeFileSync(file, rawZip(members(all)));
  return file;
}

describe('a platform’s receipt', () => {
  it('is believed when the pinned platform key signed it', async () => {
    expect(await readReceipt(document(), trust)).toMatchObject({
      ok: true,
      value: { receipt: RECEIPT, platform: { fingerprintSm3: certificateOf(platform.crt).fingerprintSm3 } },
    });
  });

  it('is believed with a renewed certificate of the pinned key, and from below an authority in between', async () => {
    const renewed = kit.ca.issue(kit.root, {
      name: 'platform-2',
      key: platform.key,
      subject: '/C=CN/O=省数据局/OU=11610000000000000A/CN=共享平台',
    });
    expect((await readReceipt(document({ by: renewed }), trust)).ok).toBe(true);
    const middle = kit.ca.issue(kit.root, {
      name: 'middle',
      subject: '/C=CN/CN=二级',
      extensions: CA_EXTENSIONS,
    });
    const below = kit.ca.issue(middle, { name: 'platform-3', key: platform.key });
    expect(await readReceipt(document({ by: below }), trust)).toMatchObject({
      ok: false,
      failure: { details: { reason: 'untrusted-root' } },
    });
    const whole = document({
      by: below,
      members: (all) => [...all, { name: 'chain.pem', data: readFileSync(middle.crt) }],
    });
    expect((await readReceipt(whole, trust)).ok).toBe(true);
  });

  const untrusted: [
    string,
    string,
    (k: Kit) => DocumentOptions | [DocumentOptions, Partial<DocumentTrust>],
  ][] = [
    ['a department’s key under the same root', 'not-pinned', (k) => ({ by: k.signer })],
    [
      'another platform-like certificate under the same root',
      'not-pinned',
      (k) => ({
        by: k.ca.issue(k.root, {
          name: 'fake',
          subject: '/C=CN/O=省大数据局/OU=11610000000000000A/CN=共享平台',
        }),
      }),
    ],
    ['no pinned platform at all', 'not-pinned', () => [{}, { pinned: [] }]],
    ['the root itself pinned as nothing', 'not-pinned', (k) => ({ by: k.root })],
    [
      'the pinned certificate over another key’s signature',
      'bad-signature',
      (k) => ({
        by: k.signer,
        members: (all) =>
          all.map((member) =>
            member.name === 'platform.crt' ? { ...member, data: readFileSync(platform.crt) } : member,
          ),
      }),
    ],
    ['the empty user id', 'bad-signature', () => ({ userId: '' })],
    [
      'a changed result',
      'bad-signature',
      () => ({
        members: (all) =>
          all.map((member) =>
            member.name === 'receipt.json'
              ? { ...member, data: JSON.stringify({ ...RECEIPT, result: 'accepted' }) }
              : member,
          ),
      }),
    ],
    [
      'no signature',
      'bad-signature',
      () => ({ members: (all) => all.filter((member) => member.name !== 'receipt.sig') }),
    ],
    [
      'no certificate',
      'bad-signature',
      () => ({ members: (all) => all.filter((member) => member.name !== 'platform.crt') }),
    ],
    [
      'a self-made certificate of the pinned key',
      'untrusted-root',
      (k) => ({ by: opensslCa(join(k.folder, 'self')).issue(null, { name: 'self', key: platform.key }) }),
    ],
    [
      'a certificate of the pinned key without use for signatures',
      'key-usage',
      (k) => ({
        by: k.ca.issue(k.root, { name: 'enc', key: platform.key, extensions: ['keyUsage=keyEncipherment'] }),
      }),
    ],
    [
      'an expired certificate of the pinned key',
      'certificate-dates',
      (k) => ({ by: k.ca.issue(k.root, { name: 'old', key: platform.key, to: '20260601000000Z' }) }),
    ],
    [
      'a revoked certificate of the pinned key',
      'revoked',
      (k) => {
        const by = k.ca.issue(k.root, { name: 'gone', key: platform.key });
        return [
          { by },
          {
            crls: [crlOf(k.ca.crl(k.root, { name: 'gone', revoked: [{ cert: by, date: '261001000000Z' }] }))],
          },
        ];
      },
    ],
    [
      'members named twice in the text',
      'not-json',
      () => ({ json: `{"result":"accepted",${JSON.stringify(RECEIPT).slice(1)}` }),
    ],
    ['no JSON', 'not-json', () => ({ json: '已收到' })],
    [
      'a path that leads elsewhere',
      'zip-policy',
      () => ({ members: (all) => [...all, { name: '../x', data: '' }] }),
    ],
  ];
  it.each(untrusted)('is not believed: %s → %s', async (_, reason, make) => {
    const built = make(kit);
    const [options, more] = Array.isArray(built) ? built : [built, {}];
    expect(await readReceipt(document(options), { ...trust, ...more })).toMatchObject({
      ok: false,
      failure: { code: 'receipt-untrusted', details: { reason } },
    });
  });

  it('is told apart from other files', async () => {
    const wrong = [
      buildPackage(kit),
      document({ name: 'head' }),
      document({ json: JSON.stringify({ ...RECEIPT, format: 'zwml-receipt/2' }) }),
      document({ json: JSON.stringify({ ...RECEIPT, result: 'ok' }) }),
      document({ members: (all) => [...all, { name: 'more.txt', data: '' }] }),
    ];
    for (const file of wrong)
      expect(await readReceipt(file, trust)).toMatchObject({
        ok: false,
        failure: { code: 'package-unreadable' },
      });
    expect(await readReceipt(join(kit.folder, 'none'), trust)).toMatchObject({
      ok: false,
      failure: { code: 'file-not-found' },
    });
  });

  it('is matched to the package it names, by id, number and manifest', () => {
    const receipt = RECEIPT as Receipt;
    const sent = { packageId: PACKAGE_ID, seq: 1, manifestSm3: 'a'.repeat(64), batch: 7 };
    expect(matchReceipt(receipt, [{ ...sent, packageId: 'other' }, sent])).toEqual({ ok: true, value: sent });
    const reason = (one: typeof sent) => matchReceipt(receipt, [one]);
    expect(reason({ ...sent, packageId: 'x' })).toMatchObject({
      failure: { code: 'receipt-unmatched', details: { reason: 'unknown-package' } },
    });
    expect(reason({ ...sent, seq: 2 })).toMatchObject({ failure: { details: { reason: 'other-seq' } } });
    expect(reason({ ...sent, manifestSm3: 'b'.repeat(64) })).toMatchObject({
      failure: { details: { reason: 'other-manifest' } },
    });
  });
});

describe('a platform’s head and opinions', () => {
  const head = {
    format: 'zwml-head/1',
    unit: UNIT,
    seq: 3,
    manifestSm3: 'c'.repeat(64),
    issued: '2026-11-21T09:00:00Z',
  };
  it('head: the last accepted number with its manifest, or nought with none', async () => {
    const read = (value: unknown) => readHead(document({ name: 'head', json: JSON.stringify(value) }), trust);
    expect(await read(head)).toEqual({ ok: true, value: head });
    expect((await read({ ...head, seq: 0, manifestSm3: null })).ok).toBe(true);
    expect((await read({ ...head, seq: 0 })).ok).toBe(false);
    expect((await read({ ...head, manifestSm3: null })).ok).toBe(false);
    expect(
      (await readHead(document({ name: 'head', json: JSON.stringify(head), by: kit.signer }), trust)).ok,
    ).toBe(false);
  });

  it('opinions: approval or return for each entry', async () => {
    const opinions = {
      format: 'zwml-opinions/1',
      unit: UNIT,
      issued: '2026-11-21T09:00:00Z',
      opinions: [{ id: '1', code: '3040100000/000001', decision: 'return', opinion: '共享条件未写明' }],
    };
    expect(await readOpinions(document({ name: 'opinions', json: JSON.stringify(opinions) }), trust)).toEqual(
      { ok: true, value: opinions },
    );
    const wrong = { ...opinions, opinions: [{ id: '1', decision: 'maybe' }] };
    expect((await readOpinions(document({ name: 'opinions', json: JSON.stringify(wrong) }), trust)).ok).toBe(
      false,
    );
  });
});
