import { describe, expect, test } from 'vitest';
import type { ReportFacts } from '#app/review/report-facts';
import { changesReport, markedDifference } from '#app/review/report-changes';
import { listReport } from '#app/review/report-list';
import {
  cellOf,
  printable,
  type ReportBlock,
  type ReportModel,
  type ReportTable,
} from '#app/review/report-model';
import { reviewReport } from '#app/review/report-review';
import { submissionReport } from '#app/review/report-submission';
import { reportText } from '#app/review/report-text';
import { sampleFacts, sampleLine, sampleStep, SM3 } from './report-facts-sample';

const blocksOf = (model: ReportModel): ReportBlock[] =>
  model.sections.flatMap((section) => [...section.blocks]);
const textOf = (model: ReportModel): string => reportText(model).join('\n');
function tableOf(model: ReportModel, caption: string): ReportTable {
  const found = blocksOf(model).find((block) => block.kind === 'table' && block.caption.startsWith(caption));
  if (found?.kind !== 'table') throw new Error(`no table ${caption}`);
  return found;
}
const words = (table: ReportTable): string[][] =>
  table.rows.map((row) =>
    row.map((cell) => {
      const { text } = cellOf(cell);
      return typeof text === 'string' ? text : text.map((run) => run.text).join('');
    }),
  );

const BUILDERS: [string, (facts: ReportFacts) => ReportModel][] = [
  ['送审单', submissionReport],
  ['审核报告', reviewReport],
  ['变更对照表', changesReport],
  ['目录清单', listReport],
];

