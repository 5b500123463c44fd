/** 台账: one definition drives list, form, page and workbook; rows with dates keep clocks. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, test } from 'vitest';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const APPLICATIONS = 'national-2025/applications';
const APPLICATION = {
  申请部门: '市卫健委',
  申请的信息资源: '婚姻登记信息',
  共享类型: '有条件共享',
  收到日期: '2026-11-09',
};

let core: TestCore & { file: string };
beforeEach(async () => {
  core = await newLibrary(folder, 'shaanxi-2017', '2026-11-21');
});

const save = (values: Record<string, string>, row?: string, ledger = APPLICATIONS) =>
  core.call('ledger.save', { ledger, values, by: '张三', ...(row === undefined ? {} : { row }) });
const refused = (values: Record<string, string>, ledger = APPLICATIONS) =>
  core.failure('ledger.save', { ledger, values });
const limits = (row: Awaited<ReturnType<typeof save>>) =>
  Object.fromEntries(row.duties.map((d) => [`${String(d['rules'])}/${d.duty}`, `${d.due} ${d.status}`]));

/** 条例第二十条第三款: a reply is made with his consent. */
const SIGNED = { 共享工作机构负责人: '孙某' };

describe('台账目录', () => {
  test('按适用的规定列出，各带条款、栏目和保存年限（条例第二十九条第二款：3年）', async () => {
    const { ledgers } = await core.call('ledger.list', {});
    expect(ledgers.map(({ ledger }) => ledger)).toEqual([
      'national-2025/catalogue-updates',
      APPLICATIONS,
      'national-2025/own-applications',
      'national-2025/doubts',
      'national-2025/rectifications',
      'national-2025/service-changes',
      'national-2025/use-records',
      'shaanxi-2017/staff-filing',
    ]);
    expect(ledgers.find((one) => one.ledger.endsWith('use-records'))).toMatchObject({
      party: 'U',
      keepYears: 3,
      clocked: false,
    });
    const applications = ledgers.find((one) => one.ledger === APPLICATIONS)!;
    expect(applications).toMatchObject({
      clocked: true,
      regulation: '政务数据共享条例',
      keepYears: null,
      rows: 0,
    });
    expect(applications.columns.find((column) => column.label === '理由')).toMatchObject({
      required: true,
      when: { column: '答复结果', is: ['不同意'] },
    });
  });

  test('换了适用规定，原有台账的行仍然列出', async () => {
    await save(
      { 姓名: '王五', 职责: '编制人', 变动日期: '2026-11-01' },
      undefined,
      'shaanxi-2017/staff-filing',
    );
    await core.call('settings.save', { settings: { rules: 'shenzhen-2015' } });
    const { ledgers } = await core.call('ledger.list', {});
    expect(ledgers.map(({ ledger }) => ledger)).toContain('shenzhen-2015/supply-notices');
    expect(ledgers.find((one) => one.ledger === 'shaanxi-2017/staff-filing')?.rows).toBe(1);
    expect((await core.call('ledger.rows', { ledger: 'shaanxi-2017/staff-filing' })).total).toBe(1);
  });

  test('没有的台账、没有的行给出代码', async () => {
    expect(await core.failure('ledger.rows', { ledger: 'national-2025/none' })).toMatchObject({
      code: 'invalid-input',
    });
    expect((await core.failure('ledger.save', { ledger: APPLICATIONS, row: 'x', values: {} })).code).toBe(
      'invalid-input',
    );
    const { id } = await save(APPLICATION);
    expect(
      (await core.failure('ledger.save', { ledger: 'national-2025/doubts', row: id, values: {} })).code,
    ).toBe('invalid-input');
  });
});

