import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import { writeErrorWorkbook, type RowMark } from '#app/documents/error-workbook';
import { readWorkbook } from '#app/documents/read-workbook';
import type { WorkbookReading } from '#app/documents/sheet-entry';
import {
  codeTables,
  HEADERS,
  layouts,
  outline,
  temporaryFolder,
  writeFixture,
  type FixtureBook,
} from './sheet-fixture';

const folder = temporaryFolder();
let files = 0;

async function read(file: string): Promise<WorkbookReading> {
  const outcome = await readWorkbook(file, { layouts, codeTables });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}

const failedMarks = (reading: WorkbookReading): RowMark[] =>
  reading.failedRows.map(({ sheet, row, reason }) => ({ sheet, row, severity: 'failed', message: reason }));

async function errorsOf(book: FixtureBook, marks?: (reading: WorkbookReading) => RowMark[]) {
  const source = await writeFixture(join(folder, `source-${++files}.xlsx`), book);
  const reading = await read(source);
  const out = join(folder, `errors-${files}.xlsx`);
  await writeErrorWorkbook(source, out, (marks ?? failedMarks)(reading), reading);
  const written = new ExcelJS.Workbook();
  await written.xlsx.readFile(out);
  return { reading, out, sheets: written.worksheets };
}

const texts = (sheet: ExcelJS.Worksheet): string[][] =>
  sheet
    .getRows(1, sheet.rowCount)!
    .map((row) => Array.from({ length: sheet.columnCount }, (_, i) => row.getCell(i + 1).text));

