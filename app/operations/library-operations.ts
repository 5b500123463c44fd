/** Opening and closing a library, its settings, undo, backup, restore, and the doctor. */
import { existsSync } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { FailureError } from '#app/contract/failure';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { creditCodeState } from '#app/classification/credit-code';
import { calendarDate } from '#app/deadlines/calendar-date';
import { endingPacks } from '#app/deadlines/duties';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { reportSettingProblem } from '#app/review/report-settings';
import { appendAudit, auditHead } from '#app/storage/audit-store';
import { snapshotsInUse } from '#app/storage/change-store';
import { replaceCategories } from '#app/storage/category-store';
import { assertLibraryFile, createLibrary, openLibrary, type Library } from '#app/storage/database';
import { countEntries } from '#app/storage/entry-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { readSettings, saveSettings, type Settings } from '#app/storage/settings-store';
import { readSecrecyList, readSettlements } from '#app/storage/settlement-store';
import { pruneSnapshots } from '#app/storage/snapshots';
import { clockWarnings } from './duty-clock-check';
import { verifyLog } from './audit-operations';
import { CHAIN_OPEN_SINCE, renewedInstance, settleInstance } from './instance';
import { stopIndex, warmIndex } from './keep-index';
import { isOneOf } from './output-files';
import { PLATFORM_SETTINGS } from './sync-operations';
import { SIGNED_WITH } from './signed-with';
import { KNOWN_UNITS } from './write-merge';
import { opened, stackOf, type Workspace } from './workspace';
import { recheckAll } from './check-operations';

type Summary = CallOutput<'library.summary'>;

const CREDIT_CODE_WARNINGS = {
  valid: [],
  'wrong-form': ['统一社会信用代码不是18位规定格式，已照填写内容保存；请核对，历史上发放的代码可保留。'],
  'wrong-check-digit': ['统一社会信用代码的校验码不符，已照填写内容保存；请与登记证书核对。'],
  'wrong-body-check-digit': [
    '统一社会信用代码中主体标识码的校验码不符，已照填写内容保存；请与登记证书核对。',
  ],
} as const;

/** Settings that the program keeps for itself; the settings screen may not write them. */
const OWN_SETTINGS = new Set([
  'libraryId',
  'instanceId',
  'instancePlace',
  'chain',
  'chainSeq',
  'chainSm3',
  CHAIN_OPEN_SINCE,
  'createdOn',
  'opinionsAfter',
  KNOWN_UNITS,
  SIGNED_WITH,
  ...Object.values(PLATFORM_SETTINGS),
]);

/**
 * 同级主管部门 (条例第十六条): the one that a local text names is that of its own region. For any other, a city under a
 * province's rules, the Regulation's general words stand until the department writes down its own.
 */
function authorityOf(stack: readonly RulePack[], region: string): string {
  const named = stack.filter(({ authority }) => authority !== null);
  const own = named.find((pack) => pack.region === region) ?? named.find((pack) => pack.region === null);
  return own?.authority?.name ?? '';
}

export async function create(
  workspace: Workspace,
  input: CallParsedInput<'library.create'>,
): Promise<Summary> {
  const { host } = workspace;
  const stack = stackOf(workspace, input.rules);
  await close(workspace);
  const library = await createLibrary(input.library);
  try {
    await library.write(async (tx) => {
      await saveSettings(tx, {
        libraryId: host.newId(),
        instanceId: host.newId(),
        createdOn: host.today(),
        department: input.department,
        creditCode: input.creditCode.trim().toUpperCase(),
        region: input.region,
        rules: input.rules,
        authority: authorityOf(stack, input.region),
      });
      await replaceCategories(tx, host.resources.categories);
      await appendAudit(tx, {
        atMs: host.nowMs(),
        by: '',
        action: 'library-created',
        subject: input.department,
        detail: { rules: input.rules },
      });
    });
  } catch (error) {
    await library.close();
    await Promise.all(['', '.lock'].map((suffix) => rm(`${input.library}${suffix}`, { force: true })));
    throw error;
  }
  return adopt(workspace, library);
}

