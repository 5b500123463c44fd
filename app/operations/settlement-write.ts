/** Reasons for findings written, taken back and made again: with the findings as they then stand, in one transaction. */
import { FailureError } from '#app/contract/failure';
import { settleFindings } from '#app/jurisdictions/settlement';
import { saveFindings } from '#app/storage/check-store';
import { readEntries } from '#app/storage/entry-store';
import { changeSettlements, type SettlementChange } from '#app/storage/settlement-changes';
import { readSettlements } from '#app/storage/settlement-store';
import type { Connection } from '#app/storage/sqlite';
import type { CallContext } from './host';
import { opened, type Workspace } from './workspace';

const PAGE = 500;

/** Puts the reasons that now hold beside the findings of these entries. Fails with `cancelled`. */
export async function settleAnew(
  tx: Connection,
  entries: readonly string[],
  { signal, progress }: CallContext,
): Promise<void> {
  for (let i = 0; i < entries.length; i += PAGE) {
    if (signal.aborted) throw new FailureError('cancelled');
    progress(i, entries.length, '更新校验结果');
    const page = entries.slice(i, i + PAGE);
    const settlements = await readSettlements(tx, page);
    const stored = await readEntries(tx, page);
    await saveFindings(
      tx,
      stored.map(({ entry, findings }) => ({
        id: entry.id,
        findings: settleFindings(entry, findings, settlements.get(entry.id)),
      })),
    );
  }
  if (signal.aborted) throw new FailureError('cancelled');
}

/** Gives or takes back reasons as one change that can be undone; answers the entries concerned. */
export async function writeSettlements(
  tx: Connection,
  changes: readonly SettlementChange[],
  change: { readonly label: string; readonly atMs: number; readonly by: string },
  context: CallContext,
): Promise<string[]> {
  await changeSettlements(tx, change, changes);
  const entries = [...new Set(changes.map(({ entry }) => entry))];
  await settleAnew(tx, entries, context);
  return entries;
}

/** More entries than this are counted in a log record, not named. */
const MOST_NAMED = 1000;

/** What a log record says of the entries that reasons were given for, taken back or given again. */
export function concerned(entries: readonly string[]): { entries: number; named: readonly string[] } {
  return { entries: entries.length, named: entries.slice(0, MOST_NAMED) };
}

/** After the transaction: the program goes by the reasons that now hold, and the window reads its lists again. */
export async function announceSettlements(workspace: Workspace, entries: readonly string[]): Promise<void> {
  const current = opened(workspace);
  current.settlements = await readSettlements(current.library.reader);
  workspace.host.emit('library.changed', { entries: entries.slice(0, 1000) });
}
