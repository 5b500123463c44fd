/** Papers made of one row of a ledger: 一次性告知单, 申请答复单, 校核处理单, 整改报告. */
import { chineseDate, type ReportFacts } from './report-facts';
import { basisText } from './report-frame';
import {
  citeNote,
  contactNote,
  dayOr,
  formHead,
  labelledForm,
  OPEN_DAY,
  formPaper,
  writingCell,
} from './report-forms';
import type { Cell, ReportBlock, ReportModel } from './report-model';
import { handSigned } from './report-signing';

/** A limit of the row, as the duty list counts it. */
export interface RowLimit {
  readonly label: string;
  readonly basis: string;
  readonly due: string;
  readonly provisional: boolean;
}

/** A row with the department's own limits that it started; null values of a form without a row. */
export interface LedgerRowFacts {
  readonly values: Readonly<Record<string, string>>;
  readonly limits: readonly RowLimit[];
}

type Row = LedgerRowFacts | null;

const valueOf = (row: Row, column: string): string => row?.values[column]?.trim() ?? '';

/** What the row says, or room for writing. */
function textOr(row: Row, column: string, height = 10): Cell {
  const text = valueOf(row, column);
  return text === '' ? writingCell('', height) : text;
}

const dateOf = (row: Row, column: string): string => dayOr(valueOf(row, column));

function limitsText(row: Row): string {
  const limits = row?.limits ?? [];
  if (limits.length === 0) return OPEN_DAY;
  return limits
    .map(
      ({ label, basis, due, provisional }) =>
        `${chineseDate(due)}${provisional ? '（暂定）' : ''}前${label}（${basis}）`,
    )
    .join('\n');
}

/** Result of a decision: both boxes stay open for a hand, whatever was entered in the program. */
const DECISION = '□同意共享　　　□不同意共享';

export function noticeReport(facts: ReportFacts, row: Row): ReportModel {
  const title = `${facts.department}补充材料一次性告知单`;
  const applicant = valueOf(row, '申请部门') || '　　　　　　　　　　';
  const resource = valueOf(row, '申请的信息资源') || '　　　　　　　　　　';
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    { kind: 'paragraph', text: `${applicant}：`, flush: true },
    {
      kind: 'paragraph',
      text: `你单位${valueOf(row, '收到日期') === '' ? '' : `的申请已于${chineseDate(valueOf(row, '收到日期'))}收到，`}申请共享“${resource}”，材料不全或者不符合要求，需要补充下列材料，现一次性告知。`,
    },
    labelledForm([
      ['缺少或者不符合要求的材料', textOr(row, '需要补充的材料', 50)],
      ['补充方式', writingCell('', 20)],
      ['告知日期', dateOf(row, '一次性告知日期')],
      ['答复时限', limitsText(row)],
    ]),
    ...citeNote(facts, ['missing-material']),
    handSigned(facts, 'notice', ['经办人'], { opinion: false, height: 14 }),
    contactNote(facts),
    { kind: 'seal', unit: facts.department },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

export function replyReport(facts: ReportFacts, row: Row): ReportModel {
  const title = `${facts.department}共享申请答复单`;
  const uses = ['使用依据', '使用场景', '使用范围', '使用时限']
    .filter((column) => valueOf(row, column) !== '')
    .map((column) => `${column}：${valueOf(row, column)}`);
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    ...citeNote(facts, ['applications', 'application-consent']),
    labelledForm([
      ['申请部门', textOr(row, '申请部门')],
      ['申请的信息资源', textOr(row, '申请的信息资源')],
      [
        '共享类型、共享方式',
        ['共享类型', '共享方式']
          .map((column) => valueOf(row, column))
          .filter(Boolean)
          .join('；') || writingCell('', 10),
      ],
      ['用途', uses.length === 0 ? writingCell('', 18) : uses.join('\n')],
      ['收到日期', dateOf(row, '收到日期')],
      ['时限', limitsText(row)],
      ['答复', DECISION],
      ['理由', textOr(row, '理由', 28)],
      ['提供期限', `${OPEN_DAY}前提供`],
    ]),
    handSigned(facts, 'reply', ['经办人', '共享工作机构负责人'], { opinion: true, height: 18 }),
    contactNote(facts),
    { kind: 'seal', unit: facts.department },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

export function correctionReport(facts: ReportFacts, row: Row): ReportModel {
  const title = `${facts.department}数据校核处理单`;
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    ...citeNote(facts, ['doubts']),
    labelledForm([
      ['反馈部门', textOr(row, '反馈部门')],
      ['信息资源', textOr(row, '信息资源')],
      ['问题', textOr(row, '问题', 30)],
      ['收到日期', dateOf(row, '收到日期')],
      ['时限', limitsText(row)],
      ['核实结果', valueOf(row, '核实结果') || '□有误　□部分有误　□无误'],
      ['更正内容', textOr(row, '更正内容', 40)],
      ['反馈日期', dateOf(row, '处理结果反馈日期')],
    ]),
    handSigned(facts, 'correction', ['经办人', '负责人'], { opinion: true, height: 18 }),
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

export function rectificationReport(facts: ReportFacts, row: Row): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}整改报告`;
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    { kind: 'paragraph', text: `${facts.authority || '　　　　　　　　　　'}：`, flush: true },
    {
      kind: 'paragraph',
      text: `你单位的整改通知${valueOf(row, '通知文号') === '' ? '' : `（${valueOf(row, '通知文号')}）`}已于${dateOf(row, '收到日期')}收到，现将整改情况报告如下。`,
    },
    labelledForm([
      ['通知文号', textOr(row, '通知文号')],
      ['问题', textOr(row, '问题', 22)],
      ['整改期限', dateOf(row, '整改期限')],
      ['整改措施', textOr(row, '整改措施', 36)],
      ['完成日期', dateOf(row, '完成日期')],
      ['佐证材料', textOr(row, '佐证材料', 16)],
    ]),
    { kind: 'note', text: `编制依据：${basisText(facts)}` },
    contactNote(facts),
    { kind: 'seal', unit: facts.department },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}
