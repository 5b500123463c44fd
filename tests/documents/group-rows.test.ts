import { describe, expect, it } from 'vitest';
import { HEADERS, outline, readRows, temporaryFolder, type FixtureCell } from './sheet-fixture';

const folder = temporaryFolder();
const A = ['甲信息', '307001/000001', '示例局', '一科'] as const;
const B = ['乙信息', '307001/000002', '示例局', '二科'] as const;
const failures = async (rows: FixtureCell[][]): Promise<string[]> => {
  const reading = await readRows(folder, [[...HEADERS], ...rows]);
  return reading.failedRows.map(({ row, code }) => `${row} ${code}`);
};

describe('导入：一条信息资源由哪些行组成', () => {
  it('a new resource begins where a non-blank name or code differs from the row above (repeated values)', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '姓名', '字符型C'],
      [...A, '年龄', '整型I'],
      [...B, '名称', '字符型C'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄', '乙信息: 名称']);
    expect(reading.entries[0]!.rows).toEqual([2, 3]);
    expect(reading.failedRows).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('rows that leave name and code blank belong to the row above (fill-down)', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '姓名', '字符型C'],
      [null, null, null, null, '年龄', '整型I'],
      [],
      ['', '', '', '', '性别', '字符型C'],
      [...B, '名称', '字符型C'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 性别', '乙信息: 名称']);
    expect(reading.entries[0]!.rows).toEqual([2, 3, 5]);
  });

  it('a vertical merge covers the rows of one resource', async () => {
    const reading = await readRows(
      folder,
      [
        [...HEADERS],
        [...A, '姓名', '字符型C'],
        [null, null, null, null, '年龄', '整型I'],
        [...B, '名称', '字符型C'],
        [null, null, null, null, '地址', '字符型C'],
      ],
      { merges: ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'A4:A5', 'B4:B5'] },
    );
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄', '乙信息: 名称, 地址']);
  });

  it('the edge of a merge begins a new resource even under the same name (同名的教育机构信息)', async () => {
    const same = ['教育机构信息', null, '示例局', '一科'] as const;
    const reading = await readRows(
      folder,
      [
        [...HEADERS],
        [...same, '甲', ''],
        [null, null, null, null, '乙', ''],
        [...same, '丙', ''],
        [null, null, null, null, '丁', ''],
      ],
      { merges: ['A2:A3', 'A4:A5'] },
    );
    expect(outline(reading)).toEqual(['教育机构信息: 甲, 乙', '教育机构信息: 丙, 丁']);
  });

  it('six offices keep a resource of the same name without codes: the office tells them apart', async () => {
    const rows = ['一科', '一科', '二科', '三科'].map((office, i) => [
      '个人荣誉信息',
      null,
      '示例局',
      office,
      `项${i}`,
      '',
    ]);
    expect(outline(await readRows(folder, [[...HEADERS], ...rows]))).toEqual([
      '个人荣誉信息: 项0, 项1',
      '个人荣誉信息: 项2',
      '个人荣誉信息: 项3',
    ]);
  });

  it('rows with the same code and name that stand apart in a sorted sheet are joined', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '丙', ''],
      [...B, '乙', ''],
      [...A, '甲', ''],
      [...B, '丁', ''],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 丙, 甲', '乙信息: 乙, 丁']);
  });

  it('every row of one resource carries the same code: the odd row between others fails (A-A-B-A)', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '姓名', ''],
      [...A, '年龄', ''],
      [A[0], '307001/000009', A[2], A[3], '性别', ''],
      [...A, '住址', ''],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 住址']);
    expect(reading.failedRows).toEqual([
      {
        sheet: '表1',
        row: 4,
        cell: 'B4',
        code: 'row-code-differs',
        reason: '同一信息资源各行的代码应当一致：本行为“307001/000009”，其余行为“307001/000001”',
        related: [2, 3, 5],
      },
    ]);
    expect(reading.entries[0]!.incomplete).toBe(true);
  });

  it('an odd code in a sheet that leaves the name blank on the following rows fails as well', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '姓名', ''],
      [null, A[1], null, null, '年龄', ''],
      [null, '307001/000009', null, null, '性别', ''],
      [null, A[1], null, null, '住址', ''],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 住址']);
    expect(reading.failedRows.map(({ row, code }) => [row, code])).toEqual([[4, 'row-code-differs']]);
  });

  it('whole resources of the same name one after the other stand, with a word of warning (A-A-B-B)', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '姓名', ''],
      [...A, '年龄', ''],
      [A[0], '307001/000009', A[2], A[3], '姓名', ''],
      [A[0], '307001/000009', A[2], A[3], '年龄', ''],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄', '甲信息: 姓名, 年龄']);
    expect(reading.problems.map(({ cell, rule }) => `${cell} ${rule}`)).toEqual(['B4 row-code-differs']);
    expect(reading.failedRows).toEqual([]);
  });

  it('a resource of the same name kept by another office stands between the rows of the first', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [...A, '姓名', ''],
      [...A, '年龄', ''],
      [A[0], '307001/000009', A[2], '三科', '性别', ''],
      [...A, '住址', ''],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 住址', '甲信息: 性别']);
    expect(reading.failedRows).toEqual([]);
  });

  it('drag-fill digits make one resource per row, each with a warning at its code (下拉后数字发生变化)', async () => {
    const rows = [1, 2, 3].map((n) => [A[0], `307001/00000${n}`, A[2], A[3], `项${n}`, '']);
    const reading = await readRows(folder, [[...HEADERS], ...rows]);
    expect(reading.entries).toHaveLength(3);
    expect(reading.problems.map(({ cell }) => cell)).toEqual(['B3', 'B4']);
  });

  it('rows that cannot be placed fail with the reason, and take no row above or below with them', async () => {
    expect(
      await failures([
        [null, null, null, null, '孤行', ''],
        [...A, '姓名', ''],
      ]),
    ).toEqual(['2 row-without-name']);
    // The name was forgotten: provider and office speak of another resource than the row above.
    expect(
      await failures([
        [...A, '姓名', ''],
        [null, null, '示例局', '九科', '名称', ''],
        [null, null, null, null, '地址', ''],
        [...B, '名称', ''],
      ]),
    ).toEqual(['3 row-without-name', '4 row-above-failed']);
  });

  it('a blank row below a merge belongs to no resource', async () => {
    const reading = await readRows(
      folder,
      [
        [...HEADERS],
        [...A, '姓名', ''],
        [null, null, null, null, '年龄', ''],
        [null, null, null, null, '性别', ''],
      ],
      { merges: ['A2:A3', 'B2:B3'] },
    );
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄']);
    expect(reading.failedRows.map(({ row, code }) => [row, code])).toEqual([[4, 'row-without-name']]);
  });

  it('a code missing on some rows does not split a resource', async () => {
    const reading = await readRows(folder, [
      [...HEADERS],
      [A[0], null, A[2], A[3], '姓名', ''],
      [...A, '年龄', ''],
      [A[0], null, null, null, '性别', ''],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 性别']);
    expect(reading.entries[0]!.fields.code).toBe(A[1]);
  });
});

