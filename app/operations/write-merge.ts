/** Writing a merge: staged, then in with its common versions in one transaction behind a snapshot, then checked. */
import { FailureError } from '#app/contract/failure';
import { appendAudit } from '#app/storage/audit-store';
import { snapshotsInUse } from '#app/storage/change-store';
import { addMergeBases, addMergedVersions, type MergeBase } from '#app/storage/merge-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { saveSettings } from '#app/storage/settings-store';
import { pruneSnapshots, takeSnapshot } from '#app/storage/snapshots';
import type { Connection } from '#app/storage/sqlite';
import { applyStaged, clearStaging, stageEntries, type Staged } from '#app/storage/staging-store';
import { recheckAll } from './check-operations';
import type { CallContext } from './host';
import { oneAtATime } from './one-at-a-time';
import type { Incoming } from './read-incoming';
import { opened, reloadSettings, type Workspace } from './workspace';

const BATCH = 200;
/** Setting: units whose packages the user has agreed to merge, one a line. */
export const KNOWN_UNITS = 'merge.units';

export interface MergeToWrite {
  readonly incoming: Incoming;
  readonly file: string;
  readonly by: string;
  readonly result: {
    readonly created: number;
    readonly updated: number;
    readonly removed: number;
    readonly conflicts: readonly unknown[];
  };
  readonly staged: readonly Staged[];
  readonly bases: readonly MergeBase[];
  readonly versions: readonly { readonly entryId: string; readonly sm3: string }[];
}

/** Answers the snapshot taken before, null where no entry changed. */
export function writeMerge(
  workspace: Workspace,
  made: MergeToWrite,
  context: CallContext,
): Promise<string | null> {
  return oneAtATime(opened(workspace).library, () => writeNow(workspace, made, context));
}

async function writeNow(
  workspace: Workspace,
  made: MergeToWrite,
  { signal, progress }: CallContext,
): Promise<string | null> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const { staged, incoming, by } = made;
  const label = `合并“${made.file.split(/[\\/]/).at(-1)}”`;
  const atMs = host.nowMs();

  const agree = async (tx: Connection, changeSetId: number | null): Promise<void> => {
    await addMergeBases(tx, incoming.peer, made.bases, changeSetId);
    await addMergedVersions(tx, made.versions, changeSetId);
    const { settings } = opened(workspace);
    const units = (settings[KNOWN_UNITS] ?? '').split('\n').filter(Boolean);
    if (incoming.unit !== settings['creditCode'] && !units.includes(incoming.unit)) {
      await saveSettings(tx, { [KNOWN_UNITS]: [...units, incoming.unit].join('\n') });
    }
    await appendAudit(tx, {
      atMs,
      by,
      action: 'package-merged',
      subject: label,
      detail: {
        packageId: incoming.packageId,
        unit: incoming.unit,
        created: made.result.created,
        updated: made.result.updated,
        removed: made.result.removed,
        conflicts: made.result.conflicts.length,
      },
    });
  };
  if (staged.length === 0) {
    await library.write((tx) => agree(tx, null));
    await reloadSettings(workspace);
    return null;
  }

  await requireSpace(library.file, 2 * (await fileSize(library.file)) + 20 * 1024 ** 2);
  try {
    for (let i = 0; i < staged.length; i += BATCH) {
      if (signal.aborted) throw new FailureError('cancelled');
      await library.write((tx) => stageEntries(tx, staged.slice(i, i + BATCH)));
      progress(i, staged.length, '准备写入');
    }
    const stamp = new Date(atMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    const snapshot = await library.maintain((writer) =>
      takeSnapshot(writer, library.file, stamp, 'before-merge'),
    );
    if (signal.aborted) throw new FailureError('cancelled');
    await library.write(async (tx) => {
      if (!(await applyStaged(tx, { label, atMs, by, snapshot, kind: 'merge' }))) {
        throw new FailureError('entry-changed-meanwhile', {});
      }
      const set = await tx.get<{ id: number }>('SELECT max(id) AS id FROM change_set');
      await agree(tx, set!.id);
    });
    await reloadSettings(workspace);
    await recheckAll(workspace);
    host.emit('library.changed', { entries: staged.slice(0, 1000).map(({ entry }) => entry.id) });
    await pruneSnapshots(library.file, await snapshotsInUse(library.reader));
    return snapshot;
  } catch (error) {
    await library.write((tx) => clearStaging(tx)).catch(() => undefined);
    throw error;
  }
}
