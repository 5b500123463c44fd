/**
 * Remembers which library the engine has open, so that a new engine can be put where the dead one was.
 */
import type { Outcome } from '#app/contract/failure';

export interface LibraryMemory {
  /** Notes how a call ended; answers the library and its department when the call opened one. */
  note(call: string, input: unknown, outcome: Outcome<unknown>): { path: string; department: string } | null;
  /** Path of the library that is open, or null. */
  opened(): string | null;
  /** The call that opens the library again, or null when none is open. */
  reopen(): { name: string; input: unknown } | null;
}

interface Opening {
  readonly library: string;
  readonly readOnly?: boolean;
}

export function createLibraryMemory(): LibraryMemory {
  let open: Opening | null = null;
  return {
    note(call, input, outcome) {
      if (!outcome.ok) return null;
      if (call === 'library.close') open = null;
      if (call === 'library.sample') {
        open = { library: (outcome.value as { readonly library: string }).library };
        return {
          path: open.library,
          department: (outcome.value as { readonly department: string }).department,
        };
      }
      if (call !== 'library.open' && call !== 'library.create') return null;
      const { library, readOnly } = input as Opening;
      open = call === 'library.open' && readOnly === true ? { library, readOnly } : { library };
      const { department } = outcome.value as { readonly department: string };
      return { path: library, department };
    },
    opened: () => open?.library ?? null,
    reopen: () => (open === null ? null : { name: 'library.open', input: open }),
  };
}
