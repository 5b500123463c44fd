/** 年度报告: figures the library knows are printed, all others are left for a hand. */
import { chineseDate, type ReportFacts } from './report-facts';
import { documentModel, titleBlock } from './report-frame';
import {
  BLANK,
  orNone,
  type Cell,
  type ReportBlock,
  type ReportColumn,
  type ReportModel,
} from './report-model';
import { refusalBlocks } from './report-refusals';
import { conditionalTable } from './report-review-tables';
import { handSigned } from './report-signing';

export interface YearCount {
  readonly resources: number;
  readonly items: number;
}
/** Counts by sharing type: 无条件共享, 有条件共享, 不予共享, 其他. */
export type YearCounts = Readonly<Record<YearType, YearCount>>;
export const YEAR_TYPES = ['无条件共享', '有条件共享', '不予共享', '其他'] as const;
export type YearType = (typeof YEAR_TYPES)[number];

export interface YearLimit {
  /** 事由. */
  readonly kind: string;
  readonly count: number;
  readonly onTime: number;
  readonly late: number;
  /** Mean of the working days taken, to one decimal; null where nothing was finished. */
  readonly meanDays: number | null;
}

/** 本部门提出的共享申请, as the report lists it. */
export interface OwnApplication {
  readonly resource: string;
  readonly use: string;
  readonly effect: string;
}

export interface AnnualFacts {
  readonly year: number;
  /** Last day that the figures cover. */
  readonly until: string;
  /** Null where the library does not reach back to the beginning of the year. */
  readonly start: YearCounts | null;
  readonly added: YearCounts;
  readonly retired: YearCounts;
  readonly end: YearCounts;
  readonly limits: readonly YearLimit[];
  readonly maintenance: readonly {
    readonly periodLabel: string;
    readonly finishedOn: string;
    readonly entries: number;
    readonly changed: number;
  }[];
  readonly applications: { readonly received: number; readonly limits: YearLimit | null };
  /** What was asked of other departments. */
  readonly ownApplications: readonly OwnApplication[];
  readonly doubts: { readonly received: number; readonly limits: YearLimit | null };
  readonly rectifications: readonly {
    readonly about: string;
    readonly due: string;
    readonly done: string;
  }[];
  /** 报送要求 of each pack: regulation and article. */
  readonly basis: string;
}

const heading = (text: string): ReportBlock => ({ kind: 'heading', level: 1, text });
const field = (label: string, value = ''): ReportBlock => ({
  kind: 'paragraph',
  text: value === '' ? `${label}：` : `${label}：${value}。`,
});
const number = (title: string, width: number): ReportColumn => ({ title, width, align: 'right' });

function catalogueTable(annual: AnnualFacts): ReportBlock {
  const cells = (counts: YearCounts | null, type: YearType): Cell[] =>
    counts === null ? [BLANK, BLANK] : [String(counts[type].resources), String(counts[type].items)];
  const sum = (counts: YearCounts | null): Cell[] => {
    if (counts === null) return [BLANK, BLANK];
    const all = Object.values(counts);
    return [
      String(all.reduce((total, one) => total + one.resources, 0)),
      String(all.reduce((total, one) => total + one.items, 0)),
    ];
  };
  const types = YEAR_TYPES.filter(
    (type) =>
      type !== '其他' ||
      [annual.start, annual.added, annual.end].some((one) => one && one[type].resources > 0),
  );
  const columns: [string, YearCounts | null][] = [
    ['年初', annual.start],
    ['新增', annual.added],
    ['停用', annual.retired],
    ['年末', annual.end],
  ];
  return {
    kind: 'table',
    caption: '表1　目录数量变化（单位：条、项）',
    columns: [
      { title: '共享类型', width: 16 },
      ...columns.flatMap(([title]) => [number(`${title}资源`, 9.5), number(`${title}信息项`, 9.5)]),
      { title: '划转', width: 8 },
    ],
    rows: types.map((type) => [type, ...columns.flatMap(([, counts]) => cells(counts, type)), BLANK]),
    footRows: [['合计', ...columns.flatMap(([, counts]) => sum(counts)), BLANK]],
  };
}

function limitCells({ count, onTime, late, meanDays }: YearLimit): Cell[] {
  return [String(count), String(onTime), String(late), meanDays === null ? '' : String(meanDays)];
}

function limitsTable(limits: readonly YearLimit[]): ReportBlock {
  return {
    kind: 'table',
    caption: '表2　时限执行',
    columns: [
      { title: '事由', width: 26 },
      number('次数', 10),
      number('按期', 10),
      number('逾期', 10),
      number('平均工作日', 14),
      { title: '逾期原因', width: 30 },
    ],
    rows: limits.map((limit): Cell[] => [limit.kind, ...limitCells(limit), limit.late > 0 ? BLANK : '无']),
  };
}