describe('导入：带目录库标识的行', () => {
  const headers = [...HEADERS, '目录库标识', '信息项标识'];

  it('belong together wherever they stand', async () => {
    const reading = await readRows(folder, [
      headers,
      [...A, '年龄', '', 'e1', 'i2'],
      [...B, '名称', '', 'e2', 'i3'],
      [...A, '姓名', '', 'e1', 'i1'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 年龄, 姓名', '乙信息: 名称']);
    expect(reading.entries.map(({ entryId }) => entryId)).toEqual(['e1', 'e2']);
    expect(reading.entries[0]!.items.map(({ itemId }) => itemId)).toEqual(['i2', 'i1']);
  });

  it('a row put in by hand without identifiers joins the resource it names', async () => {
    const reading = await readRows(folder, [
      headers,
      [...A, '姓名', '', 'e1', 'i1'],
      [...A, '新项', '', '', ''],
      [null, null, null, null, '又一项', '', '', ''],
      [...A, '年龄', '', 'e1', 'i2'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 新项, 又一项, 年龄']);
    expect(reading.entries[0]!.entryId).toBe('e1');
  });

  it('a name or code changed on one row only fails that row', async () => {
    const reading = await readRows(folder, [
      headers,
      [...A, '姓名', '', 'e1', 'i1'],
      [...A, '年龄', '', 'e1', 'i2'],
      [A[0], '307001/000009', A[2], A[3], '性别', '', 'e1', 'i3'],
      ['甲信息（新）', A[1], A[2], A[3], '住址', '', 'e1', 'i4'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄']);
    expect(reading.failedRows.map(({ row, code }) => [row, code])).toEqual([
      [4, 'row-code-differs'],
      [5, 'row-name-differs'],
    ]);
    expect(reading.entries[0]!.incomplete).toBe(true);
  });

  it('where two rows say two things, neither is believed', async () => {
    const reading = await readRows(folder, [
      headers,
      [...A, '姓名', '', 'e1', 'i1'],
      [A[0], '307001/000009', A[2], A[3], '性别', '', 'e1', 'i3'],
    ]);
    expect(reading.entries).toEqual([]);
    expect(reading.failedRows.map(({ row, code }) => [row, code])).toEqual([
      [2, 'row-code-differs'],
      [3, 'row-code-differs'],
    ]);
  });

  it('an identifier copied to a row of another name and code makes a resource of its own, for the library to judge', async () => {
    const reading = await readRows(folder, [
      headers,
      [...A, '姓名', '', 'e1', 'i1'],
      [...B, '名称', '', 'e1', 'i1'],
    ]);
    expect(reading.entries.map(({ entryId, fields }) => [entryId, fields.name])).toEqual([
      ['e1', '甲信息'],
      ['e1', '乙信息'],
    ]);
  });

  it('an item row that was copied becomes a new item, said at its cell', async () => {
    const reading = await readRows(folder, [
      headers,
      [...A, '姓名', '', 'e1', 'i1'],
      [...A, '曾用名', '', 'e1', 'i1'],
    ]);
    expect(reading.entries[0]!.items.map(({ itemId }) => itemId)).toEqual(['i1', '']);
    expect(reading.problems.map(({ cell, code }) => [cell, code])).toEqual([['H3', 'item-id-repeated']]);
  });

  it('a draft without name and code is known by its identifier', async () => {
    const reading = await readRows(folder, [
      headers,
      [null, null, '示例局', '一科', '姓名', '', 'e1', 'i1'],
      [null, null, '示例局', '一科', '年龄', '', 'e1', 'i2'],
    ]);
    expect(reading.failedRows).toEqual([]);
    expect(reading.entries[0]!.items).toHaveLength(2);
  });
});
