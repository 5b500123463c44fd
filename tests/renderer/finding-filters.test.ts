import { describe, expect, it } from 'vitest';
import { EVERY_FINDING, mendOf, ruleChoices, type RuleRow } from '#renderer/screens/findings/finding-filters';

const row = (rule: string, severity: RuleRow['severity'], open: number, answered = 0): RuleRow => ({
  rule,
  label: rule,
  severity,
  entries: open,
  open,
  answered,
});
const RULES = [
  row('required-field', 'error', 3),
  row('required-field', 'warning', 2, 1),
  row('code', 'advice', 0, 4),
];

describe('the rules beside the board', () => {
  const told = (filters: Parameters<typeof ruleChoices>[1]) =>
    ruleChoices(RULES, filters).map(({ rule, count }) => [rule, count]);

  it('stand in the order of the findings beside them: by severity, then by name', () => {
    const rows = [row('b', 'warning', 9), row('c', 'error', 2), row('a', 'error', 1), row('a', 'warning', 7)];
    const order = ruleChoices(rows, { severity: null, answers: 'open' }).map(({ rule }) => rule);
    expect(order).toEqual(['a', 'c', 'b']);
  });

  it('stand there once each, with as many findings as a press shows', () => {
    expect(told({ severity: null, answers: 'open' })).toEqual([['required-field', 5]]);
    expect(told({ severity: 'warning', answers: 'all' })).toEqual([['required-field', 3]]);
    expect(told({ severity: null, answers: 'answered' })).toEqual([
      ['required-field', 1],
      ['code', 4],
    ]);
  });
});

describe('certain mendings from the board', () => {
  it('are of the findings that it shows: by severity, rule, entry and words', () => {
    expect(mendOf({ ...EVERY_FINDING, severity: 'error', query: ' 登记 ' }, null)).toEqual({
      entries: { withFindings: 'error', query: '登记' },
      first: { kind: 'mend', rules: [], severity: 'error' },
    });
    expect(mendOf({ ...EVERY_FINDING, severity: 'error', rule: 'date-form', entry: 'e1' }, null)).toEqual({
      entries: ['e1'],
      first: { kind: 'mend', rules: ['date-form'], severity: 'error' },
    });
  });
});
