import { describe, expect, test } from 'vitest';
import { REPORT_KINDS, REPORTS, type ReportKind } from '#app/contract/report-kinds';
import { confirmationReport } from '#app/review/report-confirmation';
import { extensionReport } from '#app/review/report-extension';
import type { ReportFacts } from '#app/review/report-facts';
import {
  correctionReport,
  noticeReport,
  rectificationReport,
  replyReport,
} from '#app/review/report-ledger-forms';
import { letterReport } from '#app/review/report-letter';
import { mediumReport, sizeText } from '#app/review/report-medium';
import { cellOf, type ReportBlock, type ReportModel } from '#app/review/report-model';
import { registerReport } from '#app/review/report-register';
import { retirementReport } from '#app/review/report-retirement';
import { assessmentReport, secrecyReport } from '#app/review/report-secrecy';
import { handoverReport, staffReport } from '#app/review/report-staff';
import { reportText } from '#app/review/report-text';
import { PAPERS } from './report-papers-sample';
import { sampleFacts, sampleLine, sampleStep, SM3 } from './report-facts-sample';

const textOf = (model: ReportModel): string => reportText(model).join('\n');
const blocksOf = (model: ReportModel): ReportBlock[] =>
  model.sections.flatMap((section) => [...section.blocks]);

/** Papers as the program prints them where the library knows nothing of the matter: to be filled in by hand. */
const BLANK_FORMS: Partial<Record<ReportKind, (facts: ReportFacts) => ReportModel>> = {
  letter: (facts) => letterReport(facts, null),
  secrecy: (facts) => secrecyReport(facts, []),
  assessment: (facts) => assessmentReport(facts, null),
  extension: (facts) => extensionReport(facts, null),
  retirement: (facts) => retirementReport(facts, { entries: [], services: [], retired: new Map() }),
  staff: (facts) => staffReport(facts, []),
  medium: (facts) => mediumReport(facts, []),
  handover: (facts) =>
    handoverReport(facts, {
      duties: [],
      drafts: [],
      packages: [],
      certificates: [],
      accounts: null,
      records: [],
    }),
  notice: (facts) => noticeReport(facts, null),
  reply: (facts) => replyReport(facts, null),
  correction: (facts) => correctionReport(facts, null),
  rectification: (facts) => rectificationReport(facts, null),
  register: (facts) => registerReport(facts, [], null),
  confirmation: (facts) => confirmationReport({ ...facts, entries: [] }, null, null),
};

