/** Why an entry cannot be edited as it stands. */
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import type { EntryMeta } from './use-entry-draft';

/**
 * `read-only`: nothing in this library is edited, or nothing by the one signed in. `settled`: an approved version stands,
 * and editing has to be begun on purpose.
 */
export type Lock = 'none' | 'read-only' | 'state' | 'settled';

export interface LockReasons {
  readonly readOnly: boolean;
  /** The roles of the one signed in let edits pass. */
  readonly mayEdit: boolean;
  /** Somebody means to edit what is settled. */
  readonly begun: boolean;
}

/** What holds for everybody comes before what holds for the one signed in. */
export function lockOf({ state }: EntryMeta, { readOnly, mayEdit, begun }: LockReasons): Lock {
  if (readOnly) return 'read-only';
  const settled = SETTLED_STATES.includes(state);
  if (!settled && !EDITABLE_STATES.includes(state)) return 'state';
  if (!mayEdit) return 'read-only';
  return settled && !begun ? 'settled' : 'none';
}
