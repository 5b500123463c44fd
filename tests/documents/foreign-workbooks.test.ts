import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import { readWorkbook } from '#app/documents/read-workbook';
import type { WorkbookReading } from '#app/documents/sheet-entry';
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

async function read(file: string): Promise<WorkbookReading> {
  const outcome = await readWorkbook(file, { layouts, codeTables });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}

describe('导入：别的程序写的工作簿', () => {
  it('exceljs: merges, dates, rich text, formulas, hyperlinks, hidden rows', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('目录');
    sheet.addRow(['××目录']);
    sheet.mergeCells('A1:H1');
    sheet.addRow([
      '信息资源名称',
      '信息资源代码',
      '信息资源提供方',
      '信息资源摘要',
      '信息项名称',
      '数据类型',
      '发布日期',
      '是否向社会开放',
    ]);
    sheet.addRow([
      '甲信息',
      '000123',
      '示例局',
      { richText: [{ text: '摘' }, { text: '要', font: { bold: true } }] },
      '姓名',
      '字符型C',
      new Date(Date.UTC(2017, 10, 15)),
      false,
    ]);
    sheet.addRow([
      null,
      null,
      null,
      null,
      { text: '年龄', hyperlink: 'http://example.invalid/' },
      { formula: 'A1', result: '整型I' },
      null,
      true,
    ]);
    sheet.mergeCells('A3:A4');
    sheet.mergeCells('B3:B4');
    sheet.mergeCells('G3:G4');
    sheet.getRow(4).hidden = true;
    const file = join(folder, 'exceljs.xlsx');
    await book.xlsx.writeFile(file);
    const { entries, failedRows } = await read(file);
    expect(failedRows).toEqual([]);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.fields).toMatchObject({ name: '甲信息', code: '000123', summary: '摘要' });
    expect(entries[0]!.items.map(({ fields }) => fields)).toEqual([
      { name: '姓名', dataType: '字符型C', publishedOn: '2017-11-15', openToPublic: '否' },
      { name: '年龄', dataType: '整型I', publishedOn: '2017-11-15', openToPublic: '是' },
    ]);
  });

  it('exceljs with the 1904 date system', async () => {
    const book = new ExcelJS.Workbook();
    book.properties.date1904 = true;
    const sheet = book.addWorksheet('目录');
    sheet.addRow(['信息资源名称', '信息资源代码', '信息项名称', '发布日期']);
    sheet.addRow(['甲信息', '1', '姓名', new Date(Date.UTC(2017, 10, 15))]);
    const file = join(folder, '1904.xlsx');
    await book.xlsx.writeFile(file);
    expect((await read(file)).entries[0]!.items[0]!.fields.publishedOn).toBe('2017-11-15');
  });

  it('the strict namespaces of ISO/IEC 29500', async () => {
    const file = await writeFixture(join(folder, 'strict.xlsx'), {
      strict: true,
      sheets: [{ name: '表', rows: [[...HEADERS], [...A]] }],
    });
    expect(outline(await read(file))).toEqual(['甲信息: 姓名']);
  });

  it('prefixed elements, no places on rows and cells, UTF-16, a byte order mark', async () => {
    const cell = (text: string): string => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
    const xml = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${[HEADERS, A].map((row) => `<x:row>${row.map(cell).join('')}</x:row>`).join('')}</x:sheetData></x:worksheet>`;
    for (const bytes of [
      Buffer.from(xml),
      Buffer.from(`\ufeff${xml}`),
      Buffer.from(`\ufeff${xml}`, 'utf16le'),
    ]) {
      const file = await writeFixture(join(folder, 'prefixed.xlsx'), {
        sheets: [{ name: '表', rows: [['x']] }],
        parts: { 'xl/worksheets/sheet1.xml': bytes },
      });
      expect(outline(await read(file))).toEqual(['甲信息: 姓名']);
    }
  });

  it('rows out of order are put in order', async () => {
    const row = (n: number, texts: readonly string[]): string =>
      `<row r="${n}">${texts.map((text, c) => `<c r="${'ABCDEF'[c]}${n}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
    const xml = `<worksheet><sheetData>${row(3, ['', '', '', '', '年龄', ''])}${row(2, A)}${row(1, HEADERS)}</sheetData></worksheet>`;
    expect(outline(await readRows(folder, [['x']], { parts: { 'xl/worksheets/sheet1.xml': xml } }))).toEqual([
      '甲信息: 姓名, 年龄',
    ]);
  });

  it('references to other workbooks are said', async () => {
    const rels =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>';
    const reading = await readRows(folder, [[...HEADERS], [...A]], {
      parts: { 'xl/_rels/workbook.xml.rels': rels },
    });
    expect(reading.problems.map(({ code }) => code)).toEqual(['external-links']);
  });

  it('built-in and Chinese date formats, but not formats that merely look like one', async () => {
    const { numberStyle } = await import('#app/documents/workbook-parts');
    for (const id of [14, 22, 27, 31, 57]) expect(numberStyle(id, undefined).kind).toBe('date');
    for (const id of [0, 1, 9, 49]) expect(numberStyle(id, undefined).kind).toBe('plain');
    for (const code of ['yyyy/m/d', '[$-804]yyyy"年"m"月"d"日";@', 'd-mmm', 'yyyy\\-mm\\-dd'])
      expect(numberStyle(170, code).kind).toBe('date');
    for (const code of ['General', '0.00"年"', '[Red]0', '"yyyy"0', '# ?/?', '@'])
      expect(numberStyle(170, code).kind).toBe('plain');
    expect(numberStyle(170, '000000')).toEqual({ kind: 'padded', digits: 6 });
  });
});

describe('导入：csv', () => {
  const csv = (bytes: Buffer | string, name = 'a.csv'): Promise<WorkbookReading> => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return read(file);
  };
  const text = `${HEADERS.join(',')}\r\n"甲信息",307001/000001,"示例局,本级",一科,"姓""名",字符型C\r\n,,,,"年\n龄",\r\n`;

  it('quotes, separators, line breaks inside a cell', async () => {
    const reading = await csv(text);
    expect(reading.entries[0]!.fields.provider).toBe('示例局,本级');
    expect(reading.entries[0]!.items.map(({ fields }) => fields.name)).toEqual(['姓"名', '年\n龄']);
    expect(reading.sheets[0]!.name).toBe('a');
  });

  it('with a byte order mark, tabs or semicolons', async () => {
    expect(outline(await csv(`\ufeff${text}`))).toHaveLength(1);
    expect(outline(await csv('信息资源名称;信息资源代码;信息项名称\n甲信息;1;姓名'))).toEqual([
      '甲信息: 姓名',
    ]);
    expect(outline(await csv('信息资源名称\t信息资源代码\t信息项名称\n甲信息\t1\t姓名'))).toEqual([
      '甲信息: 姓名',
    ]);
  });

  it('in the national encoding, as Chinese spreadsheet programs save it (GB18030)', async () => {
    // 信息资源名称,信息资源代码,信息项名称 / 甲,1,名
    const bytes = Buffer.from(
      'd0c5cfa2d7cad4b4c3fbb3c62cd0c5cfa2d7cad4b4b4facbeb2cd0c5cfa2cfeec3fbb3c60abcd72c312cc3fb0a'.replace(
        'b4facbeb',
        'b4fac2eb',
      ),
      'hex',
    );
    expect(outline(await csv(bytes))).toEqual(['甲: 名']);
  });

  it('the apostrophe that keeps a text from being a formula is taken back', async () => {
    const reading = await csv("信息资源名称,信息资源代码,信息资源摘要\n甲信息,1,'=1+1\n乙信息,2,'普通引号");
    expect(reading.entries.map(({ fields }) => fields.summary)).toEqual(['=1+1', "'普通引号"]);
  });

  it('an open quote or binary content ends in an outcome', async () => {
    expect((await csv(`${HEADERS.join(',')}\n甲信息,1,"没有结束`)).entries).toHaveLength(1);
    const file = join(folder, 'binary.csv');
    writeFileSync(file, Buffer.from([1, 2, 3, 0, 4]));
    expect(await readWorkbook(file, { layouts, codeTables })).toMatchObject({
      ok: false,
      failure: { code: 'workbook-unreadable' },
    });
  });
});
