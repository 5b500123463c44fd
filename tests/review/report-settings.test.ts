import { describe, expect, test } from 'vitest';
import { REPORT_KINDS } from '#app/contract/report-kinds';
import { listReport } from '#app/review/report-list';
import type { ReportModel, ReportTable, SignatureBox } from '#app/review/report-model';
import { reviewReport } from '#app/review/report-review';
import { paperSettings, reportSettingProblem } from '#app/review/report-settings';
import { submissionReport } from '#app/review/report-submission';
import { PAPERS } from './report-papers-sample';
import { sampleFacts, sampleLine, sampleStep } from './report-facts-sample';

const withSettings = (settings: Record<string, string>) =>
  sampleFacts({
    entries: [sampleLine({ formerCodes: '307999/000009', local: { 核定情况: '已核定' } })],
    steps: [sampleStep({ step: 'approve', by: '李四' })],
    paper: paperSettings({ department: '示例省信用管理办公室', ...settings }),
  });
const boxesOf = (model: ReportModel): readonly SignatureBox[] =>
  model.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'signatures' ? block.boxes : [])),
  );
const titlesOf = (model: ReportModel): string[] =>
  model.sections
    .flatMap((section) => section.blocks)
    .find((block): block is ReportTable => block.kind === 'table')!
    .columns.map((column) => column.title);

describe('what a department sets for its papers', () => {
  test('without settings the library’s department names the unit, at the head and at the foot', () => {
    const paper = paperSettings({ department: '示例省信用管理办公室' });
    expect(paper).toMatchObject({
      organisation: '示例省信用管理办公室',
      shortName: '示例省信用管理办公室',
      heading: '',
      signers: {},
      listColumns: null,
    });
  });

  test('the unit’s name on paper, its short name and the words at the head of each page are its own', () => {
    const settings = {
      'report.organisation': '示例省发展和改革委员会',
      shortName: '省发展改革委',
      'report.heading': '内部资料',
    };
    const { organisation } = paperSettings(settings);
    const model = PAPERS.letter({ ...withSettings(settings), department: organisation });
    expect(model.title).toBe('示例省发展和改革委员会关于报送政务信息资源目录（V2）的函');
    expect(model.footer.department).toBe('省发展改革委');
    expect(model.header).toBe('内部资料　打印件以签字盖章为准');
  });

  test('boxes are renamed, put in order and added to; who took the step stays known under the other name', () => {
    const facts = withSettings({
      'report.signers.review':
        '编制人、审核人=信息科科长、保密审查人、共享工作机构负责人、分管领导、部门负责人',
    });
    const boxes = boxesOf(reviewReport(facts));
    expect(boxes.map((box) => box.role)).toEqual([
      '编制人',
      '信息科科长',
      '保密审查人',
      '共享工作机构负责人',
      '分管领导',
      '部门负责人',
    ]);
    expect(boxes[1]!.notes).toEqual(['系统内办理：李四 2026年9月15日10时05分']);
    expect(boxes[4]!.notes).toEqual([]);
  });

  test.each(['submission', 'review'] as const)('no box of the %s can be left out', (kind) => {
    const build = kind === 'submission' ? submissionReport : reviewReport;
    const standard = boxesOf(build(withSettings({}))).map((box) => box.role);
    const cut = boxesOf(build(withSettings({ [`report.signers.${kind}`]: '审核人' }))).map((box) => box.role);
    expect([...cut].sort()).toEqual([...standard].sort());
    expect(cut[0]).toBe('审核人');
  });

  test('boxes of the other papers may be left out', () => {
    const facts = withSettings({ 'report.signers.retirement': '处室负责人，部门负责人=厅长' });
    expect(boxesOf(PAPERS.retirement(facts)).map((box) => box.role)).toEqual(['处室负责人', '厅长']);
  });

  test.each(REPORT_KINDS)('%s: every box that stands by default can be renamed by its name', (kind) => {
    const standard = boxesOf(PAPERS[kind](withSettings({}))).map((box) => box.role);
    const unique = [...new Set(standard)];
    if (unique.length === 0) return;
    const setting = unique.map((role) => `${role}=改${role.slice(0, 3)}`).join('、');
    const renamed = boxesOf(PAPERS[kind](withSettings({ [`report.signers.${kind}`]: setting })));
    expect([...new Set(renamed.map((box) => box.role))]).toEqual(
      unique.map((role) => `改${role.slice(0, 3)}`),
    );
  });

  test('columns of the list: those named stand in their order, code, name and sharing type always', () => {
    const model = listReport(withSettings({ 'report.columns.list': '更新周期、原代码、核定情况、数据分级' }));
    expect(titlesOf(model)).toEqual([
      '序号',
      '信息资源代码',
      '信息资源名称',
      '更新周期',
      '原代码',
      '核定情况',
      '数据分级',
      '共享类型',
    ]);
    const table = model.sections[0]!.blocks.find((block) => block.kind === 'table');
    expect(table?.kind === 'table' && table.rows[0]).toEqual([
      '1',
      '307999/000001',
      '企业登记信息',
      '每月',
      '307999/000009',
      '已核定',
      '一般数据',
      '无条件共享',
    ]);
  });

  test('a column is never printed twice, however often it is named', () => {
    const titles = titlesOf(
      listReport(withSettings({ 'report.columns.list': '更新周期、更新周期、信息资源代码、备注' })),
    );
    expect(new Set(titles).size).toBe(titles.length);
  });

  test.each([
    ['report.signers.review', '一、二、三、四、五、六、七、八、九、十、十一'],
    ['report.signers.review', '审核人=甲=乙'],
    ['report.signers.review', `审核人=${'长'.repeat(21)}`],
    ['report.signers.nonsense', '审核人'],
    ['report.columns.list', '、、'],
    ['report.heading', '第一行\n第二行'],
    ['report.organisation', '长'.repeat(101)],
  ])('%s=%s is refused when it is saved and passed over when paper is made', (key, value) => {
    expect(reportSettingProblem(key, value)).toEqual(expect.any(String));
    expect(paperSettings({ department: '甲', [key]: value })).toEqual(paperSettings({ department: '甲' }));
  });

  test('an emptied setting, and any setting that is none of these, is no fault', () => {
    expect(reportSettingProblem('report.signers.review', '')).toBeNull();
    expect(reportSettingProblem('region', '任何内容\n任何内容')).toBeNull();
    expect(reportSettingProblem('report.signers.review', '编制人、审核人=科长')).toBeNull();
  });
});
