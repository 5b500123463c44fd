/**
 * Remembers which library the engine has open and who is signed in, so that a new engine can be put where the dead one was.
 */
import type { Outcome } from '#app/contract/failure';
import { RESUME } from './engine-messages';

export interface LibraryMemory {
  /** Notes how a call ended; answers the library and its department when the call opened one. */
  note(call: string, input: unknown, outcome: Outcome<unknown>): { path: string; department: string } | null;
  /** Path of the library that is open, or null. */
  opened(): string | null;
  /** The call that goes on in the library, or null when none is open. */
  reopen(): { name: string; input: unknown } | null;
}

interface Opening {
  readonly library: string;
  readonly readOnly?: boolean;
}

interface Session {
  readonly signedIn: { readonly account: string } | null;
}

export function createLibraryMemory(): LibraryMemory {
  let open: Opening | null = null;
  let account = '';
  const opens = (opening: Opening, department: string): { path: string; department: string } => {
    open = opening;
    // Another library has accounts of its own.
    account = '';
    return { path: opening.library, department };
  };
  return {
    note(call, input, outcome) {
      // One that failed has signed out whoever was there before.
      if (call === 'session.signIn' || call === 'session.signOut')
        account = outcome.ok ? ((outcome.value as Session).signedIn?.account ?? '') : '';
      // Whoever closes it has left, also where the engine died over it.
      if (call === 'library.close') {
        open = null;
        account = '';
      }
      if (!outcome.ok) return null;
      if (call === 'library.sample') {
        const { library, department } = outcome.value as { library: string; department: string };
        return opens({ library }, department);
      }
      if (call !== 'library.open' && call !== 'library.create') return null;
      const { library, readOnly } = input as Opening;
      const { department } = outcome.value as { readonly department: string };
      return opens(
        call === 'library.open' && readOnly === true ? { library, readOnly } : { library },
        department,
      );
    },
    opened: () => open?.library ?? null,
    reopen: () => (open === null ? null : { name: RESUME, input: { ...open, account } }),
  };
}
