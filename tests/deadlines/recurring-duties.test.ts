import { describe, expect, test } from 'vitest';
import { date, input, rowsOf } from './duty-input';

describe('陕西第九条：每季度至少一次全面维护', () => {
  test('新建的目录库只从建库当季起算，季度末到期', () => {
    const rows = rowsOf(
      input('shaanxi-2017', '2026-11-21', { since: date('2026-11-21') }),
      'full-maintenance',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      regulation: '陕政发〔2017〕34号',
      article: '第九条',
      party: 'P',
      period: '2026-Q4',
      periodLabel: '2026年第四季度',
      due: '2026-12-31',
      status: 'ok',
      subject: '目录全面维护（2026年第四季度）',
      // 23–27 Nov, 30 Nov–4 Dec, 7–11, 14–18, 21–25, 28–31 Dec
      remainingWorkingDays: 29,
    });
  });

  test('各季度的状态：按期办结、逾期办结、逾期、正常', () => {
    const rows = rowsOf(
      input('shaanxi-2017', '2026-11-21', {
        maintenance: [
          { period: '2026-Q1', finishedOn: date('2026-03-31') },
          { period: '2026-Q2', finishedOn: date('2026-07-01') },
        ],
      }),
      'full-maintenance',
    );
    const statuses = Object.fromEntries(rows.map((row) => [row.period, row.status]));
    expect(statuses).toEqual({
      '2026-Q1': 'done',
      '2026-Q2': 'done-late',
      '2026-Q3': 'overdue',
      '2026-Q4': 'ok',
    });
    const overdue = rows.find((row) => row.period === '2026-Q3')!;
    // 8–10, 12–16, 19–23, 26–30 Oct, 2–6, 9–13, 16–20 Nov
    expect(overdue.remainingWorkingDays).toBe(-33);
    expect(rows.find((row) => row.period === '2026-Q1')!.remainingWorkingDays).toBeNull();
  });

  test.each([
    // 23, 24, 28–30 Sep are left: 25 to 27 is 中秋
    ['2026-09-22', 'due-soon', 5],
    ['2026-09-21', 'ok', 6],
    ['2026-09-30', 'due-soon', 0],
    ['2026-10-01', 'overdue', 0],
    ['2026-10-08', 'overdue', -1],
  ])('第三季度在 %s：%s，还剩 %i 个工作日', (today, status, remaining) => {
    const row = rowsOf(input('shaanxi-2017', today), 'full-maintenance').find(
      (candidate) => candidate.period === '2026-Q3',
    )!;
    expect(row).toMatchObject({ due: '2026-09-30', status, remainingWorkingDays: remaining });
    expect(Object.is(row.remainingWorkingDays, -0)).toBe(false);
  });

  test('维护以后才到的日期不算已经完成', () => {
    const finished = { maintenance: [{ period: '2026-Q3', finishedOn: date('2026-09-29') }] };
    const before = rowsOf(input('shaanxi-2017', '2026-09-28', finished), 'full-maintenance').at(-1)!;
    expect(before.status).not.toBe('done');
  });
});

describe('云南第十八条：每年至少一次全面维护', () => {
  test('一次季度维护也算当年的一次', () => {
    const maintenance = [{ period: '2026-Q2', finishedOn: date('2026-06-18') }];
    const rows = rowsOf(input('yunnan-2017', '2026-11-21', { maintenance }), 'full-maintenance');
    expect(rows.map(({ period, due, status }) => ({ period, due, status }))).toEqual([
      { period: '2026', due: '2026-12-31', status: 'done' },
    ]);
  });

  test('去年的维护不算今年的', () => {
    const maintenance = [{ period: '2025', finishedOn: date('2025-12-18') }];
    const rows = rowsOf(input('yunnan-2017', '2026-12-25', { maintenance }), 'full-maintenance');
    // 28–31 Dec
    expect(rows[0]).toMatchObject({ status: 'due-soon', remainingWorkingDays: 4, provisional: true });
  });
});

describe('年度报告：陕西第二十三条1月底前，云南第四十条1月15日前，深圳第33段每年', () => {
  test.each([
    // 2027-01-31 is a Sunday of a year without a notice
    ['shaanxi-2017', '2027-01-31', '2027-01-29', true],
    ['yunnan-2017', '2027-01-15', '2027-01-15', true],
    ['shenzhen-2015', '2026-12-31', '2026-12-31', true],
  ])('%s：2026年度报告 %s 到期，此前最后一个工作日 %s', (rules, due, lastWorkingDay, provisional) => {
    const row = rowsOf(input(rules, '2026-11-21'), 'annual-report').find(
      (candidate) => candidate.period === '2026',
    );
    expect(row).toMatchObject({ due, lastWorkingDay, provisional, status: 'ok' });
  });

  test('2026年1月31日是星期六：到期日不变，另列1月30日', () => {
    const row = rowsOf(input('shaanxi-2017', '2026-01-26'), 'annual-report')[0]!;
    expect(row).toMatchObject({
      period: '2025',
      due: '2026-01-31',
      lastWorkingDay: '2026-01-30',
      provisional: false,
      status: 'due-soon',
      remainingWorkingDays: 4,
    });
    expect(row.notes.join('')).toContain('2026-01-30');
  });

  test('上一年度的报告在建库时还没有到期的，也列出；已经过期的不追', () => {
    const periods = (since: string): (string | null)[] =>
      rowsOf(input('yunnan-2017', '2026-11-21', { since: date(since) }), 'annual-report').map(
        (row) => row.period,
      );
    expect(periods('2026-01-15')).toEqual(['2025', '2026']);
    expect(periods('2026-01-16')).toEqual(['2026']);
  });

  test('报告送出以后办结，送给别处的不算', () => {
    const sent = (rules: string | undefined): string =>
      rowsOf(
        input('shaanxi-2017', '2026-02-10', {
          reports: [{ year: 2025, on: date('2026-02-02'), ...(rules === undefined ? {} : { rules }) }],
        }),
        'annual-report',
      ).find((row) => row.period === '2025')!.status;
    expect(sent(undefined)).toBe('done-late');
    expect(sent('shaanxi-2017')).toBe('done-late');
    expect(sent('yunnan-2017')).toBe('overdue');
  });
});
