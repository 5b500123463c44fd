/** Rules that compare an entry with the others of the catalogue. */
import type { Finding } from '#app/jurisdictions/finding';
import { groupView, summariesAgree } from './catalogue-index';
import type { CatalogueIndex, GroupView, IndexedEntry } from './catalogue-index';
import type { ActiveRule, CompiledContext } from './check-context';
import type { CrossRuleId } from './entry-check';
import { compact, quoted } from './words';

interface CrossFault {
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

type CrossCheck = (entry: IndexedEntry, index: CatalogueIndex) => CrossFault | null;

const MOST_NAMED = 3;
/** A longer run is told at its first entry only: it is a manner of naming, seen at one glance. */
const LONGEST_TOLD_RUN = 50;

/** 某某（代码）, at most three of them, of `count` in all. */
function listOf(found: readonly IndexedEntry[], count: number): string {
  const names = found.map(({ name, code }) => (code === '' ? quoted(name) : `${quoted(name)}（${code}）`));
  return names.join('、') + (count > MOST_NAMED ? `等${count}条` : '');
}

function listOthers(
  entry: IndexedEntry,
  entries: readonly IndexedEntry[],
  count: number,
  wanted: (other: IndexedEntry) => boolean = () => true,
): string {
  const named: IndexedEntry[] = [];
  for (const other of entries) {
    if (named.length === MOST_NAMED) break;
    if (other.id !== entry.id && wanted(other)) named.push(other);
  }
  return listOf(named, count);
}

const CROSS_CHECKS: Readonly<Record<CrossRuleId, CrossCheck>> = {
  'duplicate-code': (entry, index) => {
    const view = groupView(index, entry, 'code');
    if (!view) return null;
    const same = listOthers(entry, view.sorted, view.sorted.length - 1);
    return {
      field: 'code',
      message: `信息资源代码${entry.code.trim()}与${same}相同`,
      fix: '每条信息资源用各自的代码；是同一条信息资源的，合并为一条',
    };
  },

  'duplicate-name': (entry, index) => {
    const view = groupView(index, entry, 'name');
    if (!view) return null;
    const same = listOthers(entry, view.sorted, view.sorted.length - 1);
    return {
      field: 'name',
      message: `与${same}名称、提供方、内部部门都相同`,
      fix: '重复的合并或者删除；内容不同的，改用能够区分的名称',
    };
  },

  'near-duplicate-name': (entry, index) => {
    const view = groupView(index, entry, 'near');
    const own = entry.name.trim();
    const count = view ? view.sorted.length - view.names.get(own)! : 0;
    if (!view || count === 0) return null;
    const near = listOthers(entry, view.sorted, count, ({ name }) => name.trim() !== own);
    return {
      field: 'name',
      message: `名称与${near}只差标点、空格、全角半角或者大小写`,
      fix: '重复的合并或者删除；内容不同的，改用能够区分的名称',
    };
  },

  'drag-filled-name': (entry, index) => {
    const run = runOf(entry, groupView(index, entry, 'digits'), 'name');
    if (!run || (run.length > LONGEST_TOLD_RUN && run[0]!.id !== entry.id)) return null;
    return {
      field: 'name',
      message: `名称与${listOthers(entry, run, run.length - 1)}只是数字依次递增，可能是下拉填充造成的`,
      fix: '同一条信息资源的改回同一名称并合并；确是不同信息资源的，说明区别',
    };
  },

  'drag-filled-code': (entry, index) => {
    const run = runOf(entry, groupView(index, entry, 'name'), 'code');
    if (!run || run.some((other) => !summariesAgree(other, run[0]!))) return null;
    const rest = listOthers(entry, run, run.length - 1);
    return {
      field: 'code',
      message: `与${rest}名称、提供方、内部部门、摘要都相同，代码依次递增，可能是下拉填充造成的`,
      fix: '同一条信息资源的各行改回同一代码并合并；确是不同信息资源的，改用能够区分的名称',
    };
  },
};

/**
 * The run of neighbours round `entry` whose names or codes differ in one number that rises by one from row to row.
 *
 * Years are no such number: 2023年 and 2024年 name two resources. Two rows alone count only where their summaries
 * agree as well.
 */
function runOf(
  entry: IndexedEntry,
  view: GroupView | null,
  field: 'name' | 'code',
): readonly IndexedEntry[] | null {
  if (!view) return null;
  let runs = view.runs.get(field);
  if (!runs) view.runs.set(field, (runs = runsOf(view.sorted, field)));
  return runs[view.positions.get(entry.id)!]!;
}

function runsOf(sorted: readonly IndexedEntry[], field: 'name' | 'code'): (readonly IndexedEntry[] | null)[] {
  const runs: (readonly IndexedEntry[] | null)[] = [];
  let from = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && risesByOne(sorted[i - 1]![field], sorted[i]![field], field === 'name')) continue;
    const run = sorted.slice(from, i);
    const counts = run.length >= 3 || (run.length === 2 && summariesAgree(run[0]!, run[1]!));
    for (let j = from; j < i; j++) runs.push(counts ? run : null);
    from = i;
  }
  return runs;
}

function risesByOne(before: string, after: string, sparesYears: boolean): boolean {
  const [a, b] = [digitRuns(before), digitRuns(after)];
  if (a.numbers.length !== b.numbers.length || a.rest !== b.rest) return false;
  const changed = a.numbers.flatMap((number, i) => (number === b.numbers[i] ? [] : [i]));
  if (changed.length !== 1) return false;
  const [from, to] = [a.numbers[changed[0]!]!, b.numbers[changed[0]!]!];
  if (sparesYears && /^(19|20)\d\d$/.test(from)) return false;
  return BigInt(to) === BigInt(from) + 1n;
}

function digitRuns(text: string): { numbers: string[]; rest: string } {
  const plain = compact(text);
  return { numbers: plain.match(/\d+/g) ?? [], rest: plain.replace(/\d+/g, '#') };
}

/** Whether the finding comes of comparing the entry with others. */
export function isAcross({ rule }: Pick<Finding, 'rule'>): boolean {
  return Object.hasOwn(CROSS_CHECKS, rule);
}

/** The findings across entries about those of `ids` that the index holds. */
export function crossFindings(
  index: CatalogueIndex,
  ids: Iterable<string>,
  context: CompiledContext,
): Finding[] {
  const rules = context.rules.filter((active) => Object.hasOwn(CROSS_CHECKS, active.rule.rule));
  const findings: Finding[] = [];
  for (const id of ids) {
    const entry = index.entries.get(id);
    if (!entry) continue;
    const told = new Set<string>();
    for (const active of rules) {
      const rule = active.rule.rule as CrossRuleId;
      if (told.has(rule)) continue;
      const fault = CROSS_CHECKS[rule](entry, index);
      if (!fault) continue;
      told.add(rule);
      findings.push({
        severity: active.severity,
        rule,
        citation: active.citation,
        entry: { id: entry.id, code: entry.code, name: entry.name },
        field: fault.field,
        message: fault.message,
        fix: fault.fix + alsoSee(active),
      });
    }
  }
  return findings;
}

function alsoSee({ others: also }: ActiveRule): string {
  if (also.length === 0) return '';
  return `（另见${also.map((citation) => `${citation.regulation}${citation.article}`).join('、')}）`;
}
