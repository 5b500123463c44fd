import { describe, expect, test } from 'vitest';
import { ask, askOutcome, dues, reasons } from './ask';

const R = '政务数据共享条例';

describe('条例第十七条第二款：自调整、变化发生之日起10个工作日内更新并报送，经同意可以延长5个工作日', () => {
  // Day by day from the notices; the comment gives the working days counted.
  test.each([
    // plain weeks
    ['2025-08-01', '2025-08-15', '2025-08-22'],
    ['2026-07-15', '2026-07-29', '2026-08-05'],
    // Saturday and Sunday triggers count from Monday
    ['2025-08-02', '2025-08-15', '2025-08-22'],
    ['2025-08-03', '2025-08-15', '2025-08-22'],
    // 国庆 and 中秋 2025: 26, 28(Sun), 29, 30 Sep, 9, 10, 11(Sat), 13, 14, 15 Oct
    ['2025-09-25', '2025-10-15', '2025-10-22'],
    // 9, 10, 11, 13–17, 20, 21 Oct
    ['2025-09-30', '2025-10-21', '2025-10-28'],
    ['2025-10-05', '2025-10-21', '2025-10-28'],
    ['2025-10-08', '2025-10-21', '2025-10-28'],
    // 元旦 2026: 25, 26, 29–31 Dec, 4(Sun), 5–8 Jan
    ['2025-12-24', '2026-01-08', '2026-01-15'],
    ['2025-12-31', '2026-01-15', '2026-01-22'],
    // 春节 2026: 11–13, 14(Sat), 24–27, 28(Sat) Feb, 2 Mar
    ['2026-02-10', '2026-03-02', '2026-03-09'],
    ['2026-02-13', '2026-03-05', '2026-03-12'],
    ['2026-02-14', '2026-03-06', '2026-03-13'],
    ['2026-02-20', '2026-03-06', '2026-03-13'],
    // 清明 2026
    ['2026-03-30', '2026-04-14', '2026-04-21'],
    // 五一 2026: 29, 30 Apr, 6–8, 9(Sat), 11–14 May
    ['2026-04-28', '2026-05-14', '2026-05-21'],
    // 端午 2026
    ['2026-06-17', '2026-07-02', '2026-07-09'],
    // 中秋 and 国庆 2026: 20(Sun), 21–24, 28–30 Sep, 8, 9 Oct
    ['2026-09-18', '2026-10-09', '2026-10-15'],
    ['2026-09-30', '2026-10-20', '2026-10-27'],
    ['2026-11-20', '2026-12-04', '2026-12-11'],
  ])('%s 调整，%s 到期，延长后 %s', (on, due, extendedDue) => {
    const { limits, notInForce } = ask('national-2025', { on });
    expect(notInForce).toEqual([]);
    expect(limits).toHaveLength(1);
    expect(limits[0]).toMatchObject({
      duty: 'catalogue-update',
      regulation: R,
      rules: 'national-2025',
      article: '第十七条第二款',
      party: 'P',
      workingDays: 10,
      due,
      provisional: false,
      extendedDue,
      extendedProvisional: false,
      drives: true,
    });
    expect(limits[0]!.counted).toHaveLength(10);
    expect(limits[0]!.counted.at(-1)).toBe(due);
  });

  test('所数各日逐一列出：国庆前的周日上班计入，长假不计', () => {
    const { limits } = ask('national-2025', { on: '2025-09-25' });
    expect(limits[0]!.counted).toEqual([
      '2025-09-26',
      '2025-09-28',
      '2025-09-29',
      '2025-09-30',
      '2025-10-09',
      '2025-10-10',
      '2025-10-11',
      '2025-10-13',
      '2025-10-14',
      '2025-10-15',
    ]);
  });

  test.each([
    ['2026-12-10', '2026-12-24', false, '2026-12-31', true],
    ['2026-12-11', '2026-12-25', true, '2027-01-01', true],
    ['2026-12-18', '2027-01-01', true, '2027-01-08', true],
    ['2026-12-31', '2027-01-14', true, '2027-01-21', true],
  ])('2027年安排没有公布：%s 调整，%s 到期（暂定：%s）', (on, due, provisional, extendedDue, extended) => {
    const { limits } = ask('national-2025', { on });
    expect(limits[0]).toMatchObject({ due, provisional, extendedDue, extendedProvisional: extended });
  });

  test.each(['法律', '行政法规', '国务院决定'])('%s 调整触发', (level) => {
    expect(dues(ask('national-2025', { on: '2025-08-01', level }))).toEqual({
      [`${R} catalogue-update`]: '2025-08-15',
    });
  });

  test.each(['地方性法规', '规章', '规范性文件', '部门规章', '地方政府规章'])(
    '%s 调整不触发，并说明原因',
    (level) => {
      const answer = ask('national-2025', { on: '2025-08-01', level });
      expect(answer.limits).toEqual([]);
      const row = answer.notTriggered.find((limit) => limit.duty === 'catalogue-update');
      expect(row).toMatchObject({ regulation: R, article: '第十七条第二款', why: 'level', workingDays: 10 });
      expect(row!.reason).toContain('法律、行政法规、国务院决定');
      expect(row!.reason.includes('提醒')).toBe(level !== '地方性法规');
    },
  );

  test('政府部门职责变化触发，不问文件层级', () => {
    const answer = ask('national-2025', { on: '2026-11-20', kind: 'function-change', level: '规范性文件' });
    expect(dues(answer)).toEqual({ [`${R} catalogue-update`]: '2026-12-04' });
    expect(answer.event).toEqual({
      on: '2026-11-20',
      kind: 'function-change',
      level: null,
      sharing: null,
    });
  });

  test.each(['data-change', 'sharing-change'])('%s 不触发第十七条第二款', (kind) => {
    const answer = ask('national-2025', { on: '2026-11-20', kind });
    expect(answer.limits).toEqual([]);
    expect(reasons(answer)[`${R} catalogue-update`]).toBe('other-kind');
  });
});

