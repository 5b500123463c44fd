/** Workbooks written by hand, part by part, so that tests decide exactly what stands in the file. */
import { createWriteStream, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { afterAll } from 'vitest';
import { type CodeTable } from '#app/classification/code-table';
import { parseLayout, type Layout } from '#app/documents/layout';
import { readWorkbook } from '#app/documents/read-workbook';
import { columnLetter, type WorkbookReading } from '#app/documents/sheet-entry';
import { codeTableSchema } from '#app/classification/code-table-schema';

/** A text is written as shared string, a number as number, `xml` as it stands (`{r}` becomes the cell's place). */
export type FixtureCell = string | number | boolean | null | { readonly xml: string };

export interface FixtureSheet {
  readonly name: string;
  readonly rows: readonly (readonly FixtureCell[])[];
  readonly merges?: readonly string[];
  readonly state?: string;
}

export interface FixtureBook {
  readonly sheets: readonly FixtureSheet[];
  readonly date1904?: boolean;
  /** Written for a part instead of what it would hold; null leaves the part out. */
  readonly parts?: Readonly<Record<string, string | Buffer | null>>;
  readonly strict?: boolean;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mulu-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const jsonFiles = (folder: string): unknown[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown);

export const layouts: readonly Layout[] = jsonFiles('resources/layouts').map((json) => {
  const parsed = parseLayout(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  return parsed.value;
});

export const codeTables: Readonly<Record<string, CodeTable>> = Object.fromEntries(
  jsonFiles('resources/code-tables').map((json) => {
    const table = codeTableSchema.parse(json);
    return [table.table, table];
  }),
);

export const national = layouts.find(({ id }) => id === 'national-2017')!;

/** Style 1 is a date, 2 has six digits with leading zeros, 3 a self-made date. */
const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="170" formatCode="000000"/><numFmt numFmtId="171" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export async function writeFixture(file: string, book: FixtureBook): Promise<string> {
  const shared: string[] = [];
  const index = new Map<string, number>();
  const cellXml = (cell: FixtureCell, place: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
    if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (typeof cell === 'object') return cell.xml.replaceAll('{r}', place);
    let at = index.get(cell);
    if (at === undefined) {
      at = shared.push(cell) - 1;
      index.set(cell, at);
    }
    return `<c r="${place}" t="s"><v>${at}</v></c>`;
  };
  const main = book.strict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = book.strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts: Record<string, string | Buffer | null> = {
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  };
  book.sheets.forEach((sheet, i) => {
    const rows = sheet.rows.map((cells, r) => {
      const xml = cells.map((cell, c) => cellXml(cell, `${columnLetter(c)}${r + 1}`)).join('');
      return `<row r="${r + 1}">${xml}</row>`;
    });
    const merges = sheet.merges ?? [];
    const merged = merges.length
      ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
      : '';
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData>${merged}</worksheet>`;
  });
  parts['xl/workbook.xml'] =
    `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${book.date1904 ? ' date1904="1"' : ''}/><sheets>${book.sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escape(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`;
  parts['xl/_rels/workbook.xml.rels'] =
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${book.sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId90" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId91" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
  parts['xl/sharedStrings.xml'] =
    `<sst xmlns="${main}">${shared.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`;
  parts['xl/styles.xml'] = STYLES;
  await writeParts(file, { ...parts, ...book.parts });
  return file;
}

export async function writeParts(
  file: string,
  parts: Readonly<Record<string, string | Buffer | null>>,
): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    if (content !== null) zip.addBuffer(Buffer.from(content), name);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** Short headers that the national layout knows, in the order tests use most. */
export const HEADERS = [
  '信息资源名称',
  '信息资源代码',
  '信息资源提供方',
  '提供方内部部门',
  '信息项名称',
  '数据类型',
] as const;

let fixtures = 0;

/** Writes one sheet and reads it; a failure is a failed test. */
export async function readRows(
  folder: string,
  rows: readonly (readonly FixtureCell[])[],
  more: Omit<FixtureSheet, 'name' | 'rows'> & Omit<FixtureBook, 'sheets'> = {},
): Promise<WorkbookReading> {
  const { merges, state, ...book } = more;
  const sheet = { name: '表1', rows, ...(merges ? { merges } : {}), ...(state ? { state } : {}) };
  const file = await writeFixture(join(folder, `fixture-${++fixtures}.xlsx`), { ...book, sheets: [sheet] });
  const read = await readWorkbook(file, { layouts, codeTables });
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return read.value;
}

/** Entries as `name: item, item`, for short expectations. */
export function outline(reading: WorkbookReading): string[] {
  return reading.entries.map(
    ({ fields, items }) => `${fields.name ?? ''}: ${items.map((item) => item.fields.name ?? '').join(', ')}`,
  );
}
