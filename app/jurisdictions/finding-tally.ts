/**
 * How many findings of each rule an entry has, in one short text: what counts and pages findings over a whole library
 * reads this instead of the findings themselves. Entries that have the same kinds of findings have the same text.
 *
 * `rule:severity:open:answered`, the severity by its first letter, joined by blanks in alphabetical order; among them, for
 * each element that is required and lacking, `required-field.<field>`.
 */
import { FIELD_ELEMENTS, type FoundLack } from './elements';
import type { Finding, Severity } from './finding';

export interface RuleTally {
  readonly rule: string;
  readonly severity: Severity;
  /** Findings that nobody has answered, and those kept with a reason (or cleared). */
  readonly open: number;
  readonly answered: number;
}

const FIELDS: ReadonlySet<string> = new Set(FIELD_ELEMENTS);

const SEVERITY_OF: Readonly<Record<string, Severity>> = { e: 'error', w: 'warning', a: 'advice' };

export function tallyText(findings: readonly Finding[]): string {
  const counts = new Map<string, [open: number, answered: number]>();
  const lacking = new Set<string>();
  for (const { rule, severity, field, settled } of findings) {
    if (rule === 'required-field' && FIELDS.has(field)) lacking.add(lackWord(rule, field));
    const key = `${rule}:${severity[0]}`;
    const both = counts.get(key) ?? [0, 0];
    both[settled === undefined ? 0 : 1]++;
    counts.set(key, both);
  }
  const tallied = [...counts].map(([key, [open, answered]]) => `${key}:${open}:${answered}`);
  return [...tallied, ...lacking].sort().join(' ');
}

const lackWord = (rule: string, field: string): string => `${rule}.${field}`;

export function readTally(text: string): RuleTally[] {
  return text.split(' ').flatMap((part) => {
    const [rule = '', letter, open, answered] = part.split(':');
    if (letter === undefined) return [];
    return [{ rule, severity: SEVERITY_OF[letter]!, open: Number(open), answered: Number(answered) }];
  });
}

/** Whether an entry with this tally lacks the element, answered or not. */
export function tellsLack(text: string, { rule, field }: FoundLack): boolean {
  if (field === undefined) return readTally(text).some((one) => one.rule === rule);
  return text.split(' ').includes(lackWord(rule, field));
}

/** The same as a GLOB pattern over `' ' || tally || ' '`. */
export function lackPattern({ rule, field }: FoundLack): string {
  return field === undefined ? tallyPattern(rule, false) : `* ${lackWord(rule, field)} *`;
}

/** GLOB pattern over `' ' || tally` for entries with findings of a rule; `open`: only those that nobody has answered. */
export function tallyPattern(rule: string, open: boolean): string {
  return `* ${rule.replace(/[*?[]/g, '[$&]')}:?:${open ? '[1-9]' : ''}*`;
}
