/** What media ask of a package: parts on small ones, encryption on ones that may be lost. Both ends are met. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addEntry,
  approveAll,
  openOffice,
  pack,
  PASSPHRASE,
  packageStates,
  serversPerTest,
} from './delivery-kit';

const office = await openOffice();
const serve = serversPerTest();
const PART = 16 * 1024;

async function queued(more = {}) {
  const desk = await office.newDesk();
  for (let i = 0; i < 3; i++) await addEntry(desk.core);
  await approveAll(desk.core);
  return { desk, made: await pack(office, desk, more), platform: await office.newPlatform() };
}

describe('a package in parts', () => {
  test('is carried disc by disc: the platform names the part it lacks, and takes it once all are there', async () => {
    const { desk, made, platform } = await queued();
    mkdirSync(desk.at('out'));
    const carried = await desk.core.call('delivery.carry', { folder: desk.at('out'), partBytes: PART });
    const names = carried.files.map((file) => file.slice(desk.at('out').length + 1));
    expect(carried.delivered).toEqual([made.packageId]);
    expect(names.length).toBeGreaterThan(2);
    expect(names.at(-1)).toBe(`${made.packageId}.zwml.parts.json`);
    expect(readdirSync(desk.at('out')).sort()).toEqual([...names].sort());
    const second = names[1]!;
    for (const name of names.filter((one) => one !== second))
      copyFileSync(join(desk.at('out'), name), join(platform.folder, 'inbox', name));
    expect((await platform.work()).join()).toContain(`缺少分卷${second}`);
    expect(await platform.store.packages()).toEqual([]);
    copyFileSync(join(desk.at('out'), second), join(platform.folder, 'inbox', second));
    expect((await platform.work()).join()).toContain('已接收，第1号');
    expect(readdirSync(join(platform.folder, 'inbox'))).toEqual([]);
    const receipt = join(platform.folder, 'outbox', `${made.packageId}.zwmlr`);
    expect(await desk.core.call('delivery.receive', { file: receipt })).toMatchObject({ result: 'accepted' });
    expect(await packageStates(desk.core)).toEqual({ [made.packageId]: '已接收' });
    await desk.core.close();
  });

  test('is verified and merged from its list or any part; a missing part is named', async () => {
    const { desk } = await queued();
    mkdirSync(desk.at('out'));
    const { files } = await desk.core.call('delivery.sync', { folder: desk.at('out'), partBytes: PART });
    const roots = [join(office.authority, 'root.crt')];
    for (const file of [files[0]!, files.at(-1)!])
      expect(await desk.core.call('package.verify', { file, roots })).toMatchObject({ valid: true });
    const other = await office.newDesk();
    expect(await other.core.call('package.merge', { file: files.at(-1)! })).toMatchObject({ created: 3 });
    rmSync(files[1]!);
    for (const call of ['package.verify', 'package.merge'] as const) {
      expect(await desk.core.failure(call, { file: files.at(-1)!, roots })).toMatchObject({
        code: 'part-missing',
        details: { number: 2 },
      });
    }
    await desk.core.close();
    await other.core.close();
  });

  test('the 介质交接登记 lists the files as they lie on the medium: the package by its name, or each part with its SM3', async () => {
    const { desk, made } = await queued();
    mkdirSync(desk.at('out'));
    const page = async (): Promise<string> =>
      (await desk.core.call('report.model', { kind: 'medium', subject: [made.packageId] })).html;
    expect(await page()).toContain('package-');
    await desk.core.call('delivery.carry', { folder: desk.at('out') });
    expect(await page()).toContain(`${made.packageId}.zwml<`);
    const { files } = await desk.core.call('delivery.carry', { folder: desk.at('out'), partBytes: PART });
    const listed = await page();
    for (const file of files) {
      const sm3 = execFileSync('openssl', ['dgst', '-sm3', '-r', file]).toString().slice(0, 64);
      expect(listed).toContain(basename(file));
      expect(listed).toContain(sm3);
    }
    await desk.core.close();
  });

  test('a package that the medium holds whole is not cut', async () => {
    const { desk, made } = await queued();
    mkdirSync(desk.at('out'));
    await desk.core.call('delivery.carry', { folder: desk.at('out'), partBytes: 700_000_000 });
    expect(readdirSync(desk.at('out'))).toEqual([`${made.packageId}.zwml`]);
    await desk.core.close();
  });
});

describe('an encrypted package (.zwmlx)', () => {
  const recipient = join(office.authority, 'encryption.crt');

  test('is opened by the platform with openssl, over the network, by hand and in parts', async () => {
    for (const way of ['net', 'hand', 'parts'] as const) {
      const { desk, made, platform } = await queued({ recipient });
      if (way === 'net') {
        const server = await serve(platform);
        expect(await desk.core.call('delivery.sync', { platform: server.url })).toMatchObject({
          receipts: 1,
        });
      } else {
        const folder = join(platform.folder, 'inbox');
        await desk.core.call('delivery.sync', { folder, ...(way === 'parts' ? { partBytes: PART } : {}) });
        await platform.work();
        await desk.core.call('delivery.sync', { folder, from: join(platform.folder, 'outbox') });
      }
      expect(await packageStates(desk.core), way).toEqual({ [made.packageId]: '已接收' });
      await desk.core.close();
    }
  });

  test('for somebody else is refused by the platform, and nothing is remembered of it', async () => {
    const { desk, platform } = await queued({ recipient: office.certificate });
    await desk.core.call('delivery.carry', { folder: join(platform.folder, 'inbox') });
    expect((await platform.work()).join()).toContain('拒收');
    expect(await platform.store.packages()).toEqual([]);
    await desk.core.close();
  });

  test('of a second desktop is merged with the key it was encrypted to, and with no other', async () => {
    const { desk, made } = await queued({ recipient: office.certificate });
    const other = await office.newDesk();
    const file = made.file;
    expect(await other.core.failure('package.merge', { file })).toMatchObject({
      code: 'package-unreadable',
      details: { reason: 'encrypted' },
    });
    await other.core.call('key.create', { out: other.at('other.key'), passphrase: PASSPHRASE });
    expect(
      await other.core.failure('package.merge', { file, key: other.at('other.key'), passphrase: PASSPHRASE }),
    ).toMatchObject({ code: 'package-invalid', details: { reason: 'recipient' } });
    const opened = { file, key: office.key, passphrase: PASSPHRASE };
    expect(await other.core.failure('package.merge', { ...opened, passphrase: 'x' })).toMatchObject({
      code: 'passphrase-wrong',
    });
    expect(await other.core.call('package.merge', opened)).toMatchObject({ created: 3, conflicts: [] });
    await desk.core.close();
    await other.core.close();
  });
});
