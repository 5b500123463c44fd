/** What every paper has: head, foot, basis lines and the full 文件校验码 at the end. */
import { chineseDate, type ReportFacts } from './report-facts';
import {
  NONE,
  PAGE_NOTES,
  type Orientation,
  type ReportBlock,
  type ReportModel,
  type ReportSection,
} from './report-model';
import { titleLines } from './report-title';

export function documentModel(
  facts: ReportFacts,
  title: string,
  sections: readonly ReportSection[],
): ReportModel {
  const { version, sm3 } = facts;
  return {
    title,
    header: [facts.paper.heading, version.draft ? PAGE_NOTES.draft : '', PAGE_NOTES.unsealed]
      .filter((part) => part !== '')
      .join('　'),
    footer: { department: facts.paper.shortName, version: version.label, sm3: sm3.slice(0, 16) },
    sections,
    closing: closing(facts),
  };
}

/** The title of a paper in lines that break where its sense does. */
export function titleBlock(
  facts: ReportFacts,
  title: string,
  orientation: Orientation = 'portrait',
): ReportBlock {
  return { kind: 'title', text: titleLines(title, facts.department, orientation).join('\n') };
}

/** 件首: title, department, batch, version, day of making. */
export function head(
  facts: ReportFacts,
  title: string,
  orientation: Orientation = 'portrait',
): ReportBlock[] {
  return [
    titleBlock(facts, title, orientation),
    {
      kind: 'meta',
      lines: [
        `部门：${facts.department}　生成日期：${chineseDate(facts.today)}`,
        `送审批次号：${facts.batchNumber || NONE}　目录版本：${facts.version.label}${facts.version.draft ? `　${PAGE_NOTES.draft}` : ''}`,
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

/** What ends every volume; `brief` for the form that has to fit one page. */
export function closing(facts: ReportFacts, length: 'full' | 'brief' = 'full'): ReportBlock[] {
  const { draft } = facts.version;
  const { count, sm3 } = facts.audit;
  const whole = `文件校验码（SM3）：${facts.sm3}`;
  const notes =
    length === 'brief'
      ? [whole, `操作日志${count}条，末条校验码前16位：${sm3.slice(0, 16)}`]
      : [
          whole,
          `按${facts.packed ? '报送包所载' : '全部'}信息资源的标识、版本号和内容计算，与电子件一致的为同一版本。${draft ? '本件未审定，审定后重新生成。' : ''}`,
          `操作日志${count}条，末条校验码：${sm3}`,
        ];
  return notes.map((text) => ({ kind: 'note', text, fine: true }));
}
