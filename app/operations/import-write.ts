/** The writing end of everything that comes in by workbook: staged, then one transaction behind a snapshot. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '#app/contract/failure';
import type { Finding } from '#app/jurisdictions/finding';
import { appendAudit } from '#app/storage/audit-store';
import { snapshotsInUse } from '#app/storage/change-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { pruneSnapshots, snapshotFolder, takeSnapshot } from '#app/storage/snapshots';
import type { Connection } from '#app/storage/sqlite';
import { applyStaged, clearStaging, stageEntries, type Staged } from '#app/storage/staging-store';
import { checkChanged } from './check-operations';
import { forgetIndex, prepareIndex } from './keep-index';
import type { CallContext } from './host';
import { oneAtATime } from './one-at-a-time';
import { opened, type Workspace } from './workspace';

export interface ImportRecord {
  /** What undo and the log call it. */
  readonly label: string;
  readonly by: string;
  readonly action: string;
  readonly detail: Record<string, unknown>;
  /** What else the command writes, in the same transaction and the same undo. */
  readonly also?: (tx: Connection) => Promise<void>;
}

const BATCH = 200;
const ITEMS_PER_STATEMENT = 200;

/**
 * Answers the snapshot's name. Rejects with `disk-space`, `cancelled` or `entry-changed-meanwhile`; then nothing is in
 * and nothing is left behind. `own`: findings of the entries by themselves, where they are known.
 */
export function writeStaged(
  workspace: Workspace,
  staged: readonly Staged[],
  record: ImportRecord,
  own: ReadonlyMap<string, readonly Finding[]>,
  context: CallContext,
): Promise<string> {
  return oneAtATime(opened(workspace).library, () => writeNow(workspace, staged, record, own, context));
}

async function writeNow(
  workspace: Workspace,
  staged: readonly Staged[],
  record: ImportRecord,
  own: ReadonlyMap<string, readonly Finding[]>,
  { signal, progress }: CallContext,
): Promise<string> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const { label, by } = record;
  await requireSpace(library.file, 2 * (await fileSize(library.file)) + 20 * 1024 ** 2);
  await prepareIndex(workspace);
  const atMs = host.nowMs();
  let snapshot = '';
  try {
    const stamp = new Date(atMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    // Before staging, so that the copy holds the library alone.
    snapshot = await library.maintain((writer) => takeSnapshot(writer, library.file, stamp, 'before-import'));
    for (let i = 0; i < staged.length; i += BATCH) {
      if (signal.aborted) throw new FailureError('cancelled');
      await library.write(async (tx) => {
        for (const part of inParts(staged.slice(i, i + BATCH))) await stageEntries(tx, part);
      });
      progress(i, staged.length, '准备写入');
    }
    if (signal.aborted) throw new FailureError('cancelled');
    progress(staged.length, staged.length, '写入目录库');
    const applied = await library.write(async (tx) => {
      const ok = await applyStaged(tx, { label, atMs, by, snapshot });
      if (ok) {
        await record.also?.(tx);
        await appendAudit(tx, { atMs, by, action: record.action, subject: label, detail: record.detail });
      }
      return ok;
    });
    if (!applied) throw new FailureError('entry-changed-meanwhile', {});
  } catch (error) {
    await library.write((tx) => clearStaging(tx)).catch(() => undefined);
    if (snapshot !== '') await rm(join(snapshotFolder(library.file), snapshot), { force: true });
    throw error;
  }
  await rememberFindings(workspace, staged, own);
  host.emit('library.changed', { entries: staged.slice(0, 1000).map(({ entry }) => entry.id) });
  await pruneSnapshots(library.file, await snapshotsInUse(library.reader));
  return snapshot;
}

/**
 * Runs of entries that make up to some sixty items. The text of more in one statement is so long that only a full
 * collection would free it, and the memory would swell with every batch.
 */
function* inParts(staged: readonly Staged[]): Generator<Staged[]> {
  let part: Staged[] = [];
  let items = 0;
  for (const one of staged) {
    part.push(one);
    items += one.entry.items.length + 1;
    if (items < ITEMS_PER_STATEMENT) continue;
    yield part;
    part = [];
    items = 0;
  }
  if (part.length > 0) yield part;
}

/** The entries are in; findings that could not be kept are found again by the next check. */
async function rememberFindings(
  workspace: Workspace,
  staged: readonly Staged[],
  own: ReadonlyMap<string, readonly Finding[]>,
): Promise<void> {
  try {
    const entries = staged.map(({ entry }) => entry);
    await checkChanged(workspace, entries, own);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    forgetIndex(opened(workspace));
  }
}