describe.each(REPORT_KINDS)('%s', (kind) => {
  const steps = (['submit', 'confirm', 'approve', 'assess', 'clear', 'countersign', 'consent'] as const).map(
    (step) => sampleStep({ step, opinion: '同意报送', secrecy: '同意', personal: '同意' }),
  );

  test('prints name, version, day, 打印件以签字盖章为准 and the check code, 16 digits on each page and 64 at the end', () => {
    const model = PAPERS[kind](sampleFacts());
    expect(model.title).toContain('示例省信用管理办公室');
    expect(model.header).toContain('打印件以签字盖章为准');
    expect(model.footer).toMatchObject({ department: '省信用办', version: 'V2', sm3: SM3.slice(0, 16) });
    expect(textOf({ ...model, sections: [] })).toContain(`文件校验码（SM3）：${SM3}`);
    // The letter's own day is the day of signing, which is a hand's.
    if (kind !== 'letter') expect(textOf(model)).toContain('2026年9月16日');
  });

  test('never prints 同意 for somebody: what may be ticked stays open', () => {
    const text = textOf(PAPERS[kind](sampleFacts({ steps })));
    const printed = text.replace(/□不?同意共享/g, '').replace('同意、不同意件数及理由', '');
    expect(printed).not.toContain('同意');
    if (kind !== 'submission') expect(text).not.toMatch(/[■☑√]/);
  });

  test('marks 征求意见稿/未审定 on each page while the catalogue is a draft', () => {
    const version = { ...sampleFacts().version, draft: true, label: 'V3（草案）', onDate: null };
    expect(PAPERS[kind](sampleFacts({ version })).header).toContain('征求意见稿/未审定');
  });

  test('as a blank form it has room for a hand and prints neither null nor 0 for what nobody knows', () => {
    const build = BLANK_FORMS[kind];
    if (!build) return;
    const model = build(sampleFacts({ authority: '' }));
    expect(textOf(model)).not.toMatch(/null|undefined|NaN|\[object|Invalid/);
    const signed = blocksOf(model).some((block) => block.kind === 'signatures' || block.kind === 'seal');
    expect(signed).toBe(true);
  });

  test('has a Chinese name of its own', () => {
    expect(REPORTS[kind].label).toMatch(/^\p{Script=Han}[\p{Script=Han}（）]+$/u);
  });
});

describe('报送函', () => {
  const facts = sampleFacts({ entries: [sampleLine(), sampleLine({ id: 'e2', change: '新增' })] });

  test('is addressed to the 主管部门, its number left open, sealed by the unit', () => {
    const model = letterReport(facts, null);
    const text = textOf(model);
    expect(text).toContain('示例省数据管理局：');
    expect(text).toMatch(/^　+函〔2026〕　+号$/m);
    expect(text).toContain('目录共有信息资源2条、信息项6项；与V1相比，新增1条，修改0条，停用0条。');
    expect(blocksOf(model).at(-1)).toMatchObject({ kind: 'seal', unit: '示例省信用管理办公室' });
  });

  test('names the signed package among its annexes by the file’s own name, on any kind of computer', () => {
    for (const file of ['C:\\报送\\目录.zwml', '/mnt/usb/目录.zwml']) {
      const sent = { seq: 7, file, entries: 2, removed: 1, whole: true };
      expect(textOf(letterReport(facts, sent))).toContain(
        '4．目录.zwml（第7号签名报送包，全部信息资源2条、停用1条）',
      );
    }
  });
});

describe('保密审查表 and 个人信息保护影响评估表', () => {
  const waiting = sampleLine({ id: 'w', name: '待审资源', state: '待评估与保密审查', change: '新增' });
  const personal = sampleLine({ id: 'p', name: '含个人信息', local: { 是否涉及个人信息: '是' } });
  const harmless = sampleLine({ id: 'h', name: '不含个人信息', local: { 是否涉及个人信息: '否' } });

  test('the review is about what waits for it; about the entries named where some are named', () => {
    const facts = sampleFacts({ entries: [waiting, personal, harmless] });
    expect(textOf(secrecyReport(facts, null))).toContain('信息资源1条、信息项3项（见下表）');
    expect(textOf(secrecyReport(facts, [personal, harmless]))).toContain('信息资源2条、信息项6项（见下表）');
  });

  test('asks for national secrets, work secrets, sensitive data and what adds up (条例第三条第一款)', () => {
    const text = textOf(secrecyReport(sampleFacts(), null));
    for (const word of ['国家秘密', '工作秘密', '敏感信息', '汇聚风险']) expect(text).toContain(word);
    expect(text).toContain('依据：政务数据共享条例第三条第一款');
    expect(text.match(/□是　□否/g)).toHaveLength(4);
  });

  test('what was entered in the program stands in small print below the conclusion, not in it', () => {
    const steps = [sampleStep({ step: 'assess', by: '王五', secrecy: '未发现风险', personal: '影响较小' })];
    const facts = sampleFacts({ entries: [personal], steps });
    for (const [build, said] of [
      [secrecyReport, '未发现风险'],
      [assessmentReport, '影响较小'],
    ] as const) {
      const cells = blocksOf(build(facts, null)).flatMap((block) =>
        block.kind === 'form' ? block.rows.flat().map(cellOf) : [],
      );
      const conclusion = cells.find((cell) => cell.small?.some((line) => line.includes(said)));
      expect(conclusion?.text).toBe('');
      expect(conclusion?.height).toBeGreaterThanOrEqual(15);
      expect(conclusion?.small).toEqual([`系统内登记（王五 2026年9月15日）：${said}`]);
    }
  });

  test('the assessment is about entries that say they hold personal data', () => {
    const text = textOf(assessmentReport(sampleFacts({ entries: [personal, harmless] }), null));
    expect(text).toContain('含个人信息');
    expect(text).not.toContain('不含个人信息');
    expect(text).toContain('《中华人民共和国个人信息保护法》第五十五条、第五十六条');
  });
});

describe('延期申请表 (条例第十七条第二款、第二十一条第一款)', () => {
  test('gives the limit as it runs, the longest the text allows, and leaves the days asked for open', () => {
    const text = textOf(PAPERS.extension(sampleFacts()));
    expect(text).toContain(
      '更新目录并报送审核（政务数据共享条例第十七条第二款），10个工作日，至2026年9月15日',
    );
    expect(text).toContain('政务数据共享条例第十七条第二款：至2026年9月22日');
    expect(text).toMatch(/^　+个工作日，至　+年　　月　　日$/m);
  });

  test('an event whose limits know no extension says so', () => {
    const extension = { kind: '收到校核申请或疑义反馈', about: '甲', on: '2026-09-01', limits: [] };
    expect(textOf(extensionReport(sampleFacts(), extension))).toContain('所列时限没有延期的规定');
  });

  test('both units have 45 mm for their seals, the one that asks and the one that answers', () => {
    expect(blocksOf(PAPERS.extension(sampleFacts())).at(-1)).toEqual({
      kind: 'seal',
      unit: '示例省信用管理办公室',
      beside: '示例省数据管理局',
    });
  });
});

describe('处室核对确认表 (34号文第九条, one sheet for each office)', () => {
  const entries = ['甲处', '乙处', '甲处', ''].map((office, i) =>
    sampleLine({ id: `e${i}`, name: `资源${i}`, office }),
  );
  const facts = sampleFacts({ entries });

  test('each office has pages of its own with its own entries only', () => {
    const model = confirmationReport(facts, null, null);
    expect(model.sections).toHaveLength(3);
    const sheets = model.sections.map((section) => textOf({ ...model, sections: [section], closing: [] }));
    expect(sheets[0]).toContain('处室：甲处　共2条');
    expect(sheets[0]).toContain('资源2');
    expect(sheets[0]).not.toContain('资源1');
    expect(sheets[2]).toContain('处室：未填处室　共1条');
  });

  test('the sheet of one office alone, in the round that is going on', () => {
    const round = { periodLabel: '2026年第三季度', basis: '陕政发〔2017〕34号第九条', due: '2026-09-30' };
    const model = confirmationReport(facts, round, ['乙处']);
    expect(model.sections).toHaveLength(1);
    const text = textOf(model);
    expect(text).toContain('期间：2026年第三季度（陕政发〔2017〕34号第九条）　2026年9月30日前完成');
    expect(text).toContain('资源1');
    expect(text.match(/□无变化　□有变化/g)).toHaveLength(1);
    expect(text).toContain('□停用');
  });

  test('what is taken out of the catalogue is not asked about', () => {
    const gone = sampleFacts({ entries: [sampleLine({ name: '已停用', change: '停用' }), ...entries] });
    expect(textOf(confirmationReport(gone, null, null))).not.toContain('已停用');
  });
});

describe('日常更新登记簿', () => {
  test('an update without a number of days in law says so, and what is still open stays empty', () => {
    const line = {
      kind: '数据变更',
      about: '新增字段',
      instrument: '',
      on: '2026-09-01',
      limits: [],
      resources: '',
      batch: '',
      approvedOn: '',
      submittedOn: '',
      publishedOn: '',
      inTime: '',
      extension: '',
    };
    const model = registerReport(sampleFacts(), [line], 2026);
    expect(model.title).toContain('（2026年）');
    const table = blocksOf(model).find((block) => block.kind === 'table');
    expect(table?.kind === 'table' && table.rows[0]!.map((cell) => cellOf(cell).text)).toEqual([
      '1',
      '数据变更：新增字段',
      '无\n2026年9月1日',
      '没有规定工作日的时限',
      ...['', '', '', '', '', '', ''],
    ]);
  });
});

describe('机构人员备案表 (34号文第二十七条)', () => {
  test('each duty has its line, filled or empty, the first responsible person on top', () => {
    const line = { name: '张三', office: '', phone: '', changedOn: '', change: '' };
    const model = staffReport(sampleFacts(), [
      { ...line, duty: '审核人' },
      { ...line, duty: '实施机构负责人' },
      { ...line, duty: '联系人' },
    ]);
    const table = blocksOf(model).find((block) => block.kind === 'table');
    const duties = table?.kind === 'table' ? table.rows.map((row) => cellOf(row[0]!).text) : [];
    expect(duties).toEqual(['第一责任人', '实施机构负责人', '编制人', '审核人', '保密审查人', '联系人']);
  });

  test('one person with several duties fills the line of each', () => {
    const account = {
      duty: '编制人、保密审查人',
      name: '张三',
      office: '',
      phone: '',
      changedOn: '',
      change: '',
    };
    const text = textOf(staffReport(sampleFacts(), [account]));
    expect(text).toContain('编制人、保密审查人');
    expect(text.split('\n').filter((one) => one === '编制人' || one === '保密审查人')).toEqual([]);
  });
});

describe('介质交接登记', () => {
  test('prints the check code whole, so that the file can be compared on the other side', () => {
    const text = textOf(PAPERS.medium(sampleFacts()));
    expect(text).toContain(SM3);
    expect(text).toContain('□无毒□查杀后无毒');
  });

  test.each([
    [0, '0字节'],
    [1023, '1023字节'],
    [1024, '1.0KB'],
    [123_456, '121KB'],
    [5 * 1024 ** 2, '5.0MB'],
  ])('%d bytes are %s', (bytes, said) => {
    expect(sizeText(bytes)).toBe(said);
  });
});

describe('申请答复单 (条例第二十条第三款、第二十一条第一款)', () => {
  test('says who asked for what and by when it is to be answered; the decision is a hand’s', () => {
    const text = textOf(PAPERS.reply(sampleFacts()));
    expect(text).toContain('省税务局');
    expect(text).toContain('使用依据：税收征收管理法');
    expect(text).toContain('2026年9月29日前答复有条件共享申请（政务数据共享条例第二十一条第一款）');
    expect(text).toContain('□同意共享　　　□不同意共享');
    const boxes = blocksOf(PAPERS.reply(sampleFacts())).flatMap((block) =>
      block.kind === 'signatures' ? block.boxes.map((box) => box.role) : [],
    );
    expect(boxes).toContain('共享工作机构负责人');
  });
});

describe('工作交接清单 (34号文第二十七条)', () => {
  test('lists what is open, in the making, on media, certificates, accounts and records, for three signatures', () => {
    const model = PAPERS.handover(sampleFacts());
    const captions = blocksOf(model).flatMap((block) => (block.kind === 'table' ? [block.caption] : []));
    expect(captions.map((caption) => caption.slice(2))).toEqual([
      '未办事项',
      '草稿和在办信息资源',
      '介质和报送包',
      '证书和密钥',
      '账户',
      '资料',
    ]);
    const signed = blocksOf(model).find((block) => block.kind === 'signatures');
    expect(signed?.kind === 'signatures' && signed.boxes.map((box) => box.role)).toEqual([
      '移交人',
      '接收人',
      '监交人',
    ]);
  });
});
