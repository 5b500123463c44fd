/** The writing end of what comes in by workbook or changes many entries at once. */
import { FailureError } from '#app/contract/failure';
import type { Finding } from '#app/jurisdictions/finding';
import { appendAudit } from '#app/storage/audit-store';
import type { Connection } from '#app/storage/sqlite';
import type { Staged } from '#app/storage/staging-store';
import { announce, bringIn } from './bring-in';
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

/**
 * Answers the snapshot's name; rejects as `bringIn` does. `own`: findings of the entries by themselves, where they are
 * known.
 */
export function writeStaged(
  workspace: Workspace,
  staged: readonly Staged[],
  { label, by, action, detail, also }: ImportRecord,
  own: ReadonlyMap<string, readonly Finding[]>,
  context: CallContext,
): Promise<string> {
  return oneAtATime(opened(workspace).library, async () => {
    // As it stands before the change: what the entries were alike with is looked at again as well.
    await prepareIndex(workspace);
    const change = {
      label,
      by,
      kind: 'import' as const,
      also: async (tx: Connection, { atMs }: { readonly atMs: number }) => {
        await also?.(tx);
        await appendAudit(tx, { atMs, by, action, subject: label, detail });
      },
    };
    const snapshot = await bringIn(workspace, staged, change, context);
    await rememberFindings(workspace, staged, own);
    await announce(workspace, staged);
    return snapshot;
  });
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
