import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CallInput } from '#app/contract/calls';
import { newLibrary, openCore } from '#tests/support/open-workspace';
import { addEntry } from '#tests/support/library-entries';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

describe('the recycle bin', () => {
  test('what was deleted is listed, found, and comes back as it was; undo puts it in again', async () => {
    const core = await newLibrary(folder);
    const gone = await addEntry(core, { name: '行政许可信息' });
    await addEntry(core, { name: '行政处罚信息' });
    await core.call('entries.remove', { entries: [gone.id] });
    expect(await core.call('bin.list', { query: '许可' })).toMatchObject({
      total: 1,
      entries: [{ id: gone.id, name: '行政许可信息', items: 2 }],
    });
    expect((await core.call('entries.counts', {})).removed).toBe(1);
    expect(await core.call('bin.restore', { entries: [gone.id] })).toEqual({ entries: 1 });
    expect((await core.call('entries.read', { entry: gone.id })).entry).toEqual(gone);
    expect((await core.call('bin.list', {})).total).toBe(0);
    expect((await core.call('library.undo', {})).undone).toBe('恢复“行政许可信息”');
    expect((await core.call('bin.list', {})).total).toBe(1);
    await core.close();
  });

  test('entries whose coming in was undone were deleted by nobody and are not in it', async () => {
    const core = await newLibrary(folder);
    await core.call('entries.create', {});
    await core.call('library.undo', {});
    expect((await core.call('bin.list', {})).total).toBe(0);
    await core.close();
  });

  test('an entry that has a namesake by now rings as a duplicate when it comes back', async () => {
    const core = await newLibrary(folder);
    const gone = await addEntry(core, { name: '荣誉信息', code: '307021/000001' });
    await core.call('entries.remove', { entries: [gone.id] });
    await addEntry(core, { name: '荣誉信息', code: '307021/000001' });
    await core.call('bin.restore', { entries: [gone.id] });
    const { findings } = await core.call('entries.read', { entry: gone.id });
    expect(findings.map(({ rule }) => rule)).toContain('duplicate-code');
    await core.close();
  });
});

test('an entry is found at its place in the list, by whatever order and conditions', async () => {
  const core = await newLibrary(folder);
  for (const name of ['丙', '甲', '乙'])
    await addEntry(core, { name, office: name === '丙' ? '综合处' : '法规处' });
  const orders: CallInput<'entries.list'>[] = [
    {},
    { sort: 'name' },
    { sort: 'name', descending: true },
    { offices: ['法规处'] },
    { query: '丙' },
  ];
  for (const order of orders) {
    const { entries } = await core.call('entries.list', order);
    for (const [at, { id }] of entries.entries())
      expect(await core.call('entries.place', { ...order, entry: id })).toEqual({ place: at });
  }
  const { entries } = await core.call('entries.list', { query: '丙' });
  expect(await core.call('entries.place', { offices: ['法规处'], entry: entries[0]!.id })).toEqual({
    place: null,
  });
  await core.close();
});

test('counts by state and office in one call; by system and open rule; each narrows the list', async () => {
  const core = await newLibrary(folder);
  await addEntry(core, { office: '综合处', sourceSystem: '许可系统' });
  const named = await addEntry(core, { office: '法规处', sourceSystem: '许可系统', name: '信用管理系统' });
  await addEntry(core, { office: '法规处' });
  await core.call('review.take', { step: 'submit', entries: [named.id], by: '王某' });
  const { states, offices } = await core.call('entries.counts', {});
  expect(states).toContainEqual({ state: '草稿', entries: 2 });
  expect(states).toContainEqual({ state: '待审核', entries: 1 });
  expect(offices[0]).toEqual({ office: '法规处', entries: 2 });
  const { systems } = await core.call('entries.facets', {});
  const { rules } = await core.call('findings.rules', {});
  expect(systems[0]).toEqual({ system: '许可系统', entries: 2 });
  const like = rules.find(({ rule }) => rule === 'system-like-name')!;
  expect(like).toMatchObject({ entries: 1, label: expect.stringMatching(/名称/) as string });
  const total = async (filter: object): Promise<number> => (await core.call('entries.list', filter)).total;
  expect(await total({ rule: 'system-like-name' })).toBe(1);
  expect(await total({ offices: ['法规处'] })).toBe(2);
  expect(await total({ systems: [''] })).toBe(1);
  expect(await total({ systems: ['许可系统'], offices: ['综合处'] })).toBe(1);
  expect(await total({ changedSince: '2099-01-01' })).toBe(0);
  expect(await total({ changedSince: '2020-01-01' })).toBe(3);
  await core.close();
});

test('the sample is made once in the user’s folder, kept with what was played in it, and made anew when asked', async () => {
  const data = mkdtempSync(join(folder, 'user-'));
  const core = await openCore('2026-11-21', data);
  const first = await core.call('library.sample', {});
  expect(first.entries).toBeGreaterThan(50);
  const { entries } = await core.call('entries.list', { limit: 1 });
  await core.call('entries.remove', { entries: [entries[0]!.id] });
  expect((await core.call('library.sample', {})).entries).toBe(first.entries - 1);
  expect((await core.call('library.sample', { fresh: true })).entries).toBe(first.entries);
  await core.close();
  const homeless = await openCore();
  expect((await homeless.failure('library.sample', {})).code).toBe('not-available');
});
