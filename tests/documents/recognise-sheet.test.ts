import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { readWorkbook } from '#app/documents/read-workbook';
import { columnFor } from '#app/documents/sheet-entry';
import {
  codeTables,
  HEADERS,
  layouts,
  outline,
  readRows,
  temporaryFolder,
  writeFixture,
} from './sheet-fixture';

const folder = temporaryFolder();
const A = ['甲信息', '307001/000001', '示例局', '一科', '姓名', '字符型C'] as const;

describe('导入：识别表头', () => {
  it('one header row, titles above it, columns in another order', async () => {
    const reading = await readRows(folder, [
      ['××市政务信息资源目录'],
      ['填报单位：示例局', null, null, '填报日期：2017年'],
      [],
      ['信息项名称', '信息资源代码', '信息资源名称', '提供方内部部门', '数据类型'],
      ['姓名', '307001/000001', '甲信息', '一科', '字符型C'],
    ]);
    expect(reading.sheets).toEqual([{ name: '表1', use: 'whole', headerRows: [4] }]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(columnFor(reading, '表1', 'entry', 'name')).toBe('C');
    expect(columnFor(reading, '表1', 'item', 'name')).toBe('A');
    expect(columnFor(reading, '表1', 'entry', 'summary')).toBeNull();
    expect(columnFor(reading, '另一表', 'entry', 'name')).toBeNull();
  });

  it('two header rows with merged groups; the same word in a group and below it is told apart', async () => {
    const reading = await readRows(
      folder,
      [
        ['信息资源名称', '信息资源代码', '信息资源提供方', null, '信息项信息', null, '共享属性', null],
        [null, null, '信息资源提供方', '提供方内部部门', '信息项名称', '数据类型', '共享类型', '共享条件'],
        [...A, '有条件共享', '范围'],
      ],
      { merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1', 'G1:H1'] },
    );
    expect(
      reading.columns.map(({ target }) =>
        target && 'key' in target ? `${target.level}.${target.key}` : null,
      ),
    ).toEqual([
      'entry.name',
      'entry.code',
      'entry.provider',
      'entry.office',
      'item.name',
      'item.dataType',
      'item.sharingType',
      'item.sharingCondition',
    ]);
    expect(reading.sheets[0]!.headerRows).toEqual([1, 2]);
    // The entry's own sharing has no column of its own in the template.
    expect(columnFor(reading, '表1', 'entry', 'sharingType')).toBe('G');
  });

  it('other wordings, marks for required columns and line breaks in headers', async () => {
    const reading = await readRows(folder, [
      [
        '*资源名称',
        '信息资源\n代码（必填）',
        '责任单位',
        '更新频率',
        '数据项名称（必填）',
        '共享条件（有条件共享时填写）',
        '是否开放',
      ],
      ['甲信息', '307001/000001', '示例局', '每日', '姓名', '范围', '否'],
    ]);
    const found = reading.columns.map(({ target, confidence }) => [
      target && 'key' in target ? target.key : null,
      confidence,
    ]);
    expect(found).toEqual([
      ['name', 0.9],
      ['code', 1],
      ['provider', 0.9],
      ['updateCycle', 0.9],
      ['name', 0.9],
      ['sharingCondition', 1],
      ['openToPublic', 0.9],
    ]);
  });

  it('the department’s own columns are kept under their labels, counters are not', async () => {
    const reading = await readRows(folder, [
      ['序号', ...HEADERS, '备注', '经办人'],
      ['1', ...A, '整条', '张三'],
      ['', ...A.slice(0, 4), '年龄', '整型I', '整条', '李四'],
      ['2', '乙信息', '307001/000002', '示例局', '', '名称', '', '', ''],
    ]);
    const [first, second] = reading.entries;
    expect(first!.extra).toEqual({ 备注: '整条', 经办人: '' });
    expect(first!.items.map(({ extra }) => extra)).toEqual([
      { 备注: '', 经办人: '张三' },
      { 备注: '', 经办人: '李四' },
    ]);
    expect(second!.extra).toEqual({ 备注: '', 经办人: '' });
    expect(columnFor(reading, '表1', 'entry', 'extra.备注')).toBe('H');
  });

  it('two columns under one header: the first counts, the second is kept', async () => {
    const reading = await readRows(folder, [
      [...HEADERS, '信息资源名称', '备注', '备注'],
      [...A, '别名', '一', '二'],
    ]);
    expect(reading.entries[0]!.fields.name).toBe('甲信息');
    expect(reading.entries[0]!.extra).toEqual({ 信息资源名称: '别名', 备注: '一', '备注（2）': '二' });
  });

  it('a column that the sheet lacks leaves its field out, an empty cell in a present column gives a blank', async () => {
    const reading = await readRows(folder, [[...HEADERS], ['甲信息', null, '示例局', null, '姓名', null]]);
    const { fields, items } = reading.entries[0]!;
    expect(fields).toEqual({ name: '甲信息', code: '', provider: '示例局', office: '' });
    expect(items[0]!.fields).toEqual({ name: '姓名', dataType: '' });
  });

  it('notes, sums, column numbers, headings and repeated headers are skipped with a word each', async () => {
    const reading = await readRows(
      folder,
      [
        [...HEADERS],
        ['1', '2', '3', '4', '5', '6'],
        ['一、办公室'],
        [...A],
        [...HEADERS],
        ['乙信息', '307001/000002', '示例局', '二科', '名称', '字符型C'],
        ['合计', null, '2'],
        ['填表说明：1.名称不写系统名称；2.代码由程序编排。'],
        ['填报人：张三', null, '联系电话：123'],
      ],
      { merges: ['A3:F3', 'A8:F8'] },
    );
    expect(outline(reading)).toEqual(['甲信息: 姓名', '乙信息: 名称']);
    expect(reading.problems.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '2 note-row',
      '3 note-row',
      '5 note-row',
      '7 note-row',
      '8 note-row',
      '9 note-row',
    ]);
    expect(reading.failedRows).toEqual([]);
    expect(reading.rowCount).toBe(8);
  });

  it('a row of filling hints under the header is no resource', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      ['必填', '自动生成', '必填', '选填', '（必填）', '下拉选择'],
      [...A],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(reading.problems.map(({ code }) => code)).toEqual(['note-row']);
  });

  it('figures that differ on fill-down rows do not cut a resource apart, they are pointed at', async () => {
    const reading = await readRows(folder, [
      ['信息资源名称', '信息资源代码', '数据存储总量（G）', '信息项名称'],
      ['甲信息', '1', '5', '姓名'],
      [null, null, '6', '年龄'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄']);
    expect(reading.problems.map(({ cell, code }) => [cell, code])).toEqual([['C3', 'row-value-differs']]);
  });

  it('a resource whose name alone is given is a resource, and so is one called 说明书信息', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      ['教育机构信息'],
      ['说明书信息', '307001/000003'],
      ['合计表信息', null, '示例局'],
    ]);
    expect(outline(reading)).toEqual(['教育机构信息: ', '说明书信息: ', '合计表信息: ']);
  });

  it('an item that is called like a header does not move the header (目录的目录)', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      ['目录信息', '307001/000001', '示例局', '一科', '信息资源名称', '字符型C'],
      ['目录信息', '307001/000001', '示例局', '一科', '更新周期', '字符型C'],
    ]);
    expect(reading.sheets[0]!.headerRows).toEqual([1]);
    expect(outline(reading)).toEqual(['目录信息: 信息资源名称, 更新周期']);
  });
});

