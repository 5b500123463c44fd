/** Why an entry cannot be edited as it stands. */
import { EDITABLE_STATES, SETTLED_STATES } from '#app/review/review-steps';
import type { EntryMeta } from './use-entry-draft';

/** `settled`: an approved version stands, and editing has to be begun on purpose. */
export type Lock = 'none' | 'read-only' | 'state' | 'settled';

/** `begun`: somebody means to edit what is settled. */
export function lockOf({ state }: EntryMeta, readOnly: boolean, begun: boolean): Lock {
  if (readOnly) return 'read-only';
  if (EDITABLE_STATES.includes(state)) return 'none';
  if (SETTLED_STATES.includes(state)) return begun ? 'none' : 'settled';
  return 'state';
}
