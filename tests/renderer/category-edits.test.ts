import { describe, expect, test } from 'vitest';
import { mergedCategories, readPasted } from '#renderer/screens/settings/category-edits';

const KNOWN = [
  { code: '3', name: '部门类', note: '' },
  { code: '307', name: '信用', note: '' },
];

describe('a classification pasted from a sheet', () => {
  test('head row passed over, codes in any order, full-width digits read, names taken over', () => {
    const { nodes, faults } = readPasted('代码\t名称\n３０７０２１\t红名单\t备注\n307\t信用信息\n', KNOWN);
    expect(faults).toEqual([]);
    expect(nodes).toEqual([
      { code: '307021', name: '红名单', note: '备注' },
      { code: '307', name: '信用信息', note: '' },
    ]);
    expect(mergedCategories(KNOWN, nodes)).toMatchObject({ added: 1, changed: 1 });
  });

  test('编制指南 6.1: a level without the one above, an impossible code and a missing name are told by line', () => {
    const { nodes, faults } = readPasted('308001\t无上级\n42\t不成级\n307022\t\n', KNOWN);
    expect(nodes).toEqual([]);
    expect(faults.map(({ line }) => line)).toEqual([1, 2, 3]);
  });
});
