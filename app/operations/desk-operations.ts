/** What the desk shows besides the list itself: counts, facets, the recycle bin. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { appendAudit } from '#app/storage/audit-store';
import { lastImports, latestChange, recordChange } from '#app/storage/change-store';
import { countByState, countSystems } from '#app/storage/entry-list';
import { entryFromText } from '#app/storage/entry-text';
import { readEntries, setRemoved } from '#app/storage/entry-store';
import { countBin, listBin as readBinPage, readBin } from '#app/storage/recycle-bin';
import { IN_RECYCLE_BIN } from '#app/storage/staging-store';
import { checkChanged } from './check-operations';
import { actorOf, opened, type Workspace } from './workspace';

export async function counts(workspace: Workspace): Promise<CallOutput<'entries.counts'>> {
  const { reader } = opened(workspace).library;
  const [{ states, offices }, removed] = await Promise.all([countByState(reader), countBin(reader)]);
  return { states, offices, removed };
}

export async function facets(workspace: Workspace): Promise<CallOutput<'entries.facets'>> {
  return { systems: await countSystems(opened(workspace).library.reader) };
}

export async function imports(
  workspace: Workspace,
  input: CallParsedInput<'imports.list'>,
): Promise<CallOutput<'imports.list'>> {
  const { reader } = opened(workspace).library;
  const [rows, latest] = await Promise.all([lastImports(reader, input.limit), latestChange(reader)]);
  return {
    imports: rows.map((row) => ({ ...row, undo: row.changeSet !== null && row.changeSet === latest?.id })),
  };
}

export async function listBin(
  workspace: Workspace,
  input: CallParsedInput<'bin.list'>,
): Promise<CallOutput<'bin.list'>> {
  const { total, entries } = await readBinPage(opened(workspace).library.reader, input);
  return {
    total,
    entries: entries.map(({ removedAtMs, ...entry }) => ({
      ...entry,
      removedAt: new Date(removedAtMs).toISOString(),
    })),
  };
}

/** Brings entries back from the recycle bin as they were; undo puts them in again. */
export async function restore(
  workspace: Workspace,
  input: CallParsedInput<'bin.restore'>,
): Promise<CallOutput<'bin.restore'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const atMs = host.nowMs();
  const by = input.by || actorOf(workspace);
  const restored = await library.write(async (tx) => {
    const found = (await readBin(tx, input.entries)).map(({ id, revision, content }) => ({
      id,
      revision,
      entry: entryFromText(content) as CatalogueEntry,
    }));
    if (found.length === 0) return [];
    const [first] = found;
    await recordChange(
      tx,
      {
        kind: 'restore',
        label: found.length === 1 ? `恢复“${first!.entry.name || '未命名'}”` : `恢复${found.length}条`,
        atMs,
        by,
      },
      found.map(({ id, revision, entry }) => ({
        id,
        before: entry,
        afterRevision: revision + 1,
        beforeState: IN_RECYCLE_BIN,
      })),
    );
    const ids = found.map(({ id }) => id);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'entries-restored',
      subject: String(ids.length),
      detail: { entries: ids.slice(0, 1000) },
    });
    await setRemoved(tx, ids, null);
    return ids;
  });
  const back = await readEntries(library.reader, restored);
  if (back.length > 0)
    await checkChanged(
      workspace,
      back.map(({ entry }) => entry),
    );
  host.emit('library.changed', { entries: restored.slice(0, 1000) });
  return { entries: restored.length };
}
