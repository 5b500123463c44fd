import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCall } from '#app/operations/create-operations';
import { openPlatform, type Platform } from '#tests/reference-platform/platform';
import { openssl, DISTID } from '#tests/reference-platform/openssl';
import { newLibrary, openCore, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const PASSPHRASE = '政务目录 2026 口令';

interface Desk {
  readonly core: TestCore & { file: string };
  readonly platform: Platform;
  readonly key: string;
  readonly certificate: string;
  readonly at: (name: string) => string;
}

async function addEntry(core: TestCore, changes = {}): Promise<string> {
  const { entry, meta } = await core.call('entries.create', {});
  const filled = { ...sampleEntry(changes), id: entry.id };
  await core.call('entries.save', { entry: filled, revision: meta.revision });
  return entry.id;
}

async function approveAll(core: TestCore): Promise<void> {
  const all = { entries: 'all' as const, by: '李某', opinion: '同意' };
  for (const step of ['submit', 'approve'] as const) await core.call('review.take', { ...all, step });
  await core.call('review.take', { ...all, step: 'assess', secrecy: '不涉密', personal: '不涉及个人信息' });
  for (const step of ['clear', 'consent'] as const) await core.call('review.take', { ...all, step });
}

/** A department with key and certificate, and a platform that issued it, as after the first visit. */
async function desk(): Promise<Desk> {
  const own = mkdtempSync(join(folder, 'desk-'));
  const at = (name: string): string => join(own, name);
  const core = await newLibrary(own);
  const platform = await openPlatform(at('platform'));
  const key = at('department.key');
  await core.call('key.create', { out: key, passphrase: PASSPHRASE });
  const request = join(platform.folder, 'requests', 'department.csr');
  await core.call('key.request', { key, passphrase: PASSPHRASE, out: request, person: '张某' });
  await platform.work();
  await core.call('trust.add', { file: platform.authority.root, role: 'root' });
  await core.call('trust.add', { file: platform.authority.platformCertificate, role: 'platform' });
  return { core, platform, key, certificate: join(platform.folder, 'certificates', 'department.crt'), at };
}

const pack = ({ core, key, certificate, at }: Desk, name = 'p.zwml') =>
  core.call('package.make', { key, certificate, passphrase: PASSPHRASE, out: at(name) });

describe('报送 means received', () => {
  test('key, certificate, package, openssl’s verdict, receipt: 已审定 → 待报送 → 已报送 → 已接收', async () => {
    const one = await desk();
    const { core, platform } = one;
    const id = await addEntry(core);
    await approveAll(core);
    const made = await pack(one);
    expect(made).toMatchObject({ seq: 1, entries: 1 });
    expect((await core.call('entries.read', { entry: id })).meta.state).toBe('待报送');
    const verified = await core.call('package.verify', { file: made.file, roots: [platform.authority.root] });
    expect(verified.problems).toEqual([]);
    expect(verified.valid).toBe(true);

    await core.call('delivery.carry', { folder: join(platform.folder, 'inbox') });
    expect((await core.call('entries.read', { entry: id })).meta.state).toBe('已报送');
    expect((await platform.work()).join()).toContain('已接收');
    const receipt = join(platform.folder, 'outbox', `${made.packageId}.zwmlr`);
    const received = await core.call('delivery.receive', { file: receipt });
    expect(received).toMatchObject({ kind: '签名回执', result: 'accepted', entries: 1 });
    expect((await core.call('entries.read', { entry: id })).meta.state).toBe('已接收');
    // Taken twice, it changes nothing.
    await core.call('delivery.receive', { file: receipt });
    expect((await core.call('package.list', {})).packages[0]).toMatchObject({
      state: '已接收',
      receipt: { kind: '签名回执' },
    });

    await addEntry(core);
    await approveAll(core);
    expect(await pack(one, 'second.zwml')).toMatchObject({ seq: 2, entries: 1 });
    await core.call('delivery.carry', { folder: join(platform.folder, 'inbox') });
    expect((await platform.work()).join()).toContain('已接收，第2号');
    await core.close();
  });

  test('nothing but 已审定 entries is sealed', async () => {
    const one = await desk();
    await addEntry(one.core);
    const failure = await one.core.failure('package.make', {
      key: one.key,
      certificate: one.certificate,
      passphrase: PASSPHRASE,
      out: one.at('p.zwml'),
    });
    expect(failure.code).toBe('nothing-to-pack');
    expect(existsSync(one.at('p.zwml'))).toBe(false);
    await one.core.close();
  });

  test('a receipt signed with the department’s own key, though of the same root, is refused', async () => {
    const one = await desk();
    const { core, platform, at } = one;
    await addEntry(core);
    await approveAll(core);
    const made = await pack(one);
    await openssl('pkcs8', '-in', one.key, '-passin', `pass:${PASSPHRASE}`, '-out', at('plain.key'));
    const forged = at('forged.zwmlr');
    const receipt = {
      format: 'zwml-receipt/1',
      packageId: made.packageId,
      seq: made.seq,
      manifestSm3: made.manifestSm3,
      received: new Date().toISOString(),
      result: 'accepted',
    };
    await platform.sign('receipt', receipt, forged, { key: at('plain.key'), certificate: one.certificate });
    expect((await core.failure('delivery.receive', { file: forged })).code).toBe('receipt-untrusted');
    await platform.sign('receipt', { ...receipt, manifestSm3: '0'.repeat(64) }, forged);
    expect((await core.failure('delivery.receive', { file: forged })).code).toBe('receipt-unmatched');
    await core.close();
  });

  test('the key that signs packages is not pinned as the platform’s, nor does a pinned one sign packages', async () => {
    const one = await desk();
    const { core } = one;
    await addEntry(core);
    await approveAll(core);
    const own = { file: one.certificate, role: 'platform' as const };
    // Before the first package nobody knows whose it is: then it does not sign.
    await core.call('trust.add', own);
    const input = {
      key: one.key,
      certificate: one.certificate,
      passphrase: PASSPHRASE,
      out: one.at('p.zwml'),
    };
    expect(await core.failure('package.make', input)).toMatchObject({
      code: 'certificate-own',
      details: { subject: expect.stringContaining('张某') as string },
    });
    expect(existsSync(input.out)).toBe(false);
    await core.call('trust.remove', own);
    await pack(one);
    expect((await core.failure('trust.add', own)).code).toBe('certificate-own');
    const { certificates } = await core.call('trust.list', {});
    expect(certificates.map(({ role }) => role)).toEqual(['platform', 'root']);
    await core.close();
  });

  test('a rejected package gives its number back; its entries wait to be mended', async () => {
    const one = await desk();
    const { core, platform, at } = one;
    const id = await addEntry(core);
    await approveAll(core);
    const made = await pack(one);
    const answer = at('no.zwmlr');
    await platform.sign(
      'receipt',
      {
        format: 'zwml-receipt/1',
        packageId: made.packageId,
        seq: 1,
        manifestSm3: made.manifestSm3,
        received: new Date().toISOString(),
        result: 'rejected',
      },
      answer,
    );
    await core.call('delivery.receive', { file: answer });
    expect((await core.call('entries.read', { entry: id })).meta.state).toBe('退回补正');
    await approveAll(core);
    const again = await pack(one, 'again.zwml');
    expect(again.seq).toBe(1);
    expect(again.packageId).not.toBe(made.packageId);
    await core.close();
  });

  test('a rejection that comes while the next package is made: no file with a number that is out of order', async () => {
    const one = await desk();
    const { core, platform, at } = one;
    await addEntry(core);
    await approveAll(core);
    const packing = { key: one.key, certificate: one.certificate, passphrase: PASSPHRASE };
    const first = await core.call('package.make', { ...packing, out: at('first.zwml') });
    mkdirSync(at('stick'));
    await core.call('delivery.carry', { folder: at('stick') });
    await addEntry(core);
    await approveAll(core);
    const rejection = {
      format: 'zwml-receipt/1',
      packageId: first.packageId,
      seq: 1,
      manifestSm3: first.manifestSm3,
      received: new Date().toISOString(),
      result: 'rejected',
    };
    await platform.sign('receipt', rejection, at('no.zwmlr'));
    const [made] = await Promise.all([
      core.failure('package.make', { ...packing, out: at('second.zwml') }),
      core.call('delivery.receive', { file: at('no.zwmlr') }),
    ]);
    expect(made.code).toBe('step-not-allowed');
    expect(readdirSync(at('.')).filter((name) => /second|\.part$/.test(name))).toEqual([]);
    expect((await core.call('package.make', { ...packing, out: at('second.zwml') })).seq).toBe(1);
    expect(existsSync(at('second.zwml'))).toBe(true);
    await core.close();
  });

  test('人工登记回执: the number, date and scan of a platform that answers by telephone', async () => {
    const one = await desk();
    const { core, at } = one;
    const id = await addEntry(core);
    await approveAll(core);
    const scan = at('受理单.png');
    writeFileSync(scan, 'scan');
    expect(
      (await core.failure('delivery.receiveByHand', { number: '受理〔2026〕12号', on: '2027-01-01' })).code,
    ).toBe('invalid-input');
    await core.call('delivery.receiveByHand', {
      number: '受理〔2026〕12号',
      on: '2026-11-20',
      scan,
      by: '王某',
    });
    expect((await core.call('entries.read', { entry: id })).meta.state).toBe('已接收');
    await core.close();
  });

  test('what was handed in as a workbook is entered as that: a package in the queue stays in the queue', async () => {
    const { core, key, certificate, at } = await desk();
    const packed = await addEntry(core);
    await approveAll(core);
    const out = at('queued.zwml');
    const { packageId } = await core.call('package.make', { key, certificate, passphrase: PASSPHRASE, out });
    const uploaded = await addEntry(core);
    await approveAll(core);
    const byHand = { number: '受理〔2026〕13号', on: '2026-11-20', packageId: null };
    expect(await core.call('delivery.receiveByHand', byHand)).toMatchObject({ packageId: '', entries: 1 });
    const stateOf = async (id: string) => (await core.call('entries.read', { entry: id })).meta.state;
    expect([await stateOf(packed), await stateOf(uploaded)]).toEqual(['待报送', '已接收']);
    expect((await core.call('package.list', {})).packages[0]).toMatchObject({ packageId, state: '待报送' });
    // Pressed twice, it would take what was approved since for received as well.
    await addEntry(core);
    await approveAll(core);
    expect((await core.failure('delivery.receiveByHand', byHand)).code).toBe('invalid-input');
    await core.close();
  });
});

test('a package whose file cannot be put in its place was not made: the queue stands as before', async () => {
  const { core, key, certificate, at } = await desk();
  const first = await addEntry(core);
  await approveAll(core);
  const input = { key, certificate, passphrase: PASSPHRASE };
  const queued = await core.call('package.make', { ...input, out: at('queued.zwml') });
  const second = await addEntry(core);
  await approveAll(core);
  const out = at('taken.zwml');
  // Something takes the name while the package is made: a folder here, a file that a program holds open elsewhere.
  const context = {
    signal: new AbortController().signal,
    progress: () => void mkdirSync(join(out, 'x'), { recursive: true }),
  };
  expect(await runCall(core.operations, 'package.make', { ...input, out }, context)).toMatchObject({
    ok: false,
    failure: { code: 'file-unwritable', details: { file: out } },
  });
  const { packages } = await core.call('package.list', {});
  expect(packages).toMatchObject([
    { state: '已被取代', remark: '没有写出文件' },
    { packageId: queued.packageId, state: '待报送' },
  ]);
  expect((await core.call('entries.read', { entry: first })).meta.state).toBe('待报送');
  expect((await core.call('entries.read', { entry: second })).meta.state).toBe('已审定');
  mkdirSync(at('stick'));
  const { packages: sent } = await core.call('delivery.sync', { folder: at('stick') });
  expect(sent.delivered).toEqual([queued.packageId]);
  await core.close();
});

describe('one chain, one instance', () => {
  test('a copied and a restored library cannot carry the chain on before the platform’s signed head', async () => {
    const one = await desk();
    const { core, platform, at } = one;
    await addEntry(core);
    await approveAll(core);
    await core.call('library.backup', { out: at('backup.mulu') });
    await core.close();
    copyFileSync(core.file, at('copy.mulu'));
    await core.call('library.restore', { file: at('backup.mulu'), out: at('restored.mulu') });
    for (const name of ['copy.mulu', 'restored.mulu']) {
      const other = await openCore();
      await other.call('library.open', { library: at(name) });
      const input = {
        key: one.key,
        certificate: one.certificate,
        passphrase: PASSPHRASE,
        out: at(`${name}.zwml`),
      };
      expect((await other.failure('package.make', input)).code).toBe('chain-unconfirmed');
      // One from before the copy was made may lie on any stick, and says nothing of what was delivered since.
      for (const hours of [30 * 24, 6, 0.5]) {
        const old = at(`${name}.${hours}.zwmlr`);
        platform.clockOffMs = -hours * 3_600_000;
        await platform.head('11430000743187451F', old);
        expect(await other.failure('delivery.receive', { file: old }), `${hours} h`).toMatchObject({
          code: 'receipt-unmatched',
          details: { reason: expect.stringContaining('索取新的序号文件') as string },
        });
        expect((await other.failure('package.make', input)).code).toBe('chain-unconfirmed');
      }
      platform.clockOffMs = 0;
      await platform.head('11430000743187451F', at(`${name}.head.zwmlr`));
      await other.call('delivery.receive', { file: at(`${name}.head.zwmlr`) });
      expect((await other.call('package.make', input)).seq).toBe(1);
      await other.close();
    }
  });
});

test('openssl reads the key that the program made, and verifies the request', async () => {
  const one = await desk();
  const request = join(one.platform.folder, 'requests', 'department.csr');
  await openssl('req', '-in', request, '-verify', '-noout', '-vfyopt', DISTID);
  await openssl('pkey', '-in', one.key, '-passin', `pass:${PASSPHRASE}`, '-noout');
  expect(readFileSync(one.key, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  await one.core.close();
});
