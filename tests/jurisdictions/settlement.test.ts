/** A reason stands with the finding it was given for, of whichever of ten thousand items. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settleFindings, toldBy, type Settlement } from '#app/jurisdictions/settlement';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import type { Finding } from '#app/jurisdictions/finding';
import { sampleEntry } from '#tests/support/sample-entry';

const citation = { regulation: '条例', article: '第一条', quote: '原文' };
const words = fc.constantFrom('a', 'b', 'a b', '"', ',');
const entry = sampleEntry({ summary: '秘密' }, 3);
const about = { id: entry.id, code: entry.code, name: entry.name };
const items = fc.option(fc.constantFrom(...entry.items.map(({ id, name }) => ({ id, name }))), {
  nil: undefined,
});

const finding: fc.Arbitrary<Finding> = fc.record({
  severity: fc.constantFrom('error', 'warning', 'advice'),
  rule: fc.oneof(words, fc.constant(SECRECY_RULE)),
  citation: fc.constant(citation),
  entry: fc.constant(about),
  field: fc.constantFrom('name', 'summary', 'extra.备注'),
  item: items,
  message: words,
  fix: fc.constant('核对'),
});

const settlementOf = (one: Finding, reason: string): Settlement => ({
  rule: one.rule,
  field: one.field,
  item: one.item?.id ?? '',
  told: toldBy(entry, one),
  reason,
  by: '甲',
  on: '2026-03-02',
});

test('说明只跟着规则、字段、信息项和所见内容都相同的问题，必须修改的不作说明', () => {
  fc.assert(
    fc.property(fc.array(finding), fc.array(finding), (findings, answered) => {
      const settlements = answered.map((one, i) => settlementOf(one, `理由${i}`));
      const reasons = settleFindings(entry, findings, settlements).map(({ settled }) => settled?.reason);
      const expected = findings.map((one) => {
        const { rule, field, item, told } = settlementOf(one, '');
        if (one.severity === 'error') return undefined;
        return settlements.find(
          (other) =>
            other.rule === rule && other.field === field && other.item === item && other.told === told,
        )?.reason;
      });
      expect(reasons).toEqual(expected);
    }),
  );
});

test('一万个问题、一万条说明，每条说明和每个信息项只看几眼', () => {
  const many = sampleEntry({}, 10_000);
  let looks = 0;
  const findings = many.items.map(({ id, name }): Finding => ({
    severity: 'warning',
    rule: SECRECY_RULE,
    citation,
    entry: about,
    field: 'name',
    item: { id, name },
    message: '核对',
    fix: '核对',
  }));
  const settlements = findings.map((one): Settlement => {
    const settlement = { ...settlementOf(one, '已核对'), told: toldBy(many, one) };
    return Object.defineProperty({ ...settlement }, 'field', { get: () => (looks++, settlement.field) });
  });
  const settled = settleFindings(many, findings, settlements);
  expect(settled.every((one) => one.settled?.reason === '已核对')).toBe(true);
  expect(looks).toBeLessThanOrEqual(3 * settlements.length);
});
