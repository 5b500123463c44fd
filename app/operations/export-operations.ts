/** Writing the catalogue out: the platform's workbook or our own, csv, JSON. A file appears whole or not at all. */
import { rename, rm } from 'node:fs/promises';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { fillTemplate } from '#app/documents/fill-template';
import type { Layout } from '#app/documents/layout';
import { writeCsv } from '#app/documents/write-csv';
import { writeWorkbook, type WrittenCounts } from '#app/documents/write-workbook';
import type { StoredEntry } from '#app/storage/entry-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { chosenEntries, contentsOf, describeChoice, writeJson } from './export-entries';
import type { CallContext } from './host';
import { savedMappings } from './import-reading';
import { secrecyWatch, type SecrecyWatch } from './settlement-operations';
import { opened, type Workspace } from './workspace';

type ExportInput = CallParsedInput<'workbook.export'>;

/**
 * Failures: `invalid-input` (unknown layout, a template for something else than a workbook), `secrecy-not-cleared` for a file that goes to the platform, those of reading the template, `file-unwritable`, `disk-space`, `cancelled`.
 */
export async function exportCatalogue(
  workspace: Workspace,
  input: ExportInput,
  context: CallContext,
): Promise<CallOutput<'workbook.export'>> {
  const { library } = opened(workspace);
  const layout = layoutOf(workspace, input);
  await requireSpace(input.out, 2 * (await fileSize(library.file)));
  const { entries: total } = await describeChoice(workspace, input);
  const watch = leaves(input) ? secrecyWatch(workspace) : null;
  const part = `${input.out}.part`;
  try {
    const written = await write(workspace, part, { input, layout, total, watch }, context);
    // What was written is what is judged: an entry may be edited while the file is made.
    watch?.assertCleared();
    await rename(part, input.out);
    return { file: input.out, ...written };
  } catch (error) {
    await rm(part, { force: true });
    throw writeFailure(error, input.out);
  }
}

/** Files made for the platform; what is written for the department itself may hold anything. */
function leaves({ upload, template }: ExportInput): boolean {
  return upload === true || template !== undefined;
}

function layoutOf(workspace: Workspace, { layout, to, template }: ExportInput): Layout {
  const { layouts } = workspace.host.resources;
  const wanted = layout ?? 'national-2017';
  const found = layouts.find(({ id }) => id === wanted);
  const known = layouts.map(({ id }) => id).join('、');
  if (!found) {
    throw new FailureError('invalid-input', { field: '模板', reason: `没有“${wanted}”，可用的有：${known}` });
  }
  if (template !== undefined && to !== 'xlsx') {
    throw new FailureError('invalid-input', { field: '模板', reason: '平台模板只能写成 xlsx' });
  }
  return found;
}

interface Wanted {
  readonly input: ExportInput;
  readonly layout: Layout;
  /** How many entries there will be. */
  readonly total: number;
  readonly watch: SecrecyWatch | null;
}

async function* watched(
  entries: AsyncIterable<StoredEntry>,
  watch: SecrecyWatch | null,
): AsyncGenerator<StoredEntry> {
  for await (const stored of entries) {
    watch?.look(stored.entry);
    yield stored;
  }
}

async function write(
  workspace: Workspace,
  file: string,
  { input, layout, total, watch }: Wanted,
  context: CallContext,
): Promise<WrittenCounts> {
  const { resources } = workspace.host;
  const { signal } = context;
  const onProgress = (done: number): void => context.progress(done, total, '写出信息资源');
  const chosen = watched(chosenEntries(workspace, input), watch);
  if (input.to === 'json') return writeJson(file, chosen, workspace, context, onProgress);
  const entries = contentsOf(chosen);
  if (input.template !== undefined) {
    // A layout asked for by name says which of several similar ones the template follows.
    const layouts = input.layout === undefined ? resources.layouts : [layout];
    const saved = await savedMappings(workspace);
    return fillTemplate(input.template, file, entries, { layouts, saved, signal, onProgress });
  }
  const options = {
    layout,
    codeTables: resources.codeTables,
    upload: input.upload ?? false,
    signal,
    onProgress,
  };
  return input.to === 'csv' ? writeCsv(file, entries, options) : writeWorkbook(file, entries, options);
}

/** Says what the file system reports about the place that was to be written. */
export function writeFailure(error: unknown, file: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new FailureError('disk-space', { file });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EBUSY':
    case 'ENAMETOOLONG':
      return new FailureError('file-unwritable', { file });
    default:
      return error;
  }
}
