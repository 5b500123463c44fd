/** Undo (撤销): takes back the latest change of the library, whatever command made it. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { appendAudit } from '#app/storage/audit-store';
import { latestChange, movedOnSince, revertChange } from '#app/storage/change-store';
import { revertSettlements } from '#app/storage/settlement-changes';
import { recheckAll } from './check-operations';
import type { CallContext } from './host';
import { madeBy, rememberUndone } from './redo-operations';
import { announceSettlements, concerned, settleAnew } from './settlement-write';
import { actorOf, opened, type Workspace } from './workspace';

export async function nextUndo(workspace: Workspace): Promise<CallOutput<'library.nextUndo'>> {
  const change = await latestChange(opened(workspace).library.reader);
  return { label: change?.label ?? null, change: change?.id ?? null };
}

export async function undo(
  workspace: Workspace,
  input: CallParsedInput<'library.undo'>,
  context: CallContext,
): Promise<CallOutput<'library.undo'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const change = await latestChange(library.reader);
  if (!change) throw new FailureError('nothing-to-undo');
  if (input.change !== undefined && input.change !== change.id) throw new FailureError('undo-overtaken');
  const movedOn = await movedOnSince(library.reader, change.id);
  if (movedOn !== null) throw new FailureError('entry-changed-meanwhile', { ...movedOn });
  const made = await madeBy(workspace, change);
  const reasons = change.kind === 'settle';
  const ids = await library.write(async (tx) => {
    // Two presses of the key at once take one change back, not one and then a change that is no longer there.
    if ((await latestChange(tx))?.id !== change.id) throw new FailureError('undo-overtaken');
    const reverted = reasons
      ? await revertSettlements(tx, change)
      : await revertChange(tx, change, host.nowMs());
    if (reasons) await settleAnew(tx, reverted, context);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: actorOf(workspace),
      action: 'undo',
      subject: change.label,
      detail: reasons ? concerned(reverted) : { entries: reverted.length },
    });
    return reverted;
  });
  await rememberUndone(workspace, change, made);
  if (reasons) await announceSettlements(workspace, ids);
  else {
    await recheckAll(workspace);
    host.emit('library.changed', { entries: ids.slice(0, 1000) });
  }
  return { undone: change.label, entries: ids.length };
}
