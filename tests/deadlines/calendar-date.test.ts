import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  calendarDate,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  isCalendarDate,
  minuteInShanghai,
  parseCalendarDate,
  todayInShanghai,
  weekdayLabel,
  weekdayOf,
} from '#app/deadlines/calendar-date';
import {
  nextPeriod,
  parsePeriod,
  periodEnd,
  periodHolds,
  periodLabel,
  periodOf,
  periodStart,
  periodText,
} from '#app/deadlines/period';

const date = calendarDate;

describe('日期只取“年-月-日”，不存在的日期不收', () => {
  test.each(['2026-11-21', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('%s 是日期', (text) => {
    expect(parseCalendarDate(text)).toEqual({ ok: true, value: text });
  });

  test.each([
    ['2026-02-29', 'impossible'],
    ['1900-02-29', 'impossible'],
    ['2026-04-31', 'impossible'],
    ['2026-13-01', 'impossible'],
    ['2026-00-10', 'impossible'],
    ['2026-01-00', 'impossible'],
    ['2026-1-1', 'form'],
    ['20261121', 'form'],
    ['2026/11/21', 'form'],
    ['2026-11-21 ', 'form'],
    ['2026-11-21T00:00:00Z', 'form'],
    ['２０２６-11-21', 'form'],
    ['', 'form'],
    ['0000-01-01', 'out-of-range'],
    ['1899-12-31', 'out-of-range'],
    ['9999-12-31', 'out-of-range'],
  ])('%s 不收：%s', (text, reason) => {
    expect(parseCalendarDate(text)).toEqual({
      ok: false,
      failure: { code: 'date-invalid', details: { text, reason } },
    });
    expect(() => calendarDate(text)).toThrow(RangeError);
  });
});

test('加减天数跨月、跨年、跨闰日', () => {
  expect(addDays(date('2024-02-28'), 1)).toBe('2024-02-29');
  expect(addDays(date('2024-02-29'), 1)).toBe('2024-03-01');
  expect(addDays(date('2025-02-28'), 1)).toBe('2025-03-01');
  expect(addDays(date('2026-12-31'), 1)).toBe('2027-01-01');
  expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31');
  expect(addDays(date('2000-02-28'), 2)).toBe('2000-03-01');
  expect(addDays(date('2100-02-28'), 1)).toBe('2100-03-01');
  expect(daysBetween(date('2026-01-01'), date('2027-01-01'))).toBe(365);
});

test('星期', () => {
  expect(weekdayOf(date('1970-01-01'))).toBe(4);
  expect(weekdayLabel(date('2026-11-21'))).toBe('星期六');
  expect(weekdayLabel(date('2025-08-01'))).toBe('星期五');
  expect(weekdayLabel(date('1949-10-01'))).toBe('星期六');
});

test('与世界时的日期算法逐日一致（1900—2199）', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_567, max: 84_005 }), (days) => {
      const utc = new Date(days * 86_400_000);
      const text = utc.toISOString().slice(0, 10);
      expect(dateOfDayNumber(days)).toBe(text);
      expect(dayNumber(date(text))).toBe(days);
      expect(weekdayOf(date(text)) % 7).toBe(utc.getUTCDay());
    }),
    { numRuns: 2000 },
  );
});

test('任何文字：要么是日期，要么给出不收的原因', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
      expect(parseCalendarDate(text).ok).toBe(isCalendarDate(text));
    }),
  );
});

test('今天按北京时间：世界时16点换日', () => {
  expect(todayInShanghai(Date.UTC(2026, 10, 20, 15, 59, 59, 999))).toBe('2026-11-20');
  expect(todayInShanghai(Date.UTC(2026, 10, 20, 16, 0, 0, 0))).toBe('2026-11-21');
  expect(todayInShanghai(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01');
});

describe('每季度是自然季度，每年是自然年', () => {
  test.each([
    ['2026-01-01', '2026-Q1', '2026-01-01', '2026-03-31', '2026年第一季度'],
    ['2026-06-30', '2026-Q2', '2026-04-01', '2026-06-30', '2026年第二季度'],
    ['2026-07-01', '2026-Q3', '2026-07-01', '2026-09-30', '2026年第三季度'],
    ['2026-11-21', '2026-Q4', '2026-10-01', '2026-12-31', '2026年第四季度'],
  ])('%s 属于 %s', (day, text, start, end, label) => {
    const period = periodOf(date(day), 'quarter');
    expect(periodText(period)).toBe(text);
    expect(periodStart(period)).toBe(start);
    expect(periodEnd(period)).toBe(end);
    expect(periodLabel(period)).toBe(label);
    expect(parsePeriod(text)).toEqual(period);
  });

  test('下一期，年与季的包含', () => {
    expect(nextPeriod({ year: 2026, quarter: 4 })).toEqual({ year: 2027, quarter: 1 });
    expect(nextPeriod({ year: 2026, quarter: 2 })).toEqual({ year: 2026, quarter: 3 });
    expect(nextPeriod({ year: 2026, quarter: null })).toEqual({ year: 2027, quarter: null });
    expect(periodHolds({ year: 2026, quarter: null }, { year: 2026, quarter: 3 })).toBe(true);
    expect(periodHolds({ year: 2026, quarter: 3 }, { year: 2026, quarter: null })).toBe(false);
    expect(periodHolds({ year: 2026, quarter: 3 }, { year: 2025, quarter: 3 })).toBe(false);
    expect(periodLabel({ year: 2026, quarter: null })).toBe('2026年');
    for (const text of ['2026-Q5', '2026Q4', '26', '']) expect(parsePeriod(text)).toBeNull();
  });
});

test('时刻一律按北京时间，与机器的时区无关', () => {
  expect(minuteInShanghai(Date.UTC(2026, 10, 20, 15, 59, 59))).toBe('2026-11-20 23:59');
  expect(minuteInShanghai(Date.UTC(2026, 10, 20, 16))).toBe('2026-11-21 00:00');
  const beijing = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  fc.assert(
    // Summer time was last kept in China in 1991.
    fc.property(fc.integer({ min: Date.UTC(1992, 0), max: Date.UTC(2199, 0) }), (at) => {
      expect(minuteInShanghai(at)).toBe(beijing.format(at));
    }),
  );
});
