/** 变更对照表: what differs from the version before, field by field, on landscape pages. */
import type { FieldChange } from '#app/catalogue/entry-changes';
import { changeCounts, chineseDate, type EntryChange, type ReportFacts } from './report-facts';
import { basisText, documentModel, head } from './report-frame';
import {
  BLANK,
  NONE,
  orNone,
  type Cell,
  type ReportBlock,
  type ReportModel,
  type ReportRun,
  type ReportTable,
} from './report-model';
import { controlNotes, signatureBoxes } from './report-signing';

/** The freer first: going down this list makes sharing stricter. */
const STRICTNESS = ['无条件共享', '有条件共享', '不予共享'];

function isStricter(before: string, after: string): boolean {
  const [from, to] = [STRICTNESS.indexOf(before), STRICTNESS.indexOf(after)];
  return from >= 0 && to > from;
}

/** Longest common start and end are plain, what differs between them is underlined, so that it shows in black and white. */
export function markedDifference(before: string, after: string): { before: ReportRun[]; after: ReportRun[] } {
  const [a, b] = [[...before], [...after]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const cut = (text: string[]): ReportRun[] =>
    [
      { text: text.slice(0, start).join('') },
      { text: text.slice(start, text.length - end).join(''), underline: true },
      { text: text.slice(text.length - end).join('') },
    ].filter((run) => run.text !== '');
  return { before: cut(a), after: cut(b) };
}

function changeCell(text: string, runs: readonly ReportRun[]): Cell {
  return text.trim() === '' ? NONE : { text: runs };
}

export interface ChangeLine {
  readonly what: string;
  readonly before: Cell;
  readonly after: Cell;
  readonly stricter: boolean;
}

/** Names in one cell; where more items changed alike, their number. */
const MOST_NAMED = 8;

/** The same difference of several items, such as a new cycle for all of them, is one line. */
function fieldLines(changes: readonly FieldChange[], items: number): ChangeLine[] {
  const groups = new Map<string, FieldChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.item ? 'item' : 'entry', change.field, change.before, change.after]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map((group) => fieldLine(group, items));
}

function itemsText(group: readonly FieldChange[], items: number): string {
  if (group.length === items && items > 1) return `全部${items}个信息项`;
  const names = group.slice(0, MOST_NAMED).map((change) => `“${orNone(change.item!.name)}”`);
  return `信息项${names.join('、')}${group.length > MOST_NAMED ? `等${group.length}项` : ''}`;
}

function fieldLine(group: readonly FieldChange[], items: number): ChangeLine {
  const change = group[0]!;
  const { before, after } = markedDifference(change.before, change.after);
  return {
    what: change.item ? `${itemsText(group, items)}：${change.label}` : change.label,
    before: changeCell(change.before, before),
    after: changeCell(change.after, after),
    stricter: change.field === 'sharingType' && isStricter(change.before, change.after),
  };
}

function changeLines(change: EntryChange): ChangeLine[] {
  const { entry } = change;
  if (entry.change === '新增') {
    const items = change.itemsAdded.length === 0 ? '' : `：${change.itemsAdded.map(orNone).join('、')}`;
    const after = `${orNone(entry.sharingType)}；信息项${entry.items}项${items}`;
    return [
      { what: '全部', before: NONE, after: { text: [{ text: after, underline: true }] }, stricter: false },
    ];
  }
  if (entry.change === '停用') {
    const on = change.retired ? `停用日期：${chineseDate(change.retired.onDate)}` : '停用日期：';
    return [
      {
        what: '全部',
        before: `${orNone(entry.sharingType)}；信息项${entry.items}项`,
        after: `${on}\n承接部门：\n使用部门是否已告知：□是　□否\n备案日期：`,
        stricter: false,
      },
    ];
  }
  return differenceLines({ ...change, items: entry.items });
}

