import { expect, test } from 'vitest';
import { categoryLevel, categoryTree, parentCode } from '#app/classification/category-tree';
import { categorySchema } from '#app/classification/category-schema';

const categories = ['307021001', '3', '307', '307021', '1', '30702100102'].map((code) => ({
  code,
  name: `类目${code}`,
  note: '',
}));

test('编制指南 6.1：类1位、项3位、目6位，再长的是细目', () => {
  expect(['3', '307', '307021', '30702101', '3070210102'].map(categoryLevel)).toEqual([
    '类',
    '项',
    '目',
    '细目',
    '细目',
  ]);
});

test('类目按代码成树，细目可以有多级', () => {
  const tree = categoryTree(categories);
  expect(tree.map(({ code }) => code)).toEqual(['1', '3']);
  const path: string[] = [];
  for (let node = tree[1]; node; node = node.children[0]) path.push(node.code);
  expect(path).toEqual(['3', '307', '307021', '307021001', '30702100102']);
});

test('上级缺少的类目不丢失，列在顶层或者最近的上级之下', () => {
  const known = new Set(['3', '307021']);
  expect(parentCode('307021001', known)).toBe('307021');
  expect(parentCode('308001', known)).toBe('3');
  expect(parentCode('3', known)).toBeNull();
  expect(categoryTree([{ code: '201', name: '主题', note: '' }]).map(({ code }) => code)).toEqual(['201']);
});

test('类目代码的形式', () => {
  for (const code of ['1', '307', '307021', '3070211'])
    expect(categorySchema.safeParse({ code, name: '类目' }).success).toBe(true);
  for (const code of ['', '4', '30', '3070', '30702', '3O7'])
    expect(categorySchema.safeParse({ code, name: '类目' }).success).toBe(false);
});
