/**
 * Writes entries into the platform's own workbook. Only cells below the header of the recognised sheet are written, in
 * the formats that stand there; every other part of the file is taken over byte for byte.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { FailureError } from '#app/contract/failure';
import { encodeCellText } from './cell-text';
import { itemValue, ownValue } from './export-columns';
import type { Layout } from './layout';
import { recogniseWorkbook } from './read-workbook';
import type { SavedMapping } from './saved-mapping';
import type { RecognisedSheet } from './recognise-sheet';
import { columnLetter, type ColumnTarget } from './sheet-entry';
import { templateSheet, type TemplateSheet } from './template-sheet';
import { readWorkbookParts } from './workbook-parts';
import type { WrittenCounts } from './write-workbook';
import {
  closeArchive,
  inspectFile,
  openArchive,
  overLimit,
  readMember,
  unreadable,
  type ZipArchive,
} from './zip-archive';

export interface FillTemplateOptions {
  readonly layouts: readonly Layout[];
  /** Mappings made by hand, for a template whose headers say nothing that is known. */
  readonly saved?: readonly SavedMapping[] | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A template is a form; one that unpacks to more is something else. */
const MOST_BYTES = 64 * 1024 * 1024;
const PART_SIZE = 64 * 1024;

/**
 * `out` appears whole or not at all. Rejects as `readWorkbook` fails for a file that cannot be read or whose header is
 * not recognised, with `invalid-input` (`reason`) for a template with content below its header, and with `cancelled`.
 */
export async function fillTemplate(
  template: string,
  out: string,
  entries: AsyncIterable<CatalogueEntry> | Iterable<CatalogueEntry>,
  options: FillTemplateOptions,
): Promise<WrittenCounts> {
  const { head } = await inspectFile(template);
  if (head.length < 4 || head.readUInt32BE(0) !== 0x504b0304) throw unreadable('模板不是 .xlsx 工作簿');
  const { sheets, items } = await recogniseWorkbook(template, options.layouts, null, {
    saved: options.saved ?? [],
    signal: options.signal,
    formOnly: true,
  });
  if (items.length > 0) {
    const reason = '模板把信息资源和信息项分在两个工作表，请用两者在一个工作表的模板';
    throw new FailureError('invalid-input', { field: '模板', reason });
  }
  const sheet = sheets[0]!;
  refuseContent(sheet);
  const archive = await openArchive(template);
  try {
    const parts = await readMembers(archive, options.signal);
    const book = await readWorkbookParts(archive, options.signal);
    const part = book.sheets.find(({ name }) => name === sheet.sheet.name)!.part;
    const name = [...parts.keys()].find((member) => member.toLowerCase() === part.toLowerCase())!;
    const text = parts
      .get(name)!
      .toString('utf8')
      .replace(/^\ufeff/, '');
    const form = templateSheet(text, Math.max(...sheet.headerRows));
    const counts = { entries: 0, items: 0 };
    const content = Readable.from(filledSheet(form, sheet, entries, counts, options));
    await writeParts(out, parts, name, content);
    return counts;
  } finally {
    closeArchive(archive);
  }
}

function refuseContent({ sheet, firstRow, headerRows }: RecognisedSheet): void {
  const header = Math.max(...headerRows);
  const row = sheet.rows[firstRow]?.number ?? sheet.notes.find((note) => note.row > header)?.row;
  if (row !== undefined) {
    throw new FailureError('invalid-input', {
      field: '模板',
      reason: `工作表“${sheet.name}”第${row}行已有内容，请用表头以下为空的模板`,
    });
  }
  const merge = sheet.merges.find(({ bottom }) => bottom > header);
  if (merge) {
    throw new FailureError('invalid-input', {
      field: '模板',
      reason: `工作表“${sheet.name}”第${Math.max(merge.top, header + 1)}行有合并单元格，请用表头以下没有合并的模板`,
    });
  }
}

async function readMembers(archive: ZipArchive, signal?: AbortSignal): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  let total = 0;
  for (const { fileName, uncompressedSize } of archive.members.values()) {
    total += uncompressedSize;
    if (total > MOST_BYTES) throw overLimit('template-bytes', MOST_BYTES, '模板过大');
    if (fileName.endsWith('/')) continue;
    const pieces: Buffer[] = [];
    await readMember(archive, fileName, (piece) => void pieces.push(piece), signal);
    parts.set(fileName, Buffer.concat(pieces));
  }
  return parts;
}

async function* filledSheet(
  form: TemplateSheet,
  sheet: RecognisedSheet,
  entries: AsyncIterable<CatalogueEntry> | Iterable<CatalogueEntry>,
  counts: { entries: number; items: number },
  { onProgress, signal }: FillTemplateOptions,
): AsyncGenerator<string> {
  const columns = sheet.columns.flatMap(({ index, target }) => (target ? [{ index, target }] : []));
  const width = Math.max(...columns.map(({ index }) => index)) + 1;
  const targets = Array.from(
    { length: width },
    (_, i) => columns.find(({ index }) => index === i)?.target ?? null,
  );
  let row = Math.max(...sheet.headerRows);
  let part = form.head;
  for await (const entry of entries) {
    if (signal?.aborted) throw new FailureError('cancelled');
    counts.entries++;
    counts.items += entry.items.length;
    for (const item of entry.items.length > 0 ? entry.items : [null]) {
      row++;
      part += rowXml(
        form,
        row,
        targets.map((target) => (target ? valueOf(target, entry, item) : '')),
      );
      if (part.length < PART_SIZE) continue;
      yield part;
      part = '';
    }
    onProgress?.(counts.entries);
  }
  yield part + form.rowsFrom(row + 1) + form.tail;
}

function valueOf(target: ColumnTarget, entry: CatalogueEntry, item: InformationItem | null): string {
  switch (target.level) {
    case 'entry':
      return entry[target.key];
    case 'item':
      return itemValue(entry, item, target.key);
    case 'id':
      return target.of === 'entry' ? entry.id : (item?.id ?? '');
    case 'category':
      return ownValue(entry.extra, target.label);
    case 'extra':
      if (target.of === 'item') return ownValue(item?.extra, target.label);
      return ownValue(item?.extra, target.label) || ownValue(entry.extra, target.label);
  }
}

function rowXml(form: TemplateSheet, row: number, values: readonly string[]): string {
  const { prefix } = form;
  let xml = `<${prefix}row r="${row}"${form.rowAttributes(row)}>`;
  values.forEach((text, column) => {
    const style = form.style(row, column);
    const at = `<${prefix}c r="${columnLetter(column)}${row}"${style === '' ? '' : ` s="${style}"`}`;
    if (text !== '') {
      const body = `<${prefix}t xml:space="preserve">${encodeCellText(text)}</${prefix}t>`;
      xml += `${at} t="inlineStr"><${prefix}is>${body}</${prefix}is></${prefix}c>`;
    } else if (style !== '') xml += `${at}/>`;
  });
  return `${xml}</${prefix}row>`;
}

async function writeParts(
  out: string,
  parts: ReadonlyMap<string, Buffer>,
  sheet: string,
  content: Readable,
): Promise<void> {
  const partial = `${out}.partial`;
  const zip = new ZipFile();
  const stop = new AbortController();
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure ??= error;
    stop.abort();
  };
  zip.on('error', fail);
  content.on('error', fail);
  for (const [name, bytes] of parts) {
    if (name === sheet) zip.addReadStream(content, name);
    else zip.addBuffer(bytes, name);
  }
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(partial, { flush: true }), { signal: stop.signal });
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    throw failure ?? error;
  }
}
