import { describe, expect, it } from 'vitest';
import { initialsOf, matchesTyped, rankTyped } from '#renderer/parts/pinyin-initials';

describe('按拼音首字母选取', () => {
  it.each([
    ['无条件共享', 'wtjgx'],
    ['不予共享', 'bygx'],
    ['数据库', 'sjk'],
    ['字符型C', 'zfxc'],
    ['每季度', 'mjd'],
    ['电子表格', 'dzbg'],
  ])('%s → %s', (text, initials) => {
    expect(initialsOf(text)).toBe(initials);
  });

  it('汉字、字母、首字母都能找到', () => {
    expect(matchesTyped('数值型N', 'N')).toBe(true);
    expect(matchesTyped('数值型N', 'szx')).toBe(true);
    expect(matchesTyped('数值型N', '数值')).toBe(true);
    expect(matchesTyped('数值型N', 'zf')).toBe(false);
    expect(matchesTyped('数值型N', ' ')).toBe(true);
  });

  it('以所输内容开头的排在前面', () => {
    const options = ['有条件共享', '无条件共享', '条件待定'];
    expect(rankTyped(options, 'tj', (one) => one)).toEqual(['条件待定', '有条件共享', '无条件共享']);
  });
});
