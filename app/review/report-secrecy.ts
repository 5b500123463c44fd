/** 保密审查表 and 个人信息保护影响评估表: what is looked at, entry by entry; every finding is a hand's. */
import { chineseDate, type ReportEntry, type ReportFacts, type ReportStep } from './report-facts';
import { head } from './report-frame';
import {
  citeNote,
  labelledForm,
  formPaper,
  resourcesInQuestion,
  resourceTable,
  rowsOrBlank,
  writingCell,
} from './report-forms';
import { BLANK, orNone, type Cell, type ReportBlock, type ReportModel } from './report-model';
import { saysMore, signatureBoxes } from './report-signing';

/** 个人信息保护法 says when an assessment is made and what it looks at. */
const PERSONAL_LAW = '《中华人民共和国个人信息保护法》第五十五条、第五十六条';

const POINTS: readonly (readonly [string, string])[] = [
  ['国家秘密', '是否含有国家秘密，或者含有的内容组合后属于国家秘密'],
  ['工作秘密', '是否含有工作秘密、内部敏感事项'],
  ['敏感信息', '是否含有商业秘密、个人隐私、敏感个人信息，是否采取脱敏等措施'],
  ['汇聚风险', '与其他资源汇聚、关联后，是否可能涉密或者影响国家安全、公共利益'],
  ['共享范围', '拟定的共享类型、共享范围是否与内容的敏感程度相适应'],
];

function scopeOf(entry: ReportEntry): string {
  if (entry.sharingType === '不予共享') return '不予共享';
  if (entry.sharingType === '无条件共享') return '各政务部门';
  return orNone(entry.sharingScope || entry.sharingCondition);
}

/** Scope in words: how many resources of which sharing type. */
function sharingText(entries: readonly ReportEntry[]): string {
  const counts = new Map<string, number>();
  for (const { sharingType } of entries) {
    const name = sharingType.trim() === '' ? '未填共享类型' : sharingType;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return orNone([...counts].map(([name, count]) => `${name}${count}条`).join('，'));
}

const itemsOf = (entries: readonly ReportEntry[]): number =>
  entries.reduce((sum, entry) => sum + entry.items, 0);

/** What was entered in the program as the outcome of an assessment, in small print; never in the box itself. */
function entered(facts: ReportFacts, what: 'secrecy' | 'personal'): string[] {
  return facts.steps
    .filter((step) => step.step === 'assess' && saysMore(step[what]))
    .map((step: ReportStep) => `系统内登记（${step.by} ${chineseDate(step.onDate)}）：${step[what]}`);
}

export function secrecyReport(facts: ReportFacts, chosen: readonly ReportEntry[] | null): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}保密审查表`;
  const entries = resourcesInQuestion(facts, chosen);
  const blocks: ReportBlock[] = [
    ...head(facts, title),
    ...citeNote(facts, ['clear', 'secrecy-review', 'secret-excluded']),
    labelledForm([
      ['审查对象', `信息资源${entries.length}条、信息项${itemsOf(entries)}项（见下表）`],
      ['拟共享范围', sharingText(entries)],
    ]),
    {
      kind: 'table',
      caption: '表1　审查要点',
      columns: [
        { title: '要点', width: 14, align: 'center' },
        { title: '审查内容', width: 46 },
        { title: '是否存在', width: 16, align: 'center' },
        { title: '说明（涉及的资源、处理措施）', width: 24 },
      ],
      rows: POINTS.map(([point, what]): Cell[] => [
        point,
        what,
        point === '共享范围' ? '□适应\n□不适应' : '□是　□否',
        { ...BLANK, height: 11 },
      ]),
    },
    resourceTable('表2　资源清单', entries, [
      { title: '共享类型', width: 13, cell: (entry) => orNone(entry.sharingType) },
      { title: '拟共享范围', width: 22, cell: scopeOf },
      { title: '审查意见', width: 14, cell: () => BLANK },
    ]),
    labelledForm([['审查结论', { text: '', height: 25, top: true, small: entered(facts, 'secrecy') }]]),
    {
      kind: 'signatures',
      boxes: signatureBoxes(facts, 'secrecy', ['处室负责人', '保密审查人', '分管领导']),
      opinion: true,
      height: 18,
    },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

function personalKinds(entry: ReportEntry): string {
  const said = Object.entries(entry.local).filter(([label]) => label.includes('个人信息'));
  return said.map(([label, value]) => (value === '是' ? label : `${label}：${value}`)).join('；');
}

/** Those that say themselves that they hold personal data. */
function personalEntries(entries: readonly ReportEntry[]): ReportEntry[] {
  return entries.filter((entry) =>
    Object.entries(entry.local).some(
      ([label, value]) => label.includes('个人信息') && !/^(否|无|不涉及)$/.test(value.trim()),
    ),
  );
}

export function assessmentReport(facts: ReportFacts, chosen: readonly ReportEntry[] | null): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}个人信息保护影响评估表`;
  const marked = personalEntries(resourcesInQuestion(facts, null));
  const entries = chosen ?? marked;
  const rows = entries.map((entry, i): Cell[] => [
    String(i + 1),
    orNone(entry.code),
    orNone(entry.name),
    personalKinds(entry) || BLANK,
    '□是\n□否',
    orNone(entry.sharingPurpose),
    orNone(entry.sharingType),
  ]);
  const blocks: ReportBlock[] = [
    ...head(facts, title),
    ...citeNote(facts, ['assess', 'assessment'], PERSONAL_LAW),
    {
      kind: 'table',
      caption: '表1　评估对象',
      columns: [
        { title: '序号', width: 7, align: 'center' },
        { title: '信息资源代码', width: 18 },
        { title: '信息资源名称', width: 20 },
        { title: '个人信息种类', width: 18 },
        { title: '是否敏感', width: 9, align: 'center' },
        { title: '使用用途', width: 15 },
        { title: '共享类型', width: 13 },
      ],
      rows: rowsOrBlank(rows, 7),
    },
    labelledForm([
      ['处理目的、处理方式', writingCell('', 12)],
      ['合法性、正当性、必要性', writingCell('', 12)],
      ['对个人权益的影响及安全风险', writingCell('', 14)],
      ['保护措施及与风险程度是否相适应', writingCell('', 14)],
      ['评估结论', { text: '', height: 15, top: true, small: entered(facts, 'personal') }],
    ]),
    {
      kind: 'signatures',
      boxes: signatureBoxes(facts, 'assessment', ['评估人', '负责人']),
      opinion: false,
      height: 12,
    },
    { kind: 'note', text: '评估报告和处理情况记录至少保存三年。' },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}
