/** The rules of delivery, the same over the network and by hand. */
import { describe, expect, test } from 'vitest';
import {
  addEntry,
  approveAll,
  editEntry,
  openOffice,
  openWay,
  pack,
  packageStates,
  stateOf,
  UNIT,
  WAYS,
  type Desk,
  type Way,
} from './delivery-kit';

const office = await openOffice();

interface Case {
  readonly desk: Desk;
  readonly way: Way;
}

async function open(name: (typeof WAYS)[number]): Promise<Case> {
  const way = await openWay(name, await office.newPlatform());
  return { desk: await office.newDesk(), way };
}

async function end({ desk, way }: Case): Promise<void> {
  await desk.core.close();
  await way.close();
}

describe.each(WAYS)('delivery by %s', (name) => {
  test('报送 means received: 待报送 → 已报送待回执 → 已接收, and the next number follows', async () => {
    const one = await open(name);
    const { desk, way } = one;
    const { core } = desk;
    way.platform.answers = 'later';
    const id = await addEntry(core);
    await approveAll(core);
    const made = await pack(office, desk);
    expect(made).toMatchObject({ seq: 1, entries: 1, scope: 'whole', refersTo: '', removed: 0 });
    const sent = await way.round(core);
    expect(sent).toMatchObject({ delivered: 1, receipts: 0, waiting: 1, failed: [] });
    expect(await packageStates(core)).toEqual({ [made.packageId]: '已报送待回执' });
    expect(await stateOf(core, id)).toBe('已报送');

    await way.answer();
    expect(await way.round(core)).toMatchObject({ delivered: 0, receipts: 1, waiting: 0, failed: [] });
    expect(await packageStates(core)).toEqual({ [made.packageId]: '已接收' });
    expect(await stateOf(core, id)).toBe('已接收');
    expect(await way.round(core)).toMatchObject({ delivered: 0, receipts: 0, waiting: 0, failed: [] });

    way.platform.answers = 'at-once';
    await addEntry(core);
    await approveAll(core);
    expect(await pack(office, desk)).toMatchObject({ seq: 2, entries: 1, scope: 'changes' });
    expect(await way.round(core)).toMatchObject({ delivered: 1, receipts: 1, waiting: 0, failed: [] });
    expect(await way.platform.store.last(UNIT)).toMatchObject({ seq: 2, result: 'accepted' });
    await end(one);
  });

  test('部分退回: the named entries come back with their reasons, the rest of the batch stands', async () => {
    const one = await open(name);
    const { desk, way } = one;
    const { core } = desk;
    const [good, bad] = [await addEntry(core), await addEntry(core, { name: '要退回的资源' })];
    way.platform.judgeEntry = (entry) => (entry.id === bad ? '摘要不清' : null);
    await approveAll(core);
    const made = await pack(office, desk);
    expect(await way.round(core)).toMatchObject({ delivered: 1, receipts: 1, waiting: 0, failed: [] });
    expect(await packageStates(core)).toEqual({ [made.packageId]: '部分退回' });
    expect([await stateOf(core, good), await stateOf(core, bad)]).toEqual(['已接收', '退回补正']);

    // Mended and sent again, it refers to the batch it came from.
    way.platform.judgeEntry = () => null;
    await editEntry(core, bad, { summary: '用于测试的信息资源，补充了摘要内容' });
    await approveAll(core);
    const again = await pack(office, desk);
    expect(again).toMatchObject({ seq: 2, entries: 1, scope: 'changes', refersTo: made.packageId });
    await way.round(core);
    expect(await stateOf(core, bad)).toBe('已接收');
    await end(one);
  });

  test('opinions land on the entries they concern, once, and their limit starts a clock (补正期限按通知)', async () => {
    const one = await open(name);
    const { desk, way } = one;
    const { core } = desk;
    const [published, returned, silent] = [await addEntry(core), await addEntry(core), await addEntry(core)];
    await approveAll(core);
    const made = await pack(office, desk);
    await way.round(core);
    const code = (await core.call('entries.read', { entry: returned })).entry.code;
    await way.platform.opine(UNIT, [
      { id: 'o-1', entryId: published, decision: 'approve' },
      {
        id: 'o-2',
        code,
        packageId: made.packageId,
        decision: 'return',
        opinion: '数据项不全',
        due: '2026-12-04',
      },
    ]);
    expect(await way.round(core)).toMatchObject({ opinions: 2, failed: [] });
    expect(await way.round(core)).toMatchObject({ opinions: 0, failed: [] });
    expect([
      await stateOf(core, published),
      await stateOf(core, returned),
      await stateOf(core, silent),
    ]).toEqual(['已发布', '退回补正', '已接收']);
    const { opinions } = await core.call('opinions.list', { entry: returned });
    expect(opinions).toMatchObject([
      { id: 'o-2', opinion: '数据项不全', dueOn: '2026-12-04', applied: true },
    ]);
    const { duties } = await core.call('duties.list', {});
    const clocks = duties.filter((duty) => duty.subject.startsWith('退回补正'));
    expect([...new Set(clocks.map((duty) => duty.due))]).toEqual(['2026-12-04']);

    await approveAll(core);
    expect(await pack(office, desk)).toMatchObject({ refersTo: made.packageId });
    await end(one);
  });

  test('a rejected package gives its number back, and what was queued behind it makes room', async () => {
    const one = await open(name);
    const { desk, way } = one;
    const { core } = desk;
    await addEntry(core);
    await approveAll(core);
    const first = await pack(office, desk);
    await way.round(core);
    // Another desktop of the department, told how far the unit has come, was quicker: number 2 is taken.
    const rival = await office.newDesk();
    await addEntry(rival.core);
    await approveAll(rival.core);
    await way.platform.head(UNIT, rival.at('head.zwmlr'));
    await rival.core.call('delivery.receive', { file: rival.at('head.zwmlr') });
    expect(await pack(office, rival)).toMatchObject({ seq: 2 });
    expect(await way.round(rival.core)).toMatchObject({ receipts: 1 });
    await rival.core.close();
    const id = await addEntry(core);
    await approveAll(core);
    const second = await pack(office, desk);
    expect(second).toMatchObject({ seq: 2 });
    expect(await way.round(core)).toMatchObject({ delivered: 1, failed: [] });
    expect(await packageStates(core)).toEqual({ [first.packageId]: '已接收', [second.packageId]: '退回' });
    expect(await stateOf(core, id)).toBe('退回补正');
    await end(one);
  });

  test('停用 travels as a tombstone; once the platform took it the entry is 注销', async () => {
    const one = await open(name);
    const { desk, way } = one;
    const { core } = desk;
    const [gone, kept] = [await addEntry(core), await addEntry(core)];
    await approveAll(core);
    await pack(office, desk);
    await way.round(core);
    await core.call('review.take', { step: 'retire', entries: [gone], by: '李某', opinion: '职能划出' });
    const made = await pack(office, desk);
    expect(made).toMatchObject({ seq: 2, entries: 0, removed: 1, scope: 'changes' });
    await way.round(core);
    expect([await stateOf(core, gone), await stateOf(core, kept)]).toEqual(['注销', '已接收']);
    const sent = JSON.parse((await way.platform.store.package(made.packageId))!.catalogue) as {
      removed: { id: string }[];
    };
    expect(sent.removed.map((entry) => entry.id)).toEqual([gone]);
    await end(one);
  });
});
