/** Opens a spreadsheet file of any kind that can be read, and gives its sheets one after the other. */
import { basename, extname } from 'node:path';
import { readCsv } from './csv-rows';
import type { RawSheet } from './raw-sheet';
import { isCompoundFile, readXls } from './read-xls';
import { readSheetPart, textPool } from './sheet-part';
import { readWorkbookParts } from './workbook-parts';
import {
  closeArchive,
  inspectFile,
  memberSize,
  openArchive,
  overLimit,
  unreadable,
  type ZipArchive,
} from './zip-archive';
import { FailureError } from '#app/contract/failure';

const MOST_SHEETS = 255;

export interface RawWorkbookOptions {
  readonly signal?: AbortSignal | undefined;
  /** In bytes of the unpacked sheets. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface WorkbookFacts {
  /** The workbook takes values from other files; what it had stored of them was read. */
  readonly externalLinks: boolean;
}

/**
 * Hands each sheet to `take`, in the order of the workbook. Rejects with `file-not-found`, `file-is-directory`,
 * `file-unreadable`, `workbook-unreadable`, `workbook-empty` (no bytes), `workbook-limit` or `cancelled`.
 */
export async function readRawWorkbook(
  file: string,
  take: (sheet: RawSheet) => void,
  options: RawWorkbookOptions = {},
): Promise<WorkbookFacts> {
  const { size, head } = await inspectFile(file);
  if (size === 0) throw new FailureError('workbook-empty', { file, reason: '文件没有内容（0字节）' });
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) {
    const archive = await openArchive(file);
    try {
      return await readPackage(archive, take, options);
    } finally {
      closeArchive(archive);
    }
  }
  if (isCompoundFile(head)) {
    await readXls(file, size, take, options);
    return { externalLinks: false };
  }
  if (['.csv', '.txt', '.tsv'].includes(extname(file).toLowerCase())) {
    take(await readCsv(file, basename(file, extname(file)), textPool()));
    options.onProgress?.(size, size);
    return { externalLinks: false };
  }
  throw unreadable('文件内容不是 Excel、WPS 工作簿，扩展名可能改过');
}

async function readPackage(
  archive: ZipArchive,
  take: (sheet: RawSheet) => void,
  options: RawWorkbookOptions,
): Promise<WorkbookFacts> {
  const book = await readWorkbookParts(archive, options.signal);
  if (book.sheets.length === 0) throw unreadable('工作簿里没有工作表');
  if (book.sheets.length > MOST_SHEETS) throw overLimit('sheets', MOST_SHEETS, '工作表过多');
  const total = book.sheets.reduce((sum, sheet) => sum + memberSize(archive, sheet.part), 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    options.onProgress?.(done, total);
  };
  const intern = textPool();
  for (const sheet of book.sheets) {
    take(await readSheetPart(archive, book, sheet, intern, { signal: options.signal, onBytes }));
  }
  return { externalLinks: book.externalLinks };
}
