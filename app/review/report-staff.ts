/** 机构人员备案表 and 工作交接清单. */
import { chineseDate, type ReportFacts } from './report-facts';
import { citeNote, contactNote, dayOr, formHead, HAND_ROWS, formPaper, rowsOrBlank } from './report-forms';
import {
  BLANK,
  orNone,
  type Cell,
  type ReportBlock,
  type ReportModel,
  type ReportTable,
} from './report-model';
import { handSigned } from './report-signing';

/** A person as the ledger of filings, or an account of the library, names them. */
export interface StaffLine {
  /** 职责. */
  readonly duty: string;
  readonly name: string;
  readonly office: string;
  readonly phone: string;
  readonly changedOn: string;
  readonly change: string;
}

/** Who is filed (34号文第二十七条); a duty that nobody is named for keeps an empty line. */
const DUTIES = ['第一责任人', '机构负责人', '编制人', '审核人', '保密审查人'];

const namesDuty = (line: StaffLine, duty: string): boolean =>
  line.duty === duty || line.duty.endsWith(duty) || line.duty.split('、').includes(duty);

export function staffReport(facts: ReportFacts, staff: readonly StaffLine[]): ReportModel {
  const title = `${facts.department}政务信息资源共享机构人员备案表`;
  const missing = DUTIES.filter((duty) => !staff.some((line) => namesDuty(line, duty)));
  const order = (line: StaffLine): number => {
    const place = DUTIES.findIndex((duty) => namesDuty(line, duty));
    return place < 0 ? DUTIES.length : place;
  };
  const lines = [
    ...staff,
    ...missing.map((duty): StaffLine => ({
      duty,
      name: '',
      office: '',
      phone: '',
      changedOn: '',
      change: '',
    })),
  ].sort((a, b) => order(a) - order(b));
  const open = (text: string): Cell => (text.trim() === '' ? BLANK : text);
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    ...citeNote(facts, ['staff-filing', 'responsible-filing', 'named-persons']),
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: '职责', width: 18 },
        { title: '姓名', width: 13 },
        { title: '处室', width: 17 },
        { title: '电话', width: 17 },
        { title: '变动日期', width: 15 },
        { title: '变动情况', width: 20 },
      ],
      rows: lines.map((line): Cell[] => [
        line.duty,
        { text: line.name, height: 10 },
        open(line.office),
        open(line.phone),
        dayOr(line.changedOn, ''),
        open(line.change),
      ]),
    },
    { kind: 'blank', label: '机构设置及变动情况：', height: 35 },
    contactNote(facts),
    { kind: 'seal', unit: facts.department },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

export interface HandoverFacts {
  /** Duties that are not done, by due date. */
  readonly duties: readonly {
    readonly label: string;
    readonly subject: string;
    readonly basis: string;
    readonly due: string;
    readonly status: string;
  }[];
  /** Entries on their way, by state. */
  readonly drafts: readonly {
    readonly state: string;
    readonly entries: number;
    readonly names: readonly string[];
  }[];
  readonly packages: readonly { readonly name: string; readonly state: string; readonly sm3: string }[];
  readonly certificates: readonly {
    readonly use: string;
    readonly subject: string;
    readonly notAfter: string;
  }[];
  /** Null where whoever prints may not see them. */
  readonly accounts: readonly { readonly name: string; readonly roles: string }[] | null;
  /** 资料: what the library keeps, with the number of pieces. */
  readonly records: readonly { readonly name: string; readonly count: string }[];
}

const TAKEN = '□已交接';
const MOST_DUTIES = 60;

function handoverTable(
  caption: string,
  titles: readonly (readonly [string, number])[],
  rows: readonly (readonly Cell[])[],
): ReportTable {
  return {
    kind: 'table',
    caption,
    columns: [...titles.map(([title, width]) => ({ title, width })), { title: '交接', width: 13 }],
    rows: rowsOrBlank(
      rows.map((row) => [...row, TAKEN]),
      titles.length + 1,
    ),
  };
}

export function handoverReport(facts: ReportFacts, handover: HandoverFacts): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}工作交接清单`;
  const { duties, drafts, packages, certificates, accounts, records } = handover;
  const blank = (columns: number, first = ''): Cell[] => [
    { text: first, height: 9 },
    ...Array.from({ length: columns - 1 }, (): Cell => BLANK),
  ];
  const blocks: ReportBlock[] = [
    ...formHead(facts, title),
    handoverTable(
      '一、未办事项',
      [
        ['事项', 35],
        ['依据', 24],
        ['期限', 16],
        ['状态', 12],
      ],
      duties
        .slice(0, MOST_DUTIES)
        .map((duty): Cell[] => [
          duty.subject === '' ? duty.label : `${duty.label}：${duty.subject}`,
          duty.basis,
          chineseDate(duty.due),
          duty.status,
        ]),
    ),
    ...(duties.length > MOST_DUTIES
      ? [{ kind: 'note', text: `另有${duties.length - MOST_DUTIES}项，见待办与时限。` } satisfies ReportBlock]
      : []),
    handoverTable(
      '二、草稿和在办信息资源',
      [
        ['状态', 20],
        ['条数', 10],
        ['信息资源', 57],
      ],
      drafts.map(({ state, entries, names }): Cell[] => [
        state,
        String(entries),
        `${names.map(orNone).join('、')}${names.length < entries ? '等' : ''}`,
      ]),
    ),
    handoverTable(
      '三、介质和报送包',
      [
        ['介质编号、文件名', 30],
        ['状态', 15],
        ['文件校验码（SM3）', 42],
      ],
      [...packages.map(({ name, state, sm3 }): Cell[] => [name, state, sm3]), blank(3)],
    ),
    handoverTable(
      '四、证书和密钥',
      [
        ['用途', 25],
        ['证书名称、存放位置', 42],
        ['有效期至', 20],
      ],
      [
        ...certificates.map(({ use, subject, notAfter }): Cell[] => [use, subject, chineseDate(notAfter)]),
        blank(3, '报送签名证书及密钥（口令另行交接）'),
      ],
    ),
    handoverTable(
      '五、账户',
      [
        ['账户', 25],
        ['角色', 42],
        ['处理', 20],
      ],
      accounts === null || accounts.length === 0
        ? Array.from({ length: HAND_ROWS }, () => blank(3))
        : accounts.map(({ name, roles }): Cell[] => [name, roles, '□停用　□变更']),
    ),
    handoverTable(
      '六、资料',
      [
        ['资料名称', 57],
        ['数量', 30],
      ],
      [...records.map(({ name, count }): Cell[] => [name, count]), blank(2)],
    ),
    { kind: 'blank', label: '需要说明的事项：', height: 25 },
    handSigned(facts, 'handover', ['移交人', '接收人', '监交人'], { opinion: false, height: 14 }),
  ];
  return formPaper(facts, title, 'portrait', blocks);
}