function maintenanceTable({ maintenance }: AnnualFacts): ReportBlock {
  return {
    kind: 'table',
    caption: '表3　全面维护',
    columns: [
      { title: '期间', width: 34 },
      { title: '完成日期', width: 26 },
      number('核对数', 20),
      number('变化数', 20),
    ],
    rows: maintenance.map((one): Cell[] => [
      one.periodLabel,
      one.finishedOn === '' ? '未完成' : chineseDate(one.finishedOn),
      String(one.entries),
      String(one.changed),
    ]),
  };
}

function answered(limits: YearLimit | null): string {
  if (!limits || limits.onTime + limits.late === 0) return '';
  return `${((100 * limits.onTime) / (limits.onTime + limits.late)).toFixed(1)}%`;
}

export function annualReport(facts: ReportFacts, annual: AnnualFacts): ReportModel {
  const title = `${facts.department}${annual.year}年度政务信息资源共享情况报告`;
  const { applications, doubts } = annual;
  const blocks: ReportBlock[] = [
    titleBlock(facts, title),
    {
      kind: 'meta',
      lines: [
        `部门：${facts.department}　生成日期：${chineseDate(facts.today)}`,
        `目录版本：${facts.version.label}${annual.basis === '' ? '' : `　依据：${annual.basis}`}`,
      ],
    },
    heading('一、组织机制'),
    field('第一责任人'),
    field('共享工作机构及负责人'),
    field('专人及备案、变动情况', facts.paper.contact === '' ? '' : `联系人${facts.paper.contact}`),
    field('制度建设'),
    heading('二、目录编制与更新'),
    catalogueTable(annual),
    limitsTable(annual.limits),
    maintenanceTable(annual),
    heading('三、提供共享'),
    field('收到申请', `${applications.received}件`),
    field('同意、不同意件数及理由'),
    field('答复按期率', answered(applications.limits)),
    field(
      '平均工作日',
      applications.limits?.meanDays == null ? '' : `${applications.limits.meanDays}个工作日`,
    ),
    field('提供按期率'),
    field('共享数据量、调用次数（取自平台日志）'),
    heading('四、使用共享'),
    {
      kind: 'table',
      caption: '申请其他部门资源清单',
      columns: [
        { title: '资源', width: 40 },
        { title: '用途', width: 30 },
        { title: '成效', width: 30 },
      ],
      rows:
        annual.ownApplications.length === 0
          ? [1, 2, 3].map(() => [BLANK, BLANK, BLANK])
          : annual.ownApplications.map(({ resource, use, effect }) => [
              resource,
              use || BLANK,
              effect || BLANK,
            ]),
    },
    field('使用记录与处置情况'),
    heading('五、数据质量'),
    field('收到疑义', `${doubts.received}件`),
    field(
      '按期校核、更正',
      doubts.limits ? `按期${doubts.limits.onTime}件，逾期${doubts.limits.late}件` : '',
    ),
    field('主动比对情况'),
    heading('六、安全保密'),
    field('保密审查、评估'),
    field('培训'),
    field('事件'),
    heading('七、政务信息化项目'),
    field('预编'),
    field('验收转入'),
    heading('八、整改情况'),
    {
      kind: 'table',
      caption: '整改通知及完成情况',
      columns: [
        { title: '通知', width: 36 },
        { title: '问题', width: 26 },
        { title: '时限', width: 19 },
        { title: '完成', width: 19 },
      ],
      rows: annual.rectifications.map((one): Cell[] => [
        orNone(one.about),
        BLANK,
        one.due === '' ? BLANK : chineseDate(one.due),
        one.done === '' ? BLANK : chineseDate(one.done),
      ]),
    },
    heading('九、存在问题和下一年打算'),
    { kind: 'blank', label: '（手写或另附）', height: 50 },
    {
      kind: 'note',
      text: `统计口径：数据截至${chineseDate(annual.until)}，以本部门审定的目录版本和登记的事项为准；未登记、未掌握的留空。`,
    },
    handSigned(facts, 'annual', ['编制人', '审核人', '共享工作机构负责人', '部门负责人'], {
      opinion: false,
      height: 14,
    }),
    {
      kind: 'note',
      text: `联系人：${facts.paper.contact || '　　　　　　'}　电话：${facts.paper.contactPhone || '　　　　　　'}　多页装订的，加盖骑缝章。`,
    },
    { kind: 'seal', unit: facts.department },
  ];
  const annexes: ReportBlock[] = [
    { ...refusalBlocks(facts)[0]!, caption: '附表1　不予共享资源及依据' } as ReportBlock,
    { ...conditionalTable(facts), caption: '附表2　有条件共享资源清单' },
  ];
  return documentModel(facts, title, [
    { orientation: 'portrait', blocks },
    { orientation: 'landscape', blocks: annexes },
  ]);
}
