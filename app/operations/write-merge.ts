/** Writing a merge: its entries with the versions they have in common, then checked. */
import { appendAudit } from '#app/storage/audit-store';
import { addMergeBases, addMergedVersions, type MergeBase } from '#app/storage/merge-store';
import { saveSettings } from '#app/storage/settings-store';
import type { Connection } from '#app/storage/sqlite';
import type { Staged } from '#app/storage/staging-store';
import { announce, bringIn } from './bring-in';
import { recheckAll } from './check-operations';
import type { CallContext } from './host';
import { oneAtATime } from './one-at-a-time';
import type { Incoming } from './read-incoming';
import { opened, reloadSettings, type Workspace } from './workspace';

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

/** Answers the snapshot taken before, null where no entry changed; rejects as `bringIn` does. */
export function writeMerge(
  workspace: Workspace,
  made: MergeToWrite,
  context: CallContext,
): Promise<string | null> {
  const { library } = opened(workspace);
  const { staged, by } = made;
  const label = `合并“${made.file.split(/[\\/]/).at(-1)}”`;
  return oneAtATime(library, async () => {
    if (staged.length === 0) {
      const atMs = workspace.host.nowMs();
      await library.write((tx) => agree(workspace, tx, made, { label, atMs, id: null }));
      await reloadSettings(workspace);
      return null;
    }
    const change = {
      label,
      by,
      kind: 'merge' as const,
      also: (tx: Connection, { id, atMs }: { readonly id: number; readonly atMs: number }) =>
        agree(workspace, tx, made, { label, atMs, id }),
    };
    const snapshot = await bringIn(workspace, staged, change, context);
    await reloadSettings(workspace);
    await recheckAll(workspace);
    await announce(workspace, staged);
    return snapshot;
  });
}

/** Remembers what both sides now have in common, whose packages the user agreed to, and writes the log. */
async function agree(
  workspace: Workspace,
  tx: Connection,
  { incoming, by, bases, versions, result }: MergeToWrite,
  change: { readonly label: string; readonly atMs: number; readonly id: number | null },
): Promise<void> {
  await addMergeBases(tx, incoming.peer, bases, change.id);
  await addMergedVersions(tx, versions, change.id);
  const { settings } = opened(workspace);
  const units = (settings[KNOWN_UNITS] ?? '').split('\n').filter(Boolean);
  if (incoming.unit !== settings['creditCode'] && !units.includes(incoming.unit)) {
    await saveSettings(tx, { [KNOWN_UNITS]: [...units, incoming.unit].join('\n') });
  }
  await appendAudit(tx, {
    atMs: change.atMs,
    by,
    action: 'package-merged',
    subject: change.label,
    detail: {
      packageId: incoming.packageId,
      unit: incoming.unit,
      created: result.created,
      updated: result.updated,
      removed: result.removed,
      conflicts: result.conflicts.length,
    },
  });
}
