/** Sheets as offices send them in: what a person reads off them without thinking has to be read, the rest flagged. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '#app/documents/read-workbook';
import type { WorkbookReading } from '#app/documents/sheet-entry';
import { codeTables, layouts, outline, temporaryFolder } from './sheet-fixture';

const folder = temporaryFolder();
let files = 0;

type Cell = ExcelJS.CellValue;

/** Saved by exceljs as a spreadsheet program saves it; merges as `A1:B2`. */
async function read(
  rows: readonly (readonly Cell[])[],
  merges: readonly string[] = [],
  dress: (sheet: ExcelJS.Worksheet) => void = () => undefined,
): Promise<WorkbookReading> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('汇总表');
  for (const row of rows) sheet.addRow([...row]);
  for (const merge of merges) sheet.mergeCells(merge);
  dress(sheet);
  const file = join(folder, `department-${++files}.xlsx`);
  await book.xlsx.writeFile(file);
  const found = await readWorkbook(file, { layouts, codeTables });
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
}

const failures = (reading: WorkbookReading): string[] =>
  reading.failedRows.map(({ row, code }) => `${row} ${code}`);
const rules = (reading: WorkbookReading): string[] =>
  reading.problems.map(({ cell, code }) => `${cell} ${code}`);

describe('处室交来的表格', () => {
  it('notes and a line of the reporting office above a header of two levels, whose groups are merged', async () => {
    const reading = await read(
      [
        ['附件2'],
        ['××市政务信息资源目录（2026年度）'],
        ['填报单位（盖章）：市民政局　　填报人：张三　　联系电话：0000-0000000　　填报日期：2026年3月1日'],
        ['填报说明：1.每个信息项一行。2.带*的为必填。'],
        ['序号', '信息资源', null, '提供单位', null, '信息项', null, '共享属性', null],
        [
          null,
          '*信息资源名称',
          '信息资源代码',
          '信息资源提供方',
          '提供方内部部门',
          '*信息项名称',
          '数据类型',
          '共享类型',
          '共享条件',
        ],
        [
          1,
          '低保对象信息',
          '307001/000001',
          '市民政局',
          '救助科',
          '姓名',
          '字符型C',
          '有条件共享',
          '凭函申请',
        ],
        [2, '低保对象信息', '307001/000001', '市民政局', '救助科', '身份证号', '字符型C', '不予共享', ''],
      ],
      ['A1:I1', 'A2:I2', 'A3:I3', 'A4:I4', 'A5:A6', 'B5:C5', 'D5:E5', 'F5:G5', 'H5:I5'],
    );
    expect(outline(reading)).toEqual(['低保对象信息: 姓名, 身份证号']);
    expect(
      reading.entries[0]!.items.map(({ fields }) => [fields.sharingType, fields.sharingCondition]),
    ).toEqual([
      ['有条件共享', '凭函申请'],
      ['不予共享', ''],
    ]);
    expect(failures(reading)).toEqual([]);
  });

  it('a total row whose word stands beside the first column, with figures', async () => {
    const reading = await read([
      ['序号', '信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称', '数据长度'],
      [1, '甲信息', '307001/000001', '示例局', '姓名', 20],
      [2, '乙信息', '307001/000002', '示例局', '名称', 50],
      [null, '合计', '2条', '', '2项', 70],
      ['总计：2条', null, null, null, null, null],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名', '乙信息: 名称']);
    expect(failures(reading)).toEqual([]);
  });

  it('the header in the 25th row, below a page of instructions that name the columns', async () => {
    const instructions = Array.from({ length: 24 }, (_, i) => [
      `${i + 1}. ${['信息资源名称', '信息资源代码', '信息项名称', '共享类型'][i % 4]!}：按照编制指南填写，不得为空。`,
    ]);
    const reading = await read([
      ...instructions,
      ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称'],
      ['甲信息', '307001/000001', '示例局', '姓名'],
    ]);
    expect(reading.sheets[0]!.headerRows).toEqual([25]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
  });

  it('labels in full width, with spaces between the signs and remarks in brackets', async () => {
    const reading = await read([
      [
        '信 息 资 源 名 称（必填）',
        '信息资源代码【自动生成】',
        '资源提供方代码(18位)',
        '信息项名称＊',
        '英文名称',
        '是否向社会开放（是／否）',
      ],
      ['甲信息', '３０７００１／０００００１', '119900009999000119', '姓名', 'ＸＭ', '否'],
    ]);
    expect(reading.columns.slice(0, 4).map(({ target }) => target && 'key' in target && target.key)).toEqual([
      'name',
      'code',
      'providerCode',
      'name',
    ]);
    expect(reading.columns[5]!.target).toMatchObject({ key: 'openToPublic' });
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(reading.entries[0]!.fields.code).toBe('307001/000001');
  });

  it('columns in an order of their own with the office’s columns between them', async () => {
    const reading = await read([
      [
        '信息项名称',
        '数据类型',
        '是否涉密',
        '信息资源代码',
        '负责人',
        '信息资源提供方',
        '信息资源名称',
        '更新周期',
      ],
      ['姓名', '字符型C', '否', '307001/000001', '李四', '示例局', '甲信息', '每年'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(reading.entries[0]!.extra).toMatchObject({ 负责人: '李四', 是否涉密: '否' });
    expect(reading.entries[0]!.items[0]!.fields.updateCycle).toBe('每年');
  });

  it('fill-down merges that are cut at each page, the title and header repeated in the middle', async () => {
    const title = ['××局目录', null, null, null];
    const header = ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称'];
    const reading = await read(
      [
        title,
        header,
        ['甲信息', '307001/000001', '示例局', '姓名'],
        [null, null, null, '年龄'],
        title,
        header,
        ['甲信息', '307001/000001', '示例局', '住址'],
        [null, null, null, '电话'],
        ['乙信息', '307001/000002', '示例局', '名称'],
      ],
      ['A1:D1', 'A3:A4', 'B3:B4', 'C3:C4', 'A5:D5', 'A7:A8', 'B7:B8', 'C7:C8'],
    );
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 住址, 电话', '乙信息: 名称']);
    expect(failures(reading)).toEqual([]);
  });

  it('fill-down blanks that go on below a repeated header (第2页), without merges', async () => {
    const header = ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称'];
    const reading = await read([
      header,
      ['甲信息', '307001/000001', '示例局', '姓名'],
      ['第2页'],
      header,
      [null, null, null, '年龄'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄']);
    expect(failures(reading)).toEqual([]);
  });

  it('dates in the forms that people type, and as real dates', async () => {
    const dates: readonly Cell[] = [
      new Date(Date.UTC(2017, 10, 15)),
      '2017年11月15日',
      '2017/11/15',
      '20171115',
      '2017.11.15',
      '２０１７－１１－１５',
      20171115,
      '2017-11-15 00:00:00',
    ];
    const reading = await read([
      ['信息资源名称', '信息资源代码', '信息项名称', '发布日期'],
      ...dates.map((date, i): Cell[] => [`信息${i}`, `307001/00000${i}`, '姓名', date]),
    ]);
    const read_ = reading.entries.map(
      ({ fields, items }) => fields.publishedOn ?? items[0]!.fields.publishedOn,
    );
    expect(read_).toEqual(dates.map(() => '2017-11-15'));
  });

  it('rich text in every part of a name, a hyperlink on a name, and a comment on a cell', async () => {
    const reading = await read(
      [
        ['信息资源名称', '信息资源代码', '信息项名称'],
        [
          {
            richText: [
              { text: '低保' },
              { font: { bold: true, color: { argb: 'FFFF0000' } }, text: '对象' },
              { text: '信息' },
            ],
          },
          '307001/000001',
          { text: '姓名', hyperlink: 'https://example.invalid/' },
        ],
      ],
      [],
      (sheet) => {
        sheet.getCell('A2').note = '这条要核实';
      },
    );
    expect(outline(reading)).toEqual(['低保对象信息: 姓名']);
  });

  it('hidden columns and columns of no width count: the code stands in one', async () => {
    const reading = await read(
      [
        ['信息资源名称', '信息资源代码', '信息项名称'],
        ['甲信息', '307001/000001', '姓名'],
      ],
      [],
      (sheet) => {
        sheet.getColumn(2).hidden = true;
        sheet.getColumn(3).width = 0;
      },
    );
    expect(reading.entries[0]!.fields.code).toBe('307001/000001');
  });

  it('a block of remarks, signatures and page words below the table', async () => {
    const reading = await read([
      ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称'],
      ['甲信息', '307001/000001', '示例局', '姓名'],
      [],
      ['备注：'],
      ['1、本表由各科室填报，由办公室汇总；'],
      ['2、没有变化的也要报送。'],
      ['单位负责人：', null, '审核人：', '填表人：'],
      ['填报日期：2026年3月1日'],
      [null, null, null, '第 1 页 共 1 页'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(failures(reading)).toEqual([]);
  });

  it('a code kept as a number is flagged: zeros before it may be gone', async () => {
    const reading = await read([
      ['信息资源名称', '信息资源代码', '资源提供方代码', '信息项名称', '数据长度'],
      ['甲信息', 307001000001, '011990000', '姓名', 20],
      ['乙信息', '030700100000', 11990000, '名称', 20000],
    ]);
    expect(rules(reading).filter((one) => one.endsWith('number-code'))).toEqual([
      'B2 number-code',
      'C3 number-code',
    ]);
    const [first] = reading.problems.filter(({ code }) => code === 'number-code');
    expect(first!.message).toContain('307001000001');
    expect(outline(reading)).toEqual(['甲信息: 姓名', '乙信息: 名称']);
  });

  it('a counter of many digits in a column that is not read makes no row of a blank one', async () => {
    const reading = await read([
      ['序号', '信息资源名称', '信息资源代码', '信息项名称'],
      [2026000001, '甲信息', '307001/000001', '姓名'],
      [2026000002, null, null, null],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(failures(reading)).toEqual([]);
  });

  it('offices as headings between the rows, and an empty form below the last one', async () => {
    const reading = await read(
      [
        ['序号', '信息资源名称', '信息资源代码', '信息项名称'],
        ['一、救助科', null, null, null],
        [1, '甲信息', '307001/000001', '姓名'],
        ['二、养老科', null, null, null],
        [2, '乙信息', '307001/000002', '名称'],
        [3, null, null, null],
        [4, null, null, null],
      ],
      ['A2:D2', 'A4:D4'],
    );
    expect(outline(reading)).toEqual(['甲信息: 姓名', '乙信息: 名称']);
    expect(failures(reading)).toEqual([]);
  });

  it('同上 and its signs mean the cell above', async () => {
    const reading = await read([
      ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称', '数据类型', '更新周期'],
      ['甲信息', '307001/000001', '示例局', '姓名', '字符型C', '每年'],
      ['同上', '〃', '同上', '年龄', '″', '"'],
      ['乙信息', '307001/000002', '（同上）', '名称', '字符型C', '每月'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄', '乙信息: 名称']);
    expect(reading.entries[0]!.items[1]!.fields).toMatchObject({ dataType: '字符型C', updateCycle: '每年' });
    expect(reading.entries[1]!.fields.provider).toBe('示例局');
    expect(rules(reading)).toContain('A3 ditto');
  });

  it('a table that begins in column D of row 5', async () => {
    const far = (...cells: readonly Cell[]): Cell[] => [null, null, null, ...cells];
    const reading = await read([
      [],
      [],
      far('××目录'),
      [],
      far('信息资源名称', '信息资源代码', '信息项名称'),
      far('甲信息', '307001/000001', '姓名'),
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
  });

  it('blank rows between header and data and within a resource', async () => {
    const reading = await read([
      ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称'],
      [],
      ['甲信息', '307001/000001', '示例局', '姓名'],
      [],
      [null, null, null, '年龄'],
      [],
      ['乙信息', '307001/000002', '示例局', '名称'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄', '乙信息: 名称']);
    expect(failures(reading)).toEqual([]);
  });

  it('rows prepared for later, with counter, provider and default values alone', async () => {
    const prepared = (n: number): Cell[] => [n, null, null, '示例局', null, null];
    const reading = await read([
      ['序号', '信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称', '数据类型'],
      [1, '甲信息', '307001/000001', '示例局', '姓名', '字符型C'],
      ...Array.from({ length: 20 }, (_, i) => prepared(i + 2)),
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(failures(reading)).toEqual([]);
  });

  it('header cells with the English name below the Chinese one, and a unit after a comma', async () => {
    const reading = await read([
      ['信息资源名称\nResource Name', '信息资源代码\n(Code)', '信息项名称 / Item', '数据长度（字符）'],
      ['甲信息', '307001/000001', '姓名', '20'],
    ]);
    expect(outline(reading)).toEqual(['甲信息: 姓名']);
    expect(reading.entries[0]!.items[0]!.fields.dataLength).toBe('20');
  });

  it('a resource for each row, its items in one cell under each other or with commas, is pointed at', async () => {
    const reading = await read([
      ['信息资源名称', '信息资源代码', '信息项名称'],
      ['甲信息', '307001/000001', '姓名、身份证号、住址、联系电话'],
      ['乙信息', '307001/000002', '名称\n地址\n电话'],
      ['丙信息', '307001/000003', '姓名（中文、英文）'],
    ]);
    expect(rules(reading).filter((one) => one.endsWith('items-in-one-cell'))).toEqual([
      'C2 items-in-one-cell',
      'C3 items-in-one-cell',
    ]);
    expect(reading.entries[0]!.items[0]!.fields.name).toBe('姓名、身份证号、住址、联系电话');
  });
});
