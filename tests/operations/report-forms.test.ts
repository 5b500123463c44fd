import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { REPORT_KINDS, REPORTS, type ReportKind } from '#app/contract/report-kinds';
import { docxParts, docxText, htmlText } from '#tests/documents/docx-parts';
import { approveAll, DEPARTMENT, reportLibrary, type ReportLibrary } from '#tests/documents/report-library';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

async function words(
  library: ReportLibrary,
  kind: ReportKind,
  subject?: readonly string[],
): Promise<string[]> {
  const out = join(folder, `${kind}.docx`);
  const written = await library.call('report.write', { kind, out, ...(subject ? { subject } : {}) });
  expect(written).toEqual({ file: out, files: [out] });
  return docxText((await docxParts(readFileSync(out))).get('word/document.xml')!);
}

const text = async (...given: Parameters<typeof words>): Promise<string> =>
  (await words(...given)).join('\n');

async function row(library: ReportLibrary, name: string, values: Record<string, string>) {
  return library.call('ledger.save', { ledger: `national-2025/${name}`, values, by: '张三' });
}

describe('a library that knows nothing yet', () => {
  let library: ReportLibrary;
  beforeAll(async () => {
    library = await reportLibrary(join(folder, 'empty.mulu'));
  });
  const kinds = REPORT_KINDS.filter((kind) => kind !== 'maintenance');

  test.each(kinds)('%s is printed as a form to fill in, in Word and for the printer alike', async (kind) => {
    const written = await words(library, kind);
    const { title, html } = await library.call('report.model', { kind });
    expect(title.startsWith(DEPARTMENT)).toBe(true);
    expect(htmlText(html)).toEqual(written);
    expect(written.join('')).not.toMatch(/null|undefined|NaN|\[object/);
  });

  test.each(kinds.filter((kind) => REPORTS[kind].subject === 'none'))(
    '%s is about the whole library and takes no subject',
    async (kind) => {
      const failure = await library.refused('report.model', { kind, subject: ['x'] });
      expect(failure).toMatchObject({ code: 'invalid-input', details: { field: '对象' } });
    },
  );

  test.each([
    ['secrecy', 'entry-not-found'],
    ['retirement', 'entry-not-found'],
    ['transfer', 'entry-not-found'],
    ['extension', 'event-not-found'],
    ['reply', 'event-not-found'],
    ['medium', 'invalid-input'],
    ['letter', 'invalid-input'],
    ['confirmation', 'invalid-input'],
    ['register', 'invalid-input'],
  ] as const)('%s about something that is not there fails as %s', async (kind, code) => {
    expect((await library.refused('report.model', { kind, subject: ['没有这个'] })).code).toBe(code);
  });

  test('one reply is about one application', async () => {
    const failure = await library.refused('report.model', { kind: 'reply', subject: ['a', 'b'] });
    expect(failure.details['reason']).toContain('只能指定一个对象');
  });
});

describe('papers of what the library knows', () => {
  const entries = [
    sampleEntry({ name: '企业登记信息', office: '登记处' }),
    sampleEntry({ name: '行政处罚信息', office: '执法处', extra: { 是否涉及个人信息: '是' } }),
    sampleEntry({ name: '信用承诺信息', office: '登记处' }),
  ];
  let library: ReportLibrary;
  beforeAll(async () => {
    library = await reportLibrary(join(folder, 'known.mulu'));
    await library.add(entries);
    await approveAll(library);
  });

  test('处室核对确认表 has pages for each office, and of one office where it is named', async () => {
    const all = await text(library, 'confirmation');
    expect(all).toContain('处室：登记处　共2条');
    expect(all).toContain('处室：执法处　共1条');
    expect(all).toContain(entries[0]!.summary);
    const one = await text(library, 'confirmation', ['执法处']);
    expect(one).toContain('行政处罚信息');
    expect(one).not.toContain('企业登记信息');
  });

  test('the sheet names the round that is going on, with the article that asks for it', async () => {
    await library.call('maintenance.start', { by: '张三' });
    expect(await text(library, 'confirmation', ['登记处'])).toContain(
      '期间：2026年第三季度（陕政发〔2017〕34号第九条）　2026年9月30日前完成',
    );
  });

  test('the personal data assessment is about entries that say so; codes may name others', async () => {
    const marked = await text(library, 'assessment', [entries[1]!.id]);
    expect(marked).toContain('行政处罚信息');
    expect(marked).toContain('是否涉及个人信息');
    expect(await text(library, 'secrecy', [entries[0]!.id])).toContain('信息资源1条');
    expect(await text(library, 'secrecy')).toContain(
      '政务数据共享条例第三条第一款；陕政发〔2017〕34号第十九条第三款',
    );
  });

  test('延期申请表 proposes the latest event that may be extended, with the dates of the clock', async () => {
    const { event } = await library.call('events.add', {
      kind: 'law-change',
      on: '2026-09-07',
      about: '《企业登记条例》修订',
      level: '行政法规',
      by: '张三',
    });
    const { duties } = await library.call('duties.list', {});
    const duty = duties.find((one) => one.event === event.id && one.duty === 'catalogue-update')!;
    const [year, month, day] = duty.due.split('-').map(Number);
    const proposed = await text(library, 'extension');
    expect(proposed).toContain('法律法规调整：《企业登记条例》修订');
    expect(proposed).toContain(
      `更新目录并报送审核（政务数据共享条例第十七条第二款），10个工作日，至${year}年${month}月${day}日`,
    );
    expect(proposed).not.toContain('陕政发〔2017〕34号第九条');
    expect(await text(library, 'extension', [event.id])).toBe(proposed);
  });

  test('日常更新登记簿 tells of each update, its limits under each regulation, and whether it was in time', async () => {
    const { events } = await library.call('events.list', {});
    const event = events.find((one) => one.about === '《企业登记条例》修订')!;
    expect(await words(library, 'register')).not.toContain('是');
    await library.call('events.act', { event: event.id, act: 'submitted', on: '2026-09-14', by: '张三' });
    await library.call('events.act', { event: event.id, act: 'published', on: '2026-09-15', by: '张三' });
    const register = await words(library, 'register', ['2026']);
    expect(register).toEqual(
      expect.arrayContaining(['法律法规调整：《企业登记条例》修订', '2026年9月7日', '2026年9月14日', '是']),
    );
    expect(register.join('')).toContain('（政务数据共享条例第十七条第二款）');
    expect(register.join('')).toContain('（陕政发〔2017〕34号第九条）');
    expect(await text(library, 'register', ['2025'])).toContain('合计0项');
  });

  test('an update that came late says 否', async () => {
    const { event } = await library.call('events.add', {
      kind: 'function-change',
      on: '2026-07-01',
      about: '职能划入',
      by: '张三',
    });
    await library.call('events.act', { event: event.id, act: 'submitted', on: '2026-09-10', by: '张三' });
    expect(await words(library, 'register')).toContain('否');
  });

  test('申请答复单 and 一次性告知单 are about the row named, or the one that still waits', async () => {
    const first = await row(library, 'applications', {
      申请部门: '省税务局',
      申请的信息资源: '企业登记信息',
      共享类型: '有条件共享',
      使用依据: '税收征收管理法',
      收到日期: '2026-09-14',
      需要补充的材料: '使用范围的说明',
    });
    const second = await row(library, 'applications', {
      申请部门: '省医保局',
      申请的信息资源: '信用承诺信息',
      共享类型: '无条件共享',
      收到日期: '2026-09-10',
      答复日期: '2026-09-11',
      答复结果: '同意',
      共享工作机构负责人: '孙某',
    });
    const due = first.duties.find((duty) => duty.regulation === '政务数据共享条例')!.due;
    const [year, month, day] = due.split('-').map(Number);
    const notice = await text(library, 'notice');
    expect(notice).toContain('省税务局：');
    expect(notice).toContain('使用范围的说明');
    expect(notice).toContain(`${year}年${month}月${day}日前`);
    expect(notice).toContain('依据：政务数据共享条例第二十一条第二款');
    const reply = await text(library, 'reply', [second.id]);
    expect(reply).toContain('省医保局');
    expect(reply.replace(/□不?同意共享/g, '').replace(/自?作出同意[^\n]*|同意后提供共享/g, '')).not.toContain(
      '同意',
    );
    expect(await text(library, 'reply', [second.events[0]!])).toBe(reply);
  });

  test('年度报告 of another year holds that year alone; a year to come has none', async () => {
    const own = {
      提供部门: '省税务局',
      申请的信息资源: '纳税信用等级',
      使用依据: '社会信用体系建设条例',
      使用范围: '本部门',
      共享方式: '接口',
      使用时限: '一年',
      共享工作机构负责人: '孙某',
    };
    await row(library, 'own-applications', { ...own, 使用场景: '信用评价', 提出日期: '2026-09-01' });
    await row(library, 'own-applications', { ...own, 使用场景: '资格核验', 提出日期: '2025-09-01' });
    const past = await text(library, 'annual', ['2025']);
    expect(past).toContain('2025年度');
    expect(past).toContain('省税务局：纳税信用等级');
    expect(past).toContain('资格核验');
    expect(past).not.toContain('信用评价');
    expect(await text(library, 'annual')).toContain('信用评价');
    expect(await library.refused('report.model', { kind: 'annual', subject: ['2027'] })).toMatchObject({
      code: 'invalid-input',
      details: { field: '年度' },
    });
  });

  test('校核处理单 and 整改报告 take what the ledger says and leave the rest open', async () => {
    await row(library, 'doubts', {
      反馈部门: '省税务局',
      信息资源: '企业登记信息',
      问题: '注册地址与证照不符',
      收到日期: '2026-09-11',
    });
    const correction = await text(library, 'correction');
    expect(correction).toContain('注册地址与证照不符');
    expect(correction).toContain('政务数据共享条例第二十六条第二款');
    expect(correction).toContain('□有误　□部分有误　□无误');
    await row(library, 'rectifications', {
      通知文号: '示数函〔2026〕9号',
      问题: '目录不全',
      收到日期: '2026-09-01',
      整改期限: '2026-10-10',
    });
    const rectification = await text(library, 'rectification');
    expect(rectification).toContain('示数函〔2026〕9号');
    expect(rectification).toContain('2026年10月10日');
  });

  test('停用（注销）审批表 joins the entries with what is on file about their users (条例第二十七条第三款)', async () => {
    await row(library, 'service-changes', {
      信息资源: '信用承诺信息',
      事项: '终止',
      原因: '职能已划转',
      使用部门: '省税务局',
      协商日期: '2026-09-02',
      协商结果: '无异议',
      备案日期: '2026-09-08',
      过渡安排: '保留三个月',
    });
    const form = await text(library, 'retirement', [entries[2]!.id]);
    for (const said of [
      '职能已划转',
      '省税务局',
      '无异议',
      '信用承诺信息：2026年9月8日',
      '信用承诺信息：保留三个月',
    ]) {
      expect(form).toContain(said);
    }
    expect(await text(library, 'retirement', [entries[0]!.id])).not.toContain('省税务局');
  });

  test('机构人员备案表 is made of the ledger of filings (34号文第二十七条)', async () => {
    await library.call('ledger.save', {
      ledger: 'shaanxi-2017/staff-filing',
      values: {
        姓名: '王某某',
        职责: '第一责任人',
        电话: '029-1234',
        变动日期: '2026-09-01',
        变动情况: '新任',
      },
      by: '张三',
    });
    const staff = await words(library, 'staff');
    const at = staff.indexOf('第一责任人');
    expect(staff.slice(at, at + 5)).toEqual(['第一责任人', '王某某', '029-1234', '2026年9月1日', '新任']);
    expect(staff.join('')).toContain('陕政发〔2017〕34号第二十七条');
  });

  test('工作交接清单 lists open duties and what is under way', async () => {
    await library.add([sampleEntry({ name: '新编资源', office: '登记处' })]);
    const list = await text(library, 'handover');
    expect(list).toContain('新编资源');
    expect(list).toMatch(/核实、更正并反馈校核处理结果：/);
    expect(list).toContain('目录库文件');
  });

  test('settings of the papers are checked when they are saved, and change what is printed', async () => {
    const refused = await library.refused('settings.save', { settings: { 'report.signers.review': '=' } });
    expect(refused).toMatchObject({ code: 'invalid-input', details: { field: 'report.signers.review' } });
    await library.call('settings.save', {
      settings: {
        'report.organisation': '示例省数据局',
        shortName: '省数据局',
        'report.signers.letter': '无用',
        'report.signers.review': '审核人=信息科科长',
        contact: '周某',
      },
    });
    const review = await words(library, 'review');
    expect(review[0]).toContain('示例省数据局');
    expect(review).toContain('信息科科长');
    expect(review).toContain('部门负责人');
    expect(await text(library, 'letter')).toContain('联系人：周某');
  });
});

describe('papers and accounts', () => {
  test('the handover list names accounts only to those who may see them', async () => {
    const library = await reportLibrary(join(folder, 'accounts.mulu'));
    const add = (name: string, roles: string[]): Promise<unknown> =>
      library.call('account.add', { name, roles, password: 'lan tian bai yun 2026' });
    await add('管理员甲', ['系统管理员']);
    await library.call('session.signIn', { account: '管理员甲', password: 'lan tian bai yun 2026' });
    await add('编制乙', ['编制人', '审核人']);
    const model = async (): Promise<string> =>
      (await library.call('report.model', { kind: 'handover' })).html;
    expect(await model()).toContain('编制乙');
    await library.call('session.signIn', { account: '编制乙', password: 'lan tian bai yun 2026' });
    await library.call('account.changePassword', {
      password: 'lan tian bai yun 2026',
      newPassword: 'qing shan lv shui 2027',
    });
    expect(await model()).not.toContain('管理员甲');
  });
});

describe('送审单', () => {
  test('names the person who compiled, and once it is sent for review the person who sent it', async () => {
    const library = await reportLibrary(join(folder, 'compiler.mulu'));
    const form = () => text(library, 'submission');
    const { entry, meta } = await library.call('entries.create', { by: '' });
    expect(await form()).toMatch(/办公室／\u3000+／/);
    const filled = { ...sampleEntry({}, 1), id: entry.id };
    await library.call('entries.save', { entry: filled, revision: meta.revision, by: '王编制' });
    expect(await form()).toContain('办公室／王编制／');
    await library.call('review.take', { step: 'submit', entries: [entry.id], by: '李送审', opinion: '' });
    expect(await form()).toContain('办公室／李送审／');
  });
});
