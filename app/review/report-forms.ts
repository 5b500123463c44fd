/** What the smaller papers share: rows of a form, boxes to tick by hand, a table of resources. */
import { chineseDate, presentEntries, type ReportEntry, type ReportFacts } from './report-facts';
import { closing, documentModel, titleBlock } from './report-frame';
import {
  BLANK,
  orNone,
  type Cell,
  type Orientation,
  type ReportBlock,
  type ReportForm,
  type ReportModel,
  type ReportTable,
} from './report-model';

/** Room for a word by hand in running text. */
export const GAP = '　　　　　　　　';
/** A day left for a hand. */
export const OPEN_DAY = '　　　　年　　月　　日';
/** Empty rows of a table that is filled in by hand. */
export const HAND_ROWS = 4;

export const labelCell = (text: string): Cell => ({ text, label: true, align: 'center' });

/** Room for handwriting with what it is for in its corner. */
export const writingCell = (label: string, height: number): Cell => ({ text: label, height, top: true });

/** A date of the library in Chinese, or left for a hand. */
export const dayOr = (date: string, otherwise = OPEN_DAY): string =>
  date === '' ? otherwise : chineseDate(date);

/** A form of labels at the left and one value each. */
export function labelledForm(rows: readonly (readonly [string, Cell])[]): ReportForm {
  return { kind: 'form', widths: [24, 76], rows: rows.map(([label, value]) => [labelCell(label), value]) };
}

/** 件首 of a paper that is not about a batch: unit, day of making, version of the catalogue. */
export function formHead(
  facts: ReportFacts,
  title: string,
  orientation: Orientation = 'portrait',
): ReportBlock[] {
  return [
    titleBlock(facts, title, orientation),
    {
      kind: 'meta',
      lines: [
        `部门：${facts.department}　目录版本：${facts.version.label}　生成日期：${chineseDate(facts.today)}`,
      ],
    },
  ];
}

/** 依据 in small print; nothing where no rule in force says anything. */
export function citeNote(facts: ReportFacts, names: readonly string[], more = ''): ReportBlock[] {
  const cites = names.flatMap((name) => facts.cites.get(name)?.split('；') ?? []);
  const text = [...new Set([...cites, ...(more === '' ? [] : [more])])].join('；');
  return text === '' ? [] : [{ kind: 'note', text: `依据：${text}` }];
}

/** 联系人 and 电话, as set or left for a hand. */
export function contactNote(facts: ReportFacts): ReportBlock {
  const { contact, contactPhone } = facts.paper;
  return { kind: 'note', text: `联系人：${contact || GAP}　电话：${contactPhone || GAP}` };
}

/** Rows of the table, or empty ones for a hand where the library knows none. */
export function rowsOrBlank(rows: readonly (readonly Cell[])[], columns: number): (readonly Cell[])[] {
  if (rows.length > 0) return [...rows];
  const tall: Cell = { ...BLANK, height: 10 };
  return Array.from({ length: HAND_ROWS }, () => [
    tall,
    ...Array.from({ length: columns - 1 }, (): Cell => BLANK),
  ]);
}

/** Resources by code, name and office, with further columns of the paper's own. */
export function resourceTable(
  caption: string,
  entries: readonly ReportEntry[],
  more: readonly {
    readonly title: string;
    readonly width: number;
    readonly cell: (entry: ReportEntry) => Cell;
  }[],
): ReportTable {
  const own = more.reduce((sum, column) => sum + column.width, 0);
  const left = 100 - own - 7;
  const rows = entries.map((entry, i): Cell[] => [
    String(i + 1),
    orNone(entry.code),
    orNone(entry.name),
    orNone(entry.office),
    ...more.map(({ cell }) => cell(entry)),
  ]);
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '序号', width: 7, align: 'center' },
      { title: '信息资源代码', width: left * 0.42 },
      { title: '信息资源名称', width: left * 0.37 },
      { title: '处室', width: left * 0.21 },
      ...more.map(({ title, width }) => ({ title, width })),
    ],
    rows: rowsOrBlank(rows, 4 + more.length),
  };
}

/** The resources that a review paper is about: those named, else those on their way, else all that the catalogue has. */
export function resourcesInQuestion(
  facts: ReportFacts,
  chosen: readonly ReportEntry[] | null,
): readonly ReportEntry[] {
  if (chosen !== null) return chosen;
  const waiting = facts.entries.filter((entry) => entry.state === '待评估与保密审查');
  if (waiting.length > 0) return waiting;
  const moved = facts.entries.filter((entry) => entry.change === '新增' || entry.change === '修改');
  return moved.length > 0 ? moved : presentEntries(facts);
}

/** A form: its closing lines are short, so that it keeps to one page where it can. */
export function formPaper(
  facts: ReportFacts,
  title: string,
  orientation: Orientation,
  blocks: readonly ReportBlock[],
): ReportModel {
  return { ...documentModel(facts, title, [{ orientation, blocks }]), closing: closing(facts, 'brief') };
}
