/** Many entries in at once, by whatever way they came: staged, then one transaction behind a snapshot. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '#app/contract/failure';
import { snapshotsInUse } from '#app/storage/change-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { pruneSnapshots, snapshotFolder, takeSnapshot } from '#app/storage/snapshots';
import type { Connection } from '#app/storage/sqlite';
import { applyStaged, clearStaging, stageEntries, type Staged } from '#app/storage/staging-store';
import type { CallContext } from './host';
import { opened, type Workspace } from './workspace';

export interface BigChange {
  /** What undo and the log call it. */
  readonly label: string;
  readonly by: string;
  readonly kind: 'import' | 'merge';
  /** What else is written in the same transaction, its log record included. */
  readonly also: (tx: Connection, change: { readonly id: number; readonly atMs: number }) => Promise<void>;
}

const BATCH = 200;
const ITEMS_PER_STATEMENT = 200;

/**
 * Answers the snapshot's name. Rejects with `disk-space`, `cancelled` or `entry-changed-meanwhile`; then nothing is in
 * and nothing is left behind. One at a time on a library (`one-at-a-time.ts`): the staging tables are shared.
 */
export async function bringIn(
  workspace: Workspace,
  staged: readonly Staged[],
  { label, by, kind, also }: BigChange,
  { signal, progress }: CallContext,
): Promise<string> {
  const { library } = opened(workspace);
  await requireSpace(library.file, 2 * (await fileSize(library.file)) + 20 * 1024 ** 2);
  const atMs = workspace.host.nowMs();
  let snapshot = '';
  try {
    const stamp = new Date(atMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    // Before staging, so that the copy holds the library alone.
    snapshot = await library.maintain((writer) =>
      takeSnapshot(writer, library.file, stamp, `before-${kind}`),
    );
    for (let i = 0; i < staged.length; i += BATCH) {
      if (signal.aborted) throw new FailureError('cancelled');
      await library.write(async (tx) => {
        for (const part of inParts(staged.slice(i, i + BATCH))) await stageEntries(tx, part);
      });
      progress(i, staged.length, '准备写入');
    }
    if (signal.aborted) throw new FailureError('cancelled');
    progress(staged.length, staged.length, '写入目录库');
    await library.write(async (tx) => {
      const id = await applyStaged(tx, { label, atMs, by, snapshot, kind });
      if (id === null) throw new FailureError('entry-changed-meanwhile', {});
      await also(tx, { id, atMs });
    });
    return snapshot;
  } catch (error) {
    await library.write((tx) => clearStaging(tx)).catch(() => undefined);
    if (snapshot !== '') await rm(join(snapshotFolder(library.file), snapshot), { force: true });
    throw error;
  }
}

/** Tells the window what came in, and clears away the snapshots that nobody needs any more. */
export async function announce(workspace: Workspace, staged: readonly Staged[]): Promise<void> {
  const { library } = opened(workspace);
  workspace.host.emit('library.changed', { entries: staged.slice(0, 1000).map(({ entry }) => entry.id) });
  await pruneSnapshots(library.file, await snapshotsInUse(library.reader));
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
