/** 全面维护: filters, scopes and which duty a period stands for. */
import { describe, expect, test } from 'vitest';
import {
  countOf,
  dutyOf,
  listInput,
  missedPeriods,
  NO_CHECK_FILTERS,
  scopeInput,
  type Campaign,
} from '#renderer/screens/maintenance/campaign';

const rule = {
  rules: 'shaanxi-2017',
  regulation: '陕政发〔2017〕34号',
  article: '第九条',
  quote: '',
  due: '2026-12-31',
};
const tally = (entries: number, unchanged: number) => ({
  entries,
  answered: { 无变化: unchanged, 有变化: 0, 应停用: 0 },
  remaining: entries - unchanged,
  found: 0,
});
const campaign = {
  ...tally(5, 2),
  byOffice: [
    { office: '综合科', ...tally(3, 2) },
    { office: '', ...tally(2, 0) },
  ],
} as unknown as Campaign;

type Duties = Parameters<typeof dutyOf>[0];
const duty = (period: string, more: object = {}) => ({
  duty: 'full-maintenance',
  fulfilledBy: 'maintenance',
  regulation: rule.regulation,
  article: rule.article,
  period,
  periodLabel: `${period}期`,
  remainingWorkingDays: 3,
  ...more,
});
const duties = [
  duty('2026-Q4'),
  duty('2026-Q3', { remainingWorkingDays: -40 }),
  duty('2026-Q2', { remainingWorkingDays: -100 }),
  duty('2026-Q1', { remainingWorkingDays: null }),
  duty('2025', { fulfilledBy: 'report', article: '第二十三条' }),
] as unknown as Duties;

describe('筛选', () => {
  test('没有填处室的信息资源自成一组，不等于全部处室', () => {
    expect(listInput('2026-Q4', NO_CHECK_FILTERS)).toEqual({ period: '2026-Q4' });
    expect(listInput('2026-Q4', { office: '', answer: '未答复', query: '  ' })).toEqual({
      period: '2026-Q4',
      office: '',
      answer: '未答复',
    });
  });

  test('各筛选项的条数随处室变化', () => {
    expect(countOf(campaign, null, null)).toBe(5);
    expect(countOf(campaign, '综合科', '未答复')).toBe(1);
    expect(countOf(campaign, '', '未答复')).toBe(2);
    expect(countOf(campaign, '综合科', '无变化')).toBe(2);
    expect(countOf(campaign, '没有的处室', null)).toBe(0);
  });
});

describe('整批确认的范围', () => {
  test('全部与某一处室分开，未填处室的也能单独确认', () => {
    expect(scopeInput({ kind: 'rest', office: null })).toEqual({ entries: 'all' });
    expect(scopeInput({ kind: 'rest', office: '' })).toEqual({ entries: 'all', office: '' });
    expect(scopeInput({ kind: 'entries', ids: ['a'], name: '' })).toEqual({ entries: ['a'] });
  });
});

describe('每季度至少一次（陕政发〔2017〕34号第九条）', () => {
  test('期间对应的时限按条款找到，年度报告不算在内', () => {
    expect(dutyOf(duties, '2026-Q4', rule)?.period).toBe('2026-Q4');
    expect(dutyOf(duties, '2025', null)).toBeUndefined();
  });

  test('以前没有做的季度可以补做，最早的在前，已办结的不列', () => {
    const current = { period: '2026-Q4', periodLabel: '2026年第四季度', rule };
    expect(missedPeriods(duties, current).map(({ period }) => period)).toEqual(['2026-Q2', '2026-Q3']);
    expect(missedPeriods(duties, { ...current, rule: null })).toEqual([]);
  });
});