const fill = (cell: ExcelJS.Cell): string | undefined =>
  (cell.fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb;

const A = ['甲信息', '307001/000001', '示例局', '一科'] as const;
const slip: FixtureBook = {
  sheets: [
    {
      name: '一科',
      rows: [
        ['××目录'],
        [...HEADERS, '备注'],
        ['乙信息', '307001/000002', '示例局', '一科', '好行', '', ''],
        [...A, '姓名', '', '甲一'],
        [...A, '年龄', '', '甲二'],
        [A[0], '307001/000009', A[2], A[3], '性别', '', '甲三'],
        [...A, '住址', '', '甲四'],
      ],
      merges: ['A1:G1'],
    },
  ],
};

describe('导入：问题行退回表', () => {
  it('keeps title, header and own columns, colours the failed row and gives the reason beside it', async () => {
    const { sheets } = await errorsOf(slip);
    const rows = texts(sheets[0]!);
    expect(rows[1]).toEqual([...HEADERS, '备注', '问题说明']);
    // The sound rows of the same resource come along: without them they would count as removed.
    expect(rows.slice(2).map((row) => row[4])).toEqual(['姓名', '年龄', '性别', '住址']);
    expect(rows[4]!.at(-1)).toContain('代码应当一致');
    expect(rows[3]!.at(-1)).toBe('');
    expect(fill(sheets[0]!.getCell('B5'))).toBe('FFF8CBAD');
    expect(fill(sheets[0]!.getCell('B4'))).toBeUndefined();
  });

  it('mended and imported again it gives the whole resource', async () => {
    const { out } = await errorsOf(slip);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    book.worksheets[0]!.getCell('B5').value = A[1];
    const mended = join(folder, 'mended.xlsx');
    await book.xlsx.writeFile(mended);
    const reading = await read(mended);
    expect(outline(reading)).toEqual(['甲信息: 姓名, 年龄, 性别, 住址']);
    expect(reading.entries[0]!.items.map(({ extra }) => extra['备注'])).toEqual([
      '甲一',
      '甲二',
      '甲三',
      '甲四',
    ]);
    expect(reading.failedRows).toEqual([]);
    expect(reading.columns.at(-1)).toMatchObject({ header: '问题说明', target: null });
  });

  it('marks single cells by severity', async () => {
    const { sheets } = await errorsOf(slip, () => [
      { sheet: '一科', row: 3, column: 'C', severity: 'error', message: '提供方有误' },
      { sheet: '一科', row: 3, column: 'E', severity: 'warning', message: '名称可疑' },
    ]);
    const sheet = sheets[0]!;
    expect(texts(sheet).slice(2)).toEqual([
      ['乙信息', '307001/000002', '示例局', '一科', '好行', '', '', '提供方有误；\n名称可疑'],
    ]);
    expect([fill(sheet.getCell('C3')), fill(sheet.getCell('E3')), fill(sheet.getCell('A3'))]).toEqual([
      'FFFFD966',
      'FFFFF2CC',
      undefined,
    ]);
    // The reason also stands at the cell itself, and is no content when the workbook comes back.
    const noteOf = (place: string): string => JSON.stringify(sheet.getCell(place).note ?? null);
    expect(noteOf('C3')).toContain('提供方有误');
    expect(noteOf('E3')).toContain('名称可疑');
    expect(noteOf('A3')).toBe('null');
  });

  it('keeps merges, so that the edges of resources stay where they were', async () => {
    const book: FixtureBook = {
      sheets: [
        {
          name: '表',
          rows: [
            [...HEADERS],
            ['好信息', '307001/000003', '示例局', '一科', '好', ''],
            [...A, '姓名', ''],
            [null, null, null, null, '长'.repeat(501), ''],
            [null, null, null, null, '年龄', ''],
            [null, null, null, null, '界外', ''],
          ],
          merges: ['A3:A5', 'B3:B5'],
        },
      ],
    };
    const { reading, out, sheets } = await errorsOf(book);
    expect(reading.failedRows.map(({ row, code }) => [row, code])).toEqual([
      [4, 'text-too-long'],
      [6, 'row-without-name'],
    ]);
    expect(sheets[0]!.getCell('A4').isMerged).toBe(true);
    const again = await read(out);
    expect(again.failedRows.map(({ code }) => code)).toEqual(['text-too-long', 'row-without-name']);
    expect(outline(again)).toEqual(['甲信息: 姓名, 年龄']);
  });

  it('gives each sheet back under its name, and only those with faults', async () => {
    const rows = [[...HEADERS], [...A, '姓名', '']];
    const { sheets } = await errorsOf({
      sheets: [
        { name: '好表', rows },
        {
          name: '坏表',
          rows: [
            [...HEADERS],
            [null, null, null, null, '孤行', ''],
            ['乙信息', '307001/000002', '示例局', '一科', '名称', ''],
          ],
        },
      ],
    });
    expect(sheets.map(({ name }) => name)).toEqual(['坏表']);
    expect(
      texts(sheets[0]!)
        .slice(1)
        .map((row) => row[4]),
    ).toEqual(['孤行']);
  });

  it('identifiers stay, hidden, so that mended rows find their resource', async () => {
    const { sheets, out } = await errorsOf({
      sheets: [
        {
          name: '表',
          rows: [
            [...HEADERS, '目录库标识', '信息项标识'],
            [...A, '姓名', '', 'e1', 'i1'],
            [...A, '长'.repeat(501), '', 'e1', 'i2'],
          ],
        },
      ],
    });
    expect(sheets[0]!.getColumn(7).hidden).toBe(true);
    const again = await read(out);
    expect(again.entries[0]).toMatchObject({ entryId: 'e1', incomplete: true });
  });

  it('同上 comes back as what it meant: the row above may not come along', async () => {
    const { sheets } = await errorsOf({
      sheets: [
        {
          name: '表',
          rows: [
            [...HEADERS],
            ['好信息', '307001/000003', '示例局', '一科', '好', ''],
            ['甲信息', '307001/000001', '同上', '〃', '长'.repeat(501), ''],
          ],
        },
      ],
    });
    expect(texts(sheets[0]!)[1]!.slice(0, 4)).toEqual(['甲信息', '307001/000001', '示例局', '一科']);
  });

  it('values come back as text: dates, leading zeros, texts that look like formulas', async () => {
    const { sheets } = await errorsOf(
      {
        sheets: [
          {
            name: '表',
            rows: [
              ['信息资源名称', '信息资源代码', '信息项名称', '发布日期'],
              ['=1+1', '000123', '姓名', { xml: '<c r="{r}" s="1"><v>43054</v></c>' }],
            ],
          },
        ],
      },
      () => [{ sheet: '表', row: 2, severity: 'failed', message: '退回' }],
    );
    expect(texts(sheets[0]!)[1]).toEqual(['=1+1', '000123', '姓名', '2017-11-15', '退回']);
    expect(sheets[0]!.getCell('A2').type).toBe(ExcelJS.ValueType.String);
  });
});