/** Opens another library in place of the open one; where it does not open, the open one stays open. */
export async function openAt(workspace: Workspace, input: CallParsedInput<'library.open'>): Promise<Summary> {
  const { current } = workspace;
  // The open one gives its lock back first; any other is closed only once the next one is there.
  if (current && (await isOneOf(input.library, [current.library.file]))) await close(workspace);
  const library = await openLibrary(input.library, { readOnly: input.readOnly ?? false });
  await close(workspace);
  return adopt(workspace, library);
}

async function adopt(workspace: Workspace, library: Library): Promise<Summary> {
  await settleInstance(library, workspace.host);
  workspace.current = {
    library,
    settings: await readSettings(library.reader),
    catalogueIndex: null,
    settlements: await readSettlements(library.reader),
    secrecyList: (await readSecrecyList(library.reader)) ?? workspace.host.resources.secrecyList,
  };
  warmIndex(workspace);
  return summary(workspace);
}

export async function close(workspace: Workspace): Promise<Record<string, never>> {
  const { current } = workspace;
  workspace.current = null;
  if (current) await stopIndex(current);
  await current?.library.close();
  return {};
}

export async function summary(workspace: Workspace): Promise<Summary> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const creditCode = settings['creditCode'] ?? '';
  const warnings = [...library.notices, ...CREDIT_CODE_WARNINGS[creditCodeState(creditCode)]];
  const stack = stackOf(workspace, settings['rules'] ?? '');
  for (const { regulation, to, ended } of endingPacks(stack, calendarDate(host.today()))) {
    warnings.push(
      ended
        ? `${regulation}已于${to}到期，其时限不再计算。`
        : `${regulation}将于${to}到期，以制定机关公告为准；届时其时限不再计算。`,
    );
  }
  warnings.push(...(await clockWarnings(library.reader, host.today())));
  return {
    library: library.file,
    department: settings['department'] ?? '',
    creditCode,
    region: settings['region'] ?? '',
    authority: settings['authority'] ?? '',
    rules: stack.map((pack) => pack.id),
    readOnly: library.readOnly,
    warnings,
    ...(await countEntries(library.reader)),
  };
}

export async function readAllSettings(workspace: Workspace): Promise<CallOutput<'settings.read'>> {
  return { ...opened(workspace).settings };
}

export async function saveAllSettings(
  workspace: Workspace,
  input: CallParsedInput<'settings.save'>,
): Promise<CallOutput<'settings.save'>> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const wanted = Object.fromEntries(Object.entries(input.settings).filter(([key]) => !OWN_SETTINGS.has(key)));
  for (const [key, value] of Object.entries(wanted)) {
    const reason = reportSettingProblem(key, value);
    if (reason !== null) throw new FailureError('invalid-input', { field: key, value, reason });
  }
  if (wanted['department']?.trim() === '') {
    throw new FailureError('invalid-input', { field: '部门全称', reason: '不能为空' });
  }
  const rules = wanted['rules'];
  if (rules !== undefined) stackOf(workspace, rules);
  await library.write(async (tx) => {
    await saveSettings(tx, wanted);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: '',
      action: 'settings-changed',
      subject: Object.keys(wanted).sort().join(' '),
      detail: { settings: changedSettings(settings, wanted) },
    });
  });
  const before = opened(workspace).settings['rules'];
  opened(workspace).settings = await readSettings(library.reader);
  // Findings rest on the rules: under others they would be wrong until somebody checks again.
  if (rules !== undefined && rules !== before) await recheckAll(workspace);
  return readAllSettings(workspace);
}

/** Before and after of each setting that changes, for the log. */
function changedSettings(before: Settings, after: Settings): Record<string, { from: string; to: string }> {
  return Object.fromEntries(
    Object.entries(after)
      .filter(([key, value]) => (before[key] ?? '') !== value)
      .map(([key, value]) => [key, { from: (before[key] ?? '').slice(0, 500), to: value.slice(0, 500) }]),
  );
}

