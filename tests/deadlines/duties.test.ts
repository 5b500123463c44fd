import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDayNumber, type CalendarDate } from '#app/deadlines/calendar-date';
import { dutyList, movedDuties, type DutyInput } from '#app/deadlines/duties';
import type { EventRecord } from '#app/deadlines/duty-records';
import type { DutyRow } from '#app/deadlines/duty-row';
import { workingCalendar } from '#app/deadlines/working-days';
import { shippedNotices } from '#tests/regulations/load-resources';
import { date, input, record, rowOf, rowsOf, stacks } from './duty-input';
import { madeUpNotice } from './made-up-notices';

describe('条例第十七条：报送才算完成，内部审定不算', () => {
  const given = (today: string, more: Partial<EventRecord>): DutyInput =>
    input('shaanxi-2017', today, { events: [record('2026-11-02', more)] });

  test.each([
    // due 2026-11-16; 2 Nov is a Monday
    ['2026-11-06', {}, 'ok', 6],
    ['2026-11-09', {}, 'due-soon', 5],
    ['2026-11-16', {}, 'due-soon', 0],
    ['2026-11-17', {}, 'overdue', -1],
    ['2026-11-20', { submittedOn: date('2026-11-16') }, 'done', null],
    ['2026-11-20', { submittedOn: date('2026-11-17') }, 'done-late', null],
    ['2026-11-20', { publishedOn: date('2026-11-10') }, 'overdue', -4],
    // a submission entered with a date still to come has not happened
    ['2026-11-10', { submittedOn: date('2026-11-12') }, 'due-soon', 4],
  ])('%s，办理情况 %o：%s', (today, more, status, remaining) => {
    expect(rowOf(given(today, more), 'national-2025', 'catalogue-update')).toMatchObject({
      due: '2026-11-16',
      status,
      remainingWorkingDays: remaining,
      subject: '测试条例修订',
      event: 'e1',
      from: '2026-11-02',
    });
  });

  test('34号文第九条以平台更新为准，报送日期同时列出', () => {
    const submitted = given('2026-11-24', { submittedOn: date('2026-11-12') });
    expect(rowOf(submitted, 'shaanxi-2017', 'catalogue-update')).toMatchObject({
      due: '2026-11-23',
      status: 'overdue',
      submittedOn: '2026-11-12',
      publishedOn: null,
    });
    const published = given('2026-11-24', {
      submittedOn: date('2026-11-12'),
      publishedOn: date('2026-11-18'),
    });
    expect(rowOf(published, 'shaanxi-2017', 'catalogue-update')).toMatchObject({
      status: 'done',
      submittedOn: '2026-11-12',
      publishedOn: '2026-11-18',
    });
  });

  test('最先到期的未办结时限标明为主；办结以后由下一个为主', () => {
    const drivers = (today: string, more: Partial<EventRecord>): string[] =>
      dutyList(given(today, more))
        .duties.filter((row) => row.drives)
        .map((row) => row.rules);
    expect(drivers('2026-11-06', {})).toEqual(['national-2025']);
    expect(drivers('2026-11-13', { submittedOn: date('2026-11-12') })).toEqual(['shaanxi-2017']);
  });

  test('第三款：报送以后才有主管部门的2个工作日，列为主管部门的时限', () => {
    expect(rowsOf(given('2026-11-13', {}), 'authority-review')).toEqual([]);
    const bySubmission = rowOf(
      given('2026-11-13', { submittedOn: date('2026-11-12') }),
      'national-2025',
      'authority-review',
    );
    expect(bySubmission).toMatchObject({ party: 'A', from: '2026-11-12', due: '2026-11-16', drives: false });
    expect(bySubmission.notes.join('')).toContain('按报送日期');
    const byReceipt = rowOf(
      given('2026-11-13', { submittedOn: date('2026-11-12'), receivedOn: date('2026-11-13') }),
      'national-2025',
      'authority-review',
    );
    expect(byReceipt).toMatchObject({ from: '2026-11-13', due: '2026-11-17' });
  });

  test('地方性法规不起算条例第十七条，待办里只有34号文', () => {
    const events = [record('2026-11-02', { level: '地方性法规' })];
    const duties = dutyList(input('shaanxi-2017', '2026-11-06', { events })).duties;
    expect(duties.filter((row) => row.event === 'e1').map((row) => row.rules)).toEqual(['shaanxi-2017']);
  });

  test('规章不起算任何时限', () => {
    const events = [record('2026-11-02', { level: '规章' })];
    const duties = dutyList(input('shaanxi-2017', '2026-11-06', { events })).duties;
    expect(duties.filter((row) => row.event === 'e1')).toEqual([]);
  });
});