/** What differs between two contents of one entry, a line each. */
export function differenceLines(change: {
  readonly fields: readonly FieldChange[];
  /** Items of the entry, to say “all” by. */
  readonly items: number;
  readonly itemsAdded: readonly string[];
  readonly itemsRemoved: readonly string[];
  readonly itemsMoved: boolean;
}): ChangeLine[] {
  const lines = fieldLines(change.fields, change.items);
  const items = (what: string, before: readonly string[], after: readonly string[]): void => {
    const cell = (names: readonly string[]): Cell =>
      names.length === 0 ? NONE : { text: [{ text: names.map(orNone).join('、'), underline: true }] };
    lines.push({ what, before: cell(before), after: cell(after), stricter: false });
  };
  if (change.itemsAdded.length > 0) items(`新增信息项${change.itemsAdded.length}项`, [], change.itemsAdded);
  if (change.itemsRemoved.length > 0)
    items(`减少信息项${change.itemsRemoved.length}项`, change.itemsRemoved, []);
  if (change.itemsMoved)
    lines.push({ what: '信息项顺序', before: '原顺序', after: '有调整', stricter: false });
  return lines;
}

/** The reason of a change where the program knows one: of a 停用, of a stricter sharing type, or the event. */
function reasonOf(change: EntryChange, line: ChangeLine, facts: ReportFacts): Cell {
  if (change.retired?.reason) return change.retired.reason;
  const { entry } = change;
  if (line.stricter) {
    const given =
      entry.sharingType === '不予共享'
        ? [entry.refusalReason, entry.refusalBasis || entry.sharingCondition]
        : [entry.sharingCondition];
    const text = given.filter((part) => part.trim() !== '').join('；');
    if (text !== '') return text;
  }
  return facts.event ? facts.event.about : BLANK;
}

/** Rows of the comparison; the running number counts entries, so all lines of one entry carry the same. */
export function changesTable(facts: ReportFacts, caption: string): ReportTable {
  const rows: Cell[][] = [];
  const counts = changeCounts(facts);
  facts.changes.forEach((change, i) => {
    const { entry } = change;
    const before = change.before?.code ?? '';
    const code =
      before !== '' && before !== entry.code ? `${orNone(entry.code)}\n（${before}）` : orNone(entry.code);
    for (const line of changeLines(change)) {
      rows.push([
        `${line.stricter ? '▲' : ''}${i + 1}`,
        entry.change,
        code,
        orNone(entry.name),
        line.what,
        line.before,
        line.after,
        reasonOf(change, line, facts),
        orNone(entry.office),
      ]);
    }
  });
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '序号', width: 5, align: 'center' },
      { title: '变更类型', width: 5, align: 'center' },
      { title: '信息资源代码（原代码）', width: 13 },
      { title: '信息资源名称', width: 12 },
      { title: '变更项目', width: 11 },
      { title: '变更前', width: 15 },
      { title: '变更后', width: 15 },
      { title: '变更理由及依据', width: 16 },
      { title: '处室', width: 8 },
    ],
    rows,
    footRows: [
      [
        {
          text: `合计：新增${counts.新增}条，修改${counts.修改}条，停用${counts.停用}条，无变化${counts.无变化}条`,
          span: 9,
        },
      ],
    ],
  };
}

export function comparedText(facts: ReportFacts): string {
  const { base, label } = facts.version;
  return base
    ? `对照版本：${base.label}（${chineseDate(base.onDate)}审定）→ ${label}`
    : `对照版本：无（首次编制）→ ${label}`;
}

export function changesReport(facts: ReportFacts): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}变更对照表`;
  const reason = facts.event ? `${facts.event.about}（${chineseDate(facts.event.on)}）` : '　　　　　　　　';
  const blocks: ReportBlock[] = [
    ...head(facts, title, 'landscape'),
    { kind: 'note', text: comparedText(facts) },
    { kind: 'note', text: `事由及依据：${reason}` },
    { kind: 'note', text: `编制依据：${basisText(facts)}` },
    changesTable(facts, ''),
    { kind: 'note', text: '“▲”为共享类型由宽变严；下划线为变动的文字。' },
    ...controlNotes(facts),
    {
      kind: 'signatures',
      boxes: signatureBoxes(facts, 'changes', ['编制人', '审核人']),
      opinion: false,
      height: 14,
    },
  ];
  return documentModel(facts, title, [{ orientation: 'landscape', blocks }]);
}
