/** Sheets for the tests of import and export: plain rows by header, written as a real workbook. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { writeWorkbook } from '#app/documents/write-workbook';
import { loadResources } from '#app/operations/resources';
import { RESOURCES } from '#tests/support/open-workspace';

export const HEADERS = [
  '信息资源名称', '信息资源代码', '信息资源提供方', '提供方内部部门', '资源提供方代码', '信息资源摘要',
  '信息资源格式分类', '信息资源格式类型', '信息项名称', '数据类型', '数据长度', '共享类型', '共享条件',
  '共享方式分类', '共享方式类型', '是否向社会开放', '开放条件', '更新周期', '发布日期',
] as const; // prettier-ignore

export type SheetRow = Readonly<Partial<Record<string, string>>>;

let files = 0;
export const newFile = (folder: string, extension: string): string =>
  join(folder, `sheet-${process.pid}-${++files}.${extension}`);

export function sheetRow(name: string, code: string, item: string, more: SheetRow = {}): SheetRow {
  return {
    信息资源名称: name,
    信息资源代码: code,
    信息资源提供方: '示例市信用办',
    提供方内部部门: '综合处',
    资源提供方代码: '11430000743187451F',
    信息资源摘要: `${name}的登记情况`,
    信息资源格式分类: '数据库',
    信息资源格式类型: 'MySQL',
    信息项名称: item,
    数据类型: '字符型C',
    数据长度: '50',
    共享类型: '无条件共享',
    共享方式分类: '共享平台方式',
    共享方式类型: '数据库',
    是否向社会开放: '否',
    更新周期: '每月',
    发布日期: '2026-03-02',
    ...more,
  };
}

/** Writes sheets of rows, the header in the first row of each. */
export async function writeSheets(
  folder: string,
  sheets: Readonly<Record<string, readonly SheetRow[]>>,
  headers?: readonly string[],
): Promise<string> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const page = book.addWorksheet(name);
    const columns = headers ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
    page.addRow([...columns]);
    for (const row of rows) page.addRow(columns.map((header) => row[header] ?? ''));
  }
  const file = newFile(folder, 'xlsx');
  await book.xlsx.writeFile(file);
  return file;
}

/** Writes entries as our own export has them, identifiers included. */
export async function writeEntries(folder: string, entries: readonly CatalogueEntry[]): Promise<string> {
  const { layouts, codeTables } = await loadResources(RESOURCES);
  const file = newFile(folder, 'xlsx');
  const layout = layouts.find(({ id }) => id === 'national-2017')!;
  await writeWorkbook(file, [...entries], { layout, codeTables, upload: false });
  return file;
}

/** Opens a workbook, lets `change` do what a person does in a spreadsheet program, and saves it under a new name. */
export async function edited(
  folder: string,
  file: string,
  change: (book: ExcelJS.Workbook) => void,
): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  change(book);
  const out = newFile(folder, 'xlsx');
  await book.xlsx.writeFile(out);
  return out;
}
