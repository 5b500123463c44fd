/**
 * Redo (恢复操作): brings in again what an undo took back, as long as nothing else was changed since. Kept in memory: it
 * ends with the library. What is too large for that, or is more than contents and reasons (the tree, a merge, the recycle
 * bin), is not kept, and the next redo says that there is nothing.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { appendAudit } from '#app/storage/audit-store';
import { latestChange, sentAmong, type ChangeSet } from '#app/storage/change-store';
import { readEntries } from '#app/storage/entry-store';
import { settlementsOfChange, type SettlementChange } from '#app/storage/settlement-changes';
import type { Staged } from '#app/storage/staging-store';
import type { CallContext } from './host';
import { writeStaged } from './import-write';
import { announceSettlements, concerned, writeSettlements } from './settlement-write';
import { actorOf, opened, type Workspace } from './workspace';

/** One change that was taken back. */
export interface Undone {
  readonly label: string;
  readonly made: Made;
  /** The change set that was the latest when it had been taken back; 0 for none. */
  readonly after: number;
}

type Made =
  | { readonly entries: readonly { readonly entry: CatalogueEntry; readonly created: boolean }[] }
  | { readonly reasons: readonly SettlementChange[] };

const REDONE_KINDS = ['save', 'create', 'import'];
/** More entries than this are not held in memory. */
const MOST_ENTRIES = 2000;
const MOST_REASONS = 100_000;

async function latestId(workspace: Workspace): Promise<number> {
  return (await latestChange(opened(workspace).library.reader))?.id ?? 0;
}

/** What the change made, before it is taken back; null where that cannot be brought in again. */
export async function madeBy(workspace: Workspace, change: ChangeSet): Promise<Made | null> {
  const { reader } = opened(workspace).library;
  if (change.kind === 'settle') {
    const reasons = await settlementsOfChange(reader, change, MOST_REASONS);
    return reasons && { reasons };
  }
  if (!REDONE_KINDS.includes(change.kind)) return null;
  const tree = await reader.get('SELECT 1 FROM change_set WHERE id = ? AND categories_json IS NOT NULL', [
    change.id,
  ]);
  if (tree !== undefined) return null;
  const rows = await reader.all<{ id: string; created: number }>(
    `SELECT entry_id AS id, before_json IS NULL AS created FROM change_set_entry WHERE change_set_id = ? LIMIT ?`,
    [change.id, MOST_ENTRIES + 1],
  );
  if (rows.length > MOST_ENTRIES) return null;
  const created = new Set(rows.filter((row) => row.created === 1).map(({ id }) => id));
  const stored = await readEntries(
    reader,
    rows.map(({ id }) => id),
  );
  return stored.length < rows.length
    ? null
    : { entries: stored.map(({ entry }) => ({ entry, created: created.has(entry.id) })) };
}

/** Remembers a change that has just been taken back. */
export async function rememberUndone(
  workspace: Workspace,
  change: ChangeSet,
  made: Made | null,
): Promise<void> {
  const current = opened(workspace);
  const before = current.undone ?? [];
  // Something else was changed between this undo and the one before: what that one took back is out of reach.
  const reachable = before.at(-1)?.after === change.id ? before : [];
  current.undone =
    made === null ? [] : [...reachable, { label: change.label, made, after: await latestId(workspace) }];
}

/** Failures: `nothing-to-redo`; `entry-changed-meanwhile`, `disk-space` as any write of many entries. */
export async function redo(
  workspace: Workspace,
  _input: CallParsedInput<'library.redo'>,
  context: CallContext,
): Promise<CallOutput<'library.redo'>> {
  const current = opened(workspace);
  const undone = current.undone?.at(-1);
  if (undone === undefined || undone.after !== (await latestId(workspace))) {
    throw new FailureError('nothing-to-redo');
  }
  // Taken off before it is made again: a second press of the key meanwhile does not make it twice.
  const rest = current.undone?.slice(0, -1) ?? [];
  if (current.undone?.at(-1) !== undone) throw new FailureError('nothing-to-redo');
  current.undone = rest;
  const { label, made } = undone;
  const making =
    'reasons' in made
      ? redoReasons(workspace, label, made.reasons, context)
      : redoEntries(workspace, label, made.entries, context);
  const entries = await making.catch((error: unknown) => {
    current.undone = [...rest, undone];
    throw error;
  });
  const next = rest.at(-1);
  if (next !== undefined) {
    current.undone = [...rest.slice(0, -1), { ...next, after: await latestId(workspace) }];
  }
  return { redone: label, entries };
}

async function redoEntries(
  workspace: Workspace,
  label: string,
  made: Extract<Made, { entries: unknown }>['entries'],
  context: CallContext,
): Promise<number> {
  const known = await readEntries(
    opened(workspace).library.reader,
    made.filter(({ created }) => !created).map(({ entry }) => entry.id),
  );
  const revisions = new Map(known.map(({ entry, revision }) => [entry.id, revision]));
  const staged: Staged[] = made.map(({ entry, created }) => ({
    entry,
    created,
    revision: revisions.get(entry.id) ?? 0,
  }));
  const by = actorOf(workspace);
  const detail = { entries: staged.length };
  await writeStaged(workspace, staged, { label, by, action: 'redo', detail }, new Map(), context);
  return staged.length;
}

async function redoReasons(
  workspace: Workspace,
  label: string,
  reasons: readonly SettlementChange[],
  context: CallContext,
): Promise<number> {
  const atMs = workspace.host.nowMs();
  const by = actorOf(workspace);
  const entries = await opened(workspace).library.write(async (tx) => {
    const sent = await sentAmong(tx, [...new Set(reasons.map(({ entry }) => entry))]);
    if (sent !== null) throw new FailureError('entry-changed-meanwhile', { ...sent });
    const written = await writeSettlements(tx, reasons, { label, atMs, by }, context);
    const detail = { findings: reasons.length, ...concerned(written) };
    await appendAudit(tx, { atMs, by, action: 'redo', subject: label, detail });
    return written;
  });
  await announceSettlements(workspace, entries);
  return entries.length;
}
