/** Why an entry cannot be edited as it stands. */
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import type { EntryMeta } from './use-entry-draft';

/**
 * `read-only`: not in this library, or not by the one signed in. `settled`: an approved version stands, and editing has
 * to be begun on purpose.
 */
export type Lock = 'none' | 'read-only' | 'state' | 'settled';

/** `begun`: somebody means to edit what is settled. */
export function lockOf({ state }: EntryMeta, mayEdit: boolean, begun: boolean): Lock {
  if (!mayEdit) return 'read-only';
  if (EDITABLE_STATES.includes(state)) return 'none';
  if (SETTLED_STATES.includes(state)) return begun ? 'none' : 'settled';
  return 'state';
}
