/** The conditions of the board, and what is asked of the program for them. */
import { SEVERITIES, type Severity } from '#app/jurisdictions/finding';
import type { InputOf, OutputOf } from '#renderer/call';
import type { BatchDialogProps } from '#renderer/screens/entries/batch-dialog';
import { ENTRY_OPTIONS } from '#renderer/screens/entries/batch-draft';

export type RuleRow = OutputOf<'findings.rules'>['rules'][number];

export interface FindingFilters {
  readonly severity: Severity | null;
  /** '' for every rule, every entry; the names are what the chips show. */
  readonly rule: string;
  readonly ruleLabel: string;
  readonly entry: string;
  readonly entryName: string;
  readonly query: string;
  readonly answers: 'open' | 'answered' | 'all';
}

export const EVERY_FINDING: FindingFilters = {
  severity: null,
  rule: '',
  ruleLabel: '',
  entry: '',
  entryName: '',
  query: '',
  answers: 'open',
};

/** The words searched for, where there are any. */
function wordsOf({ query }: FindingFilters): { readonly query?: string } {
  const words = query.trim();
  return words === '' ? {} : { query: words };
}

/** All conditions but the entry. */
export function meantInput(filters: FindingFilters): InputOf<'findings.entries'> {
  return {
    answers: filters.answers,
    ...(filters.severity === null ? {} : { severity: filters.severity }),
    ...(filters.rule === '' ? {} : { rule: filters.rule }),
    ...wordsOf(filters),
  };
}

/** The conditions that severities and rules are counted under: a press on one of them keeps these. */
export function rulesInput(filters: FindingFilters): InputOf<'findings.rules'> {
  return { ...wordsOf(filters), ...(filters.entry === '' ? {} : { entry: filters.entry }) };
}

/** Entries and kind of finding that a batch of certain mendings is over: those that the board shows. */
export function mendOf(
  filters: FindingFilters,
  finding: { readonly field: string } | null,
): Pick<BatchDialogProps, 'entries' | 'first'> {
  const { severity, rule, entry } = filters;
  return {
    entries:
      entry !== ''
        ? [entry]
        : {
            withFindings: severity ?? 'any',
            ...(rule === '' ? {} : { rule }),
            ...wordsOf(filters),
          },
    first: {
      kind: 'mend',
      rules: rule === '' ? [] : [rule],
      severity,
      // Where nothing can be mended for certain, the field that one kind of finding is about can be filled in.
      ...(rule !== '' && ENTRY_OPTIONS.some(({ value }) => value === finding?.field)
        ? { values: [{ field: finding!.field, value: '' }] }
        : {}),
    },
  };
}

/** How many findings of a rule the conditions mean. */
export function countOf({ open, answered }: RuleRow, answers: FindingFilters['answers']): number {
  return (answers === 'answered' ? 0 : open) + (answers === 'open' ? 0 : answered);
}

export interface RuleChoice {
  readonly rule: string;
  readonly label: string;
  /** Of the findings that the conditions mean; what the board shows when the rule is pressed. */
  readonly count: number;
  /** One for each severity that the rule has here, the worst first. */
  readonly rows: readonly RuleRow[];
}

/**
 * The rules to choose from, in the order in which the board lists their findings. Each once: where packs weigh it
 * differently, a press shows all of its findings.
 */
export function ruleChoices(
  rules: readonly RuleRow[],
  { severity, answers }: Pick<FindingFilters, 'severity' | 'answers'>,
): RuleChoice[] {
  const choices = new Map<string, RuleChoice>();
  for (const row of rules) {
    const count = countOf(row, answers);
    if (count === 0 || (severity !== null && row.severity !== severity)) continue;
    const { rule, label } = row;
    const known = choices.get(rule) ?? { rule, label, count: 0, rows: [] };
    choices.set(rule, { ...known, count: known.count + count, rows: [...known.rows, row] });
  }
  const rank = ({ rows }: RuleChoice): number =>
    Math.min(...rows.map((row) => SEVERITIES.indexOf(row.severity)));
  return [...choices.values()].sort((a, b) => rank(a) - rank(b) || (a.rule < b.rule ? -1 : 1));
}
