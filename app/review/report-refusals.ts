/** 不予共享 on paper (表7): reason, instrument, article and rank, and those of a rank that does not do. */
import { presentEntries, type Refusal, type ReportEntry, type ReportFacts } from './report-facts';
import { BLANK, NONE, orNone, type Cell, type ReportBlock, type ReportTable } from './report-model';

/** Label of the extension field in which 威海 keeps the confirmation (威政办发〔2016〕2号第十一条). */
const CONFIRMATION = '核定情况';
const UNKNOWN_RANK = '未能识别，待核';

interface RefusedEntry {
  readonly entry: ReportEntry;
  readonly refusal: Refusal;
}

function refused(facts: ReportFacts): RefusedEntry[] {
  return presentEntries(facts).flatMap((entry) => entry.refusals.map((refusal) => ({ entry, refusal })));
}

function nameOf({ entry, refusal }: RefusedEntry): string {
  const items = refusal.items.length === 0 ? '' : `（信息项：${refusal.items.map(orNone).join('、')}）`;
  return `${orNone(entry.name)}${items}`;
}

/** One row for each instrument, so that name, number, article and rank stand side by side. */
function refusalRows(one: RefusedEntry): Cell[][] {
  const { entry, refusal } = one;
  const { basis } = refusal;
  const confirmed = entry.local[CONFIRMATION] ?? BLANK;
  const lead = (reason: string): Cell[] => [orNone(entry.code), nameOf(one), reason];
  if (refusal.cited.length === 0) {
    const rank = basis === '' ? NONE : UNKNOWN_RANK;
    return [[...lead(orNone(refusal.reason)), orNone(basis), NONE, NONE, rank, confirmed]];
  }
  return refusal.cited.map(({ name, number, clause, rank }, i) => [
    ...lead(i === 0 ? orNone(refusal.reason) : '同上'),
    name,
    orNone(number),
    orNone(clause),
    rank ?? UNKNOWN_RANK,
    confirmed,
  ]);
}

function refusalTable(caption: string, rows: readonly RefusedEntry[]): ReportTable {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '代码', width: 13 },
      { title: '名称', width: 15 },
      { title: '理由', width: 18 },
      { title: '依据名称', width: 15 },
      { title: '文号', width: 11 },
      { title: '条款', width: 10 },
      { title: '依据层级', width: 9 },
      { title: '核定情况', width: 9 },
    ],
    rows: rows.flatMap(refusalRows),
  };
}

/** Whether one of the instruments is of a rank that can carry a refusal. */
function carries(refusal: Refusal, ranks: readonly string[]): boolean {
  return refusal.cited.some(({ rank }) => rank !== null && ranks.includes(rank));
}

/** 表7, and apart from it the refusals whose basis is not of the rank that the law asks for. */
export function refusalBlocks(facts: ReportFacts): ReportBlock[] {
  const all = refused(facts);
  const blocks: ReportBlock[] = [refusalTable('表7　不予共享', all)];
  const { refusalRule } = facts;
  if (refusalRule) {
    const others = all.filter(({ refusal }) => !carries(refusal, refusalRule.ranks));
    blocks.push(
      refusalTable(
        `表7之一　依据层级不符合或未能识别（${refusalRule.basis}：${refusalRule.ranks.join('、')}）`,
        others,
      ),
    );
  }
  return blocks;
}

/** 附件4: the instruments cited, each once, with room for the words of the article. */
export function basisExcerptTable(facts: ReportFacts): ReportTable {
  const rows = new Map<string, Cell[]>();
  for (const { refusal } of refused(facts)) {
    for (const { name, number, clause } of refusal.cited) {
      rows.set(`${name}|${clause}`, [name, orNone(number), orNone(clause), BLANK]);
    }
  }
  return {
    kind: 'table',
    caption: '附件4　不予共享依据条文摘录',
    columns: [
      { title: '依据名称', width: 24 },
      { title: '文号', width: 16 },
      { title: '条款', width: 14 },
      { title: '条文摘录', width: 46 },
    ],
    rows: [...rows.values()],
  };
}
