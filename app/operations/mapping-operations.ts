/** Mapping the columns of a sheet by hand once, and keeping what was said for every file of the same shape. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { ENTRY_FIELDS, ENTRY_FIELD_KEYS, ITEM_FIELDS, ITEM_FIELD_KEYS } from '#app/catalogue/entry-fields';
import { FailureError, valueOf } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { parseMapping, targetText } from '#app/documents/column-mapping';
import { previewWorkbook, type SheetPreview } from '#app/documents/preview-workbook';
import { shapeKey, shapeOf } from '#app/documents/saved-mapping';
import type { RecognisedSheet } from '#app/documents/recognise-sheet';
import { appendAudit } from '#app/storage/audit-store';
import { readMappings, removeMapping, saveMapping, type StoredSheet } from '#app/storage/mapping-store';
import type { CallContext } from './host';
import { savedMappings } from './import-reading';
import { actorOf, opened, type Workspace } from './workspace';

type MappedSheets = CallParsedInput<'mapping.save'>['sheets'];

function layoutsFor(workspace: Workspace, layout: string | undefined) {
  const { layouts } = workspace.host.resources;
  if (layout === undefined || layout === 'auto') return layouts;
  const found = layouts.filter(({ id }) => id === layout);
  if (found.length > 0) return found;
  const reason = `没有“${layout}”，可用的有：${layouts.map(({ id }) => id).join('、')}`;
  throw new FailureError('invalid-input', { field: '模板', reason });
}

/** Shows each sheet with what its columns are taken for; nothing is written. */
export async function preview(
  workspace: Workspace,
  input: CallParsedInput<'mapping.preview'>,
  context: CallContext,
): Promise<CallOutput<'mapping.preview'>> {
  const layouts = layoutsFor(workspace, input.layout);
  const mapping = input.sheets ? valueOf(parseMapping({ sheets: input.sheets })) : null;
  const saved = input.sheets || input.layout ? [] : await savedMappings(workspace);
  const shown = await previewWorkbook(input.file, layouts, mapping, saved, {
    signal: context.signal,
    onProgress: (done, total) => context.progress(done, total, '读取工作簿'),
  });
  return {
    savedMapping: shown.saved ? { id: shown.saved.id, name: shown.saved.name } : null,
    sheets: shown.sheets.map(presentSheet),
    targets: [
      ...ENTRY_FIELD_KEYS.map((key) => ({
        target: `entry.${key}`,
        label: ENTRY_FIELDS[key].label,
        level: 'entry' as const,
      })),
      ...ITEM_FIELD_KEYS.map((key) => ({
        target: `item.${key}`,
        label: ITEM_FIELDS[key].label,
        level: 'item' as const,
      })),
    ],
  };
}

function presentSheet({ name, hidden, rows, use, reason, recognised, columns, head }: SheetPreview) {
  return {
    sheet: name,
    hidden,
    rows,
    use,
    reason,
    layout: recognised?.layout.id ?? '',
    headerRows: recognised ? [...recognised.headerRows] : [],
    columns: columns.map(({ letter, header, target, confidence, samples }) => ({
      letter,
      header,
      target: targetText(target),
      confidence,
      samples: [...samples],
    })),
    head: head.map(({ number, cells }) => ({ row: number, cells: [...cells] })),
  };
}

/**
 * Keeps the mapping for all files whose sheets have these headers. It is tried on the file first.
 *
 * Failures: those of reading the file; `mapping-invalid` for columns that are not understood or a sheet in which no
 * column holds the name or the code of a resource.
 */
export async function save(
  workspace: Workspace,
  input: CallParsedInput<'mapping.save'>,
  context: CallContext,
): Promise<CallOutput<'mapping.save'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const mapping = valueOf(parseMapping({ sheets: input.sheets }));
  const shown = await previewWorkbook(input.file, host.resources.layouts, mapping, [], {
    signal: context.signal,
  });
  const sheets = input.sheets.map((given) => storedSheet(given, shown.sheets));
  const shapes = sheets.map(({ headers }) => shapeKey(headers)).sort();
  if (new Set(shapes).size < shapes.length) {
    throw new FailureError('mapping-invalid', { places: ['两个工作表的表头相同，只指定其中一个'] });
  }
  const atMs = host.nowMs();
  const by = input.by ?? actorOf(workspace);
  return library.write(async (tx) => {
    const shape = sm3Hex(JSON.stringify(shapes));
    const { id, replaced } = await saveMapping(tx, { name: input.name, shape, sheets, atMs, by });
    await appendAudit(tx, { atMs, by, action: 'mapping-saved', subject: input.name, detail: { sheets } });
    return { id, name: input.name, replaced };
  });
}

function storedSheet(given: MappedSheets[number], shown: readonly SheetPreview[]): StoredSheet {
  const found = shown.find(({ name }) => name === given.sheet);
  if (!found) throw new FailureError('mapping-invalid', { places: [`没有工作表“${given.sheet}”`] });
  const { recognised } = found;
  if (!recognised) {
    throw new FailureError('mapping-invalid', {
      places: [`工作表“${given.sheet}”没有指定信息资源名称或代码所在的列`],
    });
  }
  const headers = shapeOf(recognised);
  if (headers.length === 0) {
    throw new FailureError('mapping-invalid', {
      places: [`工作表“${given.sheet}”${given.headerRow === 0 ? '没有内容' : '的表头是空的'}`],
    });
  }
  return { sheet: given.sheet, headers, columns: columnsByLetter(recognised) };
}

/**
 * What the columns hold, so that a later version that recognises more does not change what was agreed. Classification
 * and the columns of our own export are left to recognition, which tells more about them.
 */
function columnsByLetter({ columns }: RecognisedSheet): Record<string, string | null> {
  const agreed = columns.filter(
    ({ header, target }) =>
      (header !== '' || target !== null) &&
      target?.level !== 'category' &&
      (target?.level !== 'extra' || target.of === 'either'),
  );
  return Object.fromEntries(
    agreed.map(({ letter, target }) => [letter, target === null ? null : targetText(target)]),
  );
}

export async function list(workspace: Workspace): Promise<CallOutput<'mapping.list'>> {
  const mappings = await readMappings(opened(workspace).library.reader);
  return {
    mappings: mappings.map(({ id, name, sheets, savedAtMs, savedBy }) => ({
      id,
      name,
      sheets: sheets.map(({ sheet, headers, columns }) => ({
        sheet,
        headers: [...headers],
        columns: { ...columns },
      })),
      savedAt: new Date(savedAtMs).toISOString(),
      savedBy,
    })),
  };
}

export async function remove(
  workspace: Workspace,
  input: CallParsedInput<'mapping.remove'>,
): Promise<CallOutput<'mapping.remove'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  return library.write(async (tx) => {
    const known = (await readMappings(tx)).find(({ id }) => id === input.id);
    const removed = await removeMapping(tx, input.id);
    if (known) {
      const record = { action: 'mapping-removed', subject: known.name };
      await appendAudit(tx, { atMs: host.nowMs(), by: actorOf(workspace), ...record });
    }
    return { removed };
  });
}
