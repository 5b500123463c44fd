/**
 * The reference of the workbook bench, in a process of its own: exceljs alone, streaming.
 * `read FILE` reads every cell; `write CELLS OUT` writes the rows of a JSON file. Prints the milliseconds.
 */
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';

const [kind, source, out] = process.argv.slice(2);

async function read() {
  const started = performance.now();
  let cells = 0;
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(source, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  for await (const sheet of reader) for await (const row of sheet) cells += row.cellCount;
  if (cells === 0) throw new Error('exceljs found no cells');
  return performance.now() - started;
}

async function write() {
  const rows = JSON.parse(readFileSync(source, 'utf8'));
  const started = performance.now();
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: out, useStyles: true });
  const sheet = book.addWorksheet('目录');
  for (const row of rows) sheet.addRow(row).commit();
  sheet.commit();
  await book.commit();
  return performance.now() - started;
}

console.log(String(await (kind === 'read' ? read() : write())));
