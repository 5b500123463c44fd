/** 停用（注销）审批表 and 划转清单. */
import { chineseDate, type ReportEntry, type ReportFacts } from './report-facts';
import {
  citeNote,
  dayOr,
  formHead,
  labelledForm,
  OPEN_DAY,
  formPaper,
  resourceTable,
  rowsOrBlank,
  writingCell,
} from './report-forms';
import { BLANK, orNone, type Cell, type ReportBlock, type ReportModel } from './report-model';
import { handSigned } from './report-signing';

/** A row of the ledger 终止或者变更服务备案. */
export interface ServiceChange {
  readonly resource: string;
  readonly matter: string;
  readonly reason: string;
  readonly users: string;
  readonly talkedOn: string;
  readonly outcome: string;
  readonly filedOn: string;
  readonly transition: string;
}

export interface RetirementFacts {
  readonly entries: readonly ReportEntry[];
  /** What is on record about these resources, by name or code. */
  readonly services: readonly ServiceChange[];
  /** Day and reason of the 停用 of entries that were taken out already, by their id. */
  readonly retired: ReadonlyMap<string, { readonly onDate: string; readonly reason: string }>;
}

function retirementReason(entry: ReportEntry, { retired, services }: RetirementFacts): Cell {
  const own = retired.get(entry.id)?.reason ?? '';
  const filed = services.find((one) => [entry.name, entry.code].includes(one.resource))?.reason ?? '';
  return own || filed || BLANK;
}

export function retirementReport(facts: ReportFacts, retirement: RetirementFacts): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}停用（注销）审批表`;
  const { entries, services, retired } = retirement;
  const users = services.filter((one) => one.users !== '' || one.outcome !== '');
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    ...citeNote(facts, ['service-changes', 'end-service']),
    resourceTable('表1　停用（注销）的信息资源', entries, [
      { title: '停用理由及依据', width: 24, cell: (entry) => retirementReason(entry, retirement) },
      {
        title: '停用日期',
        width: 15,
        cell: (entry) => dayOr(retired.get(entry.id)?.onDate ?? '', ''),
      },
    ]),
    {
      kind: 'table',
      caption: '表2　使用部门及协商结果',
      columns: [
        { title: '信息资源', width: 26 },
        { title: '使用部门', width: 24 },
        { title: '协商日期', width: 16 },
        { title: '协商结果', width: 34 },
      ],
      rows: rowsOrBlank(
        users.map((one): Cell[] => [
          one.resource,
          one.users === '' ? BLANK : one.users,
          one.talkedOn === '' ? BLANK : chineseDate(one.talkedOn),
          one.outcome === '' ? BLANK : one.outcome,
        ]),
        4,
      ),
    },
    labelledForm([
      [
        '备案日期',
        services
          .filter((one) => one.filedOn !== '')
          .map((one) => `${one.resource}：${chineseDate(one.filedOn)}`)
          .join('\n') || OPEN_DAY,
      ],
      [
        '过渡安排',
        services
          .filter((one) => one.transition !== '')
          .map((one) => `${one.resource}：${one.transition}`)
          .join('\n') || writingCell('', 20),
      ],
    ]),
    handSigned(facts, 'retirement', ['处室负责人', '审核人', '部门负责人'], { opinion: true, height: 18 }),
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

export function transferReport(facts: ReportFacts, chosen: readonly ReportEntry[] | null): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}划转清单`;
  const rows = (chosen ?? []).map((entry, i): Cell[] => [
    String(i + 1),
    orNone(entry.code),
    orNone(entry.name),
    String(entry.items),
    orNone(entry.sharingType),
    BLANK,
    '□目录□数据\n□系统□接口',
    BLANK,
    BLANK,
  ]);
  return formPaper(facts, title, 'landscape', [
    ...formHead(facts, title, 'landscape'),
    {
      kind: 'note',
      text: '移交方：　　　　　　　　　　　　　　　　接收方：　　　　　　　　　　　　　　　　划转依据：',
    },
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: '序号', width: 5, align: 'center' },
        { title: '原代码', width: 17 },
        { title: '信息资源名称', width: 20 },
        { title: '信息项数', width: 6, align: 'right' },
        { title: '共享类型', width: 9 },
        { title: '承接方', width: 14 },
        { title: '系统与数据交接', width: 11 },
        { title: '交接日期', width: 9 },
        { title: '备注', width: 9 },
      ],
      rows: rowsOrBlank(rows, 9),
    },
    handSigned(facts, 'transfer', ['移交人', '接收人'], { opinion: false, height: 14 }),
    { kind: 'seal', unit: '接收方', beside: '移交方' },
  ]);
}
