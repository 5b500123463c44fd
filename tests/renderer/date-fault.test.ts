/** A date box reads what people write as a date, and says in plain words why it did not take what was typed. */
import { expect, test } from 'vitest';
import { dateFault } from '#renderer/parts/date-fault';

test.each([
  ['2026-02-30', '2026年2月没有30日'],
  ['2025/2/29', '2025年2月没有29日'],
  ['20261301', '一年没有13月'],
  ['2026年4月31日', '2026年4月没有31日'],
  ['下周三', '不是日期，应为年-月-日'],
  ['2026-11-013', '不是日期，应为年-月-日'],
  ['2026-12-01', '不能晚于2026-11-21'],
  ['2026.12.1', '不能晚于2026-11-21'],
  ['0206-12-01', '年份应在1900年至2199年之间'],
  ['', ''],
])('“%s”', (typed, fault) => {
  expect(dateFault(typed, '2026-11-21')).toBe(fault);
});

test.each([
  '2026-11-21',
  '20261121',
  '2026-11-1',
  '2026.11.13',
  '2026/11/13',
  '2026年11月13日',
  '２０２６－１１－１３',
])('“%s”是人们写日期的样子，收下', (typed) => {
  expect(dateFault(typed, '2026-11-21')).toBe('');
});

test('没有最晚日期的框，也不收二十三世纪的日期', () => {
  expect(dateFault('2026-12-01', undefined)).toBe('');
  expect(dateFault('2260-12-01', undefined)).toContain('1900年至2199年');
});
