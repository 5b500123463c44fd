/** 数据更新: the catalogue's own 更新周期 as a duty of each entry. */
import { beforeEach, describe, expect, test } from 'vitest';
import { addEntry } from '#tests/support/library-entries';
import { sampleEntry } from '#tests/support/sample-entry';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
let core: TestCore & { file: string };
beforeEach(async () => {
  core = await newLibrary(folder, 'shaanxi-2017', '2026-11-20');
});

const entry = async (name: string, updateCycle: string, office = '综合处') => {
  // The entry's cycle follows that of its items.
  const items = sampleEntry().items.map((item) => ({ ...item, updateCycle }));
  return (await addEntry(core, { name, updateCycle, office, items })).id;
};
const record = (entries: string[], on: string) =>
  core.call('dataUpdates.record', { entries, on, by: '张三' });

async function dutiesOf(): Promise<Record<string, [string, string]>> {
  const { duties } = await core.call('duties.list', {});
  const own = duties.filter((duty) => duty.duty === 'data-update-cycle');
  return Object.fromEntries(own.map((duty) => [duty.subject, [duty.due, duty.status]]));
}

test('没有登记过数据更新的信息资源不猜：不列为逾期，只记数', async () => {
  await entry('甲', '每月');
  expect(await dutiesOf()).toEqual({});
  const { counts } = await core.call('dataUpdates.list', {});
  expect(counts).toEqual({ 逾期: 0, 临期: 0, 正常: 0, 未登记: 1, 不计: 0 });
});

test('按目录登记的更新周期从上次更新起算，逾期和临期逐条列出，引用最近的规定', async () => {
  const monthly = await entry('每月更新的', '每月');
  const soon = await entry('每季度更新的', '每季度');
  const fine = await entry('每年更新的', '每年');
  const live = await entry('实时更新的', '实时');
  await record([monthly], '2026-10-19');
  await record([soon], '2026-08-25');
  await record([fine, live], '2026-10-19');
  expect(await dutiesOf()).toEqual({
    每月更新的: ['2026-11-19', 'overdue'],
    每季度更新的: ['2026-11-25', 'due-soon'],
  });
  const { duties } = await core.call('duties.list', {});
  const duty = duties.find((one) => one.subject === '每月更新的')!;
  expect(duty).toMatchObject({
    regulation: '陕政发〔2017〕34号',
    article: '第九条',
    party: 'P',
    entry: monthly,
  });
  expect(duty.notes.join()).toContain('条文没有写明天数');
});

test('到期当天不算逾期；月末的周期落在下月最后一天', async () => {
  const today = await entry('当天到期', '每月');
  await record([today], '2026-10-20');
  expect(await dutiesOf()).toEqual({ 当天到期: ['2026-11-20', 'due-soon'] });
  core.today = '2027-02-28';
  await record([today], '2027-01-31');
  expect((await dutiesOf())['当天到期']).toEqual(['2027-02-28', 'due-soon']);
  core.today = '2027-03-01';
  expect((await dutiesOf())['当天到期']).toEqual(['2027-02-28', 'overdue']);
});

test('登记更新后从待办中消失，按期与否留在记录里；同一天登记两次是一次', async () => {
  const id = await entry('甲', '每月');
  await record([id], '2026-09-01');
  await record([id], '2026-10-09');
  await record([id], '2026-11-20');
  await record([id], '2026-11-20');
  expect(await dutiesOf()).toEqual({});
  const { updates } = await core.call('dataUpdates.history', { entry: id });
  expect(updates.map(({ on, due, late }) => [on, due, late])).toEqual([
    ['2026-11-20', '2026-11-09', true],
    ['2026-10-09', '2026-10-01', true],
    ['2026-09-01', null, false],
  ]);
});

test('登记错的可以撤回，前一次重新算作最近一次；没有登记过的日期不能撤回', async () => {
  const id = await entry('甲', '每月');
  await record([id], '2026-09-01');
  await record([id], '2026-11-20');
  expect(await dutiesOf()).toEqual({});
  const left = await core.call('dataUpdates.withdraw', { entry: id, on: '2026-11-20' });
  expect(left.updates.map(({ on }) => on)).toEqual(['2026-09-01']);
  expect(await dutiesOf()).toEqual({ 甲: ['2026-10-01', 'overdue'] });
  const again = await core.failure('dataUpdates.withdraw', { entry: id, on: '2026-11-20' });
  expect(again.code).toBe('invalid-input');
});

