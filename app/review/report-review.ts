/** 审核报告: what the department sends in, signed by hand and sealed. */
import {
  changeCounts,
  chineseDate,
  presentEntries,
  severityCounts,
  type ReportFacts,
  type ReportStep,
} from './report-facts';
import { changesTable, comparedText } from './report-changes';
import { basisText, documentModel, head } from './report-frame';
import { listTable } from './report-list';
import {
  BLANK,
  orNone,
  type Cell,
  type ReportBlock,
  type ReportModel,
  type ReportSection,
  type ReportTable,
} from './report-model';
import { basisExcerptTable, refusalBlocks } from './report-refusals';
import {
  classTable,
  conditionalTable,
  duplicatesTable,
  dutiesListTable,
  findingsTable,
  gradingBlocks,
  keptTable,
  officeTable,
} from './report-review-tables';
import { controlNotes, peopleText, saysMore, signatureBoxes, SIGNERS } from './report-signing';

const heading = (text: string): ReportBlock => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
/** One line of the basics; what nobody knows is left for a hand. */
const field = (label: string, value: string): ReportBlock =>
  paragraph(value === '' ? `${label}：` : `${label}：${value}。`);
/** Room for a word by hand in running text. */
const GAP = '　　　　　　　　';

function basics(facts: ReportFacts): ReportBlock[] {
  const { event, version } = facts;
  const limits = (event?.limits ?? []).map(
    ({ regulation, article, due, provisional }) =>
      `${regulation}${article}，${chineseDate(due)}${provisional ? '（暂定）' : ''}`,
  );
  const people = SIGNERS.flatMap(({ role, step }) => {
    const names = peopleText(facts, step);
    return names === '' ? [] : [`${role}${names}`];
  });
  return [
    heading('一、基本情况'),
    field('部门', facts.department),
    field(
      '目录范围',
      facts.packed
        ? `本报送包所载的${facts.words.catalogue}（信息资源${presentEntries(facts).length}条）`
        : `本部门及直属单位的${facts.words.catalogue}`,
    ),
    field('直属单位', facts.paper.subordinateUnits),
    field('编制依据', basisText(facts)),
    field('送审事由', event?.about ?? ''),
    field('触发日期', event ? chineseDate(event.on) : ''),
    field('办理时限', limits.join('；')),
    field('审定日期', version.onDate ? chineseDate(version.onDate) : ''),
    field('参加编制审核人员', people.join('；')),
    paragraph(`${comparedText(facts)}。`),
  ];
}

function changeSummary(facts: ReportFacts): ReportBlock[] {
  const counts = changeCounts(facts);
  const names = (kind: '新增' | '修改' | '停用'): string => {
    const named = facts.changes
      .filter((change) => change.entry.change === kind)
      .map(({ entry }) => orNone(entry.name));
    const shown = named.slice(0, 5).join('、');
    return named.length > 5 ? `${shown}等` : shown;
  };
  const sentence = (kind: '新增' | '修改' | '停用'): string =>
    `${kind}${counts[kind]}条${counts[kind] > 0 ? `（${names(kind)}）` : ''}`;
  return [
    heading('三、本次变更'),
    paragraph(`${sentence('新增')}；${sentence('修改')}；${sentence('停用')}；划转　　　条。细目见附件1。`),
  ];
}

/** Steps at which an assessment was entered, with what it found. */
function assessments(facts: ReportFacts): ReportBlock[] {
  const assessed = facts.steps.filter((step) => step.step === 'assess');
  const cleared = facts.steps.filter((step) => step.step === 'clear');
  const personal = presentEntries(facts).flatMap((entry): Cell[][] => {
    const said = Object.entries(entry.local).filter(
      ([label, value]) => label.includes('个人信息') && !/^(否|无|不涉及)$/.test(value.trim()),
    );
    if (said.length === 0) return [];
    const kinds = said.map(([label, value]) => (value === '是' ? label : `${label}：${value}`)).join('；');
    return [[orNone(entry.code), orNone(entry.name), kinds, BLANK, BLANK, BLANK]];
  });
  return [
    heading('六、保密风险和个人信息保护影响评估'),
    {
      kind: 'table',
      caption: '评估登记',
      columns: [
        { title: '评估对象数', width: 12, align: 'right' },
        { title: '保密风险评估结论', width: 30 },
        { title: '个人信息保护影响评估结论', width: 30 },
        { title: '评估人', width: 12 },
        { title: '日期', width: 16 },
      ],
      rows: assessed.map((step): Cell[] => [
        String(step.entries),
        saysMore(step.secrecy) ? step.secrecy : BLANK,
        saysMore(step.personal) ? step.personal : BLANK,
        orNone(step.by),
        chineseDate(step.onDate),
      ]),
    },
    {
      kind: 'table',
      caption: '涉及个人信息的资源',
      columns: [
        { title: '代码', width: 16 },
        { title: '名称', width: 20 },
        { title: '个人信息种类', width: 20 },
        { title: '是否敏感', width: 10 },
        { title: '保护措施', width: 20 },
        { title: '结论', width: 14 },
      ],
      // Whether data is personal is for a person to judge: rows are left where the catalogue does not say it.
      rows: personal.length > 0 ? personal : [[BLANK, BLANK, BLANK, BLANK, BLANK, BLANK]],
    },
    field(
      '保密审查登记',
      cleared.map((step) => `${step.by}，${chineseDate(step.onDate)}，${step.entries}条`).join('；'),
    ),
    field('保密审查结论', ''),
    paragraph('声明：目录不含国家秘密、工作秘密。'),
  ];
}