/** A whole copy that opens like any library; written beside the target first, so that a full disk leaves no half file. */
export async function backup(
  workspace: Workspace,
  input: CallParsedInput<'library.backup'>,
): Promise<CallOutput<'library.backup'>> {
  const { library } = opened(workspace);
  if (existsSync(input.out)) throw new FailureError('file-exists', { file: input.out });
  await requireSpace(input.out, 2 * (await fileSize(library.file)));
  const part = `${input.out}.part`;
  await rm(part, { force: true });
  try {
    await library.maintain(async (connection) => {
      await connection.run('VACUUM INTO ?', [part]);
    });
    await rename(part, input.out);
  } catch (error) {
    await rm(part, { force: true });
    if ((error as { code?: string }).code === 'SQLITE_CANTOPEN') {
      throw new FailureError('file-unwritable', { file: input.out });
    }
    throw error;
  }
  return { file: input.out };
}

/** Makes a library of a backup. It gets an instance of its own, so that two copies cannot both continue the chain. */
export async function restore(
  workspace: Workspace,
  input: CallParsedInput<'library.restore'>,
): Promise<CallOutput<'library.restore'>> {
  const { host } = workspace;
  if (existsSync(input.out)) throw new FailureError('library-exists', { library: input.out });
  await assertLibraryFile(input.file);
  await requireSpace(input.out, 2 * (await fileSize(input.file)));
  const library = await openCopy(input.file, input.out);
  try {
    await library.write(async (tx) => {
      const head = await auditHead(tx);
      await saveSettings(tx, renewedInstance(host));
      await appendAudit(tx, {
        atMs: host.nowMs(),
        by: '',
        action: 'restored-from',
        subject: head.sm3,
        detail: { count: head.count },
      });
    });
    const { entries } = await countEntries(library.reader);
    return { library: input.out, entries };
  } finally {
    await library.close();
  }
}

/** A copy with what a left-over log holds, brought to the present layout; nothing is left where it does not open. */
async function openCopy(file: string, out: string): Promise<Library> {
  const part = `${out}.part`;
  try {
    await copyFile(file, part);
    if ((await fileSize(`${file}-wal`)) > 0) await copyFile(`${file}-wal`, `${out}-wal`);
    await rename(part, out);
    // A copy of a file that may not be written may not be written either.
    await chmod(out, 0o600);
    return await openLibrary(out);
  } catch (error) {
    for (const rest of [part, out, `${out}-wal`]) await rm(rest, { force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof FailureError || code === undefined) throw error;
    throw new FailureError(code === 'ENOSPC' ? 'disk-space' : 'file-unwritable', { file: out });
  }
}

/** Looks the library through: the file, its references, the audit log; tidies up what may be tidied. */
export async function doctor(workspace: Workspace): Promise<CallOutput<'library.doctor'>> {
  const { library } = opened(workspace);
  const found: string[] = [];
  const done: string[] = [];
  const integrity = await library.reader.all<{ integrity_check: string }>('PRAGMA integrity_check(20)');
  for (const row of integrity) {
    if (row.integrity_check !== 'ok') found.push(`数据库文件损坏：${row.integrity_check}`);
  }
  const broken = await library.reader.all('PRAGMA foreign_key_check');
  if (broken.length > 0) found.push(`有${broken.length}处引用不完整`);
  const audit = await verifyLog(library.reader);
  found.push(...audit.breaks.map((at) => `操作日志核对，${at.place}：${at.reason}`));
  if (!library.readOnly) {
    const keep = await snapshotsInUse(library.reader);
    const removed = await pruneSnapshots(library.file, keep).catch(() => []);
    if (removed.length > 0) done.push(`清理过期的自动备份${removed.length}个`);
    done.push('已检查数据库文件、引用关系和操作日志');
  }
  return { found, done };
}
