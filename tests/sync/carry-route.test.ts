/** Sticks and folders: what can go wrong with them by hand. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addEntry, approveAll, openOffice, pack, packageStates, UNIT } from './delivery-kit';

const office = await openOffice();

async function queued() {
  const desk = await office.newDesk();
  await addEntry(desk.core);
  await approveAll(desk.core);
  return { desk, made: await pack(office, desk), platform: await office.newPlatform() };
}

describe('handing over', () => {
  test('a stick that is not there does not become a folder on the local disk', async () => {
    const { desk, made } = await queued();
    const folder = desk.at('media/usb/out');
    const round = await desk.core.call('delivery.sync', { folder });
    expect(round).toMatchObject({
      delivered: 0,
      failed: [{ packageId: made.packageId, code: 'file-not-found' }],
    });
    expect(existsSync(desk.at('media'))).toBe(false);
    expect(await packageStates(desk.core)).toEqual({ [made.packageId]: '待报送' });
    expect((await desk.core.failure('delivery.carry', { folder })).code).toBe('file-not-found');
    await desk.core.close();
  });

  test('a folder that is a file: not sent, said', async () => {
    const { desk } = await queued();
    writeFileSync(desk.at('stick'), '');
    expect((await desk.core.failure('delivery.carry', { folder: desk.at('stick') })).code).toBe(
      'file-unwritable',
    );
    await desk.core.close();
  });

  test('the file on the stick is the package, byte for byte; a lost stick is written again with the same package', async () => {
    const { desk, made } = await queued();
    const first = await desk.core.call('delivery.sync', { folder: desk.at('stick') });
    expect(readFileSync(first.files[0]!).equals(readFileSync(made.file))).toBe(true);
    mkdirSync(desk.at('other'));
    expect(await desk.core.call('delivery.sync', { folder: desk.at('other') })).toMatchObject({
      delivered: 0,
      waiting: 1,
    });
    const again = await desk.core.call('delivery.sync', { folder: desk.at('other'), again: true });
    expect(again.files).toEqual([join(desk.at('other'), `${made.packageId}.zwml`)]);
    expect(readFileSync(again.files[0]!).equals(readFileSync(made.file))).toBe(true);
    await desk.core.close();
  });
});

describe('answers in a folder', () => {
  test('other people’s files are no fault; a damaged receipt is', async () => {
    const { desk, made, platform } = await queued();
    const folder = desk.at('stick');
    mkdirSync(folder);
    await desk.core.call('delivery.sync', { folder });
    writeFileSync(join(folder, '照片.zip'), Buffer.from('PK not really'));
    writeFileSync(join(folder, '._receipt.zwmlr'), 'left by the system');
    writeFileSync(join(folder, '说明.txt'), 'x');
    await platform.take(join(folder, `${made.packageId}.zwml`));
    const receipt = (await platform.store.package(made.packageId))!.receipt!;
    writeFileSync(join(folder, 'damaged.zwmlr'), receipt.subarray(0, 100));
    const round = await desk.core.call('delivery.sync', { folder });
    expect(round).toMatchObject({ receipts: 0, waiting: 1, failed: [{ source: 'damaged.zwmlr' }] });
    expect(round.failed).toHaveLength(1);
    // One-way import renames everything to .zip.
    mkdirSync(join(folder, '回执'));
    writeFileSync(join(folder, '回执', '回执.zip'), receipt);
    expect(await desk.core.call('delivery.sync', { folder })).toMatchObject({ receipts: 1, waiting: 0 });
    await desk.core.close();
  });

  test('receipts and opinions in any order, and all of them twice: the same end', async () => {
    const { desk, made, platform } = await queued();
    const id = (await desk.core.call('entries.list', {})).entries[0]!.id;
    await platform.take(made.file);
    await platform.opine(UNIT, [
      {
        id: 'a',
        entryId: id,
        packageId: made.packageId,
        decision: 'return',
        opinion: '不清',
        at: '2026-11-21T01:00:00Z',
      },
      { id: 'b', entryId: id, packageId: made.packageId, decision: 'approve', at: '2026-11-21T02:00:00Z' },
    ]);
    const [early, all] = [desk.at('early.zwmlr'), desk.at('all.zwmlr')];
    const receipt = desk.at('receipt.zwmlr');
    writeFileSync(all, await platform.opinionsBytes(UNIT, ''));
    writeFileSync(early, await platform.opinionsBytes(UNIT, 'a'));
    writeFileSync(receipt, (await platform.store.package(made.packageId))!.receipt!);
    // The approval first, then the older return with it, the receipt last.
    for (const file of [early, all, receipt, receipt, all, early])
      await desk.core.call('delivery.receive', { file });
    expect((await desk.core.call('entries.read', { entry: id })).meta.state).toBe('已发布');
    expect(await packageStates(desk.core)).toEqual({ [made.packageId]: '已接收' });
    const { opinions } = await desk.core.call('opinions.list', {});
    expect(opinions.map((one) => [one.id, one.applied]).sort()).toEqual([
      ['a', false],
      ['b', true],
    ]);
    await desk.core.close();
  });
});
