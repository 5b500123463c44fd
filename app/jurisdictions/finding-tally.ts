/**
 * How many findings of each rule an entry has, in one short text: what counts and pages findings over a whole library
 * reads this instead of the findings themselves. Entries that have the same kinds of findings have the same text.
 *
 * `rule:severity:open:answered`, the severity by its first letter, joined by blanks in alphabetical order.
 */
import type { Finding, Severity } from './finding';

export interface RuleTally {
  readonly rule: string;
  readonly severity: Severity;
  /** Findings that nobody has answered, and those kept with a reason (or cleared). */
  readonly open: number;
  readonly answered: number;
}

const SEVERITY_OF: Readonly<Record<string, Severity>> = { e: 'error', w: 'warning', a: 'advice' };

export function tallyText(findings: readonly Finding[]): string {
  const counts = new Map<string, [open: number, answered: number]>();
  for (const { rule, severity, settled } of findings) {
    const key = `${rule}:${severity[0]}`;
    const both = counts.get(key) ?? [0, 0];
    both[settled === undefined ? 0 : 1]++;
    counts.set(key, both);
  }
  return [...counts]
    .map(([key, [open, answered]]) => `${key}:${open}:${answered}`)
    .sort()
    .join(' ');
}

export function readTally(text: string): RuleTally[] {
  if (text === '') return [];
  return text.split(' ').map((part) => {
    const [rule = '', letter = '', open, answered] = part.split(':');
    return { rule, severity: SEVERITY_OF[letter]!, open: Number(open), answered: Number(answered) };
  });
}

/** GLOB pattern over `' ' || tally` for entries with findings of a rule; `open`: only those that nobody has answered. */
export function tallyPattern(rule: string, open: boolean): string {
  return `* ${rule.replace(/[*?[]/g, '[$&]')}:?:${open ? '[1-9]' : ''}*`;
}
