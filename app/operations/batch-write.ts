/** Changing many entries at once: worked out for a preview, then written as one change set behind a snapshot. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import { tooLongFor } from '#app/catalogue/batch-change';
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import { readEntries, type StoredEntry } from '#app/storage/entry-store';
import type { Staged } from '#app/storage/staging-store';
import type { CallContext } from './host';
import { writeStaged, type ImportRecord } from './import-write';
import { opened, type Workspace } from './workspace';

export type BatchResult = CallOutput<'entries.batch'>;

const MOST_ROWS = 2000;
const MOST_REFUSED = 500;
const PAGE = 500;

export interface BatchPlan {
  readonly result: Omit<BatchResult, 'applied'>;
  readonly staged: readonly Staged[];
}

/**
 * Works out what `change` makes of each entry; the same object means nothing, a text is why not. Entries that are on
 * their way through review are refused with their state.
 */
export async function planBatch(
  workspace: Workspace,
  ids: readonly string[],
  change: (stored: StoredEntry) => CatalogueEntry | string,
  said: string,
  { signal, progress }: CallContext,
): Promise<BatchPlan> {
  const { reader } = opened(workspace).library;
  const staged: Staged[] = [];
  const rows: BatchResult['rows'] = [];
  const refused: BatchResult['refused'] = [];
  const seen: string[] = [];
  let [entries, drafts, changes, refusedCount] = [0, 0, 0, 0];
  for (let i = 0; i < ids.length; i += PAGE) {
    if (signal.aborted) throw new FailureError('cancelled');
    progress(i, ids.length, '比较改动');
    for (const stored of await readEntries(reader, ids.slice(i, i + PAGE))) {
      const { entry, state, revision } = stored;
      entries++;
      const about = { id: entry.id, code: entry.code, name: entry.name };
      const next = change(stored);
      if (next === entry) continue;
      const differences = typeof next === 'string' ? null : entryChanges(entry, next);
      if (differences && !hasChanges(differences)) continue;
      const reason = typeof next === 'string' ? next : (lockReason(state) ?? tooLongFor(next));
      if (reason !== null) {
        refusedCount++;
        if (refused.length < MOST_REFUSED) refused.push({ entry: about, reason });
        continue;
      }
      changes += differences!.fields.length;
      for (const { field, label, before, after, item } of differences!.fields) {
        if (rows.length < MOST_ROWS)
          rows.push({ entry: about, field, label, before, after, ...(item && { item }) });
      }
      if (SETTLED_STATES.includes(state)) drafts++;
      seen.push(`${entry.id}:${revision}`);
      staged.push({ entry: next as CatalogueEntry, created: false, revision });
    }
  }
  const token = sm3Hex(`${said}\n${seen.join('\n')}`);
  return {
    result: { entries, changed: staged.length, drafts, changes, rows, refusedCount, refused, token },
    staged,
  };
}

function lockReason(state: StoredEntry['state']): string | null {
  if (EDITABLE_STATES.includes(state) || SETTLED_STATES.includes(state)) return null;
  return `状态为“${state}”，退回修改后才能改动`;
}

/** Writes a plan that somebody has looked at: `token` is that of the preview. */
export async function writePlan(
  workspace: Workspace,
  { result, staged }: BatchPlan,
  token: string | undefined,
  record: ImportRecord,
  context: CallContext,
): Promise<BatchResult> {
  if (token !== undefined && token !== result.token) {
    throw new FailureError('entry-changed-meanwhile', { names: [] });
  }
  if (staged.length > 0 || record.also) await writeStaged(workspace, staged, record, new Map(), context);
  return { ...result, applied: true };
}
