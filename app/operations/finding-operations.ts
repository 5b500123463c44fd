/** Findings over the whole library, and how complete the catalogue is. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { lookupIn } from '#app/jurisdictions/checks/lookup';
import { elementNeeds, type ElementNeed } from '#app/jurisdictions/elements';
import { SEVERITIES } from '#app/jurisdictions/finding';
import { tellsLack } from '#app/jurisdictions/finding-tally';
import { ruleLabel } from '#app/review/report-rule-labels';
import { blankGroups, type BlankGroup } from '#app/storage/completeness';
import { tallyGroups, type TallyGroup } from '#app/storage/check-store';
import { listFaultyEntries, listFindings, tallyGroupsAmong } from '#app/storage/finding-list';
import { opened, stackInForce, type Workspace } from './workspace';

type RuleRow = CallOutput<'findings.rules'>['rules'][number];

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'findings.list'>,
): Promise<CallOutput<'findings.list'>> {
  return listFindings(opened(workspace).library.reader, input);
}

export async function entries(
  workspace: Workspace,
  input: CallParsedInput<'findings.entries'>,
): Promise<CallOutput<'findings.entries'>> {
  return listFaultyEntries(opened(workspace).library.reader, input);
}

export async function rules(
  workspace: Workspace,
  { query = '', entry }: CallParsedInput<'findings.rules'>,
): Promise<CallOutput<'findings.rules'>> {
  const { reader } = opened(workspace).library;
  const whole = query.trim() === '' && entry === undefined;
  return {
    rules: ruleRows(await (whole ? tallyGroups(reader) : tallyGroupsAmong(reader, { query, entry }))),
  };
}

/** By severity, those in the most entries first. */
function ruleRows(groups: readonly TallyGroup[]): RuleRow[] {
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
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.entries - a.entries,
  );
}

export async function completeness(workspace: Workspace): Promise<CallOutput<'entries.completeness'>> {
  const { reader } = opened(workspace).library;
  const [blanks, tallies] = await Promise.all([blankGroups(reader), tallyGroups(reader)]);
  const lookup = lookupIn(workspace.host.resources.codeTables);
  const groups = blanks.map((group) => ({
    ...group,
    sharing: group.sharing.map((written) => lookup.label('sharing-type', written)),
  }));
  return {
    entries: sumOf(blanks),
    elements: elementNeeds(stackInForce(workspace)).map((need) => ({
      element: need.key,
      label: need.label,
      ...countElement(need, groups, tallies),
    })),
  };
}

const sumOf = (groups: readonly { readonly entries: number }[]): number =>
  groups.reduce((sum, { entries }) => sum + entries, 0);

function countElement(
  { lack, sharing }: ElementNeed,
  blanks: readonly BlankGroup[],
  tallies: readonly TallyGroup[],
): { needed: number | null; filled: number } {
  if ('blank' in lack) {
    return { needed: null, filled: sumOf(blanks.filter((group) => !group.isBlank(lack.blank))) };
  }
  const asked = blanks.filter(
    (group) => sharing === null || group.sharing.some((one) => sharing.includes(one)),
  );
  const lacking = sumOf(tallies.filter(({ tally }) => tellsLack(tally, lack)));
  // The check knows other words for the sharing type of single items as well; what it misses is needed.
  const needed = Math.max(sumOf(asked), lacking);
  return { needed, filled: needed - lacking };
}
