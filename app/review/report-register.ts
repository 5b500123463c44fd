/** 日常更新登记簿: every update of the catalogue with what started it and whether it was in time. */
import { chineseDate, type ReportFacts } from './report-facts';
import { citeNote, formHead, formPaper } from './report-forms';
import { BLANK, orNone, type Cell, type ReportModel } from './report-model';
import { handSigned } from './report-signing';

export interface RegisterLine {
  /** 事由 and what it is about. */
  readonly kind: string;
  readonly about: string;
  /** 依据文件及文号. */
  readonly instrument: string;
  readonly on: string;
  /** The department's own limits: regulation, article, date. */
  readonly limits: readonly { readonly basis: string; readonly due: string; readonly provisional: boolean }[];
  readonly resources: string;
  readonly batch: string;
  readonly approvedOn: string;
  readonly submittedOn: string;
  readonly publishedOn: string;
  /** 是, 否 or '' while it is open and not yet due. */
  readonly inTime: string;
  readonly extension: string;
}

const day = (date: string): Cell => (date === '' ? BLANK : chineseDate(date));
const open = (text: string): Cell => (text.trim() === '' ? BLANK : text);

export function registerReport(
  facts: ReportFacts,
  lines: readonly RegisterLine[],
  year: number | null,
): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}日常更新登记簿${year === null ? '' : `（${year}年）`}`;
  return formPaper(facts, title, 'landscape', [
    ...formHead(facts, title, 'landscape'),
    ...citeNote(facts, ['catalogue-updates']),
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: '序号', width: 4, align: 'center' },
        { title: '事由', width: 14 },
        { title: '依据与日期', width: 14 },
        { title: '时限', width: 17 },
        { title: '涉及资源', width: 11 },
        { title: '批次号', width: 7 },
        { title: '审定日期', width: 7 },
        { title: '报送日期', width: 7 },
        { title: '发布日期', width: 7 },
        { title: '是否按期', width: 5, align: 'center' },
        { title: '延期批准文号', width: 7 },
      ],
      rows: lines.map((line, i): Cell[] => [
        String(i + 1),
        `${line.kind}：${orNone(line.about)}`,
        `${orNone(line.instrument)}\n${chineseDate(line.on)}`,
        line.limits.length === 0
          ? '没有规定工作日的时限'
          : line.limits
              .map(
                ({ basis, due, provisional }) =>
                  `${chineseDate(due)}${provisional ? '（暂定）' : ''}（${basis}）`,
              )
              .join('\n'),
        open(line.resources),
        open(line.batch),
        day(line.approvedOn),
        day(line.submittedOn),
        day(line.publishedOn),
        open(line.inTime),
        open(line.extension),
      ]),
    },
    { kind: 'note', text: `合计${lines.length}项。审定为部门内部审定，是否按期以报送、发布日期为准。` },
    handSigned(facts, 'register', ['编制人', '审核人'], { opinion: false, height: 14 }),
  ]);
}
