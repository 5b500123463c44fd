import { describe, expect, it } from 'vitest';
import { emptyItem, MOST_ITEMS, type CatalogueEntry } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';
import { itemColumns, itemValue } from '#renderer/screens/editor/item-columns';
import {
  cellText,
  duplicateRows,
  findCells,
  insertRows,
  moveRows,
  pasteBlock,
  removeRows,
  replaceInCells,
  setCells,
} from '#renderer/screens/editor/item-edits';
import { readingOf } from '#renderer/screens/editor/reading';
import { codeTables } from '#tests/jurisdictions/check-support';
import { sampleEntry } from '#tests/support/sample-entry';

const reading = readingOf({
  codeTables,
  aliases: [{ field: 'updateCycle', from: '每旬', to: '不定期' }],
  itemHeaders: { columns: [], entry: [], counters: [], groups: [] },
});
let made = 0;
const newId = () => `new-${(made += 1)}`;

function entryOf(...names: string[]): CatalogueEntry {
  const entry = sampleEntry({}, names.length);
  return rollUp({ ...entry, items: entry.items.map((item, i) => ({ ...item, name: names[i]! })) });
}
const names = (entry: CatalogueEntry) => entry.items.map((item) => item.name);
const column = (entry: CatalogueEntry, field: string) =>
  itemColumns(entry).find((one) => one.field === field)!;
const at = (row: number, index: number, rows = 1, columns = 1) => ({ row, column: index, rows, columns });

describe('信息项的编辑', () => {
  it('改一项的共享类型，资源的共享类型随之汇总（有条件与无条件混合为有条件）', () => {
    const entry = entryOf('甲', '乙');
    const edited = setCells(entry, [{ row: 1, column: column(entry, 'sharingType'), value: '不予共享' }]);
    expect(edited.items.map((item) => item.sharingType)).toEqual(['无条件共享', '不予共享']);
    expect(edited.sharingType).toBe('有条件共享');
    expect(entry.sharingType).toBe('无条件共享');
  });

  it('整列清空后资源的值也清空，不会又填回各项', () => {
    const entry = entryOf('甲', '乙');
    const cycle = column(entry, 'updateCycle');
    const edited = setCells(entry, [
      { row: 0, column: cycle, value: '' },
      { row: 1, column: cycle, value: '' },
    ]);
    expect(edited.updateCycle).toBe('');
    expect(edited.items.map((item) => item.updateCycle)).toEqual(['', '']);
  });

  it('新增的行沿用各项一致的共享属性，不一致的留空', () => {
    const entry = entryOf('甲', '乙');
    const mixed = setCells(entry, [{ row: 0, column: column(entry, 'updateCycle'), value: '每日' }]);
    const grown = insertRows(mixed, 1, 2, newId);
    expect(names(grown)).toEqual(['甲', '', '', '乙']);
    expect(grown.items[1]).toMatchObject({ sharingType: '无条件共享', updateCycle: '', name: '' });
    expect(new Set(grown.items.map((item) => item.id)).size).toBe(4);
  });

  it('第一行沿用资源已填的共享属性', () => {
    const entry = { ...sampleEntry({}, 0), sharingType: '有条件共享' };
    expect(insertRows(entry, 0, 1, newId).items[0]).toMatchObject({
      sharingType: '有条件共享',
      updateCycle: '每月',
    });
  });

  it('删除、复制、上移、下移', () => {
    const entry = entryOf('甲', '乙', '丙', '丁');
    expect(names(removeRows(entry, new Set([0, 2])))).toEqual(['乙', '丁']);
    const doubled = duplicateRows(entry, new Set([1, 2]), newId);
    expect(names(doubled)).toEqual(['甲', '乙', '丙', '乙', '丙', '丁']);
    expect(new Set(doubled.items.map((item) => item.id)).size).toBe(6);
    expect(names(moveRows(entry, new Set([1, 2]), -1))).toEqual(['乙', '丙', '甲', '丁']);
    expect(names(moveRows(entry, new Set([1, 2]), 1))).toEqual(['甲', '丁', '乙', '丙']);
    expect(moveRows(entry, new Set([0, 1]), -1)).toBe(entry);
    expect(moveRows(entry, new Set([3]), 1)).toBe(entry);
  });

  it('信息项不超过上限', () => {
    const full = {
      ...sampleEntry({}, 0),
      items: Array.from({ length: MOST_ITEMS }, (_, i) => emptyItem(`i${i}`)),
    };
    expect(insertRows(full, 0, 5, newId).items).toHaveLength(MOST_ITEMS);
  });
});

