import { describe, expect, test } from 'vitest';
import { parseHolidayNotice, parseLocalHolidays } from '#app/deadlines/holiday-notice-schema';
import { MADE_UP_2027 } from './made-up-notices';

function problemsOf(changes: Record<string, unknown>): { path: string; message: string }[] {
  const outcome = parseHolidayNotice(JSON.stringify({ ...MADE_UP_2027, ...changes }), '2027.json');
  if (outcome.ok) return [];
  expect(outcome.failure.code).toBe('calendar-invalid');
  expect(outcome.failure.details['place']).toBe('2027.json');
  return outcome.failure.details['problems'] as { path: string; message: string }[];
}

describe('节假日安排文件：有错指出在哪里', () => {
  test('没有错的文件收下，文件头的字节顺序标记不碍事', () => {
    expect(problemsOf({})).toEqual([]);
    expect(parseHolidayNotice(`\uFEFF${JSON.stringify(MADE_UP_2027)}`, 'x').ok).toBe(true);
  });

  test.each([
    ['不存在的日期', { working: ['2027-02-30'] }, 'working[0]'],
    ['放假的起止颠倒', { off: [{ from: '2027-05-05', to: '2027-05-01', name: '劳动节' }] }, 'off[0]'],
    ['放假长得不像话', { off: [{ from: '2027-05-01', to: '2027-07-01', name: '劳动节' }] }, 'off[0]'],
    [
      '同一天又放假又上班',
      { off: [{ from: '2027-02-20', to: '2027-02-20', name: '春节' }], working: ['2027-02-20'] },
      'working[0]',
    ],
    ['平日列为调休上班', { working: ['2027-03-01'] }, 'working[0]'],
    ['日期离本年太远', { working: ['2029-03-03'] }, 'working[0]'],
    ['没有一天放假', { off: [] }, 'off'],
    ['多出的栏目', { holidays: [] }, ''],
    ['别的格式', { format: 'mulu-working-days/9' }, 'format'],
    ['年份不是数字', { year: '2027' }, 'year'],
  ])('%s', (_title, changes, path) => {
    expect(problemsOf(changes).map((problem) => problem.path)).toContain(path);
  });

  test('不是 JSON 的文件给出失败，不抛出', () => {
    for (const text of ['', '{', 'null', '[]', '2027']) {
      expect(parseHolidayNotice(text, 'x')).toMatchObject({
        ok: false,
        failure: { code: 'calendar-invalid' },
      });
    }
  });

  test('地方节假日文件单有格式，不会被当作国务院通知', () => {
    const local = { format: 'mulu-local-holidays/1', title: '测试', issuer: '测试', source: '测试' };
    expect(parseLocalHolidays(JSON.stringify({ ...local, off: [], working: [] }), 'x').ok).toBe(true);
    expect(parseHolidayNotice(JSON.stringify({ ...local, off: [], working: [] }), 'x').ok).toBe(false);
  });
});
