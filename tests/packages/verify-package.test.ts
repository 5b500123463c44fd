import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackage, type VerifyOptions } from '#app/packages/open-package';
import { verifyPackage } from '#app/packages/verify-package';
import {
  AT,
  buildPackage,
  certificateOf,
  crlOf,
  manifestOf,
  newKit,
  opensslSm3,
  PACKAGE_ID,
  PAYLOAD,
  plainCanonical,
  type Kit,
} from './package-kit';
import { CA_EXTENSIONS, derOf, signFile, UNIT } from './openssl-ca';

let kit: Kit;
let options: VerifyOptions;
beforeAll(() => {
  kit = newKit();
  options = { roots: [certificateOf(kit.root.crt)], at: AT };
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

async function valueOf(file: string, more: Partial<VerifyOptions> = {}) {
  const outcome = await verifyPackage(file, { ...options, ...more });
  if (!outcome.ok) throw new Error(`${outcome.failure.code} ${JSON.stringify(outcome.failure.details)}`);
  return outcome.value;
}

describe('a good package', () => {
  it('is believed, with signer, number and entries told, when openssl signed it', async () => {
    expect(await valueOf(buildPackage(kit))).toEqual({
      valid: true,
      packageId: PACKAGE_ID,
      seq: 1,
      signer: {
        subject: `C=CN, O=省住房城乡建设厅, OU=${UNIT}, CN=signer`,
        unit: UNIT,
        fingerprintSm3: opensslSm3(derOf(kit.signer.crt)),
      },
      revocation: 'not-checked',
      entries: 3,
      problems: [],
    });
  });

  it('is believed when Info-ZIP packed it, with its folders and time stamps', async () => {
    const folder = join(kit.folder, 'plain');
    const put = (name: string, data: Uint8Array | string): void => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), data);
    };
    put('mimetype', 'application/vnd.zwml+zip');
    put('manifest.json', plainCanonical(manifestOf(PAYLOAD)));
    put('META/manifest.sig', signFile(kit.signer.key, join(folder, 'manifest.json')));
    put('META/signer.crt', readFileSync(kit.signer.crt));
    for (const [name, data] of Object.entries(PAYLOAD)) put(name, data);
    for (const extras of [['-X'], [], ['-UN=UTF8'], ['-D']]) {
      const file = join(kit.folder, `info${extras.join('')}.zwml`);
      execFileSync('zip', ['-q', '-0', ...extras, file, 'mimetype'], { cwd: folder });
      execFileSync('zip', ['-q', '-r', ...extras, file, 'manifest.json', 'META', 'payload'], { cwd: folder });
      expect((await valueOf(file)).problems, extras.join('')).toEqual([]);
    }
  });

  it('may be named .zip, since some one-way import desks take nothing else', async () => {
    const file = join(kit.folder, 'renamed.zip');
    copyFileSync(buildPackage(kit), file);
    expect((await valueOf(file)).valid).toBe(true);
  });

  it('may carry any payload, or none at all', async () => {
    expect(
      (await valueOf(buildPackage(kit, { payload: { 'payload/随便什么.bin': new Uint8Array([0, 1, 2]) } })))
        .entries,
    ).toBe(1);
    expect((await valueOf(buildPackage(kit, { payload: {} }))).entries).toBe(0);
  });

  it('may list paths relative to its payload folder', async () => {
    const entries = (manifestOf(PAYLOAD).entries as { path: string }[]).map((entry) => ({
      ...entry,
      path: entry.path.slice('payload/'.length),
    }));
    expect((await valueOf(buildPackage(kit, { manifest: { entries } }))).problems).toEqual([]);
  });

  it('keeps unknown members of the manifest and ignores them', async () => {
    const file = buildPackage(kit, {
      manifest: {
        kind: 'catalogue',
        counts: { entries: 1 },
        audit: { records: 7 },
        alg: { sig: 'SM2-with-SM3' },
        x: [1, null],
      },
    });
    const outcome = await openPackage(file, options, async (result, opened) => ({
      result,
      manifest: opened?.manifest,
    }));
    expect(outcome.ok && outcome.value.result.valid).toBe(true);
    expect(outcome.ok && outcome.value.manifest).toMatchObject({ audit: { records: 7 }, x: [1, null] });
  });

  it('may be signed below an authority between it and the root', async () => {
    const middle = kit.ca.issue(kit.root, {
      name: 'middle',
      subject: '/C=CN/O=省电子认证中心/CN=二级',
      extensions: CA_EXTENSIONS,
    });
    const signer = kit.ca.issue(middle, { name: 'below' });
    expect((await valueOf(buildPackage(kit, { signer, chain: [middle.crt] }))).problems).toEqual([]);
    // Files from authorities often bring the root and the certificate itself along.
    expect(
      (await valueOf(buildPackage(kit, { signer, chain: [signer.crt, middle.crt, kit.root.crt] }))).problems,
    ).toEqual([]);
    // The authority itself may have been imported as a root.
    expect((await valueOf(buildPackage(kit, { signer }), { roots: [certificateOf(middle.crt)] })).valid).toBe(
      true,
    );
  });

  it('is believed by the root of the same key after the root was renewed', async () => {
    const renewed = kit.ca.root('测试根', { key: kit.root.key, to: '20451231000000Z' });
    expect((await valueOf(buildPackage(kit), { roots: [certificateOf(renewed.crt)] })).valid).toBe(true);
  });

  it('hands out its payload, checked once more, and nothing that is not in it', async () => {
    const read = await openPackage(buildPackage(kit), options, async (_, opened) => ({
      paths: opened!.paths,
      text: Buffer.from(await opened!.read('信息资源目录.csv', 1000)).toString(),
      manifestSm3: opened!.manifestSm3,
    }));
    expect(read).toEqual({
      ok: true,
      value: {
        paths: ['catalogue.json', '信息资源目录.csv', '附件/空文件.txt'],
        text: PAYLOAD['payload/信息资源目录.csv'],
        manifestSm3: opensslSm3(plainCanonical(manifestOf(PAYLOAD))),
      },
    });
    const missing = await openPackage(buildPackage(kit), options, (_, opened) =>
      opened!.read('没有.txt', 10),
    );
    expect(missing).toMatchObject({ ok: false, failure: { code: 'package-invalid' } });
    const large = await openPackage(buildPackage(kit), options, (_, opened) =>
      opened!.read('catalogue.json', 3),
    );
    expect(large).toMatchObject({ ok: false, failure: { code: 'file-too-large' } });
  });
});