describe('导入：多个工作表和模板', () => {
  const other = {
    name: '部门职能清单',
    rows: [
      ['序号', '职能', '依据'],
      ['1', '甲', '乙'],
    ],
  };

  it('all sheets with the template’s header are read, others and hidden ones are not', async () => {
    const file = await writeFixture(join(folder, 'sheets.xlsx'), {
      sheets: [
        other,
        { name: '一科', rows: [[...HEADERS], [...A]] },
        { name: '二科', rows: [[...HEADERS], ['乙信息', '307001/000002', '示例局', '二科', '名称', '']] },
        {
          name: '需求清单',
          rows: [
            ['信息资源名称', '信息资源代码', '信息资源提供方', '需求说明'],
            ['丙信息', '', '别局', ''],
          ],
        },
        { name: '旧表', rows: [[...HEADERS], ['旧信息', '', '', '', '', '']], state: 'hidden' },
      ],
    });
    const read = await readWorkbook(file, { layouts, codeTables });
    if (!read.ok) throw new Error(read.failure.code);
    expect(outline(read.value)).toEqual(['甲信息: 姓名', '乙信息: 名称']);
    expect(read.value.entries.map(({ sheet }) => sheet)).toEqual(['一科', '二科']);
    expect(read.value.problems.map(({ sheet, code }) => [sheet, code])).toEqual([['旧表', 'hidden-sheet']]);
  });

  it('layouts with classification by names give the path of names (部门类、项、目、细目)', async () => {
    const layout = layouts.find(({ id }) => id === 'file-upload')!;
    const headers = layout.columns.map(({ header }) => header);
    const values: Record<string, string> = {
      部门类信息资源分类: '部门信息资源目录',
      项分类: '省（自治区、直辖市）',
      目分类: '某省',
      关联业务事项: '事项一',
      信息资源名称: '甲信息',
      下设机构: '一科',
      信息项名称: '姓名',
      '共享条件/不予共享依据': '范围',
      开放主题分类: '主题一',
    };
    const reading = await readRows(folder, [headers, headers.map((header) => values[header] ?? null)]);
    expect(reading.layout.id).toBe('file-upload');
    const [entry] = reading.entries;
    expect(entry!.categoryPath).toEqual(['部门信息资源目录', '省（自治区、直辖市）', '某省']);
    expect(entry!.fields).toMatchObject({ name: '甲信息', office: '一科' });
    expect(entry!.extra).toMatchObject({
      关联业务事项: '事项一',
      开放主题分类: '主题一',
      项分类: '省（自治区、直辖市）',
      细目分类1: '',
    });
    expect(entry!.items[0]!.fields).toMatchObject({ name: '姓名', sharingCondition: '范围' });
  });

  it('each shipped layout is recognised by its own header', async () => {
    for (const layout of layouts) {
      const headers = layout.columns.map(({ header }) => header);
      const reading = await readRows(folder, [headers, headers.map((header) => `${header}值`)]);
      expect(reading.layout.id).toBe(layout.id);
      expect(reading.columns.filter(({ confidence }) => confidence === 0.5)).toEqual([]);
    }
  });

  it('the national template has its 27 columns in their order', () => {
    const { columns } = layouts.find(({ id }) => id === 'national-2017')!;
    expect(columns).toHaveLength(27);
    expect(columns.map(({ header }) => header).slice(0, 6)).toEqual([
      '信息资源名称',
      '信息资源代码',
      '信息资源提供方',
      '提供方内部部门',
      '资源提供方代码',
      '信息资源摘要',
    ]);
    expect(columns.at(-1)!.header).toBe('关联及类目名称');
  });

  it('a sheet of another shape is refused with the headers seen and those missing', async () => {
    const file = await writeFixture(join(folder, 'other.xlsx'), { sheets: [other] });
    const read = await readWorkbook(file, { layouts, codeTables });
    expect(read).toMatchObject({
      ok: false,
      failure: {
        code: 'workbook-shape-unknown',
        details: {
          sheets: [{ sheet: '部门职能清单', headers: expect.arrayContaining(['职能']) as unknown }],
        },
      },
    });
    expect(JSON.stringify(read)).toContain('信息资源名称');
  });

  it('an unknown layout is refused', async () => {
    const file = await writeFixture(join(folder, 'known.xlsx'), {
      sheets: [{ name: '表', rows: [[...HEADERS], [...A]] }],
    });
    const read = await readWorkbook(file, { layouts, codeTables, layout: 'none' });
    expect(read).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(await readWorkbook(file, { layouts, codeTables, layout: 'national-2017' })).toMatchObject({
      ok: true,
    });
  });
});

