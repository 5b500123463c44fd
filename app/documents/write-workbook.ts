/** Writes entries as a workbook after a layout: the platform's upload form, or our own export that comes back whole. */
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CodeTable } from '#app/classification/code-table';
import { FailureError } from '#app/contract/failure';
import { fitsRule } from './cell-lists';
import { exportColumns, furtherColumns, type ExportColumn } from './export-columns';
import type { Layout } from './layout';
import { columnLetter } from './sheet-entry';
import { writeXlsx, type OutCell, type OutRow, type OutSheet } from './write-xlsx';

export interface WriteWorkbookOptions {
  readonly layout: Layout;
  readonly codeTables: Readonly<Record<string, CodeTable>>;
  /** The columns that the platform asks for and nothing else: no further columns, no identifiers. */
  readonly upload: boolean;
  /** Called with the number of entries written. */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Entries = AsyncIterable<CatalogueEntry> | Iterable<CatalogueEntry>;

export interface WrittenCounts {
  readonly entries: number;
  readonly items: number;
}

/**
 * One row per information item, an entry without items has one row; values are repeated on every row and nothing in
 * the data is merged. `out` appears whole or not at all. Rejects with `cancelled`; errors of the file system and of
 * `entries` pass through.
 */
export async function writeWorkbook(
  out: string,
  entries: Entries,
  options: WriteWorkbookOptions,
): Promise<WrittenCounts> {
  return withColumns(out, entries, options, (columns, counted) =>
    writeXlsx(out, [dataSheet(options.layout, columns, counted, options.upload)], options.signal),
  );
}

/**
 * Settles the columns for `entries`, then hands both to `write`. Which further columns there are is known only after
 * the last entry, so entries that come once are kept on disk beside `out` meanwhile.
 */
export async function withColumns(
  out: string,
  entries: Entries,
  options: WriteWorkbookOptions,
  write: (columns: readonly ExportColumn[], entries: AsyncIterable<CatalogueEntry>) => Promise<void>,
): Promise<WrittenCounts> {
  const counts = { entries: 0, items: 0 };
  const counted = countEntries(counts, options);
  if (options.upload) {
    await write(exportColumns(options.layout, options.codeTables, null), counted(entries));
    return counts;
  }
  const further = furtherColumns(options.layout);
  const spool = `${out}.entries`;
  try {
    let again: Entries;
    if (Array.isArray(entries)) {
      for (const entry of entries as readonly CatalogueEntry[]) further.add(entry);
      again = entries as readonly CatalogueEntry[];
    } else {
      await spoolEntries(spool, entries, further.add, options.signal);
      again = spooledEntries(spool);
    }
    await write(exportColumns(options.layout, options.codeTables, further.found), counted(again));
    return counts;
  } finally {
    await rm(spool, { force: true });
  }
}

function countEntries(
  counts: { entries: number; items: number },
  { onProgress, signal }: WriteWorkbookOptions,
): (entries: Entries) => AsyncGenerator<CatalogueEntry> {
  return async function* (entries) {
    for await (const entry of entries) {
      if (signal?.aborted) throw new FailureError('cancelled');
      counts.entries++;
      counts.items += entry.items.length;
      yield entry;
      onProgress?.(counts.entries);
    }
  };
}

async function spoolEntries(
  file: string,
  entries: Entries,
  look: (entry: CatalogueEntry) => void,
  signal?: AbortSignal,
): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    for await (const entry of entries) {
      if (signal?.aborted) throw new FailureError('cancelled');
      look(entry);
      yield `${JSON.stringify(entry)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

async function* spooledEntries(file: string): AsyncGenerator<CatalogueEntry> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) yield JSON.parse(line) as CatalogueEntry;
}

/** The sheet of a layout with its header rows, filled from `entries`. */
export function dataSheet(
  layout: Layout,
  columns: readonly ExportColumn[],
  entries: AsyncIterable<CatalogueEntry>,
  upload: boolean,
): OutSheet {
  // Further columns are told apart by their group, so our own export always has both header rows.
  const headerRows = upload ? layout.headerRows : 2;
  const titleRows = layout.title === undefined ? 0 : 1;
  const top = titleRows + headerRows;
  const nameColumn = columns.findIndex(({ header }) => header === '信息资源名称');
  return {
    name: layout.sheet,
    columns: columns.map(({ width, hidden }) => ({ width, hidden })),
    frozen: { rows: top, columns: nameColumn >= 0 && nameColumn < 3 ? nameColumn + 1 : 0 },
    rows: sheetRows(layout, columns, headerRows, entries),
    merges: () => headerMerges(columns, titleRows, headerRows),
    // The platform did not ask for the further sheet that a long list needs.
    lists: columns.flatMap(({ list }, column) =>
      list.length > 0 && (!upload || fitsRule(list)) ? [{ column, fromRow: top + 1, values: list }] : [],
    ),
  };
}

async function* sheetRows(
  layout: Layout,
  columns: readonly ExportColumn[],
  headerRows: number,
  entries: AsyncIterable<CatalogueEntry>,
): AsyncGenerator<OutRow> {
  if (layout.title !== undefined) yield { cells: [{ text: layout.title, style: 'title' }], height: 28 };
  const header = (text: string): OutCell => ({ text, style: 'header' });
  if (headerRows === 2) {
    let group = '';
    const upper = columns.map((column) => {
      const opens = column.group === '' || column.group !== group;
      group = column.group;
      return header(opens ? column.group || column.header : '');
    });
    yield { cells: upper, height: 22 };
    yield { cells: columns.map((column) => header(column.group === '' ? '' : column.header)), height: 34 };
  } else {
    yield { cells: columns.map((column) => header(column.header)), height: 34 };
  }
  let position = 0;
  for await (const entry of entries) {
    position++;
    const items = entry.items.length > 0 ? entry.items : [null];
    for (const item of items) {
      yield {
        cells: columns.map((column) => ({ text: column.value(entry, item, position), style: 'text' })),
      };
    }
  }
}

function headerMerges(columns: readonly ExportColumn[], titleRows: number, headerRows: number): string[] {
  const merges: string[] = [];
  const last = columnLetter(columns.length - 1);
  if (titleRows === 1) merges.push(`A1:${last}1`);
  if (headerRows === 1) return merges;
  const upper = titleRows + 1;
  for (let from = 0; from < columns.length;) {
    const { group } = columns[from]!;
    let to = from;
    if (group === '') merges.push(`${columnLetter(from)}${upper}:${columnLetter(from)}${upper + 1}`);
    else {
      while (columns[to + 1]?.group === group) to++;
      if (to > from) merges.push(`${columnLetter(from)}${upper}:${columnLetter(to)}${upper}`);
    }
    from = to + 1;
  }
  return merges;
}
