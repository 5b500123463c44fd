/** The department's list of 法规依据, from which the basis of an entry is chosen. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { appendAudit } from '#app/storage/audit-store';
import { changeBases, listBases } from '#app/storage/basis-store';
import { actorOf, opened, type Workspace } from './workspace';

const MOST = 200;

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'bases.list'>,
): Promise<CallOutput<'bases.list'>> {
  return { bases: await listBases(opened(workspace).library.reader, input.query, MOST) };
}

export async function change(
  workspace: Workspace,
  { add, remove, ...input }: CallParsedInput<'bases.change'>,
): Promise<CallOutput<'bases.change'>> {
  const { library } = opened(workspace);
  const by = input.by || actorOf(workspace);
  const atMs = workspace.host.nowMs();
  await library.write(async (tx) => {
    await changeBases(tx, { add, remove, by, atMs });
    await appendAudit(tx, {
      atMs,
      by,
      action: 'bases-changed',
      subject: [...add, ...remove].join('；').slice(0, 300),
      detail: { added: add, removed: remove },
    });
  });
  workspace.host.emit('library.changed', { entries: [] });
  return { added: add.length, removed: remove.length };
}
