/** Findings over the whole library, and how complete the catalogue is. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { elementNeeds, type ElementNeed } from '#app/jurisdictions/elements';
import { ruleLabel } from '#app/review/report-rule-labels';
import { blankGroups, type BlankGroup } from '#app/storage/completeness';
import { listFindings, tallyGroups } from '#app/storage/finding-list';
import { opened, stackInForce, type Workspace } from './workspace';

type Groups = Awaited<ReturnType<typeof tallyGroups>>;
type RuleRow = CallOutput<'findings.rules'>['rules'][number];

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'findings.list'>,
): Promise<CallOutput<'findings.list'>> {
  return listFindings(opened(workspace).library.reader, input);
}

export async function rules(workspace: Workspace): Promise<CallOutput<'findings.rules'>> {
  return { rules: ruleRows(await tallyGroups(opened(workspace).library.reader)) };
}

const WORST_FIRST = ['error', 'warning', 'advice'];

/** By severity, those in the most entries first. */
function ruleRows(groups: Groups): RuleRow[] {
  const rows = new Map<string, RuleRow>();
  for (const { rules: tallied, entries } of groups) {
    for (const { rule, severity, open, answered } of tallied) {
      const key = `${severity} ${rule}`;
      const row = rows.get(key) ?? {
        rule,
        label: ruleLabel(rule),
        severity,
        entries: 0,
        open: 0,
        answered: 0,
      };
      rows.set(key, {
        ...row,
        entries: row.entries + (open > 0 ? entries : 0),
        open: row.open + open * entries,
        answered: row.answered + answered * entries,
      });
    }
  }
  return [...rows.values()].sort(
    (a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) || b.entries - a.entries,
  );
}

export async function completeness(workspace: Workspace): Promise<CallOutput<'entries.completeness'>> {
  const { reader } = opened(workspace).library;
  const [blanks, tallies] = await Promise.all([blankGroups(reader), tallyGroups(reader)]);
  return {
    entries: blanks.reduce((sum, { entries }) => sum + entries, 0),
    elements: elementNeeds(stackInForce(workspace)).map((need) => ({
      element: need.key,
      label: need.label,
      ...countElement(need, blanks, tallies),
    })),
  };
}

function countElement(
  { lack, sharing }: ElementNeed,
  blanks: readonly BlankGroup[],
  tallies: Groups,
): { needed: number | null; filled: number } {
  const asked = sharing?.length === 0 ? null : sharing;
  const among = blanks.filter((group) => asked === null || asked.includes(group.sharing));
  const sum = (some: readonly { readonly entries: number }[]): number =>
    some.reduce((all, { entries }) => all + entries, 0);
  const lackingEntries =
    'field' in lack
      ? sum(among.filter((group) => group.isBlank(lack.field)))
      : sum(tallies.filter((group) => group.rules.some(({ rule }) => rule === lack.rule)));
  const needed = sum(among);
  return { needed: sharing?.length === 0 ? null : needed, filled: Math.max(0, needed - lackingEntries) };
}
