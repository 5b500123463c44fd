import type { CallName } from '#app/contract/calls';
import { CALL_PERMISSIONS } from '#app/review/call-permissions';
import { holdsOneOf } from '#app/review/roles';
import { useLibrary } from './contexts';

/**
 * Whether the library can be written, and the roles of the one signed in let this call pass; without accounts everybody's
 * do. So is offered what can be done; what may be done is for the program to say, when it is asked.
 */
export function useMayWrite(name: CallName): boolean {
  const { summary, signedIn } = useLibrary();
  const permission = CALL_PERMISSIONS[name];
  if (summary.readOnly) return false;
  return signedIn === null || typeof permission === 'string' || holdsOneOf(signedIn.roles, permission);
}
