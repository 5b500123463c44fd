/** The tables of the review report: counts, findings, sharing types, grading, duplicates. */
import { SEVERITY_LABELS } from '#app/jurisdictions/finding';
import {
  changeCounts,
  chineseDate,
  presentEntries,
  type ReportEntry,
  type ReportFacts,
} from './report-facts';
import { isAcross } from '#app/jurisdictions/check-catalogue';
import { classOf } from './report-entry';
import {
  BLANK,
  NONE,
  orNone,
  type Cell,
  type ReportBlock,
  type ReportColumn,
  type ReportTable,
} from './report-model';
import { ruleLabel } from './report-rule-labels';

const CLASSES = ['基础类', '主题类', '部门类', '未编码或其他'] as const;

const number = (title: string, width: number): ReportColumn => ({ title, width, align: 'right' });

interface ClassCount {
  resources: number;
  items: number;
  free: number;
  conditional: number;
  refused: number;
  open: number;
  before: number;
}

/** 表1: by class and sharing type, with the difference from the version before. */
export function classTable(facts: ReportFacts): ReportBlock[] {
  const counts = new Map<string, ClassCount>();
  const countOf = (name: string): ClassCount => {
    let count = counts.get(name);
    if (!count) {
      count = { resources: 0, items: 0, free: 0, conditional: 0, refused: 0, open: 0, before: 0 };
      counts.set(name, count);
    }
    return count;
  };
  const present = presentEntries(facts);
  for (const entry of present) {
    const count = countOf(classOf(entry.code));
    count.resources++;
    count.items += entry.items;
    if (entry.sharingType === '无条件共享') count.free++;
    if (entry.sharingType === '有条件共享') count.conditional++;
    if (entry.sharingType === '不予共享') count.refused++;
    if (entry.openToPublic === '是') count.open++;
    if (entry.change === '无变化') count.before++;
  }
  for (const { before } of facts.changes) if (before) countOf(classOf(before.code)).before++;

  const row = (name: string, count: ClassCount): Cell[] => {
    const grown = count.resources - count.before;
    const { resources, items, free, conditional, refused, open } = count;
    return [
      name,
      ...[resources, items, free, conditional, refused, open].map(String),
      facts.version.base === null ? NONE : grown > 0 ? `+${grown}` : String(grown),
    ];
  };
  const total: ClassCount = {
    resources: 0,
    items: 0,
    free: 0,
    conditional: 0,
    refused: 0,
    open: 0,
    before: 0,
  };
  for (const count of counts.values()) {
    for (const key of Object.keys(total) as (keyof ClassCount)[]) total[key] += count[key];
  }
  const untyped = total.resources - total.free - total.conditional - total.refused;
  const table: ReportTable = {
    kind: 'table',
    caption: '表1　按类别与共享类型统计',
    columns: [
      { title: '类别', width: 20 },
      number('资源数', 10),
      number('信息项数', 11),
      number('无条件', 10),
      number('有条件', 10),
      number('不予', 10),
      number('向社会开放', 13),
      number('较上版增减', 14),
    ],
    rows: CLASSES.flatMap((name) => {
      const count = counts.get(name) ?? (name === '未编码或其他' ? null : countOf(name));
      return count ? [row(name, count)] : [];
    }),
    footRows: [row('合计', total)],
  };
  return untyped === 0
    ? [table]
    : [table, { kind: 'note', text: `另有${untyped}条未填共享类型或填写其他值，未计入三类。` }];
}

/** 表2: by office. The day of confirmation is that of a step on record, otherwise left for a hand. */
export function officeTable(facts: ReportFacts): ReportTable {
  const offices = new Map<
    string,
    { resources: number; 新增: number; 修改: number; 停用: number; 无变化: number }
  >();
  for (const { office, change } of facts.entries) {
    let count = offices.get(office);
    if (!count) offices.set(office, (count = { resources: 0, 新增: 0, 修改: 0, 停用: 0, 无变化: 0 }));
    if (change !== '停用') count.resources++;
    count[change]++;
  }
  const all = changeCounts(facts);
  return {
    kind: 'table',
    caption: '表2　按处室（单位）统计',
    columns: [
      { title: '处室（单位）', width: 26 },
      number('资源数', 11),
      number('新增', 10),
      number('修改', 10),
      number('停用', 10),
      number('无变化', 11),
      { title: '处室负责人确认日期', width: 22 },
    ],
    rows: [...offices].map(([office, count]): Cell[] => [
      orNone(office),
      ...[count.resources, count.新增, count.修改, count.停用, count.无变化].map(String),
      chineseDate(facts.officeConfirmations.get(office) ?? ''),
    ]),
    footRows: [
      [
        '合计',
        ...[facts.entries.length - all.停用, all.新增, all.修改, all.停用, all.无变化].map(String),
        BLANK,
      ],
    ],
  };
}

/** 表3: the 权责清单 is not in the library, so its figures are left for writing. */
export function dutiesListTable(): ReportTable {
  return {
    kind: 'table',
    caption: '表3　权责清单覆盖',
    columns: [
      { title: '事项总数', width: 20 },
      { title: '已有对应资源', width: 25 },
      { title: '无数据产生（附理由）', width: 30 },
      { title: '未覆盖', width: 25 },
    ],
    rows: [[BLANK, BLANK, BLANK, BLANK]],
  };
}

