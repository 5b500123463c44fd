/** What every paper has: head, foot, basis lines and the full 文件校验码 at the end. */
import { chineseDate, type ReportFacts } from './report-facts';
import { NONE, PAGE_NOTES, type ReportBlock, type ReportModel, type ReportSection } from './report-model';

export function documentModel(
  facts: ReportFacts,
  title: string,
  sections: readonly ReportSection[],
): ReportModel {
  const { version, sm3 } = facts;
  return {
    title,
    header: version.draft ? `${PAGE_NOTES.draft}　${PAGE_NOTES.unsealed}` : PAGE_NOTES.unsealed,
    footer: { department: facts.shortName, version: version.label, sm3: sm3.slice(0, 16) },
    sections,
    closing: closing(facts),
  };
}

/** 件首: title, department, batch, version, day of making. */
export function head(facts: ReportFacts, title: string): ReportBlock[] {
  return [
    { kind: 'title', text: title },
    {
      kind: 'meta',
      lines: [
        `部门：${facts.department}${facts.version.draft ? `　（${PAGE_NOTES.draft}）` : ''}`,
        `送审批次号：${facts.batchNumber || NONE}　目录版本：${facts.version.label}　生成日期：${chineseDate(facts.today)}`,
      ],
    },
  ];
}

/** 依据: full title, number and articles only. */
export function basisText(facts: ReportFacts): string {
  const texts = facts.bases.map(
    ({ title, number, articles }) =>
      `《${title}》${number === '' ? '' : `（${number}）`}${articles.join('、')}`,
  );
  return texts.length === 0 ? NONE : texts.join('；');
}

function closing(facts: ReportFacts): ReportBlock[] {
  const { draft } = facts.version;
  const notes = [
    `文件校验码（SM3）：${facts.sm3}`,
    `按全部信息资源的标识、版本号和内容计算，与电子件一致的为同一版本。${draft ? '本件未审定，审定后重新生成。' : ''}`,
    `操作日志${facts.audit.count}条，末条校验码：${facts.audit.sm3}`,
  ];
  return notes.map((text) => ({ kind: 'note', text, fine: true }));
}
