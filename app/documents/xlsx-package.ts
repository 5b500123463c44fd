/**
 * Writes .xlsx packages row by row: memory stays small whatever the number of rows, and the same content gives the same
 * bytes. Every value is an inline string in a text-formatted cell, so nothing typed can ever turn into a formula, a
 * date or a rounded number.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { FailureError } from '#app/contract/failure';
import { encodeCellText } from './cell-text';
import { columnLetter } from './sheet-entry';
import { CELL_STYLES, stylesXml, type CellStyle } from './xlsx-styles';

export interface OutCell {
  readonly text: string;
  readonly style: CellStyle;
}

export interface OutRow {
  /** Undefined: no cell at all. */
  readonly cells: readonly (OutCell | undefined)[];
  /** Points; left to the program where absent. */
  readonly height?: number;
}

export interface OutColumn {
  /** In characters of the default font. */
  readonly width: number;
  readonly hidden?: boolean;
}

export interface OutList {
  readonly column: number;
  /** From 1. */
  readonly fromRow: number;
  readonly values: readonly string[];
}

export interface OutSheet {
  readonly name: string;
  readonly columns: readonly OutColumn[];
  /** Rows and columns that stay in view. */
  readonly frozen?: { readonly rows: number; readonly columns: number };
  readonly rows: AsyncIterable<OutRow> | Iterable<OutRow>;
  /** Asked for after the last row, as `A1:B2`. */
  readonly merges?: () => readonly string[];
  readonly lists?: readonly OutList[];
}

/** Longest list that fits into a cell rule, ECMA-376 Part 1, 18.3.1.33. */
const LONGEST_LIST = 255;
/** Rows below the last one that still offer the drop-downs. */
const SPARE_ROWS = 2000;
const LAST_ROW = 1_048_576;
const PART_SIZE = 64 * 1024;

// Local time on purpose: the container stores local time, so the bytes do not depend on the time zone.
const STAMP = new Date(2017, 0, 1);
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * Writes the package beside `out` and renames it when it is whole. Rejects with `cancelled` when the signal is raised;
 * errors of the file system and of the rows pass through. Nothing is left behind on failure.
 */
export async function writeXlsx(
  out: string,
  sheets: readonly OutSheet[],
  signal?: AbortSignal,
): Promise<void> {
  const partial = `${out}.partial`;
  const zip = new ZipFile();
  const sources = new AbortController();
  let failure: unknown = null;
  const stop = (error: unknown): void => {
    failure ??= error;
    sources.abort();
  };
  zip.on('error', stop);
  for (const [name, text] of staticParts(sheets)) {
    zip.addBuffer(Buffer.from(text, 'utf8'), name, { mtime: STAMP, forceDosTimestamp: true });
  }
  sheets.forEach((sheet, i) => {
    const source = Readable.from(sheetXml(sheet, i === 0, signal), { objectMode: false });
    source.on('error', stop);
    zip.addReadStream(source, `xl/worksheets/sheet${i + 1}.xml`, { mtime: STAMP, forceDosTimestamp: true });
  });
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(partial, { flush: true }), { signal: sources.signal });
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    throw failure ?? error;
  }
}

async function* sheetXml(sheet: OutSheet, active: boolean, signal?: AbortSignal): AsyncGenerator<string> {
  let part = `${HEAD}<worksheet xmlns="${MAIN}">${viewXml(sheet, active)}${columnsXml(sheet)}<sheetData>`;
  let number = 0;
  for await (const row of sheet.rows) {
    number++;
    part += rowXml(row, number);
    if (part.length < PART_SIZE) continue;
    if (signal?.aborted) throw new FailureError('cancelled');
    yield part;
    part = '';
  }
  if (signal?.aborted) throw new FailureError('cancelled');
  part += '</sheetData>';
  const merges = sheet.merges?.() ?? [];
  if (merges.length > 0) {
    part += `<mergeCells count="${merges.length}">`;
    for (const merge of merges) part += `<mergeCell ref="${merge}"/>`;
    part += '</mergeCells>';
  }
  part += listsXml(sheet.lists ?? [], Math.min(number + SPARE_ROWS, LAST_ROW));
  yield `${part}<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="8" orientation="landscape"/></worksheet>`;
}

function viewXml({ frozen }: OutSheet, active: boolean): string {
  const selected = active ? ' tabSelected="1"' : '';
  if (!frozen) return `<sheetViews><sheetView${selected} workbookViewId="0"/></sheetViews>`;
  const corner = `${columnLetter(frozen.columns)}${frozen.rows + 1}`;
  const pane = frozen.columns > 0 ? 'bottomRight' : 'bottomLeft';
  const across = frozen.columns > 0 ? ` xSplit="${frozen.columns}"` : '';
  return `<sheetViews><sheetView${selected} workbookViewId="0"><pane${across} ySplit="${frozen.rows}" topLeftCell="${corner}" activePane="${pane}" state="frozen"/><selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/></sheetView></sheetViews>`;
}

function columnsXml({ columns }: OutSheet): string {
  if (columns.length === 0) return '';
  const text = CELL_STYLES.indexOf('text');
  const parts = columns.map(
    ({ width, hidden }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${text}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
  );
  return `<cols>${parts.join('')}</cols>`;
}

function rowXml(row: OutRow, number: number): string {
  let xml = `<row r="${number}"${row.height ? ` ht="${row.height}" customHeight="1"` : ''}>`;
  row.cells.forEach((cell, column) => {
    if (!cell) return;
    const at = `<c r="${columnLetter(column)}${number}" s="${CELL_STYLES.indexOf(cell.style)}"`;
    xml +=
      cell.text === ''
        ? `${at}/>`
        : `${at} t="inlineStr"><is><t xml:space="preserve">${encodeCellText(cell.text)}</t></is></c>`;
  });
  return `${xml}</row>`;
}

/** One rule over a whole column; a value outside the list draws a question, not a refusal. */
function listsXml(lists: readonly OutList[], lastRow: number): string {
  const usable = lists.filter(
    ({ values }) =>
      values.join(',').length <= LONGEST_LIST &&
      values.length > 0 &&
      !values.some((value) => /[,"]/.test(value)),
  );
  if (usable.length === 0) return '';
  const rules = usable.map(({ column, fromRow, values }) => {
    const letter = columnLetter(column);
    return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="${letter}${fromRow}:${letter}${lastRow}"><formula1>"${encodeCellText(values.join(','))}"</formula1></dataValidation>`;
  });
  return `<dataValidations count="${usable.length}">${rules.join('')}</dataValidations>`;
}

function attributeText(text: string): string {
  return encodeCellText(text).replace(/"/g, '&quot;');
}

/** A name the format allows: at most 31 characters, none of \ / ? * [ ] : and no apostrophe at either end. */
export function sheetName(name: string): string {
  const allowed = name
    .replace(/[\\/?*[\]:\u0000-\u001f]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, 31);
  return allowed === '' ? 'Sheet' : allowed;
}

function staticParts(sheets: readonly OutSheet[]): [string, string][] {
  const types = sheets.map(
    (_, i) =>
      `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  const entries = sheets.map(
    ({ name }, i) =>
      `<sheet name="${attributeText(sheetName(name))}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const links = sheets.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const packageTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
  const packageLinks = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${packageTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${packageLinks}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr/><bookViews><workbookView activeTab="0"/></bookViews><sheets>${entries.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${packageLinks}">${links.join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', stylesXml(HEAD, MAIN)],
  ];
}
