/** 台账的定义: what a pack may not say about a record book, and how its columns are read. */
import { describe, expect, test } from 'vitest';
import {
  isAskedFor,
  kindOfRow,
  ledgerColumns,
  ledgerProblems,
  type LedgerRule,
} from '#app/jurisdictions/ledger-rule';
import { EVENT_KINDS } from '#app/deadlines/deadline-event';
import { shippedPacks } from '#tests/regulations/load-resources';
import { ledgerSchema } from '#app/jurisdictions/ledger-rule-schema';

const BOOK: LedgerRule = ledgerSchema.parse({
  id: 'book',
  label: '测试台账',
  party: 'P',
  columns: [
    '事项',
    { label: '事由', kind: 'choice', values: ['法律法规调整', '职能变化'] },
    { label: '日期', kind: 'date', required: true },
    { label: '层级', kind: 'text', when: { column: '事由', is: ['法律法规调整'] } },
  ],
  clocks: [
    {
      id: 'update',
      kinds: ['law-change', 'function-change'],
      kindColumn: '事由',
      on: '日期',
      about: ['事项'],
      acts: [],
    },
  ],
  article: '第一条',
  quote: '测试用条文',
});

describe('台账定义', () => {
  test('只写名称的栏目就是文字', () => {
    expect(ledgerColumns(BOOK)[0]).toEqual({
      label: '事项',
      kind: 'text',
      values: [],
      required: false,
      help: '',
      when: null,
    });
  });

  test('有条件的栏目只在条件成立时要求', () => {
    const { when } = ledgerColumns(BOOK)[3]!;
    expect(isAskedFor(when, { 事由: '法律法规调整' })).toBe(true);
    expect(isAskedFor(when, { 事由: '职能变化' })).toBe(false);
    expect(isAskedFor(when, {})).toBe(false);
    expect(isAskedFor(null, {})).toBe(true);
  });

  test('事由决定是哪一类事项，没填的不引起时限', () => {
    const clock = BOOK.clocks![0]!;
    expect(kindOfRow(clock, { 事由: '职能变化' })).toBe('function-change');
    expect(kindOfRow(clock, { 事由: '数据变更' })).toBeNull();
    expect(kindOfRow(clock, {})).toBeNull();
  });

  test('没有错的定义没有问题', () => {
    expect(ledgerProblems(BOOK)).toEqual([]);
  });

  const clock = BOOK.clocks![0]!;
  test.each([
    ['时限所指的栏目不存在', { ...BOOK, clocks: [{ ...clock, on: '收到日期' }] }, 'clocks[0].on'],
    ['起算的栏目不是日期', { ...BOOK, clocks: [{ ...clock, on: '事项' }] }, 'clocks[0].on'],
    ['几类事项没有事由栏', { ...BOOK, clocks: [{ ...clock, kindColumn: undefined }] }, 'clocks[0]'],
    ['两栏同名', { ...BOOK, columns: [...BOOK.columns, '事项'] }, 'columns[4]'],
    [
      '选择栏没有选项',
      { ...BOOK, columns: [...BOOK.columns, { label: '结果', kind: 'choice' }] },
      'columns[4]',
    ],
    [
      '条件所指的栏目不存在',
      {
        ...BOOK,
        columns: [...BOOK.columns, { label: '备注', kind: 'text', when: { column: '无', is: ['x'] } }],
      },
      '备注',
    ],
  ])('%s：指出位置', (_title, book, path) => {
    expect(ledgerProblems(book as LedgerRule).map((problem) => problem.path)).toContain(path);
  });
});

test('各类事项在国家条例或者当地规定的台账里都有去处，答复除外（记在申请一行）', () => {
  const kinds = shippedPacks().flatMap((pack) =>
    pack.ledgers.flatMap((ledger) => ledger.clocks?.flatMap((clock) => clock.kinds) ?? []),
  );
  expect([...new Set(kinds)].sort()).toEqual([...EVENT_KINDS].sort());
});
