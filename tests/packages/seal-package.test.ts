import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '#app/packages/certificate';
import { readKeyFile } from '#app/packages/key-file';
import {
  sealPackage,
  type ManifestFields,
  type PayloadPart,
  type SealInput,
} from '#app/packages/seal-package';
import { createSoftwareSigner, type Signer } from '#app/packages/signer';
import { verifyPackage } from '#app/packages/verify-package';
import { CA_EXTENSIONS, derOf, GB_ID, openssl, UNIT, type CertFiles } from './openssl-ca';
import { AT, certificateOf, newKit, opensslSm3, PACKAGE_ID, type Kit } from './package-kit';

let kit: Kit;
let signer: Signer;
let roots: Certificate[];
beforeAll(async () => {
  kit = newKit();
  signer = await signerOf(kit.signer);
  roots = [certificateOf(kit.root.crt)];
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

async function signerOf({ crt, key }: CertFiles): Promise<Signer> {
  const pair = await readKeyFile(readFileSync(key), null);
  const made = pair.ok ? createSoftwareSigner(pair.value.privateKey, certificateOf(crt)) : pair;
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

const FIELDS: ManifestFields = {
  packageId: PACKAGE_ID,
  seq: 1,
  prev: null,
  created: '2026-11-20T08:00:00Z',
  kind: 'catalogue',
  counts: { entries: 2 },
};
const PAYLOAD: readonly PayloadPart[] = [
  { path: 'catalogue.json', source: new TextEncoder().encode('{"名称":"甲"}') },
  { path: '附件/信息资源目录.csv', source: new TextEncoder().encode('甲,乙\r\n'.repeat(500)) },
  { path: 'A.txt', source: new Uint8Array(0) },
];
const seal = (change: Partial<SealInput> & { out: string }) =>
  sealPackage({ payload: PAYLOAD, manifest: FIELDS, signer, ...change });
const out = (name: string): string => join(kit.folder, name);

describe('a sealed package', () => {
  it('is verified with unzip and openssl alone, by the recipe handed to the platform', async () => {
    const middle = kit.ca.issue(kit.root, {
      name: 'middle',
      subject: '/C=CN/CN=二级',
      extensions: CA_EXTENSIONS,
    });
    const below = kit.ca.issue(middle, { name: 'below' });
    const sealed = await seal({
      out: out('a.zwml'),
      signer: await signerOf(below),
      chain: [certificateOf(middle.crt)],
    });
    if (!sealed.ok) throw new Error(JSON.stringify(sealed.failure));
    const folder = out('unzipped');
    execFileSync('unzip', ['-q', '-o', out('a.zwml'), '-d', folder]);
    const p = (name: string): string => join(folder, name);
    expect(readFileSync(p('mimetype'), 'utf8')).toBe('application/vnd.zwml+zip');
    const id = `distid:${GB_ID}`;
    // Link by link: openssl takes the user id for the first certificate of a chain only.
    const verify = ['verify', '-vfyopt', id];
    const chain = p('META/chain.pem');
    const leaf = openssl([...verify, '-partial_chain', '-trusted', chain, p('META/signer.crt')]);
    expect(leaf.toString()).toContain('OK');
    expect(openssl([...verify, '-CAfile', kit.root.crt, chain]).toString()).toContain('OK');
    writeFileSync(p('signer.pub'), openssl(['x509', '-in', p('META/signer.crt'), '-noout', '-pubkey']));
    const verified = openssl([
      'dgst',
      '-sm3',
      '-verify',
      p('signer.pub'),
      '-sigopt',
      id,
      '-signature',
      p('META/manifest.sig'),
      p('manifest.json'),
    ]);
    expect(verified.toString()).toContain('Verified OK');
    const manifest = JSON.parse(readFileSync(p('manifest.json'), 'utf8')) as {
      entries: { path: string; size: number; sm3: string; sha256: string }[];
    };
    expect(manifest.entries.map((entry) => entry.path)).toEqual([
      'payload/A.txt',
      'payload/catalogue.json',
      'payload/附件/信息资源目录.csv',
    ]);
    for (const entry of manifest.entries) {
      const data = readFileSync(p(entry.path));
      expect(entry).toEqual({
        path: entry.path,
        size: data.length,
        sm3: opensslSm3(data),
        sha256: openssl(['dgst', '-sha256', '-r'], data).toString().slice(0, 64),
      });
    }
    expect(sealed.value).toMatchObject({
      packageId: PACKAGE_ID,
      seq: 1,
      entries: 3,
      manifestSm3: opensslSm3(readFileSync(p('manifest.json'))),
    });
    expect(manifest).toMatchObject({ format: 'zwml/1', ...FIELDS, signer: { unit: UNIT } });
    expect(readFileSync(p('META/signer.crt'), 'utf8')).toBe(readFileSync(below.crt, 'utf8'));
  });

  it('is accepted by the verifier', async () => {
    expect(await seal({ out: out('b.zwml') })).toMatchObject({ ok: true });
    expect(await verifyPackage(out('b.zwml'), { roots, at: AT })).toMatchObject({
      ok: true,
      value: { valid: true, entries: 3 },
    });
  });

  it('has the same bytes in every time zone, but for the signature (nothing of the machine gets in)', async () => {
    const fixed: Signer = {
      certificateDer: signer.certificateDer,
      signDigest: (() => {
        let first: Promise<{ r: bigint; s: bigint }> | null = null;
        return (e: Uint8Array) => (first ??= signer.signDigest(e));
      })(),
    };
    const files: Buffer[] = [];
    const zone = process.env['TZ'];
    for (const tz of ['UTC', 'Asia/Shanghai', 'America/New_York']) {
      process.env['TZ'] = tz;
      await seal({ out: out('tz.zwml'), signer: fixed });
      files.push(readFileSync(out('tz.zwml')));
    }
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(files[1]!.equals(files[0]!)).toBe(true);
    expect(files[2]!.equals(files[0]!)).toBe(true);
  });

  it('may carry thousands of attachments', async () => {
    const payload = Array.from({ length: 3000 }, (_, i) => ({
      path: `附件/${i}/扫描件.txt`,
      source: Buffer.from(`${i}`),
    }));
    expect(await seal({ out: out('many.zwml'), payload })).toMatchObject({ ok: true });
    expect(await verifyPackage(out('many.zwml'), { roots, at: AT })).toMatchObject({
      ok: true,
      value: { valid: true, entries: 3000 },
    });
  });

  it('replaces an older file whole and leaves no temporary file behind, also when it fails', async () => {
    const folder = out('tidy');
    mkdirSync(folder);
    writeFileSync(join(folder, 'p.zwml'), 'old');
    const fails = await seal({
      out: join(folder, 'p.zwml'),
      payload: [{ path: 'x', source: { file: join(folder, 'missing') } }],
    });
    expect(fails).toMatchObject({ ok: false, failure: { code: 'file-not-found' } });
    expect(readFileSync(join(folder, 'p.zwml'), 'utf8')).toBe('old');
    expect(await seal({ out: join(folder, 'p.zwml') })).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual(['p.zwml']);
    expect(await seal({ out: join(folder, 'none', 'p.zwml') })).toMatchObject({
      ok: false,
      failure: { code: 'file-unwritable' },
    });
    expect(await seal({ out: folder })).toMatchObject({ ok: false });
    expect(readdirSync(folder)).toEqual(['p.zwml']);
  });

  it('is not made when a file changes between hashing and packing', async () => {
    const file = out('moving.csv');
    writeFileSync(file, 'one');
    const slow: Signer = {
      ...signer,
      signDigest: async (e) => {
        writeFileSync(file, 'two');
        return signer.signDigest(e);
      },
    };
    expect(
      await seal({ out: out('moving.zwml'), signer: slow, payload: [{ path: 'm.csv', source: { file } }] }),
    ).toMatchObject({
      ok: false,
      failure: { code: 'file-unreadable', details: { reason: 'changed' } },
    });
    expect(readdirSync(kit.folder).filter((name) => name.includes('moving.zwml'))).toEqual([]);
  });

  it('is not made with names that the verifier would refuse', async () => {
    const part = (path: string): PayloadPart => ({ path, source: new Uint8Array(1) });
    for (const paths of [
      ['../x'],
      ['a//b'],
      ['CON'],
      ['a\u202eb'],
      ['e\u0301'],
      ['x', 'X'],
      ['x', 'x'],
      ['a', 'a/b'],
      [''],
    ]) {
      expect(await seal({ out: out('n.zwml'), payload: paths.map(part) }), paths.join(' ')).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input' },
      });
    }
    await expect(seal({ out: out('n.zwml'), payload: [part('payload/x')] })).rejects.toThrow(TypeError);
  });

  it('is not made with a certificate that the receiver would refuse', async () => {
    const cases: [string, CertFiles][] = [
      ['no-unit', kit.ca.issue(kit.root, { name: 'nounit', subject: '/C=CN/CN=张三' })],
      ['key-usage', kit.ca.issue(kit.root, { name: 'nouse', extensions: ['keyUsage=keyAgreement'] })],
      ['certificate-dates', kit.ca.issue(kit.root, { name: 'old', to: '20260301000000Z' })],
    ];
    for (const [reason, files] of cases) {
      expect(await seal({ out: out('c.zwml'), signer: await signerOf(files) })).toMatchObject({
        ok: false,
        failure: { code: 'certificate-mismatch', details: { reason } },
      });
    }
    // A key device with another key in it is found out before anything is written.
    const wrong: Signer = {
      certificateDer: derOf(kit.signer.crt),
      signDigest: (await signerOf(cases[0]![1])).signDigest,
    };
    expect(await seal({ out: out('c.zwml'), signer: wrong })).toMatchObject({
      ok: false,
      failure: { details: { reason: 'other-key' } },
    });
  });

  it('refuses manifest fields out of form instead of signing them', async () => {
    for (const change of [{ seq: 0 }, { packageId: 'x' }, { prev: '' }, { created: '今天' }]) {
      const made = await seal({ out: out('f.zwml'), manifest: { ...FIELDS, ...change } });
      expect(made.ok, JSON.stringify(change)).toBe(false);
    }
  });

  it('of 100 MB is made and verified in a process of at most 300 MB', async () => {
    const big = out('big.bin');
    const stream = createWriteStream(big);
    for (let i = 0; i < 100; i++) {
      if (!stream.write(Buffer.alloc(2 ** 20, i * 37 + 1).map((byte, at) => (byte * at) & 255)))
        await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'close');
    const script = join(import.meta.dirname, 'memory-run.ts');
    const { crt, key } = kit.signer;
    const args = [key, crt, kit.root.crt, big, out('big.zwml'), JSON.stringify(FIELDS)];
    const printed = execFileSync(process.execPath, ['--import', 'tsx', script, ...args]).toString();
    const { valid, peak } = JSON.parse(printed) as { valid: boolean; peak: number };
    expect(valid).toBe(true);
    expect(peak).toBeLessThan(300 * 1024);
  });
});
