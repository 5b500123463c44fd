import { expect, test } from 'vitest';
import { calendarDate } from '#app/deadlines/calendar-date';
import { endingPacks } from '#app/deadlines/duties';
import { ask, dues, reasons } from './ask';
import { shippedPacks } from './load-resources';

const N = '政务数据共享条例';
const X = '忻政办发〔2022〕3号';

test('忻州三（二）：15个工作日更新目录', () => {
  expect(dues(ask('xinzhou-2022', { on: '2026-09-30' }))).toEqual({
    [`${N} catalogue-update`]: '2026-10-20',
    [`${X} catalogue-update`]: '2026-10-27',
  });
});

test('忻州五（三）2：平台2个工作日审查，提供部门5个工作日答复；平台的时限不算本部门的', () => {
  const answer = ask('xinzhou-2022', { on: '2026-06-18', kind: 'application', sharing: '有条件' });
  expect(dues(answer)).toEqual({
    [`${N} reply-conditional`]: '2026-07-03',
    [`${X} platform-check-conditional`]: '2026-06-23',
    [`${X} reply-conditional`]: '2026-06-26',
  });
  const platform = answer.limits.find((limit) => limit.duty === 'platform-check-conditional')!;
  expect(platform).toMatchObject({ party: 'A', drives: false, article: '五（三）2' });
  expect(platform.countedFrom).toContain('提出申请');
  const own = answer.limits.find((limit) => limit.rules === 'xinzhou-2022' && limit.party === 'P')!;
  expect(own).toMatchObject({ drives: true, article: '五（三）2' });
  expect(own.countedFrom).toContain('转来');
});

test('忻州五（三）1：无条件共享由平台2个工作日内审查，提供部门只受条例1个工作日约束', () => {
  const answer = ask('xinzhou-2022', { on: '2026-09-24', kind: 'application', sharing: '无条件' });
  expect(dues(answer)).toEqual({
    [`${N} reply-unconditional`]: '2026-09-28',
    [`${X} platform-check-unconditional`]: '2026-09-29',
  });
  expect(answer.limits.filter((limit) => limit.drives).map((limit) => limit.rules)).toEqual([
    'national-2025',
  ]);
});

test('忻州五（五）：收到反馈5个工作日校核更正，比条例短', () => {
  const answer = ask('xinzhou-2022', { on: '2025-09-29', kind: 'doubt' });
  expect(dues(answer)).toEqual({ [`${N} correct-data`]: '2025-10-20', [`${X} correct-data`]: '2025-10-13' });
  expect(answer.limits.find((limit) => limit.drives)!.rules).toBe('xinzhou-2022');
});

test('忻州五（七）：数据及时更新，没有天数', () => {
  expect(reasons(ask('xinzhou-2022', { on: '2026-07-15', kind: 'data-change' }))[`${X} data-update`]).toBe(
    'no-number',
  );
});

test('忻州八（二）：有效期5年，2027年1月4日仍适用，1月5日起只剩条例', () => {
  expect(ask('xinzhou-2022', { on: '2027-01-04' }).notInForce).toEqual([]);
  const after = ask('xinzhou-2022', { on: '2027-01-05' });
  expect(after.limits.map((limit) => limit.rules)).toEqual(['national-2025']);
  expect(after.limits[0]!.provisional).toBe(true);
  expect(after.notInForce).toEqual([
    { rules: 'xinzhou-2022', regulation: X, from: '2022-01-05', to: '2027-01-04' },
  ]);
});

test('将要到期和已经到期的规则包提前说明', () => {
  const ending = endingPacks(shippedPacks(), calendarDate('2026-11-21'));
  expect(ending).toEqual([
    { rules: 'weihai-2016', regulation: '威政办发〔2016〕2号', to: '2021-03-31', ended: true },
    { rules: 'xinzhou-2022', regulation: X, to: '2027-01-04', ended: false },
  ]);
  expect(endingPacks(shippedPacks(), calendarDate('2026-01-01')).map((pack) => pack.rules)).toEqual([
    'weihai-2016',
  ]);
});
