/** The working copy of an entry with its undo history, as plain values. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import { rollUp } from '#app/catalogue/roll-up';

export interface Draft {
  readonly entry: CatalogueEntry;
  readonly past: readonly CatalogueEntry[];
  readonly future: readonly CatalogueEntry[];
  /** What was last edited, so that typing in one field is one step of the history. */
  readonly lastTag: string;
  readonly lastAtMs: number;
}

const MOST_STEPS = 200;
/** Typing that pauses longer than this begins a new step. */
const SAME_STEP_MS = 1500;

export function newDraft(entry: CatalogueEntry): Draft {
  return { entry, past: [], future: [], lastTag: '', lastAtMs: 0 };
}

/** Takes an edit over. Edits with the same tag in quick succession are one step; '' is always a step of its own. */
export function withEdit(draft: Draft, entry: CatalogueEntry, tag: string, atMs: number): Draft {
  if (entry === draft.entry) return draft;
  const same = tag !== '' && tag === draft.lastTag && atMs - draft.lastAtMs < SAME_STEP_MS;
  return {
    entry,
    past: same ? draft.past : [...draft.past, draft.entry].slice(-MOST_STEPS),
    future: [],
    lastTag: tag,
    lastAtMs: atMs,
  };
}

export function undone(draft: Draft): Draft {
  const entry = draft.past.at(-1);
  if (entry === undefined) return draft;
  return {
    entry,
    past: draft.past.slice(0, -1),
    future: [draft.entry, ...draft.future],
    lastTag: '',
    lastAtMs: 0,
  };
}

export function redone(draft: Draft): Draft {
  const [entry, ...future] = draft.future;
  if (entry === undefined) return draft;
  return { entry, past: [...draft.past, draft.entry], future, lastTag: '', lastAtMs: 0 };
}

/** The same draft with what the program made of it on saving; no step of the history. */
export function settled(draft: Draft, entry: CatalogueEntry): Draft {
  return { ...draft, entry };
}

/**
 * Whether the library holds just what this draft sent when the engine stopped before it could answer (`sent`): then the
 * next save goes on from there, and nobody else's change is in the way.
 */
export function isLateEcho(
  sent: CatalogueEntry | null,
  revision: number,
  held: CatalogueEntry,
  heldRevision: number,
): boolean {
  return sent !== null && heldRevision === revision + 1 && !hasChanges(entryChanges(rollUp(sent), held));
}
