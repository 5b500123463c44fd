import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import { emptyEntry, emptyItem, type CatalogueEntry } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';
import { fillTemplate } from '#app/documents/fill-template';
import { readWorkbook } from '#app/documents/read-workbook';
import { closeArchive, openArchive, readMember } from '#app/documents/zip-archive';
import { codeTables, HEADERS, layouts, outline, temporaryFolder, writeFixture } from './sheet-fixture';

const folder = temporaryFolder();
let files = 0;
const place = (): string => join(folder, `template-${++files}.xlsx`);

const entries: CatalogueEntry[] = ['甲信息', '=乙信息'].map((name, i) =>
  rollUp({
    ...emptyEntry(`e${i}`),
    name,
    code: `00${i}`,
    provider: '示例局',
    extra: { 备注: '自有' },
    items: ['姓名', '年龄'].map((item) => ({ ...emptyItem(`${i}${item}`), name: item, dataType: '字符型C' })),
  }),
);

async function members(file: string): Promise<Map<string, string>> {
  const archive = await openArchive(file);
  const parts = new Map<string, string>();
  for (const { fileName } of archive.members.values()) {
    // Folders hold nothing and mean nothing.
    if (fileName.endsWith('/')) continue;
    const pieces: Buffer[] = [];
    await readMember(archive, fileName, (piece) => void pieces.push(piece));
    parts.set(fileName, Buffer.concat(pieces).toString('latin1'));
  }
  closeArchive(archive);
  return parts;
}

/** A form as a platform hands it out: title, styles, widths, drop-downs, a sheet of instructions, formatted empty rows. */
async function form(): Promise<string> {
  const book = new ExcelJS.Workbook();
  const guide = book.addWorksheet('填表说明');
  guide.addRow(['一、请勿改动表头']);
  const sheet = book.addWorksheet('填报表');
  sheet.addRow(['××平台目录填报表']);
  sheet.mergeCells('A1:H1');
  sheet.addRow(['序号', ...HEADERS, '平台备注']);
  sheet.getColumn(2).width = 40;
  for (let row = 3; row <= 4; row++) {
    for (let column = 1; column <= 8; column++) {
      sheet.getCell(row, column).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEEEEE' } };
    }
  }
  sheet.getCell('G3').dataValidation = { type: 'list', formulae: ['"字符型C,整型I"'] };
  const file = place();
  await book.xlsx.writeFile(file);
  return file;
}

describe('导出：写入平台自己的模板', () => {
  it('writes the rows below the header and leaves every other part as it was', async () => {
    const template = await form();
    const out = place();
    expect(await fillTemplate(template, out, entries, { layouts })).toEqual({ entries: 2, items: 4 });
    const [before, after] = [await members(template), await members(out)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(changed).toEqual(['xl/worksheets/sheet2.xml']);
    expect(after.get(changed[0]!)).toContain('<dataValidation');

    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    const sheet = book.getWorksheet('填报表')!;
    expect(sheet.getCell('B3').text).toBe('甲信息');
    expect(sheet.getCell('C3').text).toBe('000');
    expect(sheet.getCell('B5').value).toBe('=乙信息');
    expect(sheet.getCell('H3').text).toBe('');
    expect(sheet.getCell('A1').isMerged).toBe(true);
    // Rows beyond the formatted ones take the format of the first.
    expect((sheet.getCell('B6').fill as ExcelJS.FillPattern).fgColor?.argb).toBe('FFEEEEEE');
    const read = await readWorkbook(out, { layouts, codeTables });
    expect(read.ok && outline(read.value)).toEqual(['甲信息: 姓名, 年龄', '=乙信息: 姓名, 年龄']);
  });

  it('keeps prefixes, formats of columns and the rest of the sheet’s text', async () => {
    const cell = (text: string): string => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
    const xml = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:cols><x:col min="1" max="6" style="2"/></x:cols><x:sheetData><x:row>${HEADERS.map(cell).join('')}</x:row></x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></x:worksheet>`;
    const template = await writeFixture(place(), {
      sheets: [{ name: '表', rows: [] }],
      parts: { 'xl/worksheets/sheet1.xml': xml },
    });
    const out = place();
    await fillTemplate(template, out, entries, { layouts });
    const text = (await members(out)).get('xl/worksheets/sheet1.xml')!;
    expect(text).toContain('<x:row r="2"><x:c r="A2" s="2" t="inlineStr">');
    expect(
      text.endsWith(
        '</x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></x:worksheet>',
      ),
    ).toBe(true);
    const read = await readWorkbook(out, { layouts, codeTables });
    expect(read.ok && read.value.entries).toHaveLength(2);
  });

  it('refuses a template with content or merges below its header, another table, and what is no workbook', async () => {
    const out = place();
    const refused = async (rows: (string | null)[][], merges?: string[]): Promise<unknown> => {
      const template = await writeFixture(place(), {
        sheets: [{ name: '表', rows, ...(merges ? { merges } : {}) }],
      });
      return fillTemplate(template, out, entries, { layouts }).catch(
        (error: { failure?: { code: string } }) => error.failure?.code,
      );
    };
    expect(await refused([[...HEADERS], ['已有内容']])).toBe('invalid-input');
    expect(await refused([[...HEADERS]], ['A5:C5'])).toBe('invalid-input');
    expect(await refused([['职能', '依据', '备注']])).toBe('workbook-shape-unknown');
    await expect(fillTemplate(join(folder, 'none.xlsx'), out, entries, { layouts })).rejects.toMatchObject({
      failure: { code: 'file-not-found' },
    });
    expect(existsSync(out)).toBe(false);
  });

  it('a failing source leaves nothing behind', async () => {
    const template = await form();
    async function* failing(): AsyncGenerator<CatalogueEntry> {
      yield entries[0]!;
      throw new Error('source failed');
    }
    const out = place();
    await expect(fillTemplate(template, out, failing(), { layouts })).rejects.toThrow('source failed');
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
