import { readFileSync, readdirSync } from 'node:fs';
import { expect, describe, it } from 'vitest';
import { itemHeaders } from '#app/documents/item-headers';
import { layoutSchema } from '#app/documents/layout';
import { headedBlock } from '#renderer/screens/editor/header-row';
import { itemColumns } from '#renderer/screens/editor/item-columns';
import { sampleEntry } from '#tests/support/sample-entry';

const FOLDER = new URL('../../resources/layouts/', import.meta.url);
const layouts = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => layoutSchema.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))));
const reading = { itemHeaders: itemHeaders(layouts) };
const entry = sampleEntry({}, 1);
const columns = itemColumns({
  ...entry,
  items: entry.items.map((one) => ({ ...one, extra: { 备注: '甲' } })),
});
const read = (cells: string[][]) => {
  const block = headedBlock(cells, columns, reading);
  return block && [block.columns.map(({ field }) => field), block.rows];
};

describe('带表头粘贴信息项', () => {
  it('首行是列名：不作信息项，各列按列名归位', () => {
    expect(
      read([
        ['数据长度', '信息项名称', '数据类型'],
        ['18', '统一社会信用代码', '字符型C'],
      ]),
    ).toEqual([['dataLength', 'name', 'dataType'], [['18', '统一社会信用代码', '字符型C']]]);
  });

  it('导入工作簿时认得的别名、必填标记和单位自有的列也认得', () => {
    expect(
      read([
        ['*信息项名称（必填）', '字段长度', '字段类型', '备注'],
        ['甲', '18', 'C', '乙'],
      ])?.[0],
    ).toEqual(['name', 'dataLength', 'dataType', 'extra.备注']);
  });

  it('空的列名下面没有内容，跳过这一列；行短的补空', () => {
    expect(read([['信息项名称', '', '数据长度'], ['甲', ' ', '18'], ['乙']])?.[1]).toEqual([
      ['甲', '18'],
      ['乙', ''],
    ]);
  });

  it.each([
    [
      '有一格不是列名',
      [
        ['信息项名称', '法人'],
        ['甲', '乙'],
      ],
    ],
    ['只有一格', [['信息项名称'], ['甲']]],
    [
      '同一列写了两遍',
      [
        ['数据长度', '字段长度'],
        ['1', '2'],
      ],
    ],
    [
      '空的列名下面有内容',
      [
        ['信息项名称', '数据类型', ''],
        ['甲', 'C', '18'],
      ],
    ],
    ['只有这一行', [['信息项名称', '数据类型']]],
    [
      '列名不在首行',
      [
        ['甲', 'C'],
        ['信息项名称', '数据类型'],
      ],
    ],
  ])('%s：不能断定是表头，照原样粘贴', (_case, cells) => {
    expect(read(cells)).toBeNull();
  });

  it('一个名称只指一个字段', () => {
    const fields = new Map<string, string>();
    for (const { field, header } of reading.itemHeaders) {
      expect([header, fields.get(header) ?? field]).toEqual([header, field]);
      fields.set(header, field);
    }
  });
});
