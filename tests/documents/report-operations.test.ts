import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { catalogueSm3 } from '#app/review/catalogue-version';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';
import { docxParts, docxText, htmlText } from './docx-parts';
import { approveAll, DEPARTMENT, reportLibrary, type ReportLibrary } from './report-library';

const folder = tempFolder();
const KINDS = ['submission', 'review', 'changes', 'list'] as const;

function department(): CatalogueEntry[] {
  const shared = (sharingType: string, sharingCondition = ''): Partial<CatalogueEntry> => {
    const { items } = sampleEntry();
    return {
      sharingType,
      sharingCondition,
      items: items.map((item) => ({ ...item, sharingType, sharingCondition })),
    };
  };
  return [
    sampleEntry({ name: '企业登记信息', office: '登记处' }),
    sampleEntry({ name: '企业年报信息', office: '登记处' }),
    sampleEntry({
      name: '行政处罚信息',
      office: '执法处',
      ...shared('有条件共享', '仅限行政执法部门使用'),
      sharingScope: '行政执法部门',
      sharingPurpose: '行政执法',
    }),
    sampleEntry({
      name: '统计调查原始资料',
      office: '综合处',
      ...shared('不予共享', '依据统计法不得对外提供'),
      refusalReason: '能够识别统计调查对象身份',
      refusalBasis: '《中华人民共和国统计法》第二十八条',
    }),
    sampleEntry({
      name: '内部考核资料',
      office: '综合处',
      ...shared('不予共享', '本局内部规定'),
      refusalReason: '内部管理',
      refusalBasis: '《某某局考核办法》',
    }),
    sampleEntry({ name: '许可信息', grading: '', office: '' }),
  ];
}

async function words(library: ReportLibrary, kind: string, name = `${kind}.docx`): Promise<string[]> {
  const out = join(folder, name);
  await library.call('report.write', { kind, out });
  return docxText((await docxParts(readFileSync(out))).get('word/document.xml')!);
}

async function footer(name: string): Promise<string> {
  const parts = await docxParts(readFileSync(join(folder, name)));
  return docxText([...parts].find(([part]) => part.startsWith('word/footer'))![1]).join('');
}