describe('导入：人工指定列', () => {
  it('columns by letter or header, with field keys, labels, own labels or nothing', async () => {
    const file = await writeFixture(join(folder, 'mapped.xlsx'), {
      sheets: [
        {
          name: '表',
          rows: [
            ['甲列', '乙列', '丙列', '丁列', '戊列'],
            ['甲信息', '姓名', '不读', '张三', '摘要一'],
          ],
        },
      ],
    });
    const mapping = {
      headerRow: 1,
      columns: { A: 'entry.name', 乙列: '信息项名称', C: null, D: 'extra:经办人', 戊列: 'entry.summary' },
    };
    const read = await readWorkbook(file, { layouts, codeTables, mapping });
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    const [entry] = read.value.entries;
    expect(entry!.fields).toEqual({ name: '甲信息', summary: '摘要一' });
    expect(entry!.extra).toEqual({ 经办人: '张三' });
    expect(entry!.items[0]!.fields).toEqual({ name: '姓名' });
  });

  it.each([[{ columns: { A: 'entry.none' } }], [{ columns: [] }], ['text'], [{ headerRow: -1 }]])(
    'a mapping that says nothing sensible is refused: %j',
    async (mapping) => {
      const file = await writeFixture(join(folder, 'mapped-not.xlsx'), {
        sheets: [{ name: '表', rows: [[...HEADERS], [...A]] }],
      });
      expect(await readWorkbook(file, { layouts, codeTables, mapping })).toMatchObject({
        ok: false,
        failure: { code: 'mapping-invalid' },
      });
    },
  );
});

