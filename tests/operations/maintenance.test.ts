/** 全面维护: campaigns of a period, answers, progress, and the duty that finishing fulfils. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const BY = { by: '张三' };

async function maintenanceDuty(core: TestCore, period: string) {
  const { duties } = await core.call('duties.list', {});
  return duties.find((duty) => duty.duty === 'full-maintenance' && duty.period === period);
}

describe('陕政发〔2017〕34号第九条：每季度至少一次全面维护', () => {
  let core: TestCore & { file: string };
  beforeEach(async () => {
    core = await newLibrary(folder, 'shaanxi-2017', '2026-11-21');
  });

  test('开始的是今天所在的季度，依据写明条款和期限', async () => {
    const campaign = await core.call('maintenance.start', BY);
    expect(campaign).toMatchObject({
      period: '2026-Q4',
      periodLabel: '2026年第四季度',
      state: '进行中',
      rule: { rules: 'shaanxi-2017', article: '第九条', due: '2026-12-31' },
      startedOn: '2026-11-21',
      startedBy: '张三',
      finishedOn: null,
      late: false,
    });
  });

  test('同一季度不能有两次：进行中的、已完成的都拒绝', async () => {
    await core.call('maintenance.start', BY);
    expect(await core.failure('maintenance.start', BY)).toMatchObject({
      code: 'campaign-open',
      details: { period: '2026年第四季度', finishedOn: null },
    });
    await core.call('maintenance.finish', BY);
    expect(await core.failure('maintenance.start', BY)).toMatchObject({
      code: 'campaign-open',
      details: { finishedOn: '2026-11-21' },
    });
  });

  test('没有开始就不能核对或完成', async () => {
    for (const failure of [
      await core.failure('maintenance.answer', { entries: 'all', opinion: '核对', ...BY }),
      await core.failure('maintenance.finish', BY),
      await core.failure('maintenance.list', {}),
    ]) {
      expect(failure.code).toBe('campaign-not-open');
    }
    expect(await core.call('maintenance.status', {})).toMatchObject({
      campaign: null,
      current: { period: '2026-Q4', rule: { regulation: '陕政发〔2017〕34号' } },
      campaigns: [],
    });
  });

  test('逐条核对：无变化、有变化、应停用分处室计数，可以改答，说明保留', async () => {
    const [a, b, c] = [
      await addEntry(core, { office: '一处' }),
      await addEntry(core, { office: '一处' }),
      await addEntry(core, { office: '' }),
    ];
    await core.call('maintenance.start', BY);
    const answer = (entry: string, given: '无变化' | '有变化' | '应停用', note = '') =>
      core.call('maintenance.answer', { entries: [entry], answer: given, note, ...BY });
    await answer(a.id, '无变化');
    await answer(b.code, '有变化', '新增两个信息项');
    const campaign = await answer(c.id, '应停用', '业务已取消');
    expect(campaign).toMatchObject({
      entries: 3,
      answered: { 无变化: 1, 有变化: 1, 应停用: 1 },
      remaining: 0,
      confirmed: 1,
      byOffice: [
        { office: '一处', entries: 2, answered: { 无变化: 1, 有变化: 1, 应停用: 0 }, remaining: 0 },
        { office: '', entries: 1, answered: { 无变化: 0, 有变化: 0, 应停用: 1 }, remaining: 0 },
      ],
    });
    expect((await answer(b.id, '无变化')).answered).toEqual({ 无变化: 2, 有变化: 0, 应停用: 1 });
    const { entries } = await core.call('maintenance.list', { answer: '应停用' });
    expect(entries).toMatchObject([
      { id: c.id, note: '业务已取消', by: '张三', on: '2026-11-21', offline: false },
    ]);
  });

  test('“应停用”只是核对结果，不会自己停用资源', async () => {
    const entry = await addEntry(core);
    await core.call('maintenance.start', BY);
    await core.call('maintenance.answer', { entries: [entry.id], answer: '应停用', ...BY });
    await core.call('maintenance.finish', BY);
    expect((await core.call('entries.read', { entry: entry.id })).meta.state).toBe('草稿');
  });

  test('成批确认须写意见，只补未答的，不改已经逐条给出的结果', async () => {
    const changed = await addEntry(core, { office: '一处' });
    await addEntry(core, { office: '一处' });
    await addEntry(core, { office: '二处' });
    await core.call('maintenance.start', BY);
    await core.call('maintenance.answer', { entries: [changed.id], answer: '有变化', ...BY });
    for (const opinion of [undefined, '  ']) {
      const failure = await core.failure('maintenance.answer', { entries: 'all', opinion, ...BY });
      expect(failure.code).toBe('step-needs-opinion');
    }
    const office = await core.call('maintenance.answer', {
      entries: 'all',
      office: '一处',
      opinion: '本处已核对',
      ...BY,
    });
    expect(office).toMatchObject({
      confirmed: 1,
      remaining: 1,
      answered: { 无变化: 1, 有变化: 1, 应停用: 0 },
    });
    const all = await core.call('maintenance.answer', { entries: 'all', opinion: '其余无变化', ...BY });
    expect(all).toMatchObject({ confirmed: 1, remaining: 0, answered: { 无变化: 2, 有变化: 1, 应停用: 0 } });
  });

  test('还有未核对的不能完成，说明还差几条、在哪个处室', async () => {
    await addEntry(core, { office: '一处' });
    await addEntry(core, { office: '一处' });
    const done = await addEntry(core, { office: '二处' });
    await core.call('maintenance.start', BY);
    await core.call('maintenance.answer', { entries: [done.id], ...BY });
    const failure = await core.failure('maintenance.finish', BY);
    expect(failure.code).toBe('step-not-allowed');
    expect(failure.details['remaining']).toBe(2);
    expect(failure.details['reason']).toContain('一处2条');
    expect(failure.details['reason']).not.toContain('二处');
  });

  test('完成后这一季度的维护义务已按期办结，下一季度不受影响', async () => {
    await addEntry(core);
    expect(await maintenanceDuty(core, '2026-Q4')).toMatchObject({ status: 'ok', due: '2026-12-31' });
    await core.call('maintenance.start', BY);
    await core.call('maintenance.answer', { entries: 'all', opinion: '无变化', ...BY });
    expect((await maintenanceDuty(core, '2026-Q4'))?.status).toBe('ok');
    const campaign = await core.call('maintenance.finish', { ...BY, conclusion: '经核对，目录与实际一致' });
    expect(campaign).toMatchObject({
      state: '已完成',
      finishedOn: '2026-11-21',
      finishedBy: '张三',
      conclusion: '经核对，目录与实际一致',
      late: false,
    });
    expect(await maintenanceDuty(core, '2026-Q4')).toMatchObject({
      status: 'done',
      fulfilledOn: '2026-11-21',
    });
    core.today = '2027-01-04';
    expect((await maintenanceDuty(core, '2027-Q1'))?.status).toBe('ok');
  });

  test('季度过了仍可续办，算逾期办结；未办结前不能开始新的一次', async () => {
    const entry = await addEntry(core);
    await core.call('maintenance.start', BY);
    core.today = '2027-01-08';
    expect(await core.failure('maintenance.start', BY)).toMatchObject({
      code: 'campaign-open',
      details: { period: '2026年第四季度' },
    });
    expect((await core.call('maintenance.status', {})).campaign).toMatchObject({
      period: '2026-Q4',
      late: true,
    });
    expect((await maintenanceDuty(core, '2026-Q4'))?.status).toBe('overdue');
    await core.call('maintenance.answer', { entries: [entry.id], ...BY });
    expect(await core.call('maintenance.finish', BY)).toMatchObject({ late: true, finishedOn: '2027-01-08' });
    expect((await maintenanceDuty(core, '2026-Q4'))?.status).toBe('done-late');
    expect(await core.call('maintenance.start', BY)).toMatchObject({ period: '2027-Q1' });
    await addEntry(core);
    expect((await core.call('maintenance.status', { period: '2026-Q4' })).campaigns).toMatchObject([
      { period: '2027-Q1', state: '进行中', entries: 1, late: false },
      { period: '2026-Q4', state: '已完成', entries: 1, finishedOn: '2027-01-08', late: true },
    ]);
  });

  test('漏做的季度可以补做，未到的季度、写错的期间拒绝', async () => {
    core.today = '2027-01-08';
    for (const period of ['2027-Q2', '2028-Q1', '2026', '2026-4', '2026-Q5', '']) {
      const failure = await core.failure('maintenance.start', { period, ...BY });
      expect(failure, period).toMatchObject({ code: 'invalid-input', details: { field: '维护期间' } });
    }
    expect(await core.call('maintenance.start', { period: '2026-Q4', ...BY })).toMatchObject({
      period: '2026-Q4',
      late: true,
    });
  });

  test('开始后新增的资源列为新发现，不挡完成；停用、删除的不再要求核对', async () => {
    const [kept, gone, retired] = [
      await addEntry(core, { office: '一处' }),
      await addEntry(core, { office: '一处' }),
      await addEntry(core, { office: '一处' }),
    ];
    await core.call('maintenance.start', BY);
    const raw = await openConnection(core.file, 'write');
    await raw.run("UPDATE entry SET state = '停用' WHERE id = ?", [retired.id]);
    await raw.close();
    const fresh = await addEntry(core, { office: '二处' });
    await addEntry(core, { office: '二处' });
    await core.call('entries.remove', { entries: [gone.id] });
    expect((await core.call('maintenance.status', {})).campaign).toMatchObject({
      entries: 1,
      remaining: 1,
      found: 2,
      byOffice: [
        { office: '一处', found: 0 },
        { office: '二处', entries: 0, found: 2 },
      ],
    });
    await core.call('maintenance.answer', { entries: [kept.id, fresh.id], ...BY });
    expect(await core.call('maintenance.finish', BY)).toMatchObject({ entries: 2, remaining: 0, found: 2 });
    await addEntry(core);
    await core.call('entries.remove', { entries: [kept.id] });
    expect((await core.call('maintenance.status', {})).campaign).toMatchObject({
      entries: 2,
      remaining: 0,
      found: 2,
    });
  });

  test('认不出的代码一条也不记，答案要么全收要么全不收', async () => {
    const entry = await addEntry(core);
    await core.call('maintenance.start', BY);
    expect(
      await core.failure('maintenance.answer', { entries: [entry.id, '不存在/000001'], ...BY }),
    ).toMatchObject({ code: 'entry-not-found', details: { entry: '不存在/000001' } });
    expect((await core.call('maintenance.status', {})).campaign).toMatchObject({ remaining: 1 });
  });

  test('纸上签字的核对表可以登记，扫描件入库；签名日期不能在今天之后', async () => {
    const scan = join(folder, '处室核对确认表.jpg');
    await writeFile(scan, 'scan');
    await addEntry(core, { office: '一处' });
    await core.call('maintenance.start', BY);
    const paper = { entries: 'all' as const, office: '一处', opinion: '见核对表', by: '李处长' };
    expect((await core.failure('maintenance.answer', { ...paper, offline: { on: '2026-11-22' } })).code).toBe(
      'invalid-input',
    );
    expect(
      (
        await core.failure('maintenance.answer', {
          ...paper,
          offline: { on: '2026-11-20', scan: `${scan}.no` },
        })
      ).code,
    ).toBe('file-not-found');
    await core.call('maintenance.answer', {
      ...paper,
      offline: { on: '2026-11-20', scan, enteredBy: '张三' },
    });
    const { entries } = await core.call('maintenance.list', {});
    expect(entries).toMatchObject([{ answer: '无变化', by: '李处长', on: '2026-11-20', offline: true }]);
    const raw = await openConnection(core.file, 'read');
    const kept = await raw.all(
      `SELECT c.by_name, c.entered_by, c.opinion, a.name FROM maintenance_confirmation AS c
       JOIN attachment AS a ON a.id = c.attachment_id`,
    );
    await raw.close();
    expect(kept).toEqual([
      { by_name: '李处长', entered_by: '张三', opinion: '见核对表', name: '处室核对确认表.jpg' },
    ]);
  });

  test('清单分页、按处室和结果筛选、按名称查找', async () => {
    for (const office of ['一处', '一处', '二处']) await addEntry(core, { office });
    const named = await addEntry(core, { office: '二处', name: '婚姻登记信息' });
    await core.call('maintenance.start', BY);
    await core.call('maintenance.answer', { entries: [named.id], ...BY });
    const page = await core.call('maintenance.list', { offset: 1, limit: 2 });
    expect(page.total).toBe(4);
    expect(page.entries).toHaveLength(2);
    expect((await core.call('maintenance.list', { office: '二处' })).total).toBe(2);
    expect((await core.call('maintenance.list', { answer: '未答复' })).total).toBe(3);
    expect((await core.call('maintenance.list', { query: '婚姻' })).entries.map((e) => e.id)).toEqual([
      named.id,
    ]);
  });

  test('电脑日期被调到开始之前，不能完成', async () => {
    await core.call('maintenance.start', BY);
    core.today = '2026-11-20';
    expect((await core.failure('maintenance.finish', BY)).code).toBe('step-not-allowed');
  });

  test('关闭再打开，核对进度还在', async () => {
    const entry = await addEntry(core);
    await addEntry(core);
    await core.call('maintenance.start', BY);
    await core.call('maintenance.answer', { entries: [entry.id], ...BY });
    await core.close();
    await core.call('library.open', { library: core.file });
    expect((await core.call('maintenance.status', {})).campaign).toMatchObject({ entries: 2, remaining: 1 });
  });
});

test('云南实施细则第十八条：每年至少一次，期间为全年', async () => {
  const core = await newLibrary(folder, 'yunnan-2017', '2026-11-21');
  expect(await core.call('maintenance.start', BY)).toMatchObject({
    period: '2026',
    periodLabel: '2026年',
    rule: { rules: 'yunnan-2017', article: '第十八条' },
  });
  await core.call('maintenance.finish', BY);
  expect((await maintenanceDuty(core, '2026'))?.status).toBe('done');
});

test('规定没有要求全面维护的地方，可以按年自愿开展，不写依据', async () => {
  const core = await newLibrary(folder, 'xinzhou-2022', '2026-11-21');
  expect(await core.call('maintenance.start', BY)).toMatchObject({ period: '2026', rule: null });
});
