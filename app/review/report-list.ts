/** 目录清单: every entry of the catalogue, one row each, on landscape pages. */
import { presentEntries, type ReportEntry, type ReportFacts } from './report-facts';
import { documentModel, head } from './report-frame';
import { orNone, type Cell, type ReportColumn, type ReportModel, type ReportTable } from './report-model';

/** Condition, scope and use of a conditional resource, or reason and basis of a refusal, in one cell. */
export function conditionText(entry: ReportEntry): string {
  const parts =
    entry.sharingType === '不予共享'
      ? [entry.refusalReason, entry.refusalBasis]
      : [
          '',
          ...unsaid(entry, '共享范围', entry.sharingScope),
          ...unsaid(entry, '使用用途', entry.sharingPurpose),
        ];
  const given = [...new Set([entry.sharingCondition, ...parts].map((part) => part.trim()))].filter(Boolean);
  return given.join('；');
}

/** What the condition, as many departments write it, has not said already. */
function unsaid({ sharingCondition }: ReportEntry, label: string, text: string): string[] {
  return text.trim() === '' || sharingCondition.includes(text.trim()) ? [] : [`${label}：${text}`];
}

function remarks(entry: ReportEntry): string {
  const notes = [entry.formerCodes && `原代码${entry.formerCodes}`];
  for (const [label, value] of Object.entries(entry.local)) notes.push(`${label}：${value}`);
  if (entry.change === '停用') notes.push('停用');
  return notes.filter(Boolean).join('；');
}

interface ListColumn extends ReportColumn {
  /** By which the department names it in its settings. */
  readonly name: string;
  readonly cell: (entry: ReportEntry, index: number) => Cell;
}

const column = (
  name: string,
  width: number,
  cell: ListColumn['cell'],
  align?: ReportColumn['align'],
): ListColumn => ({ name, title: name, width, cell, ...(align ? { align } : {}) });

/** Columns without which a row says nothing; they stand whatever the department set. */
const FIXED = ['序号', '信息资源代码', '信息资源名称', '共享类型'];

/** The columns that every list has, in their order, then those that only stand where the department asks for them. */
function listColumns(facts: ReportFacts): ListColumn[] {
  const proposed = [
    column('序号', 3.5, (_, i) => String(i + 1), 'center'),
    column('信息资源代码', 11.5, (entry) => orNone(entry.code)),
    column('信息资源名称', 11, (entry) => orNone(entry.name)),
    column('提供方内部部门', 6.5, (entry) => orNone(entry.office)),
    column('信息资源格式', 7.5, (entry) => orNone(entry.format)),
    column('信息项数', 3.5, (entry) => String(entry.items), 'right'),
    { ...column('共享类型', 6.5, (entry) => orNone(entry.sharingType)), title: facts.words.sharingType },
    column('共享条件／不予共享依据', 14.5, (entry) => orNone(conditionText(entry))),
    column('共享方式', 8, (entry) => orNone(entry.mode)),
    column('是否开放', 3.5, (entry) => orNone(entry.openToPublic), 'center'),
    { ...column('更新周期', 4.5, (entry) => orNone(entry.updateCycle)), title: facts.words.updateCycle },
    column('数据分级', 5.5, (entry) => orNone(entry.grading)),
    column('发布日期', 6.5, (entry) => orNone(entry.publishedOn)),
    column('备注', 7.5, (entry) => orNone(remarks(entry))),
  ];
  const wanted = facts.paper.listColumns;
  if (wanted === null) return proposed;
  const more = [
    column('原代码', 10, (entry) => orNone(entry.formerCodes)),
    column('状态', 6, (entry) => entry.state, 'center'),
    column('摘要', 16, (entry) => orNone(entry.summary)),
    column('共享范围', 10, (entry) => orNone(entry.sharingScope)),
    column('使用用途', 10, (entry) => orNone(entry.sharingPurpose)),
  ];
  const named = (name: string): ListColumn =>
    [...proposed, ...more].find((one) => one.name === name || one.title === name) ??
    column(name, 9, (entry) => orNone(entry.local[name] ?? ''));
  const own = wanted.map(named).filter((one) => !FIXED.includes(one.name));
  const fixed = (names: readonly string[]): ListColumn[] => names.map(named);
  const columns = [...fixed(FIXED.slice(0, 3)), ...own, ...fixed(FIXED.slice(3))];
  return columns.filter((one, i) => columns.findIndex((other) => other.name === one.name) === i);
}

/** The table of the list; annex 2 of the review report as well. */
export function listTable(facts: ReportFacts, caption: string): ReportTable {
  const columns = listColumns(facts);
  return {
    kind: 'table',
    caption,
    columns: columns.map(({ title, width, align }) => ({ title, width, ...(align ? { align } : {}) })),
    rows: presentEntries(facts).map((entry, i) => columns.map(({ cell }) => cell(entry, i))),
  };
}

export function listReport(facts: ReportFacts): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}清单（${facts.version.label.replace('（草案）', '草案')}）`;
  const present = presentEntries(facts);
  const items = present.reduce((sum, entry) => sum + entry.items, 0);
  return documentModel(facts, title, [
    {
      orientation: 'landscape',
      blocks: [
        ...head(facts, title, 'landscape'),
        listTable(facts, ''),
        { kind: 'note', text: `合计：信息资源${present.length}条，信息项${items}项。` },
      ],
    },
  ]);
}
