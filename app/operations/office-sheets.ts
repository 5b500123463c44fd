/** 分发与收回: a workbook to tick, mend and sign for each internal office, and what came back with it. */
import { mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FailureError } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { writeOfficeWorkbook } from '#app/documents/office-workbook';
import { readEntries, readEntryKeys, type EntryKey } from '#app/storage/entry-store';
import { openCampaign } from '#app/storage/maintenance-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { writeFailure } from './export-operations';
import type { CallContext } from './host';
import { writeStaged } from './import-write';
import { answer } from './maintenance-answer-operations';
import { readReturned, type Returned } from './office-return';
import { actorOf, opened, type Workspace } from './workspace';

type Input = CallParsedInput<'office.import'>;
type Output = CallOutput<'office.import'>;

/** Entries that an office still answers for, office by office in the order of the catalogue. */
async function byOffice(workspace: Workspace): Promise<Map<string, EntryKey[]>> {
  const offices = new Map<string, EntryKey[]>();
  for (const key of await readEntryKeys(opened(workspace).library.reader)) {
    if (key.state === '停用' || key.state === '注销') continue;
    const own = offices.get(key.office);
    if (own) own.push(key);
    else offices.set(key.office, [key]);
  }
  return offices;
}

/** A file name that every system takes. */
function fileName(office: string, today: string): string {
  const safe = (office || '未填处室')
    .replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_')
    .replace(/[. ]+$/, '')
    .slice(0, 60);
  return `核对表-${safe || '_'}-${today}`;
}

/**
 * Writes one workbook per office into the folder; a name that is taken gets a number. On failure none of them stays.
 *
 * Failures: `invalid-input` for an office without entries, `file-unwritable`, `disk-space`, `cancelled`.
 */
export async function exportSheets(
  workspace: Workspace,
  input: CallParsedInput<'office.export'>,
  context: CallContext,
): Promise<CallOutput<'office.export'>> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const offices = await byOffice(workspace);
  const wanted = input.offices ?? [...offices.keys()];
  const without = wanted.find((office) => !offices.has(office));
  if (without !== undefined) {
    throw new FailureError('invalid-input', { field: '处室', value: without, reason: '没有信息资源' });
  }
  const layout = host.resources.layouts.find(({ id }) => id === 'national-2017')!;
  await requireSpace(join(input.folder, 'x'), 2 * (await fileSize(library.file)));
  const files: CallOutput<'office.export'>['files'] = [];
  try {
    await mkdir(input.folder, { recursive: true });
    for (const office of new Set(wanted)) {
      context.progress(files.length, wanted.length, '写出处室核对表');
      const ids = offices.get(office)!.map(({ id }) => id);
      const stored = await readEntries(library.reader, ids);
      const file = freeName(input.folder, fileName(office, host.today()));
      await writeOfficeWorkbook(
        file,
        { department: settings['department'] ?? '', office, handedOutOn: host.today() },
        stored.map(({ entry }) => entry),
        { layout, codeTables: host.resources.codeTables, signal: context.signal },
      );
      files.push({ office, file, entries: stored.length });
    }
  } catch (error) {
    for (const { file } of files) await rm(file, { force: true });
    throw writeFailure(error, input.folder);
  }
  return { files };
}

function freeName(folder: string, name: string): string {
  for (let i = 1; ; i++) {
    const file = join(folder, `${name}${i === 1 ? '' : `（${i}）`}.xlsx`);
    if (!existsSync(file)) return file;
  }
}

/**
 * Reads what the offices sent back. `apply` writes their changes, file by file, each of which can be undone; content
 * that moved on in the library since the sheet was handed out is shown and left alone. `record` enters their answers
 * into the maintenance under way.
 *
 * Failures: `campaign-not-open`, `invalid-input` (nobody named for the answers), `cancelled`. A file that cannot be taken
 * stands in the answer with its reason.
 */
export async function importSheets(
  workspace: Workspace,
  input: Input,
  context: CallContext,
): Promise<Output> {
  const by = input.by ?? actorOf(workspace);
  if (input.record) await requireCampaign(workspace, by);
  const offices = await byOffice(workspace);
  const files: Output['files'] = [];
  let applied = 0;
  let recorded = 0;
  for (const [i, file] of input.files.entries()) {
    if (context.signal.aborted) throw new FailureError('cancelled');
    context.progress(i, input.files.length, '读取处室核对表');
    const returned = await taken(workspace, file, context);
    if (typeof returned === 'string') {
      files.push(notTaken(file, returned));
      continue;
    }
    files.push(present(file, returned));
    if (input.apply && returned.staged.length > 0) {
      const record = {
        label: `收回“${basename(file)}”`,
        by,
        action: 'office-sheet-returned',
        detail: { office: returned.office, entries: returned.staged.length },
      };
      await writeStaged(workspace, returned.staged, record, new Map(), context);
      applied += returned.staged.length;
    }
    if (input.record) recorded += await recordAnswers(workspace, returned, by);
  }
  const back = new Set(files.filter(({ failure }) => failure === '').map(({ office }) => office));
  const waiting = [...offices]
    .filter(([office]) => !back.has(office))
    .map(([office, entries]) => ({ office, entries: entries.length }));
  return { files, waiting, applied, recorded };
}

async function requireCampaign(workspace: Workspace, by: string): Promise<void> {
  if (by.trim() === '') {
    throw new FailureError('invalid-input', { field: '经办人', reason: '登记核对结果须写明经办人' });
  }
  if (!(await openCampaign(opened(workspace).library.reader))) throw new FailureError('campaign-not-open');
}

/** What came back in a file, or the reason why nothing could be taken from it. */
async function taken(workspace: Workspace, file: string, context: CallContext): Promise<Returned | string> {
  try {
    return await readReturned(workspace, file, context);
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code === 'cancelled') throw error;
    const { code, details } = error.failure;
    return failureText({ code, details: { file, ...details } });
  }
}

function present(file: string, returned: Returned): Output['files'][number] {
  const { staged: _staged, ...shown } = returned;
  const answers = { 无变化: 0, 有变化: 0, 停用: 0 };
  for (const one of shown.answered) answers[one.answer]++;
  return { ...shown, file, answers, failure: '' };
}

function notTaken(file: string, failure: string): Output['files'][number] {
  return {
    file,
    office: '',
    handedOutOn: '',
    entries: 0,
    answers: { 无变化: 0, 有变化: 0, 停用: 0 },
    answered: [],
    unanswered: [],
    missing: [],
    added: [],
    movedOn: [],
    changes: [],
    problems: [],
    failure,
  };
}

async function recordAnswers(workspace: Workspace, { answered }: Returned, by: string): Promise<number> {
  const groups = new Map<string, { answer: '无变化' | '有变化' | '应停用'; note: string; ids: string[] }>();
  for (const one of answered) {
    const given = one.answer === '停用' ? '应停用' : one.answer;
    const key = `${given} ${one.note}`;
    const group = groups.get(key) ?? { answer: given, note: one.note, ids: [] };
    groups.set(key, group);
    group.ids.push(one.entry.id);
  }
  let recorded = 0;
  for (const { answer: given, note, ids } of groups.values()) {
    const done = await answer(workspace, { entries: ids, answer: given, note, by });
    recorded += done.confirmed;
  }
  return recorded;
}
