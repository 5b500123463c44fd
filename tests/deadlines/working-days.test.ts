import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, dateOf, dateOfDayNumber, yearOf } from '#app/deadlines/calendar-date';
import {
  addWorkingDays,
  isProvisional,
  isWorkingDay,
  lastWorkingDayUpTo,
  movedDates,
  workingCalendar,
  workingDaysBetween,
  workingDaysInYear,
} from '#app/deadlines/working-days';
import { shippedCalendar, shippedNotices } from '#tests/regulations/load-resources';
import { madeUpNotice } from './made-up-notices';

const date = calendarDate;
const calendar = shippedCalendar();

describe('国务院办公厅通知：放假、调休、周末、平日', () => {
  test.each([
    ['2026-10-01', false, '国庆节放假（国务院办公厅关于2026年部分节假日安排的通知）'],
    ['2025-10-08', false, '国庆节、中秋节放假（国办发明电〔2024〕12号）'],
    ['2025-09-28', true, '调休上班（国办发明电〔2024〕12号）'],
    ['2026-02-14', true, '调休上班（国务院办公厅关于2026年部分节假日安排的通知）'],
    ['2026-11-21', false, '周末'],
    ['2026-11-20', true, '工作日'],
  ])('%s', (day, working, reason) => {
    expect(isWorkingDay(calendar, date(day))).toEqual({ working, reason, provisional: false });
  });

  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
    [2027, null],
    [2023, null],
  ])('%i 年的工作日数', (year, days) => {
    expect(workingDaysInYear(calendar, year)).toBe(days);
  });

  test('与一个独立的节假日库逐日核对2024—2026年', () => {
    const differences: string[] = [];
    for (let day = date('2024-01-01'); yearOf(day) <= 2026; day = addDays(day, 1)) {
      if (isWorkingDay(calendar, day).working !== chineseDays.isWorkday(day)) differences.push(day);
    }
    expect(differences).toEqual([]);
  });
});

describe('没有通知的年份按周一至周五估算，一律标为暂定', () => {
  test('2027年国庆节：估算为工作日，但不当真', () => {
    expect(isWorkingDay(calendar, date('2027-10-01'))).toEqual({
      working: true,
      reason: '工作日',
      provisional: true,
    });
  });

  test('一年的最后一周还可能被下一年的通知改动：12月25日起暂定', () => {
    expect(isProvisional(calendar, date('2026-12-24'))).toBe(false);
    expect(isProvisional(calendar, date('2026-12-25'))).toBe(true);
    expect(isProvisional(calendar, date('2025-12-25'))).toBe(false);
    const through2025 = workingCalendar(shippedNotices().filter((notice) => notice.year <= 2025));
    expect(isProvisional(through2025, date('2025-12-24'))).toBe(false);
    expect(isProvisional(through2025, date('2025-12-31'))).toBe(true);
  });

  test('周末虽不计入，落在未定的日子里也使结果暂定', () => {
    const counted = addWorkingDays(calendar, date('2023-12-29'), 1);
    expect(counted).toEqual({ due: '2024-01-02', counted: ['2024-01-02'], provisional: true });
  });

  test('触发日本身不计，触发日在未定年份而所数日期都已定的不算暂定', () => {
    expect(addWorkingDays(calendar, date('2023-12-31'), 1)).toEqual({
      due: '2024-01-02',
      counted: ['2024-01-02'],
      provisional: false,
    });
  });
});

describe('安装新的通知', () => {
  const before = calendar;
  const after = workingCalendar([...shippedNotices(), madeUpNotice()]);

  test('可以改动上一年的日子，改动的每一天都列出', () => {
    const moved = movedDates(before, after);
    expect(moved.map(({ date: day }) => day)).toEqual([
      '2026-12-26',
      '2027-01-01',
      '2027-02-05',
      '2027-02-08',
      '2027-02-09',
      '2027-02-10',
      '2027-02-11',
      '2027-02-20',
      '2027-10-01',
      '2027-10-04',
      '2027-10-05',
      '2027-10-06',
      '2027-10-07',
    ]);
    expect(moved[0]).toMatchObject({
      before: { working: false, reason: '周末', provisional: true },
      after: { working: true, provisional: false },
    });
  });

  test('原来暂定的期限随之确定', () => {
    expect(addWorkingDays(before, date('2026-12-18'), 10)).toMatchObject({
      due: '2027-01-01',
      provisional: true,
    });
    // 21 to 25, then 26 (made-up), 28 to 31: ten days before the year ends.
    expect(addWorkingDays(after, date('2026-12-18'), 10)).toMatchObject({
      due: '2026-12-31',
      provisional: false,
    });
  });

  test('后印发的完整通知取代同一年的前一份', () => {
    const second = madeUpNotice({
      publishedOn: '2026-12-15',
      revision: 2,
      working: ['2027-02-20'],
      off: [{ from: '2027-01-01', to: '2027-01-01', name: '元旦' }],
    });
    const both = workingCalendar([second, ...shippedNotices(), madeUpNotice()]);
    expect(isWorkingDay(both, date('2026-12-26')).working).toBe(false);
    expect(isWorkingDay(both, date('2027-02-08')).working).toBe(true);
    expect(both.notices.filter((notice) => notice.year === 2027)).toHaveLength(1);
  });

  test('补充通知只改所列的日子（如延长春节假期），不算全年安排', () => {
    const amendment = madeUpNotice({
      kind: 'amendment',
      year: 2026,
      publishedOn: '2026-02-20',
      off: [{ from: '2026-02-24', to: '2026-02-25', name: '春节' }],
      working: [],
    });
    const amended = workingCalendar([...shippedNotices(), amendment]);
    expect(movedDates(calendar, amended).map(({ date: day }) => day)).toEqual(['2026-02-24', '2026-02-25']);
    expect(isWorkingDay(amended, date('2026-10-01')).working).toBe(false);
    const alone = workingCalendar([amendment]);
    expect(isProvisional(alone, date('2026-02-24'))).toBe(true);
  });

  test('地方节假日叠加在国务院通知之上，但不使没有通知的年份变为确定', () => {
    const local = {
      format: 'mulu-local-holidays/1' as const,
      title: '测试用：地方节日',
      issuer: '测试',
      source: '测试数据',
      off: [{ from: date('2026-04-20'), to: date('2026-04-21'), name: '地方节日' }],
      working: [],
    };
    const laid = workingCalendar(shippedNotices(), [local]);
    expect(isWorkingDay(laid, date('2026-04-20'))).toEqual({
      working: false,
      reason: '地方节日放假（测试用：地方节日）',
      provisional: false,
    });
    expect(addWorkingDays(laid, date('2026-04-17'), 1).due).toBe('2026-04-22');
    expect(laid.years.has(2027)).toBe(false);
  });
});

