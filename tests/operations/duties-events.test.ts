/** Events that start clocks: entering, acting, extending, taking back, and what the duty list makes of them. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallInput } from '#app/contract/calls';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

let core: TestCore & { file: string };
beforeEach(async () => {
  core = await newLibrary(folder, 'shaanxi-2017', '2026-11-21');
});

const add = (input: Partial<CallInput<'events.add'>> = {}) =>
  core.call('events.add', { kind: 'law-change', on: '2026-11-02', about: '某法修订', by: '张三', ...input });

async function dutiesOf(event: string) {
  const { duties } = await core.call('duties.list', {});
  return Object.fromEntries(
    duties.filter((d) => d.event === event).map((d) => [`${String(d['rules'])} ${d.duty}`, d]),
  );
}

describe('登记事项', () => {
  test('条例第十七条第二款10个工作日与34号文第九条15个工作日同时列出，最短的牵头', async () => {
    const { event, duties, notStarted } = await add();
    expect(duties.map((d) => [d.article, d.due, d.drives])).toEqual([
      ['第十七条第二款', '2026-11-16', true],
      ['第九条', '2026-11-23', false],
    ]);
    expect(notStarted.map((n) => n.article)).toContain('第十七条第三款');
    expect(event).toMatchObject({ level: '行政法规', enteredBy: '张三', withdrawn: null, extension: null });
  });

  test('地方性法规只引起34号文第九条，规章一条也不引起，写明理由', async () => {
    const local = await add({ level: '地方性法规' });
    expect(local.duties.map((d) => d.article)).toEqual(['第九条']);
    const rule = await add({ level: '部门规章' });
    expect(rule.duties).toEqual([]);
    expect(rule.notStarted.map((n) => n.reason).join()).toContain('规章调整不触发');
  });

  test('公布日、施行日、印发日、收文日都保存，建议最早的公布日或印发日，选用的理由留存', async () => {
    const { event } = await add({
      on: '2026-11-10',
      dates: {
        promulgated: '2026-11-05',
        issued: '2026-11-03',
        effective: '2027-01-01',
        received: '2026-11-10',
      },
      dateReason: '11月10日收文后方知',
    });
    expect(event).toMatchObject({
      on: '2026-11-10',
      proposedOn: '2026-11-03',
      dateReason: '11月10日收文后方知',
    });
    expect(event.dates.effective).toBe('2027-01-01');
  });

  test.each([
    ['2026-02-30', undefined],
    ['2026-11-02', { promulgated: '2026-13-01' }],
  ])('不存在的日期拒绝，什么也不登记（%s）', async (on, dates) => {
    const input = { kind: 'law-change' as const, on, about: '某法', ...(dates ? { dates } : {}) };
    expect((await core.failure('events.add', input)).code).toBe('date-invalid');
    expect((await core.call('events.list', {})).total).toBe(0);
  });
});

describe('办理情况', () => {
  test('条例第十七条以报送日期为准办结，34号文第九条以平台更新日期为准，互不代替', async () => {
    const { event } = await add();
    await core.call('events.act', { event: event.id, act: 'submitted', on: '2026-11-13' });
    const rows = await dutiesOf(event.id);
    expect(rows['national-2025 catalogue-update']).toMatchObject({
      status: 'done',
      fulfilledOn: '2026-11-13',
    });
    expect(rows['shaanxi-2017 catalogue-update']).toMatchObject({ status: 'due-soon' });
    expect(rows['national-2025 authority-review']).toMatchObject({ party: 'A', due: '2026-11-17' });
    await core.call('events.act', { event: event.id, act: 'submitted', on: '2026-11-18' });
    expect((await dutiesOf(event.id))['national-2025 catalogue-update']?.status).toBe('done-late');
  });

  test('登记错的办理日期可以清除，时限重新计算', async () => {
    const { event } = await add();
    await core.call('events.act', { event: event.id, act: 'submitted', on: '2026-11-13' });
    const cleared = await core.call('events.clearAct', { event: event.id, act: 'submitted' });
    expect(cleared.acts).toEqual([]);
    expect((await dutiesOf(event.id))['national-2025 catalogue-update']?.status).toBe('overdue');
  });

  test('办理日期不能在今天之后；答复不能早于收到申请，报送可以早于法规施行', async () => {
    const law = (await add({ on: '2026-12-01' })).event.id;
    const application = (await add({ kind: 'application', sharing: '有条件', on: '2026-11-10' })).event.id;
    expect(
      (await core.failure('events.act', { event: law, act: 'submitted', on: '2026-11-22' })).details[
        'reason'
      ],
    ).toContain('今天');
    expect(
      (await core.failure('events.act', { event: application, act: 'replied', on: '2026-11-09' })).details[
        'reason'
      ],
    ).toContain('2026-11-10');
    await core.call('events.act', { event: law, act: 'submitted', on: '2026-11-20' });
    expect((await dutiesOf(law))['national-2025 catalogue-update']?.status).toBe('done');
  });

  test('条例第十七条第二款：期限内取得的同意延长5个工作日，晚于期限的不算', async () => {
    const inTime = (await add()).event.id;
    const tooLate = (await add()).event.id;
    for (const [event, on] of [
      [inTime, '2026-11-16'],
      [tooLate, '2026-11-17'],
    ] as const) {
      const extended = await core.call('events.extend', { event, on, number: '×函〔2026〕3号' });
      expect(extended.extension).toMatchObject({ consentedOn: on, documentNumber: '×函〔2026〕3号' });
    }
    expect((await dutiesOf(inTime))['national-2025 catalogue-update']?.due).toBe('2026-11-23');
    expect((await dutiesOf(tooLate))['national-2025 catalogue-update']).toMatchObject({
      due: '2026-11-16',
      notes: expect.arrayContaining([expect.stringContaining('晚于期限')]),
    });
  });

  test('没有登记过的事项给出代码', async () => {
    for (const failure of [
      await core.failure('events.act', { event: 'x', act: 'submitted', on: '2026-11-20' }),
      await core.failure('events.clearAct', { event: 'x', act: 'submitted' }),
      await core.failure('events.extend', { event: 'x', on: '2026-11-20', number: '1' }),
      await core.failure('events.withdraw', { event: 'x', reason: '录错' }),
    ]) {
      expect(failure).toMatchObject({ code: 'event-not-found', details: { event: 'x' } });
    }
  });
});

describe('撤回录错的事项', () => {
  test('写明原因撤回：不再计时限，仍可查到，操作日志留有记录', async () => {
    const { event } = await add();
    const withdrawn = await core.call('events.withdraw', { event: event.id, reason: '重复登记', by: '李四' });
    expect(withdrawn.withdrawn).toEqual({ on: '2026-11-21', reason: '重复登记', by: '李四' });
    expect(await dutiesOf(event.id)).toEqual({});
    expect((await core.call('events.list', {})).total).toBe(0);
    expect((await core.call('events.list', { withdrawn: true })).events).toMatchObject([{ id: event.id }]);
    const raw = await openConnection(core.file, 'read');
    const log = await raw.all<{ action: string; by_name: string }>(
      'SELECT action, by_name FROM audit_record',
    );
    await raw.close();
    expect(log).toContainEqual({ action: 'event-withdrawn', by_name: '李四' });
  });

  test('没有原因不能撤回；撤回的不能再办理、再撤回', async () => {
    const { event } = await add();
    expect((await core.failure('events.withdraw', { event: event.id, reason: '  ' })).code).toBe(
      'invalid-input',
    );
    await core.call('events.withdraw', { event: event.id, reason: '录错' });
    for (const failure of [
      await core.failure('events.act', { event: event.id, act: 'submitted', on: '2026-11-20' }),
      await core.failure('events.extend', { event: event.id, on: '2026-11-10', number: '1' }),
      await core.failure('events.withdraw', { event: event.id, reason: '录错' }),
    ]) {
      expect(failure.code).toBe('step-not-allowed');
      expect(failure.details['reason']).toContain('录错');
    }
  });
});

test('事项清单分页，按类型、日期、文字筛选，最近的在前', async () => {
  for (let day = 1; day <= 5; day++) await add({ on: `2026-11-0${day}`, about: `第${day}部法` });
  await add({ kind: 'doubt', on: '2026-10-08', about: '人口数据有误_50%' });
  const page = await core.call('events.list', { limit: 2, offset: 1 });
  expect(page.total).toBe(6);
  expect(page.events.map((event) => event.on)).toEqual(['2026-11-04', '2026-11-03']);
  expect((await core.call('events.list', { kinds: ['doubt'] })).total).toBe(1);
  expect((await core.call('events.list', { from: '2026-11-02', to: '2026-11-03' })).total).toBe(2);
  expect((await core.call('events.list', { query: '第3部' })).total).toBe(1);
  // The signs that a search pattern is made of are meant literally.
  expect((await core.call('events.list', { query: '_50%' })).total).toBe(1);
  expect((await core.call('events.list', { query: '1%法' })).total).toBe(0);
  expect((await core.failure('events.list', { from: '2026-99-01' })).code).toBe('date-invalid');
});

describe('34号文第二十三条：每年1月底前报送上一年度共享情况', () => {
  const report = async (): Promise<unknown> => {
    const { duties } = await core.call('duties.list', {});
    return duties.find((duty) => duty.duty === 'annual-report' && duty.period === '2026');
  };

  test('登记报送日期即办结，晚于1月31日的算逾期办结，日期可以改', async () => {
    core.today = '2027-02-05';
    expect(await report()).toMatchObject({ due: '2027-01-31', status: 'overdue' });
    await core.call('reports.sent', { year: 2026, on: '2027-02-02', by: '张三' });
    expect(await report()).toMatchObject({ status: 'done-late', fulfilledOn: '2027-02-02' });
    const { reports } = await core.call('reports.sent', { year: 2026, on: '2027-01-29', by: '张三' });
    expect(reports).toEqual([{ year: 2026, on: '2027-01-29', by: '张三' }]);
    expect(await report()).toMatchObject({ status: 'done' });
  });

  test('还没到的日期、年度开始前的日期、不存在的日期都拒绝', async () => {
    for (const on of ['2026-11-22', '2025-12-31', '2026-11-31']) {
      const failure = await core.failure('reports.sent', { year: 2026, on });
      expect(['invalid-input', 'date-invalid'], on).toContain(failure.code);
    }
    expect((await core.call('reports.list', {})).reports).toEqual([]);
  });
});

test('十万条资源的目录库，时限不去读资源：资源表拿走也照样列出', async () => {
  await addEntry(core);
  const { event } = await add();
  const before = await core.call('duties.list', {});
  const raw = await openConnection(core.file, 'write');
  await raw.exec('ALTER TABLE entry RENAME TO entry_put_aside');
  expect(await core.call('duties.list', {})).toEqual(before);
  await core.call('events.act', { event: event.id, act: 'submitted', on: '2026-11-13' });
  await raw.exec('ALTER TABLE entry_put_aside RENAME TO entry');
  await raw.close();
});

describe('电脑日期被调回', () => {
  test('今天早于操作日志最后一条的日期，打开时提醒核对；日期正常不提醒', async () => {
    await core.call('settings.save', { settings: { authority: '省数据局' } });
    const warned = async (): Promise<string> => (await core.call('library.summary', {})).warnings.join();
    core.today = '2020-01-01';
    expect(await warned()).toContain('核对电脑的日期');
    core.today = '2099-01-01';
    expect(await warned()).not.toContain('核对电脑的日期');
  });

  test('刚新建的目录库不提醒', async () => {
    const made = await newLibrary(folder, 'shaanxi-2017', '2020-01-01');
    expect((await made.call('library.summary', {})).warnings).toEqual([]);
  });
});

test('忻政办发〔2022〕3号五年到期：到期前半年提醒，到期后说明不再计算', async () => {
  const xinzhou = await newLibrary(folder, 'xinzhou-2022', '2026-11-21');
  const about = async (today: string): Promise<string> => {
    xinzhou.today = today;
    return (await xinzhou.call('library.summary', {})).warnings.join();
  };
  expect(await about('2026-06-01')).not.toContain('到期');
  expect(await about('2026-11-21')).toContain('将于2027-01-04到期');
  expect(await about('2027-01-05')).toContain('已于2027-01-04到期');
});

test('办理人：同一事项的各项时限一人办理，定期的事项各期相同；取消后空缺，都留下记录', async () => {
  const { event } = await add();
  const keyed = async (): Promise<Record<string, string>> => {
    const { duties } = await core.call('duties.list', {});
    return Object.fromEntries(duties.map((duty) => [String(duty['key']), String(duty['person'])]));
  };
  expect(new Set(Object.values(await keyed()))).toEqual(new Set(['']));
  const ofEvent = `event/${event.id}`;
  expect(await core.call('duties.assign', { key: ofEvent, person: '李四' })).toEqual({ duties: 2 });
  await core.call('duties.assign', { key: 'shaanxi-2017/full-maintenance', person: '王五' });
  expect(await keyed()).toMatchObject({ [ofEvent]: '李四', 'shaanxi-2017/full-maintenance': '王五' });
  core.today = '2027-02-01';
  const next = (await core.call('duties.list', {})).duties.filter((one) => one.duty === 'full-maintenance');
  expect(next.map((one) => one['person'])).toEqual(['王五', '王五']);
  await core.call('duties.assign', { key: ofEvent, person: '' });
  expect((await keyed())[ofEvent]).toBe('');
  const unknown = await core.failure('duties.assign', { key: 'event/没有', person: '李四' });
  expect(unknown.code).toBe('event-not-found');
});
