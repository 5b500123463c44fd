/** A city that does not exist: a sixth jurisdiction is one file of data, and nothing in the program knows its name. */
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#app/deadlines/calendar-date';
import { dutyList } from '#app/deadlines/duties';
import { parseRulePack, type RulePack } from '#app/jurisdictions/rule-pack';
import { ruleStack } from '#app/jurisdictions/rule-stack';
import { ask, dues, reasons } from './ask';
import { shippedCalendar, shippedPack, shippedPacks } from './load-resources';

const CITATION = { article: '第一条', quote: '测试用条文' };

function limit(id: string, kinds: string[], days: number, more: Record<string, unknown> = {}): unknown {
  return {
    ...{ id, label: `测试${id}`, party: 'P', family: 'catalogue', ...CITATION, trigger: { kinds } },
    ...{ term: { kind: 'working-days', days }, countedFrom: '测试之日', fulfilledBy: ['filed'], ...more },
  };
}

const text = JSON.stringify({
  ...shippedPack('shaanxi-2017'),
  id: 'testcity-2026',
  name: '测府发〔2026〕1号',
  alias: '测试办法',
  validFrom: '2026-03-01',
  validTo: '2026-12-31',
  issuedOn: '2026-02-20',
  terms: { provider: '供数单位' },
  checks: [],
  limits: [
    limit('catalogue-update', ['law-change', 'data-change'], 7, {
      trigger: { kinds: ['law-change', 'data-change'], levels: ['规章'] },
    }),
    limit('quick', ['sharing-change'], 3, { dueSoonWorkingDays: 0 }),
  ],
  recurring: [
    {
      ...{ id: 'spring-check', label: '春季核对', party: 'P', ...CITATION, every: 'year' },
      ...{ due: { kind: 'month-day', month: 2, day: 31, yearsLater: 0 }, fulfilledBy: 'maintenance' },
      dueSoonWorkingDays: 10,
    },
  ],
});

const parsed = parseRulePack(text, 'testcity-2026.json');
if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
const packs: readonly RulePack[] = [...shippedPacks(), parsed.value];
const date = calendarDate;

describe('新增一个地方只需要一个数据文件', () => {
  test('它自己的层级、天数、触发事项都按数据办', () => {
    const answer = ask('testcity-2026', { on: '2026-04-28', level: '规章' }, packs);
    // 29, 30 Apr, 6–8, 9(Sat), 11 May
    expect(dues(answer)).toEqual({ '测府发〔2026〕1号 catalogue-update': '2026-05-11' });
    expect(reasons(answer)).toMatchObject({
      '政务数据共享条例 catalogue-update': 'level',
      '测府发〔2026〕1号 quick': 'other-kind',
    });
    expect(dues(ask('testcity-2026', { on: '2026-04-28', level: '法律' }, packs))).toEqual({
      '政务数据共享条例 catalogue-update': '2026-05-14',
    });
    // Levels are asked of law-change only.
    expect(dues(ask('testcity-2026', { on: '2026-04-28', kind: 'data-change' }, packs))).toEqual({
      '测府发〔2026〕1号 catalogue-update': '2026-05-11',
    });
  });

  test('它的有效期也是数据', () => {
    expect(ask('testcity-2026', { on: '2026-02-28', level: '规章' }, packs).notInForce).toEqual([
      {
        rules: 'testcity-2026',
        regulation: '测府发〔2026〕1号',
        from: '2026-03-01',
        to: '2026-12-31',
      },
    ]);
  });

  test('它与条例、编制指南组成规则组，临期天数按它自己的写法', () => {
    const stack = ruleStack(packs, 'testcity-2026');
    if (!stack.ok) throw new Error('no stack');
    expect(stack.value.map((pack) => pack.id)).toEqual(['national-2025', 'guide-2017', 'testcity-2026']);
    const event = { id: 'e1', on: date('2026-07-13'), kind: 'sharing-change', about: '测试' } as const;
    const input = {
      packs: stack.value,
      calendar: shippedCalendar(),
      since: date('2026-03-01'),
      maintenance: [],
      reports: [],
      events: [{ ...event, level: null, sharing: null }],
    };
    const statusOn = (today: string): string =>
      dutyList({ ...input, today: date(today) }).duties.find((row) => row.duty === 'quick')!.status;
    expect(statusOn('2026-07-15')).toBe('ok');
    expect(statusOn('2026-07-16')).toBe('due-soon');
    expect(statusOn('2026-07-17')).toBe('overdue');
  });
});
