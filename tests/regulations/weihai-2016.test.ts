import { expect, test } from 'vitest';
import { ask, askOutcome, dues, reasons } from './ask';

const N = '政务数据共享条例';
const W = '威政办发〔2016〕2号';

test('威海第三十六条：有效期至2021年3月31日，最后一日仍适用', () => {
  const answer = ask('weihai-2016', { on: '2021-03-31', kind: 'function-change' });
  expect(answer.limits).toEqual([]);
  expect(reasons(answer)).toEqual({
    [`${W} key-elements-notify`]: 'no-number',
    [`${W} collection-scope-filing`]: 'no-number',
  });
});

test('到期以后、条例施行以前，没有一部适用', () => {
  const outcome = askOutcome('weihai-2016', { on: '2021-04-01' });
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'rule-pack-not-in-force' } });
  if (!outcome.ok) {
    expect(outcome.failure.details['notInForce']).toEqual([
      { rules: 'national-2025', regulation: N, from: '2025-08-01', to: null },
      { rules: 'weihai-2016', regulation: W, from: '2016-04-01', to: '2021-03-31' },
    ]);
  }
});

test('条例施行以后只按条例，并说明威海办法已过有效期', () => {
  const answer = ask('weihai-2016', { on: '2026-11-20' });
  expect(dues(answer)).toEqual({ [`${N} catalogue-update`]: '2026-12-04' });
  expect(answer.notTriggered.every((limit) => limit.rules === 'national-2025')).toBe(true);
  expect(answer.notInForce).toEqual([
    { rules: 'weihai-2016', regulation: W, from: '2016-04-01', to: '2021-03-31' },
  ]);
});

test('施行日之前不适用', () => {
  expect(askOutcome('weihai-2016', { on: '2016-03-31' }).ok).toBe(false);
  expect(askOutcome('weihai-2016', { on: '2016-04-01' }).ok).toBe(true);
});
