import { describe, expect, test } from 'vitest';
import { findCodeValue, foldLabel } from '#app/classification/code-table';
import { codeTableSchema } from '#app/classification/code-table-schema';

const table = codeTableSchema.parse({
  table: 'sharing-type',
  label: '共享类型',
  source: '试验',
  confirmed: true,
  values: [
    { label: '无条件共享', aliases: ['无条件'] },
    { label: '有条件共享', aliases: ['无条件', '有条件（依申请）'] },
  ],
});

describe('代码表按名称交换', () => {
  test.each([
    ['无条件共享', '无条件共享'],
    [' 无 条件共享 ', '无条件共享'],
    ['无条件\u200b共享', '无条件共享'],
    ['无条件', '无条件共享'],
    ['有条件(依申请)', '有条件共享'],
    ['有条件依申请', '有条件共享'],
  ])('“%s”是%s', (text, label) => {
    expect(findCodeValue(table, text)?.label).toBe(label);
  });

  test.each(['', '  ', '1', '条件', 'toString', '__proto__'])('“%s”不认识', (text) => {
    expect(findCodeValue(table, text)).toBeNull();
  });

  test('折叠只去掉没有意义的差别', () => {
    expect(foldLabel('Ａ·Ｂ（C）—d_e/f')).toBe('abcdef');
    expect(foldLabel('数据库类')).toBe('数据库类');
    expect(foldLabel('Oracle 11g')).toBe('oracle11g');
    expect(foldLabel(foldLabel('ＳＱＬ Server'))).toBe('sqlserver');
  });
});
