/** Writing the catalogue out: the platform's workbook, csv, JSON. A file appears whole or not at all. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { writeWorkbook } from '#app/documents/write-workbook';
import { countEntries, eachEntry } from '#app/storage/entry-store';
import { fileSize, requireSpace } from '#app/storage/place';
import type { CallContext } from './host';
import { opened, type Workspace } from './workspace';

export async function exportCatalogue(
  workspace: Workspace,
  input: CallParsedInput<'workbook.export'>,
  context: CallContext,
): Promise<CallOutput<'workbook.export'>> {
  const { library } = opened(workspace);
  const { resources } = workspace.host;
  if (input.template !== undefined) throw new FailureError('not-available', { what: '按平台模板填写' });
  if (input.to === 'csv')
    throw new FailureError('not-available', { what: '导出 csv', instead: '可导出 xlsx 后另存。' });
  const layoutId = input.layout ?? 'national-2017';
  const layout = resources.layouts.find((one) => one.id === layoutId);
  if (!layout) {
    throw new FailureError('invalid-input', {
      field: '模板',
      reason: `没有“${layoutId}”，可用的有：${resources.layouts.map((one) => one.id).join('、')}`,
    });
  }
  await requireSpace(input.out, 2 * (await fileSize(library.file)));
  const { entries: total } = await countEntries(library.reader);
  async function* contents(): AsyncGenerator<CatalogueEntry> {
    for await (const { entry, state } of eachEntry(library.reader)) {
      if (state !== '注销') yield entry;
    }
  }
  const part = `${input.out}.part`;
  try {
    const written =
      input.to === 'json'
        ? await writeJson(part, contents(), workspace, context)
        : await writeWorkbook(part, contents(), {
            layout,
            codeTables: resources.codeTables,
            upload: input.upload ?? false,
            signal: context.signal,
            onProgress: (done) => context.progress(done, total, '写出信息资源'),
          });
    await rename(part, input.out);
    return { file: input.out, ...written };
  } catch (error) {
    await rm(part, { force: true });
    throw writeFailure(error, input.out);
  }
}

/** One JSON document, written as it is read: `{format, department, entries: [...]}`. */
async function writeJson(
  file: string,
  entries: AsyncIterable<CatalogueEntry>,
  workspace: Workspace,
  context: CallContext,
): Promise<{ entries: number; items: number }> {
  const { settings } = opened(workspace);
  const stream = createWriteStream(file, { encoding: 'utf8' });
  const closed = finished(stream);
  closed.catch(() => undefined);
  const head = {
    format: 'mulu-catalogue/1',
    department: settings['department'],
    creditCode: settings['creditCode'],
  };
  stream.write(`${JSON.stringify(head).slice(0, -1)},"entries":[`);
  let count = 0;
  let items = 0;
  for await (const entry of entries) {
    if (context.signal.aborted) throw new FailureError('cancelled');
    if (!stream.write(`${count === 0 ? '' : ','}\n${JSON.stringify(entry)}`)) {
      await new Promise<void>((resolve, reject) => {
        stream.once('drain', resolve);
        stream.once('error', reject);
      });
    }
    count++;
    items += entry.items.length;
  }
  stream.end('\n]}\n');
  await closed;
  return { entries: count, items };
}

export function writeFailure(error: unknown, file: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
      return new FailureError('disk-space', { file });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return new FailureError('file-unwritable', { file });
    default:
      return error;
  }
}
