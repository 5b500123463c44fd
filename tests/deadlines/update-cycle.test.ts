import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, calendarDate, dateOfDayNumber, type CalendarDate } from '#app/deadlines/calendar-date';
import { latestUpdateDueBy, nextUpdateDue, type CyclePeriod } from '#app/deadlines/update-cycle';

test.each<[string, CyclePeriod, string]>([
  ['2026-01-31', { months: 1 }, '2026-02-28'],
  ['2028-01-31', { months: 1 }, '2028-02-29'],
  ['2028-02-29', { months: 12 }, '2029-02-28'],
  ['2026-11-30', { months: 3 }, '2027-02-28'],
  ['2026-12-31', { days: 7 }, '2027-01-07'],
])('%s之后按周期下一次应在%o后的%s', (last, period, due) => {
  expect(nextUpdateDue(calendarDate(last), period)).toBe(due);
});

test('最晚的上次更新日期正好是界线：再晚一天就不在期限之内', () => {
  const days = fc.integer({ min: 18_000, max: 22_000 }).map((n): CalendarDate => dateOfDayNumber(n));
  const periods = fc.oneof(
    fc.integer({ min: 1, max: 400 }).map((n): CyclePeriod => ({ days: n })),
    fc.integer({ min: 1, max: 36 }).map((n): CyclePeriod => ({ months: n })),
  );
  fc.assert(
    fc.property(days, periods, (due, period) => {
      const last = latestUpdateDueBy(due, period);
      expect(nextUpdateDue(last, period) <= due).toBe(true);
      expect(nextUpdateDue(addDays(last, 1), period) > due).toBe(true);
    }),
  );
});