/** 表4: findings by rule and article, 必须修改 first. */
export function findingsTable(facts: ReportFacts): ReportTable {
  const rows = [...facts.findingTotals].sort(
    (a, b) =>
      b.counts.error - a.counts.error ||
      b.counts.warning - a.counts.warning ||
      b.counts.advice - a.counts.advice,
  );
  return {
    kind: 'table',
    caption: '表4　校验情况',
    columns: [
      { title: '规则', width: 26 },
      { title: '依据（法规条款）', width: 32 },
      number(SEVERITY_LABELS.error, 10),
      number(SEVERITY_LABELS.warning, 10),
      number(SEVERITY_LABELS.advice, 8),
      { title: '处理结果', width: 14 },
    ],
    rows: rows.map(({ rule, basis, counts }): Cell[] => [
      ruleLabel(rule),
      basis,
      String(counts.error),
      String(counts.warning),
      String(counts.advice),
      BLANK,
    ]),
  };
}

/** 表5 保留问题说明: every 需要说明 that stays, with the reason given for it, or room for one and the name. */
export function keptTable(facts: ReportFacts): ReportTable {
  return {
    kind: 'table',
    caption: '表5　保留问题说明',
    columns: [
      { title: '信息资源代码', width: 16 },
      { title: '名称', width: 18 },
      { title: '问题', width: 26 },
      { title: '依据', width: 16 },
      { title: '保留理由', width: 15 },
      { title: '说明人', width: 9 },
    ],
    rows: presentEntries(facts).flatMap((entry) =>
      entry.findings
        .filter((finding) => finding.severity === 'warning')
        .map(({ message, basis, settled }): Cell[] => [
          orNone(entry.code),
          orNone(entry.name),
          message,
          basis,
          settled ? settled.reason : BLANK,
          settled && settled.by !== '' ? `${settled.by} ${settled.on}` : BLANK,
        ]),
    ),
  };
}

/** 表6 有条件共享 (政务数据共享条例第十五条: scope and use are in the catalogue). */
export function conditionalTable(facts: ReportFacts): ReportTable {
  return {
    kind: 'table',
    caption: '表6　有条件共享',
    columns: [
      { title: '代码', width: 15 },
      { title: '名称', width: 18 },
      { title: '共享范围', width: 17 },
      { title: '使用用途', width: 17 },
      { title: '设置理由', width: 20 },
      { title: '共享方式', width: 13 },
    ],
    rows: presentEntries(facts)
      .filter((entry) => entry.sharingType === '有条件共享')
      .map((entry): Cell[] => [
        orNone(entry.code),
        orNone(entry.name),
        orNone(entry.sharingScope),
        orNone(entry.sharingPurpose),
        orNone(entry.sharingCondition),
        orNone(entry.mode),
      ]),
  };
}

/** 七、数据分类分级. */
export function gradingBlocks(facts: ReportFacts): ReportBlock[] {
  const levels = new Map<string, { resources: number; items: number }>();
  const add = (level: string, resources: number, items: number): void => {
    const count = levels.get(level) ?? { resources: 0, items: 0 };
    levels.set(level, { resources: count.resources + resources, items: count.items + items });
  };
  const present = presentEntries(facts);
  for (const entry of present) {
    const own = Object.entries(entry.itemGradings);
    const apart = own.reduce((sum, [, count]) => sum + count, 0);
    add(entry.grading.trim(), 1, entry.items - apart);
    for (const [level, count] of own) add(level, 0, count);
  }
  const ungraded = present.filter((entry) => entry.grading.trim() === '');
  return [
    {
      kind: 'table',
      caption: '表8　按级别统计',
      columns: [{ title: '级别', width: 50 }, number('资源数', 25), number('信息项数', 25)],
      rows: [...levels]
        .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : 0))
        .map(([level, count]): Cell[] => [
          level === '' ? '未定级' : level,
          String(count.resources),
          String(count.items),
        ]),
    },
    {
      kind: 'table',
      caption: '未定级资源',
      columns: [
        { title: '代码', width: 25 },
        { title: '名称', width: 50 },
        { title: '处室', width: 25 },
      ],
      rows: ungraded.map(({ code, name, office }): Cell[] => [orNone(code), orNone(name), orNone(office)]),
    },
  ];
}

/** 八、一数一源: what looks like the same datum collected twice. */
export function duplicatesTable(facts: ReportFacts): ReportTable {
  const rows = presentEntries(facts).flatMap((entry: ReportEntry) =>
    entry.findings
      // One thing entered twice: 一数一源.
      .filter((finding) => isAcross(finding))
      .map((finding): Cell[] => [`${orNone(entry.name)}（${orNone(entry.code)}）`, finding.message, BLANK]),
  );
  return {
    kind: 'table',
    caption: '表9　一数一源核查',
    columns: [
      { title: '疑似重复', width: 32 },
      { title: '对应部门／资源', width: 44 },
      { title: '处理意见', width: 24 },
    ],
    rows,
  };
}