describe('papers of a library that was never approved', () => {
  const entries = department();
  let library: ReportLibrary;
  beforeAll(async () => {
    library = await reportLibrary(join(folder, 'draft.mulu'));
    await library.add(entries);
  });

  test.each(KINDS)('%s is written, and the page for print says the same', async (kind) => {
    const text = await words(library, kind);
    const { title, html } = await library.call('report.model', { kind });
    expect(htmlText(html)).toEqual(text);
    expect(title.startsWith(DEPARTMENT)).toBe(true);
    expect(text.join('')).toContain(title);
    expect(html).toContain('征求意见稿/未审定');
    expect(await footer(`${kind}.docx`)).toContain('V1（草案）');
  });

  test('the review report names every entry of the catalogue', async () => {
    const text = await words(library, 'review');
    for (const { name } of entries) expect(text).toContain(name);
  });

  test('表7 gives rank and article of the basis; the office rule stands apart (条例第十四条（三）)', async () => {
    const text = await words(library, 'review');
    const from = text.findIndex((line) => line.startsWith('表7之一'));
    const main = text.slice(text.indexOf('表7　不予共享'), from);
    expect(main).toEqual(
      expect.arrayContaining(['中华人民共和国统计法', '第二十八条', '法律', '内部考核资料']),
    );
    const apart = text.slice(from, text.indexOf('六、保密风险和个人信息保护影响评估'));
    expect(apart).toContain('内部考核资料');
    expect(apart).not.toContain('统计调查原始资料');
  });

  test('the findings table rests on what the check stored, with the article', async () => {
    const { counts, findings } = await library.call('check.run', {});
    const text = await words(library, 'review');
    expect(text).toContain(
      `必须修改${counts.error}个，需要说明${counts.warning}个，建议${counts.advice}个。`,
    );
    expect(findings.length).toBeGreaterThan(0);
    for (const { citation } of findings) expect(text).toContain(`${citation.regulation}${citation.article}`);
  });

  test('the SM3 is the same for every paper of one content and changes with one word of it', async () => {
    const sm3Of = (text: readonly string[]): string =>
      text.map((line) => /^文件校验码（SM3）：([0-9a-f]{64})$/.exec(line)?.[1]).find(Boolean)!;
    const before = sm3Of(await words(library, 'review'));
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(sm3Of(await words(library, 'list'))).toBe(before);
    expect(await footer('list.docx')).toContain(before.slice(0, 16));
    const { entry, meta } = await library.call('entries.read', { entry: entries[0]!.id });
    await library.call('entries.save', {
      entry: { ...entry, summary: `${entry.summary}。` },
      revision: meta.revision,
      by: '张三',
    });
    expect(sm3Of(await words(library, 'review'))).not.toBe(before);
  });

  test('a PDF needs the window and is not-available here; another ending is refused', async () => {
    const pdf = join(folder, 'review.pdf');
    expect((await library.refused('report.write', { kind: 'review', out: pdf })).code).toBe('not-available');
    expect((await library.refused('report.write', { kind: 'review', out: join(folder, 'x.txt') })).code).toBe(
      'invalid-input',
    );
    expect(existsSync(pdf)).toBe(false);
  });

  test('a place that cannot be written fails with its code and leaves nothing behind', async () => {
    const out = join(folder, 'no-such-folder', 'review.docx');
    expect((await library.refused('report.write', { kind: 'review', out })).code).toBe('file-unwritable');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('without a campaign there is no maintenance record to print', async () => {
    const failure = await library.refused('report.write', {
      kind: 'maintenance',
      out: join(folder, 'm.docx'),
    });
    expect(failure.code).toBe('campaign-not-open');
  });
});

describe('papers of an approved library and of the round after it', () => {
  const entries = department();
  let library: ReportLibrary;
  beforeAll(async () => {
    library = await reportLibrary(join(folder, 'approved.mulu'));
    // What must be corrected blocks 送审, so the whole department is without such faults.
    await library.add(
      entries
        .map((entry) => ({ ...entry, office: entry.office || '综合处', grading: '一般数据' }))
        .slice(0, 4),
    );
    await approveAll(library);
  });

  test('is V1 of its day, no longer a draft; what was done in the program stands below empty boxes', async () => {
    const text = await words(library, 'submission');
    expect(await footer('submission.docx')).toContain('V1');
    expect(await footer('submission.docx')).not.toContain('草案');
    const note = (start: string): string[] => text.filter((line) => line.startsWith(start));
    expect(note('系统内办理：李四 2026年9月15日10时05分')).toHaveLength(1);
    expect(note('线下签批登记：钱七 2026年9月15日')).toHaveLength(1);
    for (const line of text.filter((one) => /^(意见|签名|日期)：/.test(one))) {
      expect(line.replace(/意见：|签名：|日期：|[年月日　]/g, '')).toBe('');
    }
    expect(text.join('')).toContain('2026-Q3-01／V1');
  });

  test.each(KINDS)('%s never prints the 同意 that was entered as opinion', async (kind) => {
    expect((await words(library, kind)).join('')).not.toContain('同意');
  });

  test('its SM3 can be worked out from the versions of the entries', async () => {
    const listed = await library.call('entries.list', { limit: 100 });
    const versions = await Promise.all(
      listed.entries.map(async ({ id }) => {
        const { versions: own } = await library.call('entries.read', { entry: id });
        return { id, version: own.at(-1)!.version, sm3: own.at(-1)!.sm3 };
      }),
    );
    expect(await words(library, 'list')).toContain(`文件校验码（SM3）：${catalogueSm3(versions)}`);
  });

  test('the next round compares with V1, field by field, and counts what is new, changed and gone', async () => {
    library.setToday('2026-11-10');
    await library.call('events.add', {
      kind: 'law-change',
      on: '2026-11-02',
      about: '《企业登记条例》修订（国务院令第900号）',
      level: '行政法规',
      by: '张三',
    });
    const { entry, meta } = await library.call('entries.read', { entry: entries[0]!.id });
    await library.call('entries.save', {
      entry: { ...entry, name: '企业登记基本信息' },
      revision: meta.revision,
      by: '张三',
    });
    await library.call('review.take', {
      step: 'retire',
      entries: [entries[1]!.id],
      by: '李四',
      opinion: '职能已划转',
    });
    await library.add([sampleEntry({ name: '信用承诺信息', office: '信用处' }, 2)]);

    const changes = await words(library, 'changes');
    expect(changes).toContain('对照版本：V1（2026年9月15日审定）→ V2（草案）');
    expect(changes).toContain('合计：新增1条，修改1条，停用1条，无变化2条');
    for (const line of ['企业登记信息', '企业登记基本信息', '职能已划转', '停用日期：2026年11月10日']) {
      expect(changes).toContain(line);
    }
    expect(changes.some((line) => line.includes('信息项2项：信息项1、信息项2'))).toBe(true);
    expect(changes.filter((line) => line === '行政处罚信息')).toEqual([]);

    const form = await words(library, 'submission');
    expect(form.join('\n')).toContain('《企业登记条例》修订（国务院令第900号）');
    expect(form.join('\n')).toContain('■法律法规调整');
    expect(form.join('\n')).toMatch(
      /政务数据共享条例第十七条第二款：2026年11月16日.*陕政发〔2017〕34号第九条：2026年11月23日/,
    );
    expect(form.join('\n')).toContain('已用6个工作日');

    const list = await words(library, 'list');
    expect(list).toContain('信用承诺信息');
    expect(list).not.toContain('企业年报信息');
  });

  test('when that round is approved it is V2 against V1, the draft mark gone', async () => {
    library.setToday('2026-11-12');
    const take = (step: string, more: Record<string, unknown> = {}): Promise<unknown> =>
      library.call('review.take', { step, entries: 'all', by: `办理${step}`, opinion: '已核对', ...more });
    await take('submit');
    await take('approve');
    await take('assess', { secrecy: '无', personal: '无' });
    await take('clear');
    await take('consent');
    const changes = await words(library, 'changes');
    expect(changes).toContain('对照版本：V1（2026年9月15日审定）→ V2');
    expect(changes).toContain('合计：新增1条，修改1条，停用1条，无变化2条');
    const review = await words(library, 'review');
    expect(review.join('')).not.toContain('征求意见稿');
    expect(review).toContain('审定日期：2026年11月12日。');
  });
});

describe('维护记录 and 年度报告', () => {
  test('print what the campaign and the year left in the library', async () => {
    const library = await reportLibrary(join(folder, 'year.mulu'));
    const entries = department().slice(0, 3);
    await library.add(entries);
    await approveAll(library);
    await library.call('maintenance.start', { by: '张三' });
    await library.call('maintenance.answer', {
      entries: [entries[0]!.id],
      answer: '有变化',
      note: '新增经营范围',
      by: '周八',
    });
    await library.call('maintenance.answer', {
      entries: 'all',
      answer: '无变化',
      opinion: '处室已签字核对',
      by: '周八',
    });
    const open = await words(library, 'maintenance');
    expect(open.join('\n')).toContain('维护尚未完成');
    // 表3: what was registered and is overdue by the cycle; what nobody registered is left for a hand.
    expect(open).not.toContain('2026年7月1日');
    await library.call('dataUpdates.record', { entries: [entries[1]!.id], on: '2026-07-01', by: '周八' });
    expect(await words(library, 'maintenance')).toEqual(
      expect.arrayContaining([entries[1]!.code, '每月', '2026年7月1日']),
    );
    await library.call('maintenance.finish', { by: '张三', conclusion: '三条中一条有变化' });
    const text = await words(library, 'maintenance');
    expect(text).toEqual(
      expect.arrayContaining(['有变化：新增经营范围', '结论：三条中一条有变化', '企业登记信息']),
    );
    expect(text).toContain('依据：陕政发〔2017〕34号第九条（2026年9月30日前完成）');
    expect(text.join('\n')).not.toContain('维护尚未完成');

    library.setToday('2026-11-20');
    await library.call('maintenance.start', { by: '李四' });
    const later = await words(library, 'maintenance');
    expect(later.join('\n')).toContain('维护尚未完成');
    const out = join(folder, 'past.docx');
    await library.call('report.write', { kind: 'maintenance', out, subject: ['2026-Q3'] });
    const past = docxText((await docxParts(readFileSync(out))).get('word/document.xml')!);
    expect(past).toEqual(expect.arrayContaining(['有变化：新增经营范围', '结论：三条中一条有变化']));
    expect(past.join('\n')).not.toContain('维护尚未完成');
    expect(past).not.toContain('2026年7月1日');
    expect(
      await library.refused('report.write', { kind: 'maintenance', out, subject: ['2019-Q1'] }),
    ).toMatchObject({
      code: 'invalid-input',
      details: { value: '2019-Q1', allowed: ['2026-Q4', '2026-Q3'] },
    });

    library.setToday('2027-01-12');
    const annual = await words(library, 'annual');
    expect(annual.join('')).toContain(`${DEPARTMENT}2026年度政务信息资源共享情况报告`);
    expect(annual).toContain(
      '统计口径：数据截至2026年12月31日，以本部门审定的目录版本和登记的事项为准；未登记、未掌握的留空。',
    );
    const table = annual.slice(
      annual.indexOf('表1　目录数量变化（单位：条、项）'),
      annual.indexOf('表2　时限执行'),
    );
    // The library begins within the year, so what there was at its beginning is left for a hand.
    expect(table.slice(table.indexOf('无条件共享'))).toEqual([
      ...['无条件共享', '2', '4', '0', '0', '2', '4'],
      ...['有条件共享', '1', '2', '0', '0', '1', '2'],
      ...['不予共享', '0', '0', '0', '0', '0', '0'],
      ...['合计', '3', '6', '0', '0', '3', '6'],
    ]);
    expect(annual).toEqual(expect.arrayContaining(['2026年第三季度', '2026年9月15日']));
    expect(annual.join('')).not.toContain('同意报送');
  });
});

describe('a large catalogue', () => {
  test('is written in 分册, the first under the name that was asked for', async () => {
    const library = await reportLibrary(join(folder, 'large.mulu'));
    const model = sampleEntry({}, 1);
    await library.add(
      Array.from({ length: 5003 }, (_, i) => ({
        ...model,
        id: `e${i}`,
        code: `307999/${String(i).padStart(6, '0')}`,
        name: `第${i}号资源`,
      })),
    );
    const first = await words(library, 'list', 'large.docx');
    const second = docxText(
      (await docxParts(readFileSync(join(folder, 'large-第2分册.docx')))).get('word/document.xml')!,
    );
    expect(existsSync(join(folder, 'large-第3分册.docx'))).toBe(false);
    expect(first).toContain('第1分册　共2分册');
    expect(second).toContain('第2分册　共2分册');
    const names = [...first, ...second].filter((line) => /^第\d+号资源$/.test(line));
    expect(names).toHaveLength(5003);
    expect(new Set(names).size).toBe(5003);
    expect(names.at(-1)).toBe('第5002号资源');
  });
});

describe('a paper that is no longer wanted while it is written', () => {
  test('leaves nothing behind, and what stood there before as it was', async () => {
    const place = tempFolder();
    const library = await reportLibrary(join(place, 'stop.mulu'));
    await library.add(
      Array.from({ length: 400 }, (_, i) => sampleEntry({ name: `资源${i}`, code: `307999/${i + 1}` })),
    );
    const out = join(place, '目录清单.docx');
    writeFileSync(out, '原有的清单');
    const before = readdirSync(place);
    for (const stage of ['汇总信息资源', '生成报告']) {
      const failure = await library.stopped('report.write', { kind: 'list', out }, (now) => now === stage);
      expect(failure?.code, stage).toBe('cancelled');
      expect(readdirSync(place)).toEqual(before);
      expect(readFileSync(out, 'utf8')).toBe('原有的清单');
    }
    await library.call('report.write', { kind: 'list', out });
    expect(readFileSync(out, 'latin1').slice(0, 2)).toBe('PK');
  });
});