describe('共享申请与答复', () => {
  test('条例第二十一条：有条件10个工作日；34号文第十五条同为10个工作日', async () => {
    const row = await save(APPLICATION);
    expect(limits(row)).toEqual({
      'national-2025/reply-conditional': '2026-11-23 due-soon',
      'shaanxi-2017/reply-conditional': '2026-11-23 due-soon',
    });
    expect(row.duties[0]?.subject).toBe('市卫健委，婚姻登记信息');
    const { duties } = await core.call('duties.list', {});
    expect(duties.filter((duty) => duty.event === row.events[0])).toHaveLength(2);
  });

  test('条例第二十一条：无条件1个工作日；34号文第十五条不需要申请，不列时限', async () => {
    const row = await save({ ...APPLICATION, 共享类型: '无条件共享', 收到日期: '2026-11-20' });
    expect(limits(row)).toEqual({ 'national-2025/reply-unconditional': '2026-11-23 due-soon' });
  });

  test('条例第二十二条：作出同意的答复之日起20个工作日内提供；不同意的没有这个时限', async () => {
    const { id } = await save(APPLICATION);
    const agreed = await save({ 答复日期: '2026-11-18', 答复结果: '同意', ...SIGNED }, id);
    expect(limits(agreed)).toMatchObject({
      'national-2025/reply-conditional': '2026-11-23 done',
      'national-2025/provide-data': '2026-12-16 ok',
    });
    const provided = await save({ 提供日期: '2026-11-20' }, id);
    expect(limits(provided)['national-2025/provide-data']).toBe('2026-12-16 done');
    const refusedLater = await save({ 答复结果: '不同意', 理由: '依法不予共享' }, id);
    expect(limits(refusedLater)['national-2025/provide-data']).toBeUndefined();
    expect(refusedLater.values['提供日期']).toBe('');
    const agreedAgain = await save({ 答复结果: '同意' }, id);
    expect(limits(agreedAgain)['national-2025/provide-data']).toBe('2026-12-16 ok');
  });

  test('条例第二十一条第二款：不同意的必须写明理由；一次性告知不停止计算', async () => {
    const { id } = await save(APPLICATION);
    const failure = await core.failure('ledger.save', {
      ledger: APPLICATIONS,
      row: id,
      values: { 答复日期: '2026-11-18', 答复结果: '不同意' },
    });
    expect(failure).toMatchObject({ code: 'invalid-input', details: { field: '理由' } });
    const told = await save({ 一次性告知日期: '2026-11-10', 需要补充的材料: '使用依据' }, id);
    expect(limits(told)['national-2025/reply-conditional']).toBe('2026-11-23 due-soon');
  });

  test.each(['同意', '不同意'])('条例第二十条第三款：%s的答复须写明共享工作机构负责人', async (result) => {
    const { id } = await save(APPLICATION);
    const reply = { 答复日期: '2026-11-18', 答复结果: result, 理由: result === '不同意' ? '依法不予' : '' };
    expect(await core.failure('ledger.save', { ledger: APPLICATIONS, row: id, values: reply })).toMatchObject(
      { code: 'invalid-input', details: { field: '共享工作机构负责人' } },
    );
    expect((await save({ ...reply, ...SIGNED }, id)).values).toMatchObject(SIGNED);
  });

  test('条例第二十条第二款：本部门的申请须经共享工作机构负责人同意，写明依据、场景、范围、方式、时限', async () => {
    const own = {
      提供部门: '省税务局',
      申请的信息资源: '纳税信用等级',
      使用依据: '社会信用体系建设条例',
      使用场景: '信用评价',
      使用范围: '本部门',
      共享方式: '接口',
      使用时限: '一年',
      提出日期: '2026-11-18',
      ...SIGNED,
    };
    for (const left of ['共享工作机构负责人', '使用依据', '使用场景', '使用范围', '共享方式', '使用时限']) {
      const values = { ...own, [left]: ' ' };
      expect(
        await core.failure('ledger.save', { ledger: 'national-2025/own-applications', values }),
      ).toMatchObject({ code: 'invalid-input', details: { field: left } });
    }
    const row = await save(own, undefined, 'national-2025/own-applications');
    // The provider's clock is somebody else's.
    expect(row.duties).toEqual([]);
  });

  test('条例第二十一条第一款：同意延期的天数、文号、告知日期记在行内，期限顺延', async () => {
    const { id } = await save(APPLICATION);
    const extended = await save(
      {
        延期同意日期: '2026-11-20',
        延期批准文号: '×函〔2026〕8号',
        延长工作日: '3',
        延期告知日期: '2026-11-20',
      },
      id,
    );
    expect(limits(extended)['national-2025/reply-conditional']).toBe('2026-11-26 due-soon');
    const [event] = (await core.call('events.list', { kinds: ['application'] })).events;
    expect(event?.extension).toMatchObject({ workingDays: 3, notifiedOn: '2026-11-20' });
    const cleared = await save({ 延期同意日期: '', 延期批准文号: '', 延长工作日: '', 延期告知日期: '' }, id);
    expect(limits(cleared)['national-2025/reply-conditional']).toBe('2026-11-23 due-soon');
  });

  test('收到日期改了，时限跟着改；只改给出的栏目，其余不动', async () => {
    const { id } = await save({ ...APPLICATION, 使用场景: '婚检' });
    const moved = await save({ 收到日期: '2026-11-16' }, id);
    expect(limits(moved)['national-2025/reply-conditional']).toBe('2026-11-30 ok');
    expect(moved.values).toMatchObject({ 使用场景: '婚检', 收到日期: '2026-11-16' });
    expect((await core.call('events.list', {})).total).toBe(1);
  });

  test.each([
    ['必填栏目空着', { 申请部门: ' ' }, '申请部门'],
    ['日期不存在', { 收到日期: '2026-02-30' }, '收到日期'],
    ['选项之外的内容', { 共享类型: '不予共享' }, '共享类型'],
    ['答复早于收到', { 答复日期: '2026-11-08', 答复结果: '同意', ...SIGNED }, '答复日期'],
    ['答复在今天之后', { 答复日期: '2026-11-22', 答复结果: '同意', ...SIGNED }, '答复日期'],
    ['延期没有文号', { 延期同意日期: '2026-11-20' }, '延期批准文号'],
    ['天数不是整数', { 延期同意日期: '2026-11-20', 延期批准文号: '1', 延长工作日: '1.5' }, '延长工作日'],
    ['没有这一栏', { 备注: 'x' }, '备注'],
  ])('%s：指出哪一栏，什么也不保存', async (_title, values, field) => {
    expect(await refused({ ...APPLICATION, ...values })).toMatchObject({
      code: 'invalid-input',
      details: { field },
    });
    expect((await core.call('ledger.rows', { ledger: APPLICATIONS })).total).toBe(0);
    expect((await core.call('events.list', {})).total).toBe(0);
  });

  test('撤回一行：时限不再计算，行仍可查到，不能再改', async () => {
    const { id } = await save({ ...APPLICATION, 答复日期: '2026-11-18', 答复结果: '同意', ...SIGNED });
    const withdrawn = await core.call('ledger.withdraw', {
      ledger: APPLICATIONS,
      row: id,
      reason: '重复',
      by: '张三',
    });
    expect(withdrawn).toMatchObject({ withdrawn: { reason: '重复' }, duties: [], events: [] });
    expect((await core.call('duties.list', {})).duties.filter((duty) => duty.event !== null)).toEqual([]);
    expect((await core.call('ledger.rows', { ledger: APPLICATIONS })).total).toBe(0);
    expect((await core.call('ledger.rows', { ledger: APPLICATIONS, withdrawn: true })).total).toBe(1);
    expect((await core.failure('ledger.save', { ledger: APPLICATIONS, row: id, values: {} })).code).toBe(
      'step-not-allowed',
    );
  });
});

