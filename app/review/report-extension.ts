/** 延期申请表: a request for more time, to be sealed by the unit and answered by the 主管部门. */
import { chineseDate, type ReportFacts } from './report-facts';
import { formHead, labelledForm, OPEN_DAY, formPaper, writingCell } from './report-forms';
import { NONE, type Cell, type ReportBlock, type ReportModel } from './report-model';
import { handSigned } from './report-signing';

/** A limit that may be extended, as the duty list counts it. */
export interface ExtendableLimit {
  readonly label: string;
  readonly regulation: string;
  readonly article: string;
  readonly workingDays: number | null;
  /** Without the extension. */
  readonly due: string;
  readonly provisional: boolean;
  /** The latest day that the text allows. */
  readonly extendedDue: string;
}

export interface ExtensionFacts {
  readonly kind: string;
  readonly about: string;
  readonly on: string;
  /** Limits of the event that know an extension; empty where the text knows none. */
  readonly limits: readonly ExtendableLimit[];
}

const cite = ({ regulation, article }: ExtendableLimit): string => `${regulation}${article}`;

function limitText(limit: ExtendableLimit): string {
  const days = limit.workingDays === null ? '' : `，${limit.workingDays}个工作日`;
  return `${limit.label}（${cite(limit)}）${days}，至${chineseDate(limit.due)}${limit.provisional ? '（暂定）' : ''}`;
}

export function extensionReport(facts: ReportFacts, extension: ExtensionFacts | null): ReportModel {
  const title = `${facts.department}延期申请表`;
  const limits = extension?.limits ?? [];
  const lines = (texts: readonly string[], otherwise: string): string =>
    texts.length === 0 ? otherwise : texts.join('\n');
  const rows: [string, Cell][] = [
    ['文号', `${facts.paper.documentMark || '　　'}函〔${facts.today.slice(0, 4)}〕　　号`],
    ['主送机关', facts.authority || '　'],
    ['事由', extension ? `${extension.kind}：${extension.about}` : writingCell('', 12)],
    ['发生（收到）日期', extension ? chineseDate(extension.on) : OPEN_DAY],
    ['原期限', lines(limits.map(limitText), extension ? NONE : OPEN_DAY)],
    ['申请延长', `　　　　个工作日，至${OPEN_DAY}`],
    [
      '条文允许的最长期限',
      lines(
        limits.map(
          (limit) =>
            `${cite(limit)}：至${chineseDate(limit.extendedDue)}${limit.provisional ? '（暂定）' : ''}`,
        ),
        extension ? '所列时限没有延期的规定' : '　',
      ),
    ],
    ['申请理由', writingCell('', 28)],
  ];
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    labelledForm(rows),
    handSigned(facts, 'extension', ['经办人', '部门负责人'], { opinion: false, height: 12 }),
    labelledForm([['主管部门意见', writingCell('意见：\n批准文号：', 20)]]),
    { kind: 'note', text: '主管部门的书面意见须在原期限届满前作出；批准后登记批准日期和文号，附扫描件。' },
    { kind: 'seal', unit: facts.department, beside: facts.authority || '主管部门' },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}
