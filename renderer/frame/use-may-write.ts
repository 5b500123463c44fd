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
 * Why the one signed in cannot do what these roles (null: any) do; null where they can, without accounts everybody. So is
 * offered what can be done; what may be done is for the program to say, when it is asked.
 */
export function useStepRefusal(roles: readonly Role[] | null): Refusal | null {
  const { signedIn } = useLibrary();
  if (signedIn === null || roles === null || holdsOneOf(signedIn.roles, roles)) return null;
  return text.common.otherRoles(roles);
}

/** The same of the roles that a call asks for. */
export function useOtherRoles(name: CallName): Refusal | null {
  const permission = CALL_PERMISSIONS[name];
  return useStepRefusal(typeof permission === 'string' ? null : permission);
}

/** Why this call cannot write the library, which may also be open to be read alone; null where it can. */
export function useRefusal(name: CallName): Refusal | null {
  const { summary } = useLibrary();
  const otherRoles = useOtherRoles(name);
  return summary.readOnly ? text.common.readOnly : otherRoles;
}

/** Of a call that writes nothing into the library. */
export function useMayCall(name: CallName): boolean {
  return useOtherRoles(name) === null;
}

export function useMayWrite(name: CallName): boolean {
  return useRefusal(name) === null;
}
