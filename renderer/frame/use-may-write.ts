import type { CallName } from '#app/contract/calls';
import { CALL_PERMISSIONS } from '#app/review/call-permissions';
import { holdsOneOf } from '#app/review/roles';
import { text } from '#renderer/text/zh-cn';
import { useLibrary } from './contexts';

/** Why something cannot be done here, and where or by whom it can. */
export interface Refusal {
  readonly title: string;
  readonly hint: string;
}

/**
 * Why this call cannot write the library: it is open to be read, or the roles of the one signed in do not let it pass;
 * null where it can, without accounts for everybody. So is offered what can be done; what may be done is for the program
 * to say, when it is asked.
 */
export function useRefusal(name: CallName): Refusal | null {
  const { summary, signedIn } = useLibrary();
  const permission = CALL_PERMISSIONS[name];
  if (summary.readOnly) return text.common.readOnly;
  if (signedIn === null || typeof permission === 'string' || holdsOneOf(signedIn.roles, permission))
    return null;
  return text.common.otherRoles(permission);
}

export function useMayWrite(name: CallName): boolean {
  return useRefusal(name) === null;
}
