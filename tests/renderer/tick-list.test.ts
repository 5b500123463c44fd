import { describe, expect, test } from 'vitest';
import { MOST_FINDINGS_NAMED } from '#app/contract/finding-limits';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { createTickList, type TickList } from '#renderer/screens/findings/tick-list';
import type { FindingRow } from '#renderer/screens/findings/use-finding-board';
import { text } from '#renderer/text/zh-cn';

const words = text.findings.ticks;

const warning = (index: number, more: Partial<FindingRow> = {}): FindingRow => ({
  severity: 'warning',
  rule: 'grading-missing',
  citation: { regulation: '指南', article: '第一条', quote: '' },
  entry: { id: `entry-${index}`, code: '', name: `第${index}号` },
  field: 'grading',
  message: '没有填写',
  fix: '',
  ...more,
});
const warnings = (first: number, count: number): FindingRow[] =>
  Array.from({ length: count }, (_, i) => warning(first + i));
const take = (list: TickList, rows: readonly FindingRow[], off = false): Promise<string | null> =>
  list.take(() => Promise.resolve(rows), rows.length, off);
const tickedEntries = (list: TickList): string[] => [...list.rows().values()].map(({ entry }) => entry.id);

describe('the most findings that one act may name', () => {
  test('can be ticked; a range beyond is said, not read and ticks nothing', async () => {
    const list = createTickList();
    const read = () => Promise.reject(new Error('read all the same'));
    expect(await list.take(read, MOST_FINDINGS_NAMED + 1, false)).toBe(words.most(MOST_FINDINGS_NAMED));
    expect(list.rows().size).toBe(0);
    expect(await take(list, warnings(0, MOST_FINDINGS_NAMED))).toBe(null);
    expect(list.rows().size).toBe(MOST_FINDINGS_NAMED);
  });

  test('holds for all ranges together: rows beyond are said, and none of the range is ticked without the others', async () => {
    const list = createTickList();
    await take(list, warnings(0, MOST_FINDINGS_NAMED - 1));
    expect(await take(list, warnings(MOST_FINDINGS_NAMED - 1, 2))).toBe(words.most(MOST_FINDINGS_NAMED));
    expect(list.rows().size).toBe(MOST_FINDINGS_NAMED - 1);
    // The same ones again are no more than there were.
    expect(await take(list, warnings(0, 5))).toBe(null);
    expect(await take(list, warnings(MOST_FINDINGS_NAMED - 1, 1))).toBe(null);
    expect(list.rows().size).toBe(MOST_FINDINGS_NAMED);
  });
});

describe('what can have no reason together with others', () => {
  test.each([
    [{ severity: 'error' }, words.not.error],
    [{ severity: 'advice' }, words.not.advice],
    [{ rule: SECRECY_RULE }, words.not.secrecy],
    [{ settled: { reason: '暂缺', by: '甲', on: '2026-11-21' } }, words.not.answered],
  ] as const)('alone says why: %o', async (more, why) => {
    const list = createTickList();
    expect(await take(list, [warning(1, more)])).toBe(why);
    expect(list.rows().size).toBe(0);
  });

  test('is left out of a range, and how many were is said', async () => {
    const list = createTickList();
    const rows = [warning(1), warning(2, { severity: 'error' }), warning(3, { severity: 'advice' })];
    expect(await take(list, rows)).toBe(words.leftOut(2));
    expect(tickedEntries(list)).toEqual(['entry-1']);
  });
});

test('rows that come after all ticks were taken away come too late: other conditions hold by then', async () => {
  const list = createTickList();
  let arrive: (rows: readonly FindingRow[]) => void = () => undefined;
  const taken = list.take(() => new Promise((resolve) => (arrive = resolve)), 2, false);
  list.clear();
  arrive([warning(1), warning(2, { severity: 'error' })]);
  expect(await taken).toBe(null);
  expect(list.rows().size).toBe(0);
});

test('a finding is ticked by what it says: only those named lose their ticks, whatever else their entry has', async () => {
  const list = createTickList();
  const [first, second] = [warning(1), warning(1, { message: '另一处' })];
  const heard: number[] = [];
  list.subscribe(() => heard.push(list.rows().size));
  await take(list, [first, second, warning(2)]);
  expect(list.untick([{ ...second }, warning(9)])).toBe(1);
  expect(list.untick([second])).toBe(0);
  expect(tickedEntries(list)).toEqual(['entry-1', 'entry-2']);
  expect(await take(list, [first], true)).toBe(null);
  expect(tickedEntries(list)).toEqual(['entry-2']);
  expect(heard).toEqual([3, 2, 1]);
});