describe('导入：信息项的共享、开放、更新', () => {
  const headers = [
    '信息资源名称',
    '信息资源代码',
    '信息项名称',
    '共享类型',
    '共享条件',
    '共享方式分类',
    '共享方式类型',
    '是否向社会开放',
    '开放条件',
    '更新周期',
    '发布日期',
  ];
  const full = [
    '有条件共享',
    '范围一',
    '共享平台方式',
    '数据库',
    '是',
    '条件一',
    '每日',
    '2017-11-15',
  ] as const;
  const blank = full.map(() => null);
  const values = async (rows: (string | null)[][], merges?: string[]) =>
    (await readRows(folder, [headers, ...rows], merges ? { merges } : {})).entries[0]!.items.map(
      ({ fields }) => [
        fields.sharingType,
        fields.sharingCondition,
        fields.modeType,
        fields.openToPublic,
        fields.openCondition,
        fields.updateCycle,
        fields.publishedOn,
      ],
    );

  it('blanks in fill-down rows take the values of the row above', async () => {
    const rows = await values([
      ['甲信息', '1', '姓名', ...full],
      [null, null, '年龄', ...blank],
      [null, null, '性别', ...blank],
    ]);
    expect(rows[2]).toEqual(['有条件共享', '范围一', '数据库', '是', '条件一', '每日', '2017-11-15']);
  });

  it('a given sharing type does not take the condition of the row above with it, nor an opening its condition', async () => {
    const rows = await values([
      ['甲信息', '1', '姓名', ...full],
      [null, null, '年龄', '无条件共享', null, null, null, '否', null, null, null],
      [null, null, '性别', ...blank],
    ]);
    expect(rows[1]).toEqual(['无条件共享', '', '数据库', '否', '', '每日', '2017-11-15']);
    expect(rows[2]).toEqual(['无条件共享', '', '数据库', '否', '', '每日', '2017-11-15']);
  });

  it('where name and code are repeated, a blank is a blank', async () => {
    const rows = await values([
      ['甲信息', '1', '姓名', ...full],
      ['甲信息', '1', '年龄', ...blank],
    ]);
    expect(rows[1]).toEqual(['', '', '', '', '', '', '']);
  });

  it('merged cells give their value to every row they cover, unmerged blanks beside a merged name stay blank', async () => {
    const rows = await values(
      [
        ['甲信息', '1', '姓名', ...full],
        [null, null, '年龄', ...blank],
        [null, null, '性别', ...blank],
      ],
      ['A2:A4', 'B2:B4', 'D2:D3', 'J2:J4'],
    );
    expect(rows[1]).toEqual(['有条件共享', '', '', '', '', '每日', '']);
    expect(rows[2]).toEqual(['', '', '', '', '', '每日', '']);
  });

  it('a resource without items (an unstructured file) says these things of itself', async () => {
    const reading = await readRows(folder, [headers, ['甲文件', '1', null, ...full]]);
    expect(reading.entries[0]!.items).toEqual([]);
    expect(reading.entries[0]!.fields).toMatchObject({
      sharingType: '有条件共享',
      updateCycle: '每日',
      publishedOn: '2017-11-15',
    });
  });

  it('a row of the resource with its items below it gives them its values', async () => {
    const rows = await values([
      ['甲信息', '1', null, ...full],
      [null, null, '姓名', ...blank],
      [null, null, '年龄', ...blank],
    ]);
    expect(rows).toHaveLength(2);
    expect(rows[0]![0]).toBe('有条件共享');
  });

  it('rows of one resource that say different things of it: the first counts, the others are pointed at', async () => {
    const reading = await readRows(folder, [
      ['信息资源名称', '信息资源代码', '信息资源摘要', '信息项名称'],
      ['甲信息', '1', '摘要一', '姓名'],
      ['甲信息', '1', '摘要二', '年龄'],
      ['甲信息', '1', null, '性别'],
    ]);
    expect(reading.entries[0]!.fields.summary).toBe('摘要一');
    expect(reading.problems.map(({ cell, code }) => [cell, code])).toEqual([['C3', 'row-value-differs']]);
  });
});
