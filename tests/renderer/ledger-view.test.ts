/** 台账: the form, the list and what is sent follow from one definition. */
import { describe, expect, test } from 'vitest';
import {
  askedColumns,
  changedValues,
  missingColumns,
  rowName,
  sortedDuties,
  type Ledger,
  type LedgerColumn,
  type LedgerDuty,
} from '#renderer/screens/ledgers/ledger-view';

const column = (label: string, more: Partial<LedgerColumn> = {}): LedgerColumn => ({
  label,
  kind: 'text',
  values: [],
  required: false,
  help: '',
  when: null,
  ...more,
});
const ledger: Ledger = {
  ledger: 'national-2025/applications',
  rules: 'national-2025',
  label: '共享申请与答复',
  party: 'P',
  regulation: '政务数据共享条例',
  article: '第二十条第二款',
  quote: '',
  columns: [
    column('申请部门', { required: true }),
    column('收到日期', { kind: 'date', required: true }),
    column('答复结果', { kind: 'choice', values: ['同意', '不同意'] }),
    column('理由', { kind: 'long-text', required: true, when: { column: '答复结果', is: ['不同意'] } }),
  ],
  clocked: true,
  keepYears: null,
  rows: 0,
};

describe('登记表随内容变化（条例第二十一条：不同意的，说明理由）', () => {
  test('只有不同意时才填写理由', () => {
    const labels = (values: Record<string, string>) => askedColumns(ledger, values).map(({ label }) => label);
    expect(labels({})).not.toContain('理由');
    expect(labels({ 答复结果: '同意' })).not.toContain('理由');
    expect(labels({ 答复结果: '不同意' })).toContain('理由');
  });

  test('必填而未填的逐一列出，空格不算填写', () => {
    expect(missingColumns(ledger, { 申请部门: ' ', 答复结果: '不同意' })).toEqual([
      '申请部门',
      '收到日期',
      '理由',
    ]);
    expect(missingColumns(ledger, { 申请部门: '市卫健委', 收到日期: '2026-11-09' })).toEqual([]);
  });

  test('只送出改动的栏，清空的栏送出空白', () => {
    const before = { 申请部门: '市卫健委', 收到日期: '2026-11-09', 答复结果: '不同意', 理由: '涉密' };
    expect(changedValues(ledger, before, before)).toEqual({});
    expect(changedValues(ledger, before, { ...before, 申请部门: '市民政局 ', 答复结果: '' })).toEqual({
      申请部门: '市民政局',
      答复结果: '',
    });
  });
});

describe('列表', () => {
  test('没有文字内容的记录也有称呼', () => {
    const row = { id: 'r1', duties: [], events: [], withdrawn: null, enteredBy: '' };
    expect(rowName(ledger, { ...row, values: { 申请部门: '市卫健委', 理由: '涉密' } })).toBe(
      '市卫健委，涉密',
    );
    expect(rowName(ledger, { ...row, values: { 收到日期: '2026-11-09' } })).toBe('r1');
  });

  test('先列本部门未办结的时限，再列已办结的和主管部门的，同类按到期日期', () => {
    const duty = (name: string, party: 'P' | 'A', due: string, left: number | null) =>
      ({ duty: name, party, due, remainingWorkingDays: left }) as LedgerDuty;
    const sorted = sortedDuties([
      duty('a', 'A', '2026-11-20', 1),
      duty('b', 'P', '2026-11-21', null),
      duty('c', 'P', '2026-11-25', 3),
      duty('d', 'P', '2026-11-23', 1),
    ]);
    expect(sorted.map((one) => one.duty)).toEqual(['d', 'c', 'b', 'a']);
  });
});
