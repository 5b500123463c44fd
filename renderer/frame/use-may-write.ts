import type { CallName } from '#app/contract/calls';
import { CALL_PERMISSIONS } from '#app/review/call-permissions';
import { holdsOneOf, type Role } from '#app/review/roles';
import { text } from '#renderer/text/zh-cn';
import { useLibrary } from './contexts';

/** Why something cannot be done here, and where or by whom it can. */
export interface Refusal {
  readonly title: string;
  readonly hint: string;
}

/**
 * Why the roles of the one signed in do not let this call pass; null where they do, without accounts for everybody. So is
 * offered what can be done; what may be done is for the program to say, when it is asked.
 */
export function useOtherRoles(name: CallName): Refusal | null {
  const { signedIn } = useLibrary();
  const permission = CALL_PERMISSIONS[name];
  if (signedIn === null || typeof permission === 'string' || holdsOneOf(signedIn.roles, permission))
    return null;
  return text.common.otherRoles(permission);
}

/** Why this call cannot write the library, which may also be open to be read alone; null where it can. */
export function useRefusal(name: CallName): Refusal | null {
  const { summary } = useLibrary();
  const otherRoles = useOtherRoles(name);
  return summary.readOnly ? text.common.readOnly : otherRoles;
}

/** Why the one signed in cannot take a step that these roles take; null where they can. */
export function useStepRefusal(roles: readonly Role[]): Refusal | null {
  const { signedIn } = useLibrary();
  return signedIn === null || holdsOneOf(signedIn.roles, roles) ? null : text.common.otherRoles(roles);
}

/** Of a call that writes nothing into the library. */
export function useMayCall(name: CallName): boolean {
  return useOtherRoles(name) === null;
}

export function useMayWrite(name: CallName): boolean {
  return useRefusal(name) === null;
}
