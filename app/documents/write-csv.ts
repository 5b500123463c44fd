/** Writes entries as .csv: UTF-8 with a byte order mark, quoted after RFC 4180, one header row. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ownHeader } from '#app/catalogue/header-text';
import type { ExportColumn } from './export-columns';
import { withColumns, type Entries, type WriteWorkbookOptions, type WrittenCounts } from './write-workbook';

/** Rows and columns as `writeWorkbook` has them; `out` appears whole or not at all. */
export async function writeCsv(
  out: string,
  entries: Entries,
  options: WriteWorkbookOptions,
): Promise<WrittenCounts> {
  const partial = `${out}.partial`;
  try {
    const counts = await withColumns(out, entries, options, async (columns, counted) => {
      await pipeline(Readable.from(csvText(columns, counted)), createWriteStream(partial, { flush: true }));
    });
    await rename(partial, out);
    return counts;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function* csvText(
  columns: readonly ExportColumn[],
  entries: AsyncIterable<CatalogueEntry>,
): AsyncGenerator<string> {
  yield `\ufeff${line(columns.map(({ group, header }) => ownHeader(group, header)))}`;
  let position = 0;
  for await (const entry of entries) {
    position++;
    const items = entry.items.length > 0 ? entry.items : [null];
    yield items.map((item) => line(columns.map((column) => column.value(entry, item, position)))).join('');
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** An apostrophe keeps a text from being run as a formula when a spreadsheet program opens the file. */
export function csvCell(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}