describe('延期：同意的日期不晚于期限才算数', () => {
  const consent = (consentedOn: string, more: Record<string, unknown> = {}): Partial<EventRecord> => ({
    extension: { consentedOn: date(consentedOn), documentNumber: '陕数函〔2026〕1号', ...more },
  });
  const row = (today: string, more: Partial<EventRecord>): DutyRow =>
    rowOf(
      input('shaanxi-2017', today, { events: [record('2026-11-02', more)] }),
      'national-2025',
      'catalogue-update',
    );

  test.each(['2026-11-10', '2026-11-16'])('%s 同意：延长5个工作日，文号列出', (on) => {
    expect(row('2026-11-18', consent(on))).toMatchObject({
      baseDue: '2026-11-16',
      due: '2026-11-23',
      extendedDue: '2026-11-23',
      status: 'due-soon',
      remainingWorkingDays: 3,
    });
    expect(row('2026-11-18', consent(on)).notes.join('')).toContain('陕数函〔2026〕1号');
  });

  test('期限以后才同意：不延长，说明原因', () => {
    const late = row('2026-11-18', consent('2026-11-17'));
    expect(late).toMatchObject({ due: '2026-11-16', status: 'overdue' });
    expect(late.notes.join('')).toContain('晚于期限');
  });

  test.each([
    ['2026-11-10', false],
    ['2026-11-11', true],
    ['2026-11-16', true],
    ['2026-11-17', false],
  ])('期限届满前3个工作日提醒须先取得同意：%s %s', (today, reminded) => {
    expect(row(today, {}).notes.join('').includes('须在2026-11-16以前取得')).toBe(reminded);
  });

  test('已经延期、已经办结的不再提醒', () => {
    expect(row('2026-11-20', consent('2026-11-10')).notes.join('')).not.toContain('需要延期');
    expect(row('2026-11-13', { submittedOn: date('2026-11-12') }).notes.join('')).not.toContain('需要延期');
  });

  test('条例第十七条的延期不带动34号文第九条', () => {
    const events = [record('2026-11-02', consent('2026-11-10'))];
    const given = input('shaanxi-2017', '2026-11-18', { events });
    expect(rowOf(given, 'shaanxi-2017', 'catalogue-update').due).toBe('2026-11-23');
    expect(rowOf(given, 'shaanxi-2017', 'catalogue-update').extendedDue).toBeNull();
  });

  test.each([
    [undefined, '2026-07-17'],
    [3, '2026-07-08'],
    [10, '2026-07-17'],
    [30, '2026-07-17'],
  ])('条例第二十一条：同意延长 %s 个工作日，最长10个，%s 到期', (workingDays, due) => {
    const extension = {
      consentedOn: date('2026-07-01'),
      documentNumber: '1号',
      ...(workingDays === undefined ? {} : { workingDays }),
    };
    const application = record('2026-06-18', {
      kind: 'application',
      level: null,
      sharing: '有条件',
      extension,
    });
    const given = input('national-2025', '2026-07-02', { events: [application] });
    const reply = rowOf(given, 'national-2025', 'reply-conditional');
    expect(reply).toMatchObject({ baseDue: '2026-07-03', due });
    expect(reply.notes.join('')).toContain('告知');
  });

  test('没有共享类型的申请：延期只用于写明的那一项', () => {
    const extension = { consentedOn: date('2026-06-22'), documentNumber: '1号', duty: 'reply-conditional' };
    const application = record('2026-06-18', { kind: 'application', level: null, extension });
    const given = input('national-2025', '2026-06-22', { events: [application] });
    expect(rowOf(given, 'national-2025', 'reply-conditional').due).toBe('2026-07-17');
    expect(rowOf(given, 'national-2025', 'reply-unconditional').due).toBe('2026-06-22');
  });
});