describe('revocation lists', () => {
  const crl = (...args: Parameters<Kit['ca']['crl']>) => crlOf(kit.ca.crl(...args));

  it('are reported as checked when one in force covers the signer', async () => {
    const list = crl(kit.root, { name: 'fresh' });
    expect(await valueOf(buildPackage(kit), { crls: [list] })).toMatchObject({
      valid: true,
      revocation: 'checked',
    });
  });

  it('of another known authority say nothing about this signer', async () => {
    const other = kit.ca.root('另一根');
    const list = crl(other, { name: 'other-list', to: '20261102000000Z' });
    const result = await valueOf(buildPackage(kit), {
      crls: [list],
      roots: [...options.roots, certificateOf(other.crt)],
    });
    expect(result).toMatchObject({ valid: true, revocation: 'not-checked' });
  });

  it('count although dated after the time of judging', async () => {
    const list = crl(kit.root, {
      name: 'later',
      revoked: [{ cert: kit.signer, date: '261101000000Z' }],
      from: '20261201000000Z',
    });
    expect((await valueOf(buildPackage(kit), { crls: [list] })).problems[0]?.code).toBe('revoked');
  });

  it('do not reach back before the day of revocation, unless the key was in other hands', async () => {
    const later = crl(kit.root, {
      name: 'after',
      revoked: [{ cert: kit.signer, date: '261130000000Z', reason: 'superseded' }],
    });
    expect(await valueOf(buildPackage(kit), { crls: [later] })).toMatchObject({
      valid: true,
      revocation: 'checked',
    });
    const stolen = crl(kit.root, {
      name: 'stolen',
      revoked: [{ cert: kit.signer, date: '261130000000Z', reason: 'keyCompromise' }],
    });
    expect((await valueOf(buildPackage(kit), { crls: [stolen] })).problems[0]?.code).toBe('revoked');
  });

  it('lift a hold when the newer list no longer has the certificate', async () => {
    const held = crl(kit.root, {
      name: 'held',
      number: 5,
      revoked: [{ cert: kit.signer, date: '261001000000Z', reason: 'certificateHold' }],
    });
    const lifted = crl(kit.root, { name: 'lifted', number: 6 });
    expect((await valueOf(buildPackage(kit), { crls: [held] })).problems[0]?.code).toBe('revoked');
    expect((await valueOf(buildPackage(kit), { crls: [lifted, held] })).valid).toBe(true);
  });

  it('that are out of date do not matter beside a newer one of the same authority', async () => {
    const old = crl(kit.root, { name: 'old', number: 1, from: '20260901000000Z', to: '20261001000000Z' });
    const fresh = crl(kit.root, { name: 'new', number: 2 });
    expect((await valueOf(buildPackage(kit), { crls: [old] })).problems[0]?.code).toBe('crl-expired');
    expect(await valueOf(buildPackage(kit), { crls: [old, fresh] })).toMatchObject({
      valid: true,
      revocation: 'checked',
    });
  });

  it('of the root reach the authority below it', async () => {
    const middle = kit.ca.issue(kit.root, {
      name: 'middle2',
      subject: '/C=CN/CN=二级乙',
      extensions: CA_EXTENSIONS,
    });
    const signer = kit.ca.issue(middle, { name: 'below2' });
    const file = buildPackage(kit, { signer, chain: [middle.crt] });
    const list = crl(kit.root, { name: 'arl', revoked: [{ cert: middle, date: '261001000000Z' }] });
    expect((await valueOf(file, { crls: [list] })).problems[0]?.code).toBe('revoked');
    // The root's list alone says nothing about the signer.
    expect(await valueOf(file, { crls: [crl(kit.root, { name: 'arl2' })] })).toMatchObject({
      valid: true,
      revocation: 'not-checked',
    });
    expect(await valueOf(file, { crls: [crl(middle, { name: 'below-list' })] })).toMatchObject({
      valid: true,
      revocation: 'checked',
    });
  });
});

