/** Builds the sample workbooks in `resources/samples` from the names in `resources/samples/source`. Same names, same bytes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { exportColumns } from '#app/documents/export-columns';
import { parseLayout, type Layout } from '#app/documents/layout';
import { dataSheet } from '#app/documents/write-workbook';
import { writeXlsx, type OutRow, type OutSheet } from '#app/documents/write-xlsx';
import { type CodeTable } from '#app/classification/code-table';
import { faultySheet } from './samples/faulty-rows';
import { sampleEntries, type SourceCatalogue, type SourceOffices } from './samples/sample-entries';
import { codeTableSchema } from '#app/classification/code-table-schema';

const NOTES = [
  '样例说明',
  '1. 信息资源名称、信息项名称取自萍乡市公开的信用信息目录，照原样收录。',
  '2. 提供方、代码、摘要、格式、共享、开放、更新周期、发布日期等为样例填写，不反映任何部门的实际情况。',
  '3. 提供方“示例市信用办”和目代码999均为虚设；提供方内部部门取自原表“部门”，没有的由部门拼音还原，还原不了的照写拼音。',
  '4. 三条“教育机构信息”属同一部门，是原目录中真实的重名；六条“个人荣誉信息”分属六个部门，不算重名。',
];
const FAULTY_NOTES = [
  '样例说明',
  '1. 本表在正常的行之间放了各种填报差错，供核对校验结果使用；差错的位置见同名的 .json 文件。',
  '2. 名称和内容均为样例，不反映任何部门的实际情况。',
];

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown;

function loadLayout(resources: string): Layout {
  const parsed = parseLayout(json(join(resources, 'layouts/national-2017.json')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  return parsed.value;
}

function loadCodeTables(resources: string): Record<string, CodeTable> {
  const folder = join(resources, 'code-tables');
  const tables = readdirSync(folder).map((name) => codeTableSchema.parse(json(join(folder, name))));
  return Object.fromEntries(tables.map((table) => [table.table, table]));
}

export function loadSampleEntries(resources: string): CatalogueEntry[] {
  const { catalogues } = json(join(resources, 'samples/source/credit-catalogues.json')) as {
    catalogues: SourceCatalogue[];
  };
  return sampleEntries(catalogues, json(join(resources, 'samples/source/offices.json')) as SourceOffices);
}

function noteSheet(lines: readonly string[]): OutSheet {
  const rows = lines.map((text, i): OutRow => ({ cells: [{ text, style: i === 0 ? 'title' : 'note' }] }));
  return { name: '说明', columns: [{ width: 110 }], rows };
}

async function* each(entries: readonly CatalogueEntry[]): AsyncGenerator<CatalogueEntry> {
  yield* entries;
}

/** Writes the three files into `out`. */
export async function makeSamples(resources: string, out: string): Promise<void> {
  const layout = loadLayout(resources);
  const codeTables = loadCodeTables(resources);
  const entries = loadSampleEntries(resources);
  const columns = exportColumns(layout, codeTables, null);
  await writeXlsx(join(out, 'national-2017.xlsx'), [
    dataSheet(layout, columns, each(entries), true),
    noteSheet(NOTES),
  ]);

  const header = dataSheet(layout, columns, each([]), true);
  const faulty = faultySheet(layout, entries.slice(0, 8), layout.headerRows + 1);
  const rows = async function* (): AsyncGenerator<OutRow> {
    let upper = true;
    for await (const row of header.rows) {
      const text = upper ? faulty.headers.at(-1)! : '';
      yield { ...row, cells: [...row.cells, { text, style: 'header' }] };
      upper = false;
    }
    for (const cells of faulty.rows) yield { cells: cells.map((text) => ({ text, style: 'text' })) };
  };
  const extra = 'AB1:AB2';
  const merges = (): string[] => [...(header.merges?.() ?? []), extra];
  const sheet = { ...header, columns: [...header.columns, { width: 14 }], rows: rows(), merges };
  await writeXlsx(join(out, 'national-2017-faulty.xlsx'), [sheet, noteSheet(FAULTY_NOTES)]);
  writeFileSync(join(out, 'national-2017-faulty.json'), `${JSON.stringify(faulty.faults, null, 2)}\n`);
}

if (process.argv[1]?.endsWith('make-samples.ts')) {
  await makeSamples('resources', 'resources/samples');
}
