import { expect, test } from 'vitest';
import { ask, dues, reasons } from './ask';

const N = '政务数据共享条例';
const Z = '深府〔2015〕99号';

test('深圳第13段：目录及时动态更新，没有天数；条例施行前没有数字时限', () => {
  const answer = ask('shenzhen-2015', { on: '2024-07-15' });
  expect(answer.limits).toEqual([]);
  expect(reasons(answer)).toEqual({
    [`${Z} catalogue-update`]: 'no-number',
    [`${Z} negative-list-release`]: 'no-number',
  });
  expect(answer.notInForce.map((pack) => pack.rules)).toEqual(['national-2025']);
});

test('条例施行后按条例10个工作日', () => {
  expect(dues(ask('shenzhen-2015', { on: '2026-02-14' }))).toEqual({
    [`${N} catalogue-update`]: '2026-03-06',
  });
});

test('深圳第15段：收到主管部门通知10个工作日内向共享平台提供', () => {
  const answer = ask('shenzhen-2015', { on: '2026-09-28', kind: 'notice' });
  expect(dues(answer)).toEqual({ [`${Z} provide-on-notice`]: '2026-10-16' });
  expect(answer.limits[0]).toMatchObject({ party: 'P', article: '第15段', drives: true });
});

test('深圳的共享需求向主管部门提出，提供单位的时限自通知起算，不自申请起算', () => {
  const answer = ask('shenzhen-2015', { on: '2026-06-18', kind: 'application', sharing: '有条件' });
  expect(dues(answer)).toEqual({ [`${N} reply-conditional`]: '2026-07-03' });
  expect(reasons(answer)[`${Z} provide-on-notice`]).toBe('other-kind');
});

test('深圳第18段：所依据的法律或政策变化，主动调整为共享类', () => {
  const answer = ask('shenzhen-2015', { on: '2026-07-15', kind: 'sharing-change' });
  expect(reasons(answer)[`${Z} negative-list-release`]).toBe('no-number');
  expect(answer.notTriggered.find((limit) => limit.duty === 'negative-list-release')!.reason).toContain(
    '主动',
  );
});

test('深圳第23段：及时核实；条例第二十六条10个工作日', () => {
  const answer = ask('shenzhen-2015', { on: '2026-04-28', kind: 'doubt' });
  expect(dues(answer)).toEqual({ [`${N} correct-data`]: '2026-05-14' });
  expect(reasons(answer)[`${Z} correct-data`]).toBe('no-number');
});