test('补登记的日期使其后一次重新算：晚不晚看前一次', async () => {
  const id = await entry('甲', '每季度');
  await record([id], '2026-01-01');
  await record([id], '2026-07-01');
  const lates = async () =>
    (await core.call('dataUpdates.history', { entry: id })).updates.map(({ on, late }) => [on, late]);
  expect(await lates()).toEqual([
    ['2026-07-01', true],
    ['2026-01-01', false],
  ]);
  await record([id], '2026-04-01');
  expect(await lates()).toEqual([
    ['2026-07-01', false],
    ['2026-04-01', false],
    ['2026-01-01', false],
  ]);
});

test('逾期的排在临期之前：多年才更新一次的临期不挤掉逾期的', async () => {
  const yearly: string[] = [];
  for (let i = 0; i < 51; i++) yearly.push(await entry(`年度${i}`, '每年'));
  const monthly = await entry('逾期的', '每月');
  await record(yearly, '2025-11-25');
  await record([monthly], '2026-10-01');
  const { duties } = await core.call('duties.list', {});
  const own = duties.filter((duty) => duty.duty === 'data-update-cycle');
  expect(own.some((duty) => duty.subject === '逾期的' && duty.status === 'overdue')).toBe(true);
});

test('补登记较早的日期不改变最近一次更新', async () => {
  const id = await entry('甲', '每月');
  await record([id], '2026-11-10');
  await record([id], '2026-09-01');
  const { entries } = await core.call('dataUpdates.list', {});
  expect(entries.map((one) => [one.updatedOn, one.due, one.status])).toEqual([
    ['2026-11-10', '2026-12-10', '正常'],
  ]);
});

test('逾期很多时待办列出前50条，其余写明条数', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 53; i++) ids.push(await entry(`资源${i}`, '每日'));
  await record(ids, '2026-11-02');
  const { duties } = await core.call('duties.list', {});
  const own = duties.filter((duty) => duty.duty === 'data-update-cycle');
  expect(own).toHaveLength(51);
  expect(own.filter((duty) => duty.subject === '另有3条信息资源临近或超过更新周期')).toHaveLength(1);
});

describe('清单', () => {
  test('按处室、名称和状态筛选，件数随之变化；已停用的不列', async () => {
    const a = await entry('企业登记信息', '每月', '登记处');
    await entry('荣誉表彰信息', '每月', '综合处');
    const gone = await entry('删除的', '每月', '登记处');
    await core.call('entries.remove', { entries: [gone] });
    await record([a], '2026-01-05');
    const list = async (input: object) => {
      const { total, counts, entries } = await core.call('dataUpdates.list', input);
      return [total, counts.逾期, counts.未登记, entries.map((one) => one.name).join()];
    };
    expect(await list({})).toEqual([2, 1, 1, '企业登记信息,荣誉表彰信息']);
    expect(await list({ office: '登记处' })).toEqual([1, 1, 0, '企业登记信息']);
    expect(await list({ status: '未登记' })).toEqual([1, 1, 1, '荣誉表彰信息']);
    expect(await list({ query: '荣誉' })).toEqual([1, 0, 1, '荣誉表彰信息']);
  });

  test.each([
    ['2026-11-21', 'invalid-input'],
    ['2026-02-30', 'date-invalid'],
  ])('更新日期%s拒绝，什么也不登记', async (on, code) => {
    const id = await entry('甲', '每月');
    expect((await core.failure('dataUpdates.record', { entries: [id], on })).code).toBe(code);
    expect((await core.failure('dataUpdates.record', { entries: [id, '没有'], on: '2026-11-19' })).code).toBe(
      'entry-not-found',
    );
    expect((await core.call('dataUpdates.history', { entry: id })).updates).toEqual([]);
  });
});