test('条例第十七条第三款：2个工作日是主管部门的时限，自收到更新后的目录起算，不自本事件起算', () => {
  const row = ask('national-2025', { on: '2026-11-20' }).notTriggered.find(
    (limit) => limit.duty === 'authority-review',
  );
  expect(row).toMatchObject({ party: 'A', workingDays: 2, why: 'later-act', article: '第十七条第三款' });
  expect(row!.countedFrom).toContain('收到更新后的政务数据目录');
});

describe('条例第二十一条：答复共享申请，延长最长不超过10个工作日', () => {
  test.each([
    // 1 working day, round the holidays
    ['2025-09-26', '2025-09-28'],
    ['2025-09-30', '2025-10-09'],
    ['2025-10-10', '2025-10-11'],
    ['2025-12-31', '2026-01-04'],
    ['2026-02-13', '2026-02-14'],
    ['2026-02-14', '2026-02-24'],
    ['2026-02-27', '2026-02-28'],
    ['2026-04-03', '2026-04-07'],
    ['2026-04-30', '2026-05-06'],
    ['2026-05-08', '2026-05-09'],
    ['2026-06-18', '2026-06-22'],
    ['2026-09-19', '2026-09-20'],
    ['2026-09-24', '2026-09-28'],
    ['2026-10-09', '2026-10-10'],
    ['2026-12-23', '2026-12-24'],
  ])('无条件共享：%s 收到申请，1个工作日 %s 到期', (on, due) => {
    const answer = ask('national-2025', { on, kind: 'application', sharing: '无条件' });
    expect(dues(answer)).toEqual({ [`${R} reply-unconditional`]: due });
    expect(answer.limits[0]).toMatchObject({ workingDays: 1, sharing: '无条件', counted: [due] });
    expect(reasons(answer)[`${R} reply-conditional`]).toBe('sharing');
  });

  test('12月24日收到申请，25日到期但属一年最后一周，暂定', () => {
    const answer = ask('national-2025', { on: '2026-12-24', kind: 'application', sharing: '无条件' });
    expect(dues(answer)).toEqual({ [`${R} reply-unconditional`]: '2026-12-25?' });
  });

  test.each([
    ['2026-02-12', '2026-03-04', '2026-03-18'],
    ['2026-06-18', '2026-07-03', '2026-07-17'],
    ['2025-09-25', '2025-10-15', '2025-10-29'],
  ])('有条件共享：%s 收到申请，10个工作日 %s，延长后 %s', (on, due, extendedDue) => {
    const answer = ask('national-2025', { on, kind: 'application', sharing: '有条件共享' });
    expect(answer.limits).toHaveLength(1);
    expect(answer.limits[0]).toMatchObject({ workingDays: 10, due, extendedDue, sharing: '有条件' });
    expect(answer.limits[0]!.extension).toMatchObject({ workingDays: 10, upTo: true, needsNotice: true });
  });

  test('没有写明共享类型：两种都列出，各自标明', () => {
    const answer = ask('national-2025', { on: '2026-07-15', kind: 'application' });
    expect(answer.limits.map(({ sharing, due, drives }) => ({ sharing, due, drives }))).toEqual([
      { sharing: '无条件', due: '2026-07-16', drives: true },
      { sharing: '有条件', due: '2026-07-29', drives: true },
    ]);
  });
});