function isOpinion({ step, opinion }: ReportStep): boolean {
  if (step === 'return') return opinion.trim() !== '';
  return step !== 'submit' && step !== 'retire' && step !== 'publish' && saysMore(opinion);
}

function opinionLines(step: ReportStep): { about: string; opinion: string; step: ReportStep }[] {
  const named = (one: { name: string; code: string }): string => `${orNone(one.name)}（${orNone(one.code)}）`;
  const whole = {
    about: step.only ? named(step.only) : `${step.entries}条信息资源`,
    opinion: step.opinion,
    step,
  };
  return [
    ...(isOpinion(step) ? [whole] : []),
    ...step.fieldOpinions.map((one) => ({
      about: one.place === '' ? named(one) : `${named(one)}\n${one.place}`,
      opinion: one.opinion,
      step,
    })),
  ];
}

function opinionsTable(facts: ReportFacts): ReportTable {
  return {
    kind: 'table',
    caption: '表10　审核意见及采纳',
    columns: [
      { title: '序号', width: 7, align: 'center' },
      { title: '资源', width: 22 },
      { title: '意见', width: 30 },
      { title: '提出人', width: 11 },
      { title: '日期', width: 16 },
      { title: '处理结果', width: 14 },
    ],
    rows: facts.steps
      .flatMap(opinionLines)
      .map(({ about, opinion, step }, i): Cell[] => [
        String(i + 1),
        about,
        opinion,
        orNone(step.by),
        chineseDate(step.onDate),
        BLANK,
      ]),
  };
}

function signing(facts: ReportFacts): ReportBlock[] {
  return [
    heading('十、审核结论'),
    { kind: 'blank', label: '（手写）', height: 40 },
    {
      kind: 'note',
      text: '附件：1 变更对照表　2 目录清单　3 信息项清单（电子件）　4 不予共享依据条文摘录',
    },
    ...controlNotes(facts),
    {
      kind: 'signatures',
      boxes: signatureBoxes(facts, 'review', [
        '编制人',
        '审核人',
        '保密审查人',
        '共享工作机构负责人',
        '部门负责人',
      ]),
      opinion: false,
      height: 14,
    },
    {
      kind: 'note',
      text: `联系人：${facts.paper.contact || GAP}　电话：${facts.paper.contactPhone || GAP}　多页装订的，加盖骑缝章。`,
    },
    { kind: 'seal', unit: facts.department },
  ];
}

function annexes(facts: ReportFacts): ReportSection[] {
  const first: ReportBlock[] =
    facts.version.base === null
      ? [
          heading('附件1　变更对照表'),
          { kind: 'note', text: '首次编制，没有对照版本，全部信息资源均为新增，见附件2。' },
        ]
      : [changesTable(facts, '附件1　变更对照表')];
  return [
    {
      orientation: 'landscape',
      blocks: [
        ...first,
        listTable(facts, '附件2　目录清单'),
        heading('附件3　信息项清单'),
        {
          kind: 'note',
          text: `附电子件，不另打印。信息项共${presentEntries(facts).reduce((sum, entry) => sum + entry.items, 0)}项，电子件文件校验码（SM3）见末页。`,
        },
        basisExcerptTable(facts),
      ],
    },
  ];
}

export function reviewReport(facts: ReportFacts): ReportModel {
  const title = `${facts.department}关于${facts.words.catalogue}（${facts.version.label.replace('（草案）', '草案')}）的审核报告`;
  const found = severityCounts(facts);
  const body: ReportBlock[] = [
    ...head(facts, title),
    ...basics(facts),
    heading('二、目录概况'),
    ...classTable(facts),
    officeTable(facts),
    dutiesListTable(),
    ...changeSummary(facts),
    heading('四、校验情况'),
    paragraph(`必须修改${found.error}个，需要说明${found.warning}个，建议${found.advice}个。`),
    findingsTable(facts),
    keptTable(facts),
    heading('五、共享类型及依据'),
    conditionalTable(facts),
    ...refusalBlocks(facts),
    ...assessments(facts),
    heading('七、数据分类分级'),
    ...gradingBlocks(facts),
    heading('八、一数一源核查'),
    duplicatesTable(facts),
    heading('九、审核意见及采纳'),
    opinionsTable(facts),
    ...signing(facts),
  ];
  return documentModel(facts, title, [{ orientation: 'portrait', blocks: body }, ...annexes(facts)]);
}
