/**
 * 不予共享: reason and basis (政务数据共享条例第十四条、第十五条 and the local texts).
 *
 * The national template has one column for it all, so the basis and the reason are looked for in 共享条件 as well.
 */
import type { CompiledContext } from './check-context';
import type { EntryChecks } from './entry-check';
import { citedInstruments, type Instrument } from './instruments';
import { phrasePattern } from './phrases';
import type { Facet, Subject } from './subject';
import { compact, isNoAnswer, REFUSED, quoted, YES } from './words';

function refusedFacets(subject: Subject): Facet[] {
  return subject.facets.filter((facet) => facet.sharing === REFUSED);
}

interface Basis {
  readonly instruments: readonly Instrument[];
  /** Words in the column for the basis that cite nothing by name. */
  readonly unnamed: string;
}

function basisOf({ entry }: Subject, facet: Facet, { lookup }: CompiledContext): Basis {
  const text = [entry.refusalBasis, facet.sharingCondition, entry.refusalReason]
    .filter((part) => !isNoAnswer(part))
    .join('。');
  const unnamed = isNoAnswer(entry.refusalBasis) ? '' : entry.refusalBasis;
  return { instruments: text === '' ? [] : citedInstruments(text, lookup), unnamed };
}

/** 按国家有关规定 and its like: words about law in general, which name no basis. */
function isVague(text: string, { lookup }: CompiledContext): boolean {
  return text === '' || phrasePattern(lookup.table('condition-phrase'), '没有指明的依据').test(compact(text));
}

const REFERENCES =
  /《(?:[^《》]|《[^《》]*》)+》|[(（〔][^()（）〔〕]*[)）〕]|第[一二三四五六七八九十百千零〇两\d]+[条款项章目]|(?:根据|依据|依照|按照|规定|法律|行政法规|国务院决定|有关|相关|不予共享|不共享|不能共享|不宜共享|不予提供|理由|的|为|是|属于|按|等)/g;

/** Whether a text gives a reason besides naming its basis. */
function givesReason(text: string, { lookup }: CompiledContext): boolean {
  if (isNoAnswer(text)) return false;
  const rest = compact(text).replace(REFERENCES, '');
  if (phrasePattern(lookup.table('condition-phrase'), '不予共享理由').test(rest)) return true;
  return [...rest.matchAll(/[\p{L}\p{N}]/gu)].length >= 8;
}

function mendRank(ranks: readonly string[]): string {
  return `引用${ranks.join('、')}的全称和条款；没有这样的依据的，改为有条件共享或者无条件共享`;
}

export const refusalChecks: EntryChecks<
  | 'refusal-reason-missing'
  | 'refusal-basis-missing'
  | 'refusal-basis-rank'
  | 'refusal-basis-unrecognised'
  | 'refusal-basis-clause'
  | 'refusal-basis-internal'
  | 'refusal-open'
> = {
  'refusal-reason-missing': (subject, _rule, report, context) => {
    if (!isNoAnswer(subject.entry.refusalReason)) return;
    for (const facet of refusedFacets(subject)) {
      if (givesReason(facet.sharingCondition, context) || givesReason(subject.entry.refusalBasis, context))
        continue;
      report.items(
        'refusalReason',
        facet.items,
        '不予共享没有列明理由',
        '写明为什么不能提供给其他部门，例如“能够识别单个统计调查对象，依法应当保密”',
      );
    }
  },

  'refusal-basis-missing': (subject, _rule, report, context) => {
    for (const facet of refusedFacets(subject)) {
      const { instruments, unnamed } = basisOf(subject, facet, context);
      if (instruments.length > 0 || !isVague(unnamed, context)) continue;
      report.items(
        'refusalBasis',
        facet.items,
        unnamed === '' ? '不予共享没有写明依据' : `不予共享的依据${quoted(unnamed)}没有指明是哪一部法规`,
        '写明依据的全称、文号和条款；没有依据的，改为有条件共享或者无条件共享',
      );
    }
  },

  'refusal-basis-rank': (subject, rule, report, context) => {
    for (const facet of refusedFacets(subject)) {
      const { instruments } = basisOf(subject, facet, context);
      if (instruments.length === 0) continue;
      // One that is not recognised may be of rank: that is asked about by another rule.
      if (instruments.some(({ rank }) => rank === null || rule.ranks.includes(rank))) continue;
      if (instruments.some(({ rank }) => rule.ignoredRanks.includes(rank!))) continue;
      const { name, rank } = instruments[0]!;
      report.items(
        'refusalBasis',
        facet.items,
        `不予共享的依据${quoted(name)}属于${rank}，不是${rule.ranks.join('、')}`,
        mendRank(rule.ranks),
      );
    }
  },

  'refusal-basis-unrecognised': (subject, rule, report, context) => {
    for (const facet of refusedFacets(subject)) {
      const { instruments, unnamed } = basisOf(subject, facet, context);
      if (instruments.some(({ rank }) => rank !== null && rule.ranks.includes(rank))) continue;
      const unknown =
        instruments.find(({ rank }) => rank === null)?.name ??
        (instruments.length === 0 && !isVague(unnamed, context) ? unnamed : undefined);
      if (unknown === undefined) continue;
      report.items(
        'refusalBasis',
        facet.items,
        `认不出不予共享的依据${quoted(unknown)}是哪一级的法规`,
        '用书名号写明法规全称，并写明文号和条款；已经是全称的，说明它的效力级别',
      );
    }
  },

  'refusal-basis-clause': (subject, rule, report, context) => {
    for (const facet of refusedFacets(subject)) {
      const { instruments } = basisOf(subject, facet, context);
      const accepted = instruments.filter(({ rank }) => rank !== null && rule.ranks.includes(rank));
      if (accepted.length === 0 || accepted.some(({ clause }) => clause)) continue;
      report.items(
        'refusalBasis',
        facet.items,
        `不予共享的依据${quoted(accepted[0]!.name)}没有写明条款`,
        '在法规名称后写明第几条',
      );
    }
  },

  'refusal-basis-internal': (subject, rule, report, context) => {
    for (const facet of refusedFacets(subject)) {
      const { instruments } = basisOf(subject, facet, context);
      if (instruments.length === 0 || instruments.some(({ rank }) => rank !== rule.rank)) continue;
      report.items(
        'refusalBasis',
        facet.items,
        `不予共享的依据${quoted(instruments[0]!.name)}是部门内部的规定`,
        '引用法律、法规的全称和条款；没有依据的，改为有条件共享或者无条件共享',
      );
    }
  },

  'refusal-open': (subject, _rule, report, { lookup }) => {
    for (const facet of refusedFacets(subject)) {
      if (lookup.label('yes-no', facet.openToPublic) !== YES) continue;
      report.items(
        'openToPublic',
        facet.items,
        '不予共享的信息资源填为向社会开放',
        '是否向社会开放改为否；可以开放的，改共享类型',
      );
    }
  },
};
