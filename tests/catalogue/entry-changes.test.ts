import { describe, expect, test } from 'vitest';
import { emptyEntry, emptyItem, entryClass, type CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import { ENTRY_FIELD_KEYS, ENTRY_FIELDS, ITEM_FIELD_KEYS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import { entrySchema } from '#app/catalogue/entry-schema';

const item = (id: string, name = id) => ({ ...emptyItem(id), name });
const base: CatalogueEntry = {
  ...emptyEntry('e'),
  name: '企业信息',
  items: [item('甲'), item('乙'), item('丙')],
};

describe('变更对照：逐个字段、逐个信息项', () => {
  test('没有变化', () => {
    const changes = entryChanges(base, structuredClone(base));
    expect(changes).toEqual({ fields: [], itemsAdded: [], itemsRemoved: [], itemsMoved: false });
    expect(hasChanges(changes)).toBe(false);
  });

  test('每个字段的变化都看得到，写明中文名称和前后的值', () => {
    for (const key of ENTRY_FIELD_KEYS) {
      const { fields } = entryChanges(base, { ...base, [key]: '新值' });
      expect(fields).toEqual([
        { field: key, label: ENTRY_FIELDS[key].label, before: base[key], after: '新值' },
      ]);
    }
    for (const key of ITEM_FIELD_KEYS.filter((name) => name !== 'name')) {
      const items = [base.items[0]!, { ...base.items[1]!, [key]: '新值' }, base.items[2]!];
      expect(entryChanges(base, { ...base, items }).fields).toEqual([
        {
          field: key,
          label: ITEM_FIELDS[key].label,
          before: '',
          after: '新值',
          item: { id: '乙', name: '乙' },
        },
      ]);
    }
  });

  test('本部门自有的列、原代码的变化', () => {
    const after = { ...base, extra: { 备注: '新' }, formerCodes: ['307021/1'] };
    expect(
      entryChanges(base, after).fields.map(({ field, before, after: value }) => [field, before, value]),
    ).toEqual([
      ['extra.备注', '', '新'],
      ['formerCodes', '', '307021/1'],
    ]);
    expect(entryChanges(after, base).fields.map(({ field, after: value }) => [field, value])).toEqual([
      ['extra.备注', ''],
      ['formerCodes', ''],
    ]);
  });

  test('增加、删除、移动信息项', () => {
    const after = { ...base, items: [item('丙'), item('甲'), item('丁')] };
    const changes = entryChanges(base, after);
    expect(changes.itemsAdded).toEqual([{ id: '丁', name: '丁' }]);
    expect(changes.itemsRemoved).toEqual([{ id: '乙', name: '乙' }]);
    expect(changes.itemsMoved).toBe(true);
    expect(hasChanges(changes)).toBe(true);
  });

  test('只增加或者删除，其余次序不变的，不算移动', () => {
    expect(entryChanges(base, { ...base, items: [item('丁'), ...base.items] }).itemsMoved).toBe(false);
    expect(entryChanges(base, { ...base, items: base.items.slice(1) }).itemsMoved).toBe(false);
  });

  test('信息项改名按标识对应，不算一删一增', () => {
    const items = [item('甲', '新名'), base.items[1]!, base.items[2]!];
    const changes = entryChanges(base, { ...base, items });
    expect([changes.itemsAdded, changes.itemsRemoved]).toEqual([[], []]);
    expect(changes.fields).toEqual([
      { field: 'name', label: '信息项名称', before: '甲', after: '新名', item: { id: '甲', name: '新名' } },
    ]);
  });
});

test('类由代码首位得出；代码不合结构的不猜', () => {
  const classOf = (code: string) => entryClass({ code });
  expect(['101001/1', '2010010/1', '307021/000001'].map(classOf)).toEqual(['基础类', '主题类', '部门类']);
  for (const code of ['', '407021/1', '1', '1010/1', 'X101001/1']) expect(classOf(code)).toBeNull();
});

test('空的信息资源和信息项符合数据结构', () => {
  expect(entrySchema.safeParse({ ...emptyEntry('e'), items: [emptyItem('i')] }).success).toBe(true);
  expect(entrySchema.safeParse({ ...emptyEntry('e'), name: undefined }).success).toBe(false);
});