describe('事项与台账是同一件事', () => {
  test('单独登记的事项出现在同类台账里，办理日期两边一致', async () => {
    const { event } = await core.call('events.add', {
      kind: 'application',
      on: '2026-11-10',
      about: '不动产登记信息',
      sharing: '有条件共享',
    });
    const [row] = (await core.call('ledger.rows', { ledger: APPLICATIONS })).rows;
    expect(row?.values).toMatchObject({
      申请的信息资源: '不动产登记信息',
      收到日期: '2026-11-10',
      共享类型: '有条件共享',
    });
    await core.call('events.act', { event: event.id, act: 'replied', on: '2026-11-17' });
    const [again] = (await core.call('ledger.rows', { ledger: APPLICATIONS })).rows;
    expect(again?.values['答复日期']).toBe('2026-11-17');
    const filled = await save({ 申请部门: '市税务局', 答复结果: '同意', ...SIGNED }, row!.id);
    expect(filled.values).toMatchObject({ 答复日期: '2026-11-17', 申请部门: '市税务局' });
    expect(filled.events).toHaveLength(2);
  });

  test('撤回事项，台账里的那一行一并撤回', async () => {
    const { event } = await core.call('events.add', {
      kind: 'doubt',
      on: '2026-11-10',
      about: '户籍信息有误',
    });
    expect((await core.call('ledger.rows', { ledger: 'national-2025/doubts' })).total).toBe(1);
    await core.call('events.withdraw', { event: event.id, reason: '录错' });
    expect((await core.call('ledger.rows', { ledger: 'national-2025/doubts' })).total).toBe(0);
  });

  test('目录更新登记簿（条例第十七条第二款、34号文第九条）：地方性法规只引起34号文的时限', async () => {
    const row = await save(
      { 事由: '法律法规调整', 事项: '某条例修订', 文件层级: '地方性法规', 发生日期: '2026-11-02' },
      undefined,
      'national-2025/catalogue-updates',
    );
    expect(limits(row)).toEqual({ 'shaanxi-2017/catalogue-update': '2026-11-23 due-soon' });
    const published = await save({ 发布日期: '2026-11-20' }, row.id, 'national-2025/catalogue-updates');
    expect(limits(published)).toEqual({ 'shaanxi-2017/catalogue-update': '2026-11-23 done' });
    const changed = await save({ 事由: '职能变化' }, row.id, 'national-2025/catalogue-updates');
    expect(changed.values['文件层级']).toBe('');
    expect(Object.keys(limits(changed))).toContain('national-2025/catalogue-update');
  });

  test('条例第二十六条第二款：校核申请10个工作日；条例第三十九条整改以通知写明的日期为准', async () => {
    const doubt = await save(
      { 反馈部门: '市公安局', 信息资源: '户籍信息', 问题: '出生日期不符', 收到日期: '2026-11-02' },
      undefined,
      'national-2025/doubts',
    );
    expect(limits(doubt)).toEqual({ 'national-2025/correct-data': '2026-11-16 overdue' });
    const order = await save(
      { 问题: '未按期更新', 收到日期: '2026-11-02', 整改期限: '2026-12-01' },
      undefined,
      'national-2025/rectifications',
    );
    expect(limits(order)['national-2025/rectification']).toBe('2026-12-01 ok');
  });

  test('深府〔2015〕99号第15段：收到提供通知之日起10个工作日', async () => {
    await core.call('settings.save', { settings: { rules: 'shenzhen-2015' } });
    const row = await save(
      { 提供的信息: '企业登记', 收到日期: '2026-11-09' },
      undefined,
      'shenzhen-2015/supply-notices',
    );
    expect(Object.values(limits(row))).toEqual(['2026-11-23 due-soon']);
  });
});