describe.each(BUILDERS)('%s', (_, build) => {
  test('names department, version and the first 16 digits of the SM3 at the foot, all 64 at the end', () => {
    const model = build(sampleFacts());
    expect(model.footer).toEqual({ department: '省信用办', version: 'V2', sm3: SM3.slice(0, 16) });
    expect(textOf({ ...model, sections: [] })).toContain(SM3);
  });

  test('says 打印件以签字盖章为准 on each page, and 征求意见稿/未审定 only while it is a draft', () => {
    expect(build(sampleFacts()).header).toBe('打印件以签字盖章为准');
    const version = { ...sampleFacts().version, draft: true, label: 'V3（草案）', onDate: null };
    const draft = build(sampleFacts({ version }));
    expect(draft.header).toContain('征求意见稿/未审定');
    expect(draft.header).toContain('打印件以签字盖章为准');
  });

  test('never prints 同意, whatever was entered as opinion in the program', () => {
    const steps = (
      ['submit', 'confirm', 'approve', 'assess', 'clear', 'countersign', 'consent'] as const
    ).map((step) => sampleStep({ step, opinion: step === 'submit' ? '' : '同意报送。' }));
    expect(textOf(build(sampleFacts({ steps })))).not.toContain('同意');
  });

  test('prints neither null nor undefined nor NaN', () => {
    const blank = sampleLine({
      code: '',
      name: '',
      office: '',
      format: '',
      updateCycle: '',
      grading: '',
      mode: '',
    });
    const text = textOf(build(sampleFacts({ entries: [{ ...blank, change: '新增' }] })));
    expect(text).not.toMatch(/null|undefined|NaN|\[object/);
  });
});

describe('signature boxes', () => {
  const boxesOf = (model: ReportModel) =>
    blocksOf(model).flatMap((block) => (block.kind === 'signatures' ? block.boxes : []));

  test('what was done in the program is a small note below the box, with name, day and time', () => {
    const facts = sampleFacts({ steps: [sampleStep({ by: '李四' })] });
    const reviewer = boxesOf(reviewReport(facts)).find((box) => box.role === '审核人');
    expect(reviewer?.notes).toEqual(['系统内办理：李四 2026年9月15日10时05分']);
  });

  test('a sheet signed by hand and entered later is 线下签批登记 of its own day', () => {
    const facts = sampleFacts({
      steps: [sampleStep({ step: 'consent', by: '钱七', offline: true, time: null })],
    });
    const leader = boxesOf(submissionReport(facts)).find((box) => box.role === '部门负责人');
    expect(leader?.notes).toEqual(['线下签批登记：钱七 2026年9月15日']);
  });

  test('会签 stands below the box of 共享工作机构负责人, and an assessment below none', () => {
    const steps = [
      sampleStep({ step: 'assess', by: '王五' }),
      sampleStep({ step: 'countersign', by: '孙主任', offline: true, time: null, opinion: '同意' }),
    ];
    for (const build of [submissionReport, reviewReport]) {
      const boxes = boxesOf(build(sampleFacts({ steps })));
      const notesOf = (role: string) => boxes.find((box) => box.role === role)?.notes;
      expect(notesOf('共享工作机构负责人')).toEqual(['线下签批登记：孙主任 2026年9月15日']);
      expect(boxes.flatMap((box) => box.notes).join('')).not.toContain('王五');
    }
    // Who only entered an assessment did not sign for the sharing body.
    expect(textOf(reviewReport(sampleFacts({ steps: steps.slice(0, 1) })))).not.toContain(
      '共享工作机构负责人王五',
    );
  });

  test('a step taken for everything at once says so', () => {
    const facts = sampleFacts({ steps: [sampleStep({ takenForAll: true })] });
    expect(textOf(reviewReport(facts))).toContain('（未逐条查看）');
  });

  test('the boxes of the 送审单 are signed from the bottom row up', () => {
    expect(boxesOf(submissionReport(sampleFacts())).map((box) => box.role)).toEqual([
      '部门负责人',
      '共享工作机构负责人',
      '保密审查人',
      '审核人',
      '处室负责人',
    ]);
  });

  test('the 送审单 names who submitted; before that who compiled, as recorded; nobody where no name is known', () => {
    const named = (facts: Partial<ReportFacts>) =>
      /省信用管理办公室／([^／]*)／/.exec(textOf(submissionReport(sampleFacts(facts))))?.[1];
    const compilers = ['张三', '李四', '王五', '赵六', '钱七'];
    const submitted = [sampleStep({ step: 'submit', by: '孙八' })];
    expect(named({ steps: submitted, compilers })).toBe('孙八');
    expect(named({ steps: [], compilers: ['张三', '李四'] })).toBe('张三、李四');
    expect(named({ steps: [], compilers })).toBe('张三、李四、王五、赵六等5人');
    expect(named({ steps: [], compilers: [] })).toMatch(/^\u3000+$/);
  });

  test('one person who compiled and reviewed is named, with room for who allowed it and why', () => {
    const steps = [sampleStep({ step: 'submit', by: '张三' }), sampleStep({ by: '张三' })];
    const text = textOf(submissionReport(sampleFacts({ steps })));
    expect(text).toMatch(/编制人与审核人为同一人（张三）。批准人：　+　理由：/);
    const allowed = [sampleStep({ step: 'consent', by: '王五', own: true, waiver: '仅一名专人' })];
    expect(textOf(submissionReport(sampleFacts({ steps: allowed })))).toMatch(
      /编制人与部门负责人为同一人（王五）。批准人：　+理由：仅一名专人/,
    );
    expect(textOf(submissionReport(sampleFacts({ steps: [sampleStep()] })))).not.toContain('同一人');
  });

  test('the waiver of separate persons is printed with its reason, with the names once somebody used it', () => {
    const samePersonReason = '单位仅一名工作人员';
    const steps = [sampleStep({ step: 'submit', by: '张三' }), sampleStep({ by: '张三' })];
    expect(textOf(submissionReport(sampleFacts({ steps, samePersonReason })))).toMatch(
      /编制人与审核人为同一人（张三）。批准人：　+理由：单位仅一名工作人员/,
    );
    expect(textOf(submissionReport(sampleFacts({ samePersonReason })))).toContain(
      '编制与审核、审签分人办理的内部要求经系统管理员设为免除，理由：单位仅一名工作人员',
    );
  });

  test('a waived step is printed with its reason', () => {
    const text = textOf(
      reviewReport(sampleFacts({ waivers: [{ step: '保密审查', reason: '本部门无涉密业务' }] })),
    );
    expect(text).toContain('“保密审查”一步经系统管理员设为免办，理由：本部门无涉密业务');
  });

  test('the sealed report ends its body with a place for the seal, after the signatures', () => {
    const kinds = reviewReport(sampleFacts()).sections[0]!.blocks.map((block) => block.kind);
    expect(kinds.at(-1)).toBe('seal');
    expect(kinds).toContain('signatures');
  });
});

describe('送审单', () => {
  const form = (facts: ReportFacts): string => {
    const block = blocksOf(submissionReport(facts)).find((one) => one.kind === 'form');
    return block?.kind === 'form'
      ? block.rows.map((row) => row.map((cell) => cellOf(cell).text).join('|')).join('\n')
      : '';
  };

  test('the open event gives 事由, 依据 and both limits, the provisional one marked (条例第十七条、34号文第九条)', () => {
    const text = form(
      sampleFacts({
        event: {
          kind: 'function-change',
          about: '机构职能调整（省编办〔2026〕3号）',
          on: '2026-09-01',
          limits: [
            {
              regulation: '政务数据共享条例',
              article: '第十七条第二款',
              due: '2026-09-15',
              provisional: false,
            },
            { regulation: '陕政发〔2017〕34号', article: '第九条', due: '2027-01-08', provisional: true },
          ],
          workingDaysUsed: 4,
        },
      }),
    );
    expect(text).toContain('■职能变化');
    expect(text).toContain('□法律法规调整');
    expect(text).toContain('机构职能调整（省编办〔2026〕3号）（2026年9月1日）');
    expect(text).toContain(
      '政务数据共享条例第十七条第二款：2026年9月15日；陕政发〔2017〕34号第九条：2027年1月8日（暂定）',
    );
    expect(text).toContain('已用4个工作日');
  });

  test('without an event, 依据 and 时限 stay empty for a hand and no reason is ticked', () => {
    const text = form(sampleFacts());
    expect(text).toContain('事由依据及日期|\n');
    expect(text).toContain('办理时限|\n');
    expect(text).not.toContain('■职能变化');
  });

  test('ticks what the entries show; what a person must judge stays open', () => {
    const entries = [sampleLine({ sharingType: '有条件共享', change: '修改' })];
    const text = form(sampleFacts({ entries }));
    expect(text).toContain('■有条件共享');
    expect(text).toContain('□不予共享');
    expect(text).toContain('□个人信息');
  });
});

describe('审核报告', () => {
  test('holds the names of all entries (附件2 目录清单)', () => {
    const entries = Array.from({ length: 40 }, (_, i) => sampleLine({ id: `e${i}`, name: `第${i}号资源` }));
    const text = textOf(reviewReport(sampleFacts({ entries })));
    for (const { name } of entries) expect(text).toContain(name);
  });

  test('表1 counts by class and sharing type, with the growth since the version before', () => {
    const old = sampleLine({ id: 'a', sharingType: '无条件共享' });
    const added = sampleLine({
      id: 'b',
      code: '101001/000001',
      sharingType: '不予共享',
      items: 2,
      change: '新增',
    });
    const gone = sampleLine({ id: 'c', change: '停用' });
    const change = { fields: [], itemsAdded: [], itemsRemoved: [], itemsMoved: false };
    const facts = sampleFacts({
      entries: [old, added, gone],
      changes: [
        { ...change, entry: added, before: null, retired: null },
        { ...change, entry: gone, before: { code: gone.code, sharingType: '', items: 3 }, retired: null },
      ],
    });
    const table = tableOf(reviewReport(facts), '表1');
    expect(words(table)).toEqual([
      ['基础类', '1', '2', '0', '0', '1', '0', '+1'],
      ['主题类', '0', '0', '0', '0', '0', '0', '0'],
      ['部门类', '1', '3', '1', '0', '0', '0', '-1'],
    ]);
    expect(table.footRows?.[0]?.map(String)).toEqual(['合计', '2', '5', '1', '0', '1', '0', '0']);
  });

  test('表4 counts findings by rule and article, 必须修改 first', () => {
    const facts = sampleFacts({
      findingTotals: [
        { rule: 'grading-missing', basis: '条例第十三条第二款', counts: { error: 0, warning: 2, advice: 0 } },
        { rule: 'code-missing', basis: '指南6.3', counts: { error: 3, warning: 0, advice: 0 } },
      ],
    });
    expect(words(tableOf(reviewReport(facts), '表4')).map((row) => row.slice(0, 5))).toEqual([
      ['信息资源代码缺失', '指南6.3', '3', '0', '0'],
      ['数据分类分级缺失', '条例第十三条第二款', '0', '2', '0'],
    ]);
  });

  test('表5 lists what is kept, its reason and name left for a hand', () => {
    const finding = {
      rule: 'grading-missing',
      severity: 'warning',
      basis: '条例第十三条',
      message: '没有分级',
    } as const;
    const rows = words(
      tableOf(reviewReport(sampleFacts({ entries: [sampleLine({ findings: [finding] })] })), '表5'),
    );
    expect(rows).toEqual([['307999/000001', '企业登记信息', '没有分级', '条例第十三条', '', '']]);
  });

  test('表7 has a row for each instrument; a basis of too low a rank stands apart (条例第十四条（三）)', () => {
    const law = { name: '统计法', number: '', clause: '第九条', rank: '法律' };
    const rule = { name: '档案工作办法', number: '', clause: '', rank: '规章' };
    const facts = sampleFacts({
      entries: [
        sampleLine({
          name: '甲',
          sharingType: '不予共享',
          refusals: [{ items: [], reason: '涉密', basis: '', cited: [law, rule] }],
        }),
        sampleLine({
          name: '乙',
          refusals: [{ items: ['身份证号'], reason: '规定', basis: '', cited: [rule] }],
        }),
        sampleLine({ name: '丙', refusals: [{ items: [], reason: '内部', basis: '本局规定', cited: [] }] }),
      ],
    });
    const model = reviewReport(facts);
    expect(words(tableOf(model, '表7　')).map((row) => [row[1], row[2], row[3], row[6]])).toEqual([
      ['甲', '涉密', '统计法', '法律'],
      ['甲', '同上', '档案工作办法', '规章'],
      ['乙（信息项：身份证号）', '规定', '档案工作办法', '规章'],
      ['丙', '内部', '本局规定', '未能识别，待核'],
    ]);
    expect(words(tableOf(model, '表7之一')).map((row) => row[1])).toEqual(['乙（信息项：身份证号）', '丙']);
  });

  test('lists the opinions of returns, with who and when, the outcome left for a hand', () => {
    const returned = sampleStep({
      step: 'return',
      opinion: '摘要过于简单，同意后再报',
      only: { name: '企业登记信息', code: '307999/000001' },
    });
    const table = tableOf(reviewReport(sampleFacts({ steps: [returned] })), '表10');
    expect(words(table)).toEqual([
      ['1', '企业登记信息（307999/000001）', '摘要过于简单，同意后再报', '李四', '2026年9月15日', ''],
    ]);
  });

  test('lists what was said of single fields with the place', () => {
    const place = '信息项“姓名”：数据类型';
    const fieldOpinions = [{ name: '甲', code: '1', place, opinion: '应为字符型' }];
    const table = tableOf(reviewReport(sampleFacts({ steps: [sampleStep({ fieldOpinions })] })), '表10');
    expect(words(table)[0]!.slice(1, 3)).toEqual([`甲（1）\n${place}`, '应为字符型']);
  });

  test('a table without rows says 无', () => {
    expect(reportText(reviewReport(sampleFacts()))).toContain('无');
  });

  test('figures that the library does not know are left for a hand, not printed as 0 (权责清单)', () => {
    expect(words(tableOf(reviewReport(sampleFacts()), '表3'))).toEqual([['', '', '', '']]);
  });
});

describe('变更对照表', () => {
  const entry = sampleLine({
    change: '修改',
    sharingType: '有条件共享',
    sharingCondition: '依据示例条例第三条',
  });
  const base = { itemsAdded: [], itemsRemoved: [], itemsMoved: false, retired: null };
  const before = { code: entry.code, sharingType: '无条件共享', items: 3 };

  test('marks the changed words only', () => {
    expect(markedDifference('每月更新', '每季度更新')).toEqual({
      before: [{ text: '每' }, { text: '月', underline: true }, { text: '更新' }],
      after: [{ text: '每' }, { text: '季度', underline: true }, { text: '更新' }],
    });
    expect(markedDifference('', '新增')).toEqual({ before: [], after: [{ text: '新增', underline: true }] });
    expect(markedDifference('甲甲', '甲')).toEqual({
      before: [{ text: '甲' }, { text: '甲', underline: true }],
      after: [{ text: '甲' }],
    });
  });

  test('a sharing type that becomes stricter bears ▲ and its basis', () => {
    const fields = [{ field: 'sharingType', label: '共享类型', before: '无条件共享', after: '有条件共享' }];
    const rows = words(
      tableOf(changesReport(sampleFacts({ changes: [{ ...base, entry, fields, before }] })), ''),
    );
    expect(rows[0]![0]).toBe('▲1');
    expect(rows[0]![7]).toBe('依据示例条例第三条');
    const freer = [{ ...fields[0]!, before: '不予共享' }];
    const other = words(
      tableOf(changesReport(sampleFacts({ changes: [{ ...base, entry, fields: freer, before }] })), ''),
    );
    expect(other[0]![0]).toBe('1');
  });

  test('the same change of several items is one line; a single item is named', () => {
    const change = (name: string, after: string) => ({
      field: 'dataType',
      label: '数据类型',
      before: '字符型C',
      after,
      item: { id: name, name },
    });
    const fields = [change('甲', '数值型N'), change('乙', '数值型N'), change('丙', '日期型D')];
    const rows = words(
      tableOf(changesReport(sampleFacts({ changes: [{ ...base, entry, fields, before }] })), ''),
    );
    expect(rows.map((row) => row[4])).toEqual(['信息项“甲”、“乙”：数据类型', '信息项“丙”：数据类型']);
  });

  test('a new entry lists its items; a retired one has its day and reason and room for the rest', () => {
    const added = {
      ...base,
      entry: sampleLine({ change: '新增' }),
      fields: [],
      itemsAdded: ['甲', '乙'],
      before: null,
    };
    const gone = {
      ...base,
      entry: sampleLine({ change: '停用' }),
      fields: [],
      before,
      retired: { onDate: '2026-09-15', reason: '职能划转' },
    };
    const model = changesReport(sampleFacts({ changes: [added, gone] }));
    const rows = words(tableOf(model, ''));
    expect(rows[0]!.slice(5, 7)).toEqual(['无', '无条件共享；信息项3项：甲、乙']);
    expect(rows[1]![6]).toContain('停用日期：2026年9月15日');
    expect(rows[1]![7]).toBe('职能划转');
  });

  test('a new code stands with the code before', () => {
    const fields = [{ field: 'code', label: '信息资源代码', before: '307999/000009', after: entry.code }];
    const changed = { ...base, entry, fields, before: { ...before, code: '307999/000009' } };
    expect(words(tableOf(changesReport(sampleFacts({ changes: [changed] })), ''))[0]![2]).toBe(
      '307999/000001\n（307999/000009）',
    );
  });

  test('is laid out on landscape pages and names both versions', () => {
    const model = changesReport(sampleFacts());
    expect(model.sections.map((section) => section.orientation)).toEqual(['landscape']);
    expect(textOf(model)).toContain('对照版本：V1（2026年3月2日审定）→ V2');
  });
});

test('control characters and lone surrogates that Word cannot hold are left out', () => {
  expect(printable('甲\u0000乙\u000b丙\ufffe')).toBe('甲乙丙');
  expect(printable('甲\ud800乙')).toBe('甲\ufffd乙');
});