test.each([
  ['2025-09-10', '2025-10-14'],
  ['2026-01-26', '2026-02-28'],
])('条例第二十二条：%s 作出同意答复，20个工作日 %s 前提供', (on, due) => {
  const answer = ask('national-2025', { on, kind: 'reply' });
  expect(dues(answer)).toEqual({ [`${R} provide-data`]: due });
  expect(answer.limits[0]!.extendedDue).toBeUndefined();
});

test.each([
  ['2025-09-29', '2025-10-20'],
  ['2026-04-28', '2026-05-14'],
])('条例第二十六条：%s 收到校核申请，10个工作日 %s', (on, due) => {
  expect(dues(ask('national-2025', { on, kind: 'doubt' }))).toEqual({ [`${R} correct-data`]: due });
});

test('条例第三十九条：责令改正以通知写明的日期为准', () => {
  const answer = ask('national-2025', { on: '2026-07-15', kind: 'rectification' });
  expect(answer.limits).toEqual([]);
  expect(reasons(answer)).toEqual({ [`${R} rectification`]: 'stated-in-notice' });
});

describe('条例第四十四条：自2025年8月1日起施行', () => {
  test('7月31日的事项不适用', () => {
    expect(askOutcome('national-2025', { on: '2025-07-31' })).toEqual({
      ok: false,
      failure: {
        code: 'rule-pack-not-in-force',
        details: {
          rules: 'national-2025',
          on: '2025-07-31',
          notInForce: [{ rules: 'national-2025', regulation: R, from: '2025-08-01', to: null }],
        },
      },
    });
  });

  test('8月1日起适用', () => {
    expect(askOutcome('national-2025', { on: '2025-08-01' }).ok).toBe(true);
  });
});

describe('不合规的输入给出失败', () => {
  test('不存在的日期', () => {
    expect(askOutcome('national-2025', { on: '2026-02-29' })).toMatchObject({
      ok: false,
      failure: { code: 'date-invalid' },
    });
  });

  test.each([
    [{ kind: 'law_change' }, 'kind'],
    [{ level: '司法解释' }, 'level'],
    [{ kind: 'application', sharing: '不予' }, 'sharing'],
  ])('事项、层级、共享类型是封闭的：%o', (wrong, field) => {
    expect(askOutcome('national-2025', { on: '2026-07-15', ...wrong })).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', details: { field } },
    });
  });

  test('没有的规则包，列出有哪些', () => {
    const outcome = askOutcome('beijing-2030', { on: '2026-07-15' });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'rule-pack-unknown' } });
    if (!outcome.ok) expect(outcome.failure.details['known']).toContain('shaanxi-2017');
  });
});