describe('a file that is no package', () => {
  it('is a failure, not a verdict: missing, a folder, empty, not a ZIP, cut short', async () => {
    const good = readFileSync(buildPackage(kit));
    const write = (name: string, data: Uint8Array | string): string => {
      writeFileSync(join(kit.folder, name), data);
      return join(kit.folder, name);
    };
    const codes: [string, string][] = [
      [join(kit.folder, '没有.zwml'), 'file-not-found'],
      [kit.folder, 'file-is-directory'],
      [write('empty.zwml', ''), 'package-unreadable'],
      [write('text.zwml', '这不是压缩包'), 'package-unreadable'],
      [write('cut.zwml', good.subarray(0, good.length - 30)), 'package-unreadable'],
      [write('head.zwml', good.subarray(0, 100)), 'package-unreadable'],
    ];
    for (const [file, code] of codes) {
      expect(await verifyPackage(file, options), file).toMatchObject({ ok: false, failure: { code } });
    }
  });
});

it('can be given up in the middle, and tells how far it has come', async () => {
  const big = { ...PAYLOAD, 'payload/big.bin': Buffer.alloc(4 * 2 ** 20, 7) };
  const file = buildPackage(kit, { payload: big });
  const stop = new AbortController();
  const told: number[] = [];
  const watch = {
    signal: stop.signal,
    progress: (bytes: number, total: number): void => {
      told.push(bytes / total);
      if (bytes > total / 2) stop.abort();
    },
  };
  const given = await verifyPackage(file, { ...options, watch });
  expect(given).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(told.at(-1)).toBeLessThan(1);
  const whole = { ...watch, signal: new AbortController().signal };
  expect(await valueOf(file, { watch: whole })).toMatchObject({ valid: true });
  expect(told.at(-1)).toBe(1);
});
