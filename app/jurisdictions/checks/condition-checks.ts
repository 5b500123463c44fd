/**
 * 有条件共享: scope, purpose and conditions (政务数据共享条例第十五条).
 *
 * The national template has no columns for scope and purpose, so what 共享条件 says of them counts as stated. The
 * phrases that say it are data (`condition-phrase`).
 */
import type { EntryChecks } from './entry-check';
import type { Lookup } from './lookup';
import { phrasePattern, withoutPhrases } from './phrases';
import { remembered } from './remembered';
import type { Facet, Subject } from './subject';
import { compact, CONDITIONAL, isNoAnswer, REFUSED, UNCONDITIONAL } from './words';

interface Reading {
  readonly scope: boolean;
  readonly purpose: boolean;
  readonly reason: boolean;
  /** The words of a condition that the department sets by itself, or null. */
  readonly own: string | null;
  readonly approval: string | null;
  readonly paid: string | null;
}

const readers = new WeakMap<Lookup, (text: string) => Reading>();

/** What a text about conditions says, by the phrases of the table. */
function readCondition(text: string, lookup: Lookup): Reading {
  let reader = readers.get(lookup);
  if (!reader) readers.set(lookup, (reader = conditionReader(lookup)));
  return reader(text);
}

function conditionReader(lookup: Lookup): (text: string) => Reading {
  const table = lookup.table('condition-phrase');
  return remembered((text) => {
    const plain = compact(text);
    // Who approves is not who receives: 经本部门审核同意后共享 names no scope.
    const receivers = withoutPhrases(table, '不算共享范围', plain);
    // Nor is the name of a body what the data is for: 市场监督管理局.
    const uses = withoutPhrases(table, '不算使用用途', plain);
    const demands = withoutPhrases(table, '可以约定的条件', plain);
    return {
      scope: table === undefined || phrasePattern(table, '共享范围').test(receivers),
      purpose: table === undefined || phrasePattern(table, '使用用途').test(uses),
      reason: table === undefined || phrasePattern(table, '设置理由').test(plain),
      own: phrasePattern(table, '自设条件').exec(demands)?.[0] ?? null,
      approval: phrasePattern(table, '附加审批').exec(demands)?.[0] ?? null,
      paid: phrasePattern(table, '有偿').exec(demands)?.[0] ?? null,
    };
  });
}

function stated({ entry }: Subject, facet: Facet): string {
  return [facet.sharingCondition, entry.sharingScope, entry.sharingPurpose]
    .filter((text) => !isNoAnswer(text))
    .join('。');
}

function conditionalFacets(subject: Subject): Facet[] {
  return subject.facets.filter((facet) => facet.sharing === CONDITIONAL);
}

export const conditionChecks: EntryChecks<
  | 'sharing-condition-missing'
  | 'sharing-scope-missing'
  | 'sharing-purpose-missing'
  | 'conditional-reason-missing'
  | 'own-condition'
  | 'paid-sharing'
> = {
  'sharing-condition-missing': (subject, _rule, report) => {
    for (const facet of conditionalFacets(subject)) {
      if (stated(subject, facet) !== '') continue;
      report.items(
        'sharingCondition',
        facet.items,
        '有条件共享没有写明共享条件',
        '写明提供给哪些部门、作什么使用',
      );
    }
  },

  'sharing-scope-missing': (subject, _rule, report, { lookup }) => {
    if (!isNoAnswer(subject.entry.sharingScope)) return;
    for (const facet of conditionalFacets(subject)) {
      if (readCondition(stated(subject, facet), lookup).scope) continue;
      report.items(
        'sharingScope',
        facet.items,
        '有条件共享没有列明共享范围',
        '在共享范围（或者共享条件）中写明可以提供给哪些部门，例如“提供给公安、民政部门”',
      );
    }
  },

  'sharing-purpose-missing': (subject, _rule, report, { lookup }) => {
    if (!isNoAnswer(subject.entry.sharingPurpose)) return;
    for (const facet of conditionalFacets(subject)) {
      if (readCondition(stated(subject, facet), lookup).purpose) continue;
      report.items(
        'sharingPurpose',
        facet.items,
        '有条件共享没有列明使用用途',
        '在使用用途（或者共享条件）中写明作什么使用，例如“用于社会救助对象核对”',
      );
    }
  },

  'conditional-reason-missing': (subject, _rule, report, { lookup }) => {
    for (const facet of conditionalFacets(subject)) {
      if (readCondition(stated(subject, facet), lookup).reason) continue;
      report.items(
        'sharingCondition',
        facet.items,
        '没有说明设置有条件共享的理由',
        '写明为什么只能提供给有关部门，例如“涉及个人隐私”',
      );
    }
  },

  'own-condition': (subject, _rule, report, { lookup }) => {
    for (const facet of subject.facets) {
      if (facet.sharing === REFUSED) continue;
      const text = stated(subject, facet);
      if (text === '') continue;
      const reading = readCondition(text, lookup);
      if (reading.own !== null) {
        report.items(
          'sharingCondition',
          facet.items,
          `“${reading.own}”可能是自行增设的条件`,
          '没有法律、行政法规或者国务院决定依据的条件删去，有依据的写明依据',
        );
      } else if (facet.sharing === UNCONDITIONAL && reading.approval !== null) {
        report.items(
          'sharingCondition',
          facet.items,
          `无条件共享写有“${reading.approval}”`,
          '删去这一条件；确需按条件提供的，改为有条件共享并写明共享范围和使用用途',
        );
      }
    }
  },

  'paid-sharing': (subject, _rule, report, { lookup }) => {
    for (const facet of subject.facets) {
      if (facet.sharing === REFUSED) continue;
      const { paid } = readCondition(stated(subject, facet), lookup);
      if (paid === null) continue;
      report.items('sharingCondition', facet.items, `“${paid}”与无偿共享不符`, '删去收费的条件');
    }
  },
};
