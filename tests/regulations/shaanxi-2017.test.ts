import { describe, expect, test } from 'vitest';
import { ask, askOutcome, dues, reasons } from './ask';

const N = '政务数据共享条例';
const S = '陕政发〔2017〕34号';

describe('陕西第九条：修订或职能变化之日起15个工作日内更新目录', () => {
  // Before 2025-08-01 the national Regulation was not in force: the local limit stands alone.
  test.each([
    // 春节 2024: 4(Sun), 5–9, 18(Sun), 19–23, 26–28 Feb
    ['2024-02-02', '2024-02-28'],
    // over the leap day: 9, 18(Sun), 19–23, 26–29 Feb, 1, 4–6 Mar
    ['2024-02-08', '2024-03-06'],
    ['2024-02-28', '2024-03-20'],
    // 清明 2024
    ['2024-04-01', '2024-04-23'],
    // 五一 2024: 28(Sun), 29, 30 Apr, 6–10, 11(Sat), 13–17, 20 May
    ['2024-04-26', '2024-05-20'],
    // 端午 2024
    ['2024-06-07', '2024-07-01'],
    // 中秋 and 国庆 2024: 14(Sat), 18–20, 23–27, 29(Sun), 30 Sep, 8–11 Oct
    ['2024-09-13', '2024-10-11'],
    ['2024-09-30', '2024-10-25'],
    // 元旦 2025
    ['2024-12-20', '2025-01-13'],
    // 春节 2025: 26(Sun), 27 Jan, 5–7, 8(Sat), 10–14, 17–20 Feb
    ['2025-01-24', '2025-02-20'],
    // 清明, 五一, 端午 2025
    ['2025-04-03', '2025-04-25'],
    ['2025-04-25', '2025-05-20'],
    ['2025-05-30', '2025-06-23'],
    ['2025-07-31', '2025-08-21'],
  ])('%s 修订，%s 到期；条例当时没有施行', (on, due) => {
    const answer = ask('shaanxi-2017', { on });
    expect(dues(answer)).toEqual({ [`${S} catalogue-update`]: due });
    expect(answer.limits[0]).toMatchObject({ article: '第九条', workingDays: 15, party: 'P', drives: true });
    expect(answer.notInForce).toEqual([
      { rules: 'national-2025', regulation: N, from: '2025-08-01', to: null },
    ]);
  });

  test.each([
    ['2025-09-25', '2025-10-15', '2025-10-22'],
    ['2026-02-13', '2026-03-05', '2026-03-12'],
    ['2026-09-18', '2026-10-09', '2026-10-15'],
    ['2026-11-20', '2026-12-04', '2026-12-11'],
    ['2026-12-10', '2026-12-24', '2026-12-31?'],
  ])('%s 修订：条例 %s、34号文 %s 都列出，短的一个为准', (on, national, local) => {
    const answer = ask('shaanxi-2017', { on });
    expect(dues(answer)).toEqual({
      [`${N} catalogue-update`]: national,
      [`${S} catalogue-update`]: local,
    });
    expect(answer.limits.map((limit) => limit.drives)).toEqual([true, false]);
    expect(answer.notInForce).toEqual([]);
  });

  test('没有公布安排的年份（2023年）只作估算', () => {
    expect(dues(ask('shaanxi-2017', { on: '2023-06-01' }))).toEqual({
      [`${S} catalogue-update`]: '2023-06-22?',
    });
  });

  test('地方性法规修订只触发34号文', () => {
    const answer = ask('shaanxi-2017', { on: '2026-11-20', level: '地方性法规' });
    expect(dues(answer)).toEqual({ [`${S} catalogue-update`]: '2026-12-11' });
    expect(reasons(answer)[`${N} catalogue-update`]).toBe('level');
    expect(answer.limits[0]!.drives).toBe(true);
  });

  test.each(['规章', '规范性文件'])('%s 修订两个都不触发，只作提醒', (level) => {
    const answer = ask('shaanxi-2017', { on: '2026-11-20', level });
    expect(answer.limits).toEqual([]);
    const levels = answer.notTriggered.filter((limit) => limit.why === 'level');
    expect(levels.map((limit) => limit.regulation)).toEqual([N, S]);
    expect(levels.every((limit) => limit.reason.includes('提醒'))).toBe(true);
  });

  test('国务院决定不是“法律法规”：只触发条例', () => {
    const answer = ask('shaanxi-2017', { on: '2026-11-20', level: '国务院决定' });
    expect(dues(answer)).toEqual({ [`${N} catalogue-update`]: '2026-12-04' });
    expect(reasons(answer)[`${S} catalogue-update`]).toBe('level');
  });

  test('职能变化：两个都触发', () => {
    expect(dues(ask('shaanxi-2017', { on: '2026-04-28', kind: 'function-change' }))).toEqual({
      [`${N} catalogue-update`]: '2026-05-14',
      [`${S} catalogue-update`]: '2026-05-21',
    });
  });

  test('数据变更：动态和实时更新，没有天数', () => {
    const answer = ask('shaanxi-2017', { on: '2026-04-28', kind: 'data-change' });
    expect(answer.limits).toEqual([]);
    expect(reasons(answer)[`${S} data-update`]).toBe('no-number');
    expect(answer.notTriggered.find((limit) => limit.duty === 'data-update')!.reason).toContain('动态和实时');
  });
});

describe('陕西第十五条：有条件共享10个工作日内答复，无条件共享直接获取', () => {
  test('有条件', () => {
    const answer = ask('shaanxi-2017', { on: '2026-06-18', kind: 'application', sharing: '有条件' });
    expect(dues(answer)).toEqual({
      [`${N} reply-conditional`]: '2026-07-03',
      [`${S} reply-conditional`]: '2026-07-03',
    });
    expect(answer.limits.map((limit) => limit.extendedDue)).toEqual(['2026-07-17', undefined]);
    // The same day twice: the higher regulation drives.
    expect(answer.limits.map((limit) => limit.drives)).toEqual([true, false]);
  });

  test('无条件', () => {
    const answer = ask('shaanxi-2017', { on: '2026-06-18', kind: 'application', sharing: '无条件' });
    expect(dues(answer)).toEqual({ [`${N} reply-unconditional`]: '2026-06-22' });
    const row = answer.notTriggered.find(
      (limit) => limit.regulation === S && limit.duty === 'reply-unconditional',
    );
    expect(row).toMatchObject({ why: 'nothing-to-do', article: '第十五条第一款' });
    expect(row!.reason).toContain('直接获取');
  });
});

test('陕西第十八条没有规定校核期限，条例第二十六条10个工作日', () => {
  const answer = ask('shaanxi-2017', { on: '2025-09-29', kind: 'doubt' });
  expect(dues(answer)).toEqual({ [`${N} correct-data`]: '2025-10-20' });
  expect(reasons(answer)).toEqual({ [`${S} correct-data`]: 'nothing-to-do' });
});

test('陕西第二十八条：整改以通知写明的时限为准', () => {
  const answer = ask('shaanxi-2017', { on: '2026-07-15', kind: 'rectification' });
  expect(answer.limits).toEqual([]);
  expect(reasons(answer)).toEqual({
    [`${N} rectification`]: 'stated-in-notice',
    [`${S} rectification`]: 'stated-in-notice',
  });
});

test('陕西第二十九条：自印发之日起施行，此前两个都不适用', () => {
  expect(askOutcome('shaanxi-2017', { on: '2017-08-17' })).toMatchObject({
    ok: false,
    failure: { code: 'rule-pack-not-in-force' },
  });
  expect(askOutcome('shaanxi-2017', { on: '2017-08-18' }).ok).toBe(true);
});