describe('计数的性质', () => {
  const anyDate = fc.integer({ min: 19_000, max: 21_500 }).map(dateOfDayNumber);
  const anyDays = fc.integer({ min: 1, max: 60 });

  test('期限是工作日，所数各日都是工作日、递增、不含触发日', () => {
    fc.assert(
      fc.property(anyDate, anyDays, (from, days) => {
        const { due, counted } = addWorkingDays(calendar, from, days);
        expect(counted).toHaveLength(days);
        expect(counted.at(-1)).toBe(due);
        expect(counted.every((day) => isWorkingDay(calendar, day).working)).toBe(true);
        expect([...counted].sort()).toEqual(counted);
        expect(counted[0]! > from).toBe(true);
        expect(workingDaysBetween(calendar, from, due)).toBe(days);
        expect(workingDaysBetween(calendar, due, from)).toBe(-days);
      }),
    );
  });

  test('多一天不会更早，晚触发不会更早到期', () => {
    fc.assert(
      fc.property(anyDate, anyDays, fc.integer({ min: 0, max: 20 }), (from, days, later) => {
        const { due } = addWorkingDays(calendar, from, days);
        expect(addWorkingDays(calendar, from, days + 1).due > due).toBe(true);
        expect(addWorkingDays(calendar, addDays(from, later), days).due >= due).toBe(true);
      }),
    );
  });

  test('先数 a 天再数 b 天，与一次数 a+b 天相同（延期从期限届满起接着数）', () => {
    fc.assert(
      fc.property(anyDate, anyDays, anyDays, (from, a, b) => {
        const first = addWorkingDays(calendar, from, a).due;
        expect(addWorkingDays(calendar, first, b).due).toBe(addWorkingDays(calendar, from, a + b).due);
      }),
    );
  });

  test('不暂定的结果不受任何下一年通知的影响', () => {
    const later = workingCalendar([...shippedNotices(), madeUpNotice()]);
    fc.assert(
      fc.property(anyDate, anyDays, (from, days) => {
        const counted = addWorkingDays(calendar, from, days);
        fc.pre(!counted.provisional);
        expect(addWorkingDays(later, from, days)).toEqual(counted);
      }),
    );
  });

  test('工作日数与独立的节假日库一致（2024—2026年之内）', () => {
    const days2024to2026 = fc.integer({ min: 19_723, max: 20_700 }).map(dateOfDayNumber);
    fc.assert(
      fc.property(days2024to2026, fc.integer({ min: 1, max: 15 }), (from, days) => {
        let expected = from;
        for (let left = days; left > 0;) {
          expected = addDays(expected, 1);
          if (chineseDays.isWorkday(expected)) left -= 1;
        }
        expect(addWorkingDays(calendar, from, days).due).toBe(expected);
      }),
    );
  });
});

test('日历日期限遇休息日，取此前最后一个工作日', () => {
  expect(lastWorkingDayUpTo(calendar, date('2026-10-05'))).toEqual({
    date: '2026-09-30',
    provisional: false,
  });
  expect(lastWorkingDayUpTo(calendar, date('2026-01-31'))).toEqual({
    date: '2026-01-30',
    provisional: false,
  });
  expect(lastWorkingDayUpTo(calendar, date('2027-01-31'))).toEqual({ date: '2027-01-29', provisional: true });
  expect(lastWorkingDayUpTo(calendar, dateOf(2026, 9, 30)).date).toBe('2026-09-30');
});

test('工作日数必须是正整数：否则是程序的错', () => {
  for (const days of [0, -1, 1.5, Number.NaN]) {
    expect(() => addWorkingDays(calendar, date('2026-01-05'), days)).toThrow(RangeError);
  }
});
