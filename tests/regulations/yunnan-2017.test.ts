import { expect, test } from 'vitest';
import { ask, dues, reasons } from './ask';

const N = '政务数据共享条例';
const Y = '云南省政务信息资源共享管理实施细则';

test.each([
  ['2024-09-13', { [`${Y} catalogue-update`]: '2024-10-11' }],
  ['2026-02-10', { [`${N} catalogue-update`]: '2026-03-02', [`${Y} catalogue-update`]: '2026-03-09' }],
])('云南第十一条：%s 废止、修订，15个工作日更新资源目录', (on, expected) => {
  expect(dues(ask('yunnan-2017', { on }))).toEqual(expected);
});

test('云南第十六条：数据变更10个工作日更新，目录及时调整并备案', () => {
  const answer = ask('yunnan-2017', { on: '2026-04-30', kind: 'data-change' });
  expect(dues(answer)).toEqual({ [`${Y} data-update`]: '2026-05-18' });
  expect(reasons(answer)).toMatchObject({
    [`${Y} catalogue-adjust`]: 'no-number',
    [`${Y} catalogue-update`]: 'other-kind',
    [`${Y} sharing-change-report`]: 'other-kind',
  });
});

test.each([
  // 29 days to 13 Feb, then the made-up Saturday
  ['2026-01-05', '2026-02-14'],
  // over 中秋 and 国庆, with both made-up days
  ['2026-08-31', '2026-10-16'],
])('云南第十七条：%s 共享属性变化，30个工作日 %s 前报送审核', (on, due) => {
  const answer = ask('yunnan-2017', { on, kind: 'sharing-change' });
  expect(dues(answer)).toEqual({ [`${Y} sharing-change-report`]: due });
  expect(answer.limits[0]!.counted).toHaveLength(30);
});

test('云南第二十五条：收到有条件共享申请后10个工作日答复；没有规定无条件共享', () => {
  expect(dues(ask('yunnan-2017', { on: '2026-02-12', kind: 'application', sharing: '有条件' }))).toEqual({
    [`${N} reply-conditional`]: '2026-03-04',
    [`${Y} reply-conditional`]: '2026-03-04',
  });
  const unconditional = ask('yunnan-2017', { on: '2026-02-12', kind: 'application', sharing: '无条件' });
  expect(dues(unconditional)).toEqual({ [`${N} reply-unconditional`]: '2026-02-13' });
  expect(reasons(unconditional)[`${Y} reply-conditional`]).toBe('sharing');
});
