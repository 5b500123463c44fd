/** The workbook as the library understands it: its saved mappings and value aliases applied, chosen rows left out. */
import { readFile } from 'node:fs/promises';
import type { CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { readWorkbook } from '#app/documents/read-workbook';
import type { SavedMapping } from '#app/documents/saved-mapping';
import type { SheetEntry, WorkbookReading } from '#app/documents/sheet-entry';
import { readAliases, readMappings } from '#app/storage/mapping-store';
import type { CallContext } from './host';
import { opened, type Workspace } from './workspace';

/** A mapping is a page of text; a larger file is something else. */
const LONGEST_MAPPING = 1024 ** 2;

export async function savedMappings(workspace: Workspace): Promise<SavedMapping[]> {
  return readMappings(opened(workspace).library.reader);
}

export async function readForImport(
  workspace: Workspace,
  input: Pick<CallParsedInput<'workbook.import'>, 'file' | 'layout' | 'mapping'>,
  context: CallContext,
): Promise<WorkbookReading> {
  const { library } = opened(workspace);
  const { resources } = workspace.host;
  const read = await readWorkbook(input.file, {
    layouts: resources.layouts,
    layout: input.layout ?? 'auto',
    mapping: input.mapping === undefined ? undefined : await readMappingFile(input.mapping),
    saved: await savedMappings(workspace),
    aliases: await readAliases(library.reader),
    codeTables: resources.codeTables,
    signal: context.signal,
    onProgress: (done, total) => context.progress(done, total, '读取工作簿'),
  });
  if (read.ok) return read.value;
  throw new FailureError(read.failure.code, { file: input.file, ...read.failure.details });
}

async function readMappingFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new FailureError('file-is-directory', { file });
    throw new FailureError(code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', { file });
  }
  try {
    if (text.length > LONGEST_MAPPING) throw new SyntaxError('too long');
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    throw new FailureError('mapping-invalid', { file, places: ['不是 JSON 文件'] });
  }
}

export interface LeftOut {
  readonly reading: WorkbookReading;
  readonly entries: number;
  readonly rows: number;
}

/**
 * The reading without certain rows. A resource that loses all its rows is left out whole; where some of its rows remain,
 * the items of the others stay as the library has them.
 */
export function withoutRows(
  reading: WorkbookReading,
  skipped: readonly { readonly sheet: string; readonly row: number }[],
): LeftOut {
  if (skipped.length === 0) return { reading, entries: 0, rows: 0 };
  const places = new Set(skipped.map(({ sheet, row }) => placeOf(sheet, row)));
  const stays = (sheet: string, row: number): boolean => !places.has(placeOf(sheet, row));
  let rows = 0;
  const entries: SheetEntry[] = [];
  for (const entry of reading.entries) {
    const kept = entry.rows.filter((row) => stays(entry.sheet, row));
    const joined = (entry.joined ?? []).map((part) => ({
      sheet: part.sheet,
      rows: part.rows.filter((row) => stays(part.sheet, row)),
    }));
    const lost =
      entry.rows.length -
      kept.length +
      (entry.joined ?? []).reduce((sum, part, i) => sum + part.rows.length - joined[i]!.rows.length, 0);
    rows += lost;
    if (lost === 0) entries.push(entry);
    else if (kept.length > 0) {
      const items = entry.items.filter((item) => stays(item.sheet ?? entry.sheet, item.row));
      entries.push({ ...entry, rows: kept, items, incomplete: true, ...(entry.joined ? { joined } : {}) });
    }
  }
  const failedRows = reading.failedRows.filter(({ sheet, row }) => stays(sheet, row));
  rows += reading.failedRows.length - failedRows.length;
  return {
    reading: { ...reading, entries, failedRows },
    entries: reading.entries.length - entries.length,
    rows,
  };
}

const placeOf = (sheet: string, row: number): string => `${row}!${sheet}`;

/** All rows of a resource with their sheets. */
export function rowsOf(entry: SheetEntry): { sheet: string; row: number }[] {
  const own = entry.rows.map((row) => ({ sheet: entry.sheet, row }));
  if (!entry.joined) return own;
  return [...own, ...entry.joined.flatMap(({ sheet, rows }) => rows.map((row) => ({ sheet, row })))];
}
