/** 目录清单 (paper.md 4): every entry of the catalogue, one row each, on landscape pages. */
import { presentEntries, type ReportEntry, type ReportFacts } from './report-facts';
import { documentModel, head } from './report-frame';
import { orNone, type Cell, type ReportModel, type ReportTable } from './report-model';

/** Condition, scope and use of a conditional resource, or reason and basis of a refusal, in one cell. */
export function conditionText(entry: ReportEntry): string {
  const parts =
    entry.sharingType === '不予共享'
      ? [entry.refusalReason, entry.refusalBasis]
      : [
          '',
          entry.sharingScope && `共享范围：${entry.sharingScope}`,
          entry.sharingPurpose && `使用用途：${entry.sharingPurpose}`,
        ];
  const given = [...new Set([entry.sharingCondition, ...parts].map((part) => part.trim()))].filter(Boolean);
  return given.join('；');
}

function remarks(entry: ReportEntry): string {
  const notes = [entry.formerCodes && `原代码${entry.formerCodes}`];
  for (const [label, value] of Object.entries(entry.local)) notes.push(`${label}：${value}`);
  if (entry.change === '停用') notes.push('停用');
  return notes.filter(Boolean).join('；');
}

/** The table of the list; annex 2 of the review report as well. */
export function listTable(facts: ReportFacts, caption: string): ReportTable {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '序号', width: 4, align: 'center' },
      { title: '信息资源代码', width: 10 },
      { title: '信息资源名称', width: 13 },
      { title: '提供方内部部门', width: 7 },
      { title: '信息资源格式', width: 6 },
      { title: '信息项数', width: 4, align: 'right' },
      { title: facts.words.sharingType, width: 6 },
      { title: '共享条件／不予共享依据', width: 16 },
      { title: '共享方式', width: 7 },
      { title: '是否开放', width: 4, align: 'center' },
      { title: facts.words.updateCycle, width: 5 },
      { title: '数据分级', width: 6 },
      { title: '发布日期', width: 7 },
      { title: '备注', width: 8 },
    ],
    rows: presentEntries(facts).map((entry, i): Cell[] => [
      String(i + 1),
      orNone(entry.code),
      orNone(entry.name),
      orNone(entry.office),
      orNone(entry.format),
      String(entry.items),
      orNone(entry.sharingType),
      orNone(conditionText(entry)),
      orNone(entry.mode),
      orNone(entry.openToPublic),
      orNone(entry.updateCycle),
      orNone(entry.grading),
      orNone(entry.publishedOn),
      orNone(remarks(entry)),
    ]),
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
        ...head(facts, title),
        listTable(facts, ''),
        { kind: 'note', text: `合计：信息资源${present.length}条，信息项${items}项。` },
      ],
    },
  ]);
}
