import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, describe, it } from 'vitest';
import { emptyItem, type CatalogueEntry } from '#app/catalogue/entry';
import { itemHeaders } from '#app/documents/item-headers';
import type { Layout } from '#app/documents/layout';
import { writeCsv } from '#app/documents/write-csv';
import { writeWorkbook } from '#app/documents/write-workbook';
import { headedBlock, type HeadedBlock } from '#renderer/screens/editor/header-row';
import { itemColumns, itemValue, type ItemColumn } from '#renderer/screens/editor/item-columns';
import { pasteBlock } from '#renderer/screens/editor/item-edits';
import { readingOf } from '#renderer/screens/editor/reading';
import { codeTables, layouts, temporaryFolder } from '#tests/documents/sheet-fixture';
import { sampleEntry } from '#tests/support/sample-entry';

const reading = readingOf({ codeTables, aliases: [], itemHeaders: itemHeaders(layouts) });
const entry = sampleEntry({}, 1);
const columns = itemColumns({
  ...entry,
  items: entry.items.map((one) => ({ ...one, extra: { 备注: '甲' } })),
});
const [NAME, BEHIND_NAME] = [0, 1];
const block = (cells: readonly string[][], place = NAME) => headedBlock(cells, columns, place, reading);
const read = (cells: string[][], place = NAME) => {
  const headed = block(cells, place);
  return headed && [headed.columns.map(({ field }) => field), headed.rows];
};
const pasteAt = { row: 0, column: 0, rows: 1, columns: 1 };
const blank = { ...sampleEntry({ sharingType: '', updateCycle: '' }, 0), publishedOn: '' };
const pasteInto = (cells: string[][]) => {
  const headed = block(cells)!;
  return { headed, result: pasteBlock(blank, headed.columns, pasteAt, headed.rows, reading, () => 'new') };
};
/** What the items of an empty entry hold after a block was pasted into them. */
const pasted = (cells: readonly (readonly string[])[], into: readonly ItemColumn[]) => {
  const { items } = pasteBlock(blank, into, pasteAt, cells, reading, () => 'new').entry;
  return items.map((item) => columns.map((column) => itemValue(item, column)));
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
        ['信息项名称', '数据长度', '字段长度'],
        ['甲', '1', '2'],
      ],
    ],
    [
      '只有序号和别的词',
      [
        ['序号', '法人'],
        ['1', '乙'],
      ],
    ],
    [
      '名为“序号”的信息项',
      [
        ['序号', '整型N'],
        ['企业名称', '字符型C'],
      ],
    ],
    ['只有这一行', [['信息项名称', '数据类型']]],
    [
      '日常叫法，认不出信息项名称',
      [
        ['序号', '名称', '类型', '长度', '更新周期'],
        ['1', '企业名称', '字符型C', '100', '每日'],
      ],
    ],
    [
      '没有信息项名称，列名都认得',
      [
        ['数据类型', '发布日期'],
        ['企业名称', '注册资本'],
      ],
    ],
    [
      '名称像列名的信息项，后面是代码表的值和数字',
      [
        ['开放条件', '开放属性', '字符型C', '20'],
        ['企业名称', '', '字符型C', '20'],
      ],
    ],
    [
      '名为“数据类型”的信息项，“No”是否',
      [
        ['数据类型', '字符型C', '20', 'No'],
        ['企业名称', '字符型C', '20', '是'],
      ],
    ],
    [
      '名为“信息项”的信息项，后面有代码表的值',
      [
        ['信息项', '发布日期', '字符型C'],
        ['企业名称', '', '字符型C'],
      ],
    ],
    [
      '名为“信息项名称”的信息项，后面有数字',
      [
        ['信息项名称', '发布日期', 'C', '18,2'],
        ['企业名称', '', 'C', '20'],
      ],
    ],
    [
      '名为“信息项”的信息项，只有“No”是列名',
      [
        ['信息项', 'C', '', 'No'],
        ['企业名称', 'C', '', 'Yes'],
      ],
    ],
    [
      '下面一行本身是列名，两行合起来又不能断定',
      [
        ['信息项', '数据类型', ''],
        ['', '数据长度', '信息项名称'],
        ['C', '18', '甲'],
      ],
    ],
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

  it.each([
    [['数据类型', '数据长度', '序号'], '列名都认得', true],
    [['数据类型', '数据长度', '说明'], '有一个认不出', false],
  ])('贴在信息项名称之后的，不必有信息项名称，列名须都认得：%s', (names, _case, isHeader) => {
    const cells = [names, ['字符型C', '18', '1']];
    expect(block(cells, BEHIND_NAME) !== null).toBe(isHeader);
    expect(block(cells, NAME)).toBeNull();
  });

  it('认不出的列名下面没有内容，不妨碍', () => {
    const cells = [
      ['数据类型', '数据长度', '说明'],
      ['字符型C', '18', ' '],
    ];
    expect(block(cells, BEHIND_NAME)).toMatchObject({ rows: [['字符型C', '18']] });
  });

  it('序号和信息资源的列不粘贴，与认不出的列分开说，旁边只有一列的也是', () => {
    const headed = block([
      ['序号', '信息项名称', '信息资源摘要', '项分类', '来源信息系统名称'],
      ['1', '甲', '摘', '类', '系统'],
      ['2', '乙', '', '', ''],
    ])!;
    expect(headed.columns.map(({ field }) => field)).toEqual(['name']);
    expect(headed.rows).toEqual([['甲'], ['乙']]);
    expect(headed.untaken).toEqual({
      unknown: [],
      known: ['序号', '信息资源摘要', '项分类', '来源信息系统名称'],
    });
  });

  it('认不出的，说出列名；没有列名的，说出第几列；空列不说', () => {
    const headed = block([
      ['信息项名称', '来源系统', '数据类型', '', '审核人'],
      ['甲', '登记系统', 'C', '18', ' '],
    ])!;
    expect(headed.rows).toEqual([['甲', 'C']]);
    expect(headed.untaken).toEqual({ unknown: ['来源系统', '第4列'], known: [] });
  });

  it('信息项还没有的列：填报模板和本程序的表里有的新增，没有内容的不新增', () => {
    const cells = [
      ['信息项名称', '数据元', '关联代码集', '信息项自有列：批注'],
      ['甲', 'DE01', '', '乙'],
    ];
    expect(read(cells)).toEqual([['name', 'extra.数据元', 'extra.批注'], [['甲', 'DE01', '乙']]]);
    expect(block(cells)!.untaken).toEqual({ unknown: [], known: [] });
    const { headed, result } = pasteInto(cells);
    expect(result.newColumns).toEqual(['数据元', '批注']);
    expect(result.entry.items.map(({ name, extra }) => [name, extra])).toEqual([
      ['甲', { 数据元: 'DE01', 批注: '乙' }],
    ]);
    expect(headed.columns.every(({ label }) => label !== '关联代码集')).toBe(true);
  });

  it.each([
    [['信息资源名称', '信息项名称'], 2],
    [['所属目录代码', '信息项名称'], 2],
    [['信息资源摘要', '信息项名称'], 0],
  ])('说出各行出自几条信息资源，空的随上：%s', (names, count) => {
    const rows = ['甲', '', '乙', '甲'].map((resource, i) => [resource, `项${i}`]);
    expect(block([names, ...rows])!.resources).toBe(count);
  });

  it('两行表头：分组在上，没有分组的列名写在上面一行', () => {
    const headed = block([
      ['序号', '信息项信息', '', '共享属性', '', '更新周期'],
      ['', '信息项名称', '数据类型', '共享类型', '共享条件', ''],
      ['1', '甲', 'C', '无条件共享', '', '每日'],
    ])!;
    expect(headed.headerRows).toBe(2);
    expect(headed.columns.map(({ field }) => field)).toEqual([
      'name',
      'dataType',
      'sharingType',
      'sharingCondition',
      'updateCycle',
    ]);
    expect(headed.rows).toEqual([['甲', 'C', '无条件共享', '', '每日']]);
  });

  it('两行表头：上面一行不论写什么，只要下面一行本身是列名', () => {
    const headed = block([
      ['信息项', '', '', '共享属性', '', '更新周期'],
      ['信息项名称', '数据类型', '数据长度', '共享类型', '共享条件', ''],
      ['甲', 'C', '18', '无条件共享', '', '每日'],
    ])!;
    expect(headed).toMatchObject({
      titleRows: 0,
      headerRows: 2,
      rows: [['甲', 'C', '18', '无条件共享', '', '每日']],
    });
    expect(headed.columns.map(({ field }) => field)).toEqual([
      'name',
      'dataType',
      'dataLength',
      'sharingType',
      'sharingCondition',
      'updateCycle',
    ]);
  });

  it('列名上面写着标题、空着的行，不作信息项', () => {
    const headed = block([
      ['某局信息项清单', '', ''],
      ['', '', ''],
      ['信息项名称', '数据类型', '数据长度'],
      ['甲', 'C', '18'],
    ])!;
    expect(headed).toMatchObject({ titleRows: 2, headerRows: 1, rows: [['甲', 'C', '18']] });
  });

  it('标题下面有两行表头的也是', () => {
    const headed = block([
      ['某局信息项清单', '', '', ''],
      ['信息项', '', '共享属性', '更新周期'],
      ['信息项名称', '数据类型', '共享类型', ''],
      ['甲', 'C', '无条件共享', '每日'],
    ])!;
    expect(headed).toMatchObject({ titleRows: 1, headerRows: 2, rows: [['甲', 'C', '无条件共享', '每日']] });
  });

  it('上面是一列信息项名称、下面又有列名的，不当作标题', () => {
    const names = ['甲', '乙', '丙', '丁'].map((name) => [name, '']);
    expect(block([...names, ['信息项名称', '数据类型'], ['戊', 'C']])).toBeNull();
  });

  it.each([
    [
      ['信息项名称', '更新周期', '共享属性'],
      ['', '', '无条件共享'],
    ],
    [
      ['信息项名称', '共享属性', '开放属性'],
      ['信息项', '无条件共享', '是'],
    ],
    [
      ['信息项名称', '数据类型'],
      ['更新周期', ''],
    ],
  ])('列名下面的第一行内容不当作第二行表头：%s', (names, values) => {
    expect(block([names, values])).toMatchObject({ headerRows: 1, rows: [values] });
  });

  it('列名的次序、多少、有无序号，不改变粘贴的结果', () => {
    const synonyms = new Map<string, string[]>(columns.map(({ field, label }) => [field, [label]]));
    for (const { field, header } of reading.itemHeaders.columns) synonyms.get(field)?.push(header);
    const some = fc.subarray(columns, { minLength: 1 }).chain((inOrder) =>
      fc.record({
        inOrder: fc.constant(inOrder),
        order: fc.shuffledSubarray(inOrder, { minLength: inOrder.length, maxLength: inOrder.length }),
        counter: fc.option(fc.constantFrom(...reading.itemHeaders.counters)),
        names: fc.tuple(...inOrder.map(({ field }) => fc.constantFrom(...synonyms.get(field)!))),
        values: fc.array(fc.tuple(...inOrder.map(() => fc.stringMatching(/^[甲乙丙\d]{1,4}$/))), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
    );
    fc.assert(
      fc.property(some, ({ inOrder, order, counter, names, values }) => {
        fc.pre(inOrder.length > 1 || (counter !== null && counter !== 'no'));
        const at = order.map((column) => inOrder.indexOf(column));
        const counted = counter === null ? [] : [counter];
        const cells = [
          [...counted, ...at.map((i) => names[i]!)],
          ...values.map((row, i) => [...counted.map(() => String(i + 1)), ...at.map((j) => row[j]!)]),
        ];
        const named = inOrder.some(({ field }) => field === 'name');
        const headed = block(cells, named ? NAME : BEHIND_NAME)!;
        expect(pasted(headed.rows, headed.columns)).toEqual(pasted(values, inOrder));
        expect(headed.untaken).toEqual({ unknown: [], known: counted });
      }),
    );
  });

  it('一个名称只指一个字段', () => {
    const fields = new Map<string, string>();
    const { columns: ofItems, entry: ofEntry } = reading.itemHeaders;
    const all = [...ofItems, ...ofEntry.map(({ field, header }) => ({ field: `entry.${field}`, header }))];
    for (const { field, header } of all) {
      expect([header, fields.get(header) ?? field]).toEqual([header, field]);
      fields.set(header, field);
    }
  });
});

describe('从本程序导出的表粘贴信息项', () => {
  const folder = temporaryFolder();
  /** Every field of the items and a column of the department's own are filled in. */
  const full: CatalogueEntry = {
    ...sampleEntry({ extra: { 主管: '综合处', 部门类信息资源分类: '市场监管' } }, 0),
    items: ['甲', '乙'].map((name, i) => ({
      ...emptyItem(`item-${i}`),
      name,
      englishName: `name${i}`,
      dataType: '字符型C',
      dataLength: '18',
      sharingType: '有条件共享',
      sharingCondition: '按职责',
      modeCategory: '共享平台方式',
      modeType: '数据库',
      openToPublic: '否',
      openCondition: '依申请',
      updateCycle: '每日',
      publishedOn: '2026-03-02',
      grading: '一般数据',
      itemClass: '基础信息项',
      extra: { 备注: `注${i}`, 数据元: `DE${i}`, 批注: `批${i}` },
    })),
  };
  /** Also the columns that the items of the entry it is pasted into do not have; no column is unknown. */
  const allTaken = (headed: HeadedBlock): void => {
    const { entry: after } = pasteBlock(blank, headed.columns, pasteAt, headed.rows, reading, () => 'new');
    expect(after.items).toEqual(full.items.map((item) => ({ ...item, id: 'new' })));
    expect(headed.untaken.unknown).toEqual([]);
    expect(headed.untaken.known).toContain('本单位自有列：主管');
    expect(headed.resources).toBe(1);
  };
  const options = (layout: Layout) => ({ layout, codeTables, upload: false });

  it.each(layouts)('工作簿（$label）：连同两行表头复制', async (layout) => {
    const file = join(folder, `${layout.id}.xlsx`);
    await writeWorkbook(file, [full], options(layout));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const sheet = workbook.worksheets[0]!;
    const cells = Array.from({ length: sheet.rowCount }, (_, row) =>
      Array.from({ length: sheet.columnCount }, (_, column) => {
        const cell = sheet.getCell(row + 1, column + 1);
        // A spreadsheet puts a merged value on the clipboard once.
        return cell.isMerged && cell.master !== cell ? '' : cell.text;
      }),
    );
    const headed = block(cells)!;
    expect(headed).toMatchObject({ titleRows: layout.title === undefined ? 0 : 1, headerRows: 2 });
    allTaken(headed);
    expect(headed.untaken.known).toContain('信息资源名称');
  });

  it.each(layouts)('文本表（$label）：列名前写着分组', async (layout) => {
    const file = join(folder, `${layout.id}.csv`);
    await writeCsv(file, [full], options(layout));
    const lines = readFileSync(file, 'utf8').replace('\ufeff', '').trim().split('\r\n');
    const headed = block(lines.map((line) => line.split(',')))!;
    expect(headed.headerRows).toBe(1);
    allTaken(headed);
  });
});