describe('其他事项', () => {
  test('整改通知写明日期的，按该日期', () => {
    const notice = record('2026-07-15', {
      kind: 'rectification',
      level: null,
      statedDue: date('2026-07-31'),
    });
    const given = input('shaanxi-2017', '2026-07-30', { events: [notice] });
    const row = rowOf(given, 'shaanxi-2017', 'rectification');
    expect(row).toMatchObject({ due: '2026-07-31', workingDays: null, status: 'due-soon' });
    const done = { ...notice, rectifiedOn: date('2026-07-29') };
    expect(
      rowOf(input('shaanxi-2017', '2026-07-30', { events: [done] }), 'shaanxi-2017', 'rectification').status,
    ).toBe('done');
  });

  test('整改通知没有写明日期的，不编造日期', () => {
    const notice = record('2026-07-15', { kind: 'rectification', level: null });
    const duties = dutyList(input('shaanxi-2017', '2026-07-30', { events: [notice] })).duties;
    expect(duties.filter((row) => row.event === 'e1')).toEqual([]);
  });

  test('忻州五（三）：平台的2个工作日列为平台的时限，提供部门以5个工作日为准', () => {
    const application = record('2026-06-18', { kind: 'application', level: null, sharing: '有条件' });
    const duties = dutyList(input('xinzhou-2022', '2026-06-22', { events: [application] })).duties;
    expect(duties.map(({ rules, duty, party, due, drives }) => [rules, duty, party, due, drives])).toEqual([
      ['xinzhou-2022', 'platform-check-conditional', 'A', '2026-06-23', false],
      ['xinzhou-2022', 'reply-conditional', 'P', '2026-06-26', true],
      ['national-2025', 'reply-conditional', 'P', '2026-07-03', false],
    ]);
  });

  test('规则包不在有效期内：不给时限（威海2021年3月31日以后）', () => {
    const duties = dutyList(input('weihai-2016', '2026-11-06', { events: [record('2026-11-02')] })).duties;
    expect([...new Set(duties.map((row) => row.rules))]).toEqual(['national-2025']);
  });

  test('待办按到期先后，逾期在前，已办结在后', () => {
    const events = [
      record('2026-10-12', { id: 'late' }),
      record('2026-11-16', { id: 'new' }),
      record('2026-10-09', { id: 'done', submittedOn: date('2026-10-20') }),
    ];
    const given = input('national-2025', '2026-11-18', { events });
    expect(dutyList(given).duties.map((row) => `${row.event} ${row.duty} ${row.status}`)).toEqual([
      'done authority-review overdue',
      'late catalogue-update overdue',
      'new catalogue-update ok',
      'done catalogue-update done',
    ]);
  });
});

describe('安装2027年安排以后，列出日期有变的待办', () => {
  const after = workingCalendar([...shippedNotices(), madeUpNotice()]);
  const events = [
    record('2026-12-18', { id: 'moves' }),
    record('2026-11-02', { id: 'stays' }),
    record('2026-12-10', { id: 'done', submittedOn: date('2026-12-14') }),
  ];

  test('暂定的期限确定或者移动，已办结和不受影响的不列', () => {
    const moved = movedDuties(input('national-2025', '2026-12-20', { events }), after);
    expect(moved.map(({ before, after: row }) => [before.event, before.due, row.due])).toEqual([
      ['moves', '2027-01-01', '2026-12-31'],
    ]);
    expect(moved[0]).toMatchObject({ before: { provisional: true }, after: { provisional: false } });
  });
});

describe('性质', () => {
  const anyDate = fc.integer({ min: 20_301, max: 20_800 }).map(dateOfDayNumber);
  const maybe = fc.option(anyDate, { nil: undefined });

  test('状态与日期永远相符，任何时候都只有一个为主的时限', () => {
    fc.assert(
      fc.property(
        anyDate,
        anyDate,
        maybe,
        maybe,
        fc.constantFrom(...stacks.keys()),
        (today, on, sent, shown, rules) => {
          const dates: { submittedOn?: CalendarDate; publishedOn?: CalendarDate } = {};
          if (sent) dates.submittedOn = sent;
          if (shown) dates.publishedOn = shown;
          const given = input(rules, today, { events: [record(on, dates)], since: on });
          const list = dutyList(given);
          expect(list.today).toBe(today);
          for (const row of list.duties) {
            const done = row.status === 'done' || row.status === 'done-late';
            expect(done).toBe(row.fulfilledOn !== null && row.fulfilledOn <= today);
            expect(row.remainingWorkingDays === null).toBe(done);
            if (done) expect(row.status === 'done').toBe(row.fulfilledOn! <= row.due);
            else expect(row.status === 'overdue').toBe(today > row.due);
            if (row.provisional) expect(row.due >= '2026-12-25').toBe(true);
          }
          expect(list.duties.filter((row) => row.drives).length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('晚一天看，没有办结的待办不会变得更宽裕', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 30 }), (on, passed) => {
        const at = (days: number): DutyRow | undefined =>
          rowsOf(
            input('national-2025', dateOfDayNumber(20_301 + days + passed), {
              events: [record(on)],
              since: date('2026-01-01'),
            }),
            'catalogue-update',
          )[0];
        const [earlier, later] = [at(0), at(1)];
        expect(later!.remainingWorkingDays! <= earlier!.remainingWorkingDays!).toBe(true);
        expect(later!.due).toBe(earlier!.due);
      }),
    );
  });
});