test('条例第二十九条第二款：使用记录按年份、文字查找，分页', async () => {
  const ledger = 'national-2025/use-records';
  for (const year of [2024, 2025, 2025]) {
    await save(
      { 使用的数据: `${year}年数据`, 记录日期: `${year}-06-01`, 使用场景: '资格核验' },
      undefined,
      ledger,
    );
  }
  expect((await core.call('ledger.rows', { ledger, year: 2025 })).total).toBe(2);
  expect((await core.call('ledger.rows', { ledger, query: '2024年' })).total).toBe(1);
  const page = await core.call('ledger.rows', { ledger, limit: 1, offset: 1 });
  expect([page.total, page.rows[0]?.values['使用的数据']]).toEqual([3, '2025年数据']);
});

describe('导出', () => {
  beforeEach(async () => {
    await save({ ...APPLICATION, 使用依据: '=1+1', 使用时限: '007' });
  });

  test('工作簿各栏齐全，时限和状态随行；公式样的文字仍是文字', async () => {
    const out = join(folder, `台账-${Date.now()}.xlsx`);
    expect(await core.call('ledger.export', { ledger: APPLICATIONS, out })).toEqual({ file: out, rows: 1 });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(out);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getCell('A1').text).toBe('示例市信用办共享申请与答复台账');
    expect(sheet.getCell('A2').text).toContain('《政务数据共享条例》（国务院令第809号）第二十条第二款');
    const heads = (sheet.getRow(3).values as string[]).slice(1);
    const cells = Object.fromEntries(heads.map((head, i) => [head, sheet.getRow(4).getCell(i + 1)]));
    expect(heads.slice(-2)).toEqual(['时限', '状态']);
    expect(cells['使用依据']?.value).toBe('=1+1');
    expect(cells['使用时限']?.value).toBe('007');
    expect(cells['时限']?.text).toContain('2026-11-23 答复有条件共享申请');
    expect(cells['状态']?.text).toContain('临期');
  });

  test('Word 件和打印页用同一份内容，未办的日期留空待填', async () => {
    const out = join(folder, `台账-${Date.now()}.docx`);
    await core.call('ledger.export', { ledger: APPLICATIONS, out });
    expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK');
    const { title, html } = await core.call('ledger.page', { ledger: APPLICATIONS, year: 2026 });
    expect(title).toBe('示例市信用办共享申请与答复台账（2026年）');
    for (const text of ['市卫健委', '婚姻登记信息', '2026-11-23', '文件校验码']) expect(html).toContain(text);
    expect((await core.call('ledger.page', { ledger: APPLICATIONS, year: 2025 })).html).not.toContain(
      '市卫健委',
    );
  });

  test('别的扩展名、写不进的位置给出代码，不留半个文件', async () => {
    expect(
      (await core.failure('ledger.export', { ledger: APPLICATIONS, out: join(folder, 'a.pdf') })).code,
    ).toBe('invalid-input');
    const out = join(folder, 'none', 'a.xlsx');
    expect((await core.failure('ledger.export', { ledger: APPLICATIONS, out })).code).toBe('file-unwritable');
  });
});