describe('粘贴单元格块', () => {
  it('超出末尾的行自动新增，超出末列的列不要并计数，前导零保留', () => {
    const entry = entryOf('甲');
    const columns = itemColumns(entry);
    const last = columns.length - 1;
    const pasted = pasteBlock(
      entry,
      columns,
      at(0, 0),
      [
        ['名称一', 'code'],
        ['名称二', '007'],
      ],
      reading,
      newId,
    );
    expect(names(pasted.entry)).toEqual(['名称一', '名称二']);
    expect(pasted.entry.items[1]!.englishName).toBe('007');
    expect(pasted).toMatchObject({ rows: 2, columns: 2, added: 1, leftOut: 0 });
    const cut = pasteBlock(entry, columns, at(0, last), [['末列', '多出', ' ']], reading, newId);
    expect(cut).toMatchObject({ columns: 1, beyond: 1 });
    expect(itemValue(cut.entry.items[0]!, columns[last]!)).toBe('末列');
  });

  it('一个值填满所选区域', () => {
    const entry = entryOf('甲', '乙', '丙');
    const columns = itemColumns(entry);
    const pasted = pasteBlock(entry, columns, at(1, 3, 2, 1), [['18']], reading, newId);
    expect(pasted.entry.items.map((item) => item.dataLength)).toEqual(['50', '18', '18']);
  });

  it('到上限为止，多出的行数说明白', () => {
    const entry = {
      ...sampleEntry({}, 0),
      items: Array.from({ length: MOST_ITEMS - 1 }, (_, i) => emptyItem(`i${i}`)),
    };
    const pasted = pasteBlock(
      entry,
      itemColumns(entry),
      at(MOST_ITEMS - 1, 0),
      [['甲'], ['乙'], ['丙']],
      reading,
      newId,
    );
    expect(pasted).toMatchObject({ rows: 1, added: 1, leftOut: 2 });
    expect(pasted.entry.items.at(-1)!.name).toBe('甲');
  });

  it('部门自己的列同样可以粘贴', () => {
    const entry = entryOf('甲', '乙');
    entry.items[0]!.extra['备注'] = '原有';
    const columns = itemColumns(entry);
    const own = columns.findIndex((one) => one.field === 'extra.备注');
    const pasted = pasteBlock(entry, columns, at(0, own), [['新一'], ['新二']], reading, newId);
    expect(pasted.entry.items.map((item) => item.extra['备注'])).toEqual(['新一', '新二']);
  });
});

describe('输入和粘贴的值与导入时一样认', () => {
  const entry = entryOf('甲');
  const read = (field: string, typed: string) => cellText(column(entry, field), typed, reading);

  it.each([
    ['sharingType', '有条件', '有条件共享'],
    ['sharingType', ' 条件共享 ', '有条件共享'],
    ['openToPublic', '不予开放', '否'],
    ['openToPublic', 'TRUE', '是'],
    ['updateCycle', '每天', '每日'],
    ['updateCycle', '每旬', '不定期'],
    ['dataType', 'varchar', '字符型C'],
    ['modeCategory', '平台', '共享平台方式'],
    ['publishedOn', '2026年3月1日', '2026-03-01'],
  ])('%s：“%s”记作“%s”', (field, typed, kept) => {
    expect(read(field, typed)).toBe(kept);
    const index = itemColumns(entry).findIndex((one) => one.field === field);
    const pasted = pasteBlock(entry, itemColumns(entry), at(0, index), [[typed]], reading, newId);
    expect(itemValue(pasted.entry.items[0]!, column(entry, field))).toBe(kept);
  });

  it.each([
    ['sharingType', '部分共享'],
    ['sharingType', '1'],
    ['dataType', '文字'],
    ['publishedOn', '2026-02-30'],
    ['name', '有条件'],
    ['sharingCondition', '每天 \n varchar'],
  ])('%s：“%s”指不准，照原样留下', (field, typed) => {
    expect(read(field, typed)).toBe(typed);
  });
});

describe('查找和替换', () => {
  it('不分大小写，只换查找的字，替换内容里的特殊字符照原样写入', () => {
    const entry = entryOf('XK_code', 'xk_CODE编码', '名称');
    const columns = itemColumns(entry);
    const found = findCells(entry, columns, 'code');
    expect(found).toEqual([
      { row: 0, column: 0 },
      { row: 1, column: 0 },
    ]);
    expect(names(replaceInCells(entry, columns, found, 'code', '$&代码', reading))).toEqual([
      'XK_$&代码',
      'xk_$&代码编码',
      '名称',
    ]);
  });

  it('替换出来的值与输入的一样认', () => {
    const entry = entryOf('甲', '乙');
    const columns = itemColumns(entry);
    const found = findCells(entry, columns, '无条件共享');
    const replaced = replaceInCells(entry, columns, found, '无条件共享', '有条件', reading);
    expect(replaced.items.map((item) => item.sharingType)).toEqual(['有条件共享', '有条件共享']);
  });

  it('查找内容里的特殊字符不当作模式', () => {
    const entry = entryOf('数量（个）', '数量.个');
    const columns = itemColumns(entry);
    expect(findCells(entry, columns, '.个')).toEqual([{ row: 1, column: 0 }]);
    expect(
      names(replaceInCells(entry, columns, findCells(entry, columns, '（个）'), '（个）', '', reading)),
    ).toEqual(['数量', '数量.个']);
    expect(findCells(entry, columns, '')).toEqual([]);
  });
});
