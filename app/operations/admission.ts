/**
 * The one door to the operations. While a library has accounts, a call passes when somebody is signed in whose roles
 * allow it; it then runs in that person's name, whatever its input says.
 */
import { calls, type CallName } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { CALL_PERMISSIONS, CALLS_BY_NAME } from '#app/review/call-permissions';
import { holdsOneOf, rolesForStep, type Role } from '#app/review/roles';
import { accountsExist, findAccount, type StoredAccount } from '#app/storage/account-store';
import type { Library } from '#app/storage/database';
import type { OpenedLibrary, Session, Workspace } from './workspace';

export interface Admitted {
  readonly workspace: Workspace;
  readonly input: unknown;
}

/** Fails with `sign-in-required`, `password-must-change` or `not-permitted`. */
export async function admit(workspace: Workspace, name: CallName, input: unknown): Promise<Admitted> {
  const { current } = workspace;
  const permission = CALL_PERMISSIONS[name] ?? [];
  // Without a library the operation itself says that one is missing.
  if (permission === 'open' || current === null) return { workspace, input };
  if (!(await accountsExist(current.library.reader))) {
    assertNamed(name, input);
    return { workspace, input };
  }

  const account = await signedIn(current);
  if (!account) throw new FailureError('sign-in-required');
  if (account.mustChange && name !== 'account.changePassword') throw new FailureError('password-must-change');
  const wanted = permission === 'step' ? rolesOfStep(input) : permission;
  if (wanted !== 'signed-in' && !holdsOneOf(account.roles, wanted)) throw refusal(account, wanted);

  return {
    workspace: inNameOf(workspace, current, sessionOf(account)),
    input: signed(name, input, account.name),
  };
}

export function sessionOf({ name, roles, office }: StoredAccount): Session {
  return { account: name, roles, office };
}

/** The account that is signed in as it stands now: disabled meanwhile, it is signed in no longer. */
export async function signedIn(current: OpenedLibrary): Promise<StoredAccount | null> {
  if (!current.session) return null;
  const account = await findAccount(current.library.reader, current.session.account);
  return account && !account.disabled ? account : null;
}

/** The refusal that says who may. */
export function refusal(
  account: Pick<StoredAccount, 'name' | 'roles'>,
  wanted: readonly Role[],
): FailureError {
  return new FailureError('not-permitted', {
    account: account.name,
    roles: [...account.roles],
    allowed: [...wanted],
    reason: `“${account.name}”的角色为${account.roles.join('、') || '无'}，此项由${wanted.join('、') || '无人'}办理`,
  });
}

function rolesOfStep(input: unknown): readonly Role[] {
  const { step, offline } = input as { step: Parameters<typeof rolesForStep>[0]; offline?: unknown };
  return rolesForStep(step, { offline: offline !== undefined });
}

const memberOf = (input: unknown, key: string): unknown =>
  typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[key] : undefined;

function assertNamed(name: CallName, input: unknown): void {
  if (CALLS_BY_NAME.has(name) && memberOf(input, 'by') === '') {
    throw new FailureError('invalid-input', { field: '办理人', missing: 'by', reason: '没有填写' });
  }
}

/**
 * The input with the account as the one who acts. Another name is refused, except on paper: there `by` is the person
 * who signed, and the account the one who enters it.
 */
function signed(name: CallName, input: unknown, account: string): unknown {
  const shape = (calls[name].input as { shape?: Record<string, unknown> }).shape;
  if (shape === undefined || !('by' in shape)) return input;
  const given = memberOf(input, 'by');
  const offline = memberOf(input, 'offline');
  if (offline !== undefined) {
    if (given === '' || given === undefined) {
      throw new FailureError('invalid-input', { field: '签批人', reason: '线下签批登记须写明签批人' });
    }
    return { ...(input as object), offline: { ...(offline as object), enteredBy: account } };
  }
  if (given !== undefined && given !== '' && given !== account) {
    throw new FailureError('not-permitted', {
      account,
      reason: `目录库已启用账户，办理人以登录账户“${account}”为准，不能另填“${String(given)}”`,
    });
  }
  return { ...(input as object), by: account };
}

/** The workspace as one call of this account sees it: what it writes to the log names the account. */
function inNameOf(workspace: Workspace, current: OpenedLibrary, session: Session): Workspace {
  const library: Library = {
    ...current.library,
    write: (work) => current.library.write((tx) => work({ ...tx, account: session.account })),
  };
  // A view, not a copy: what the operation remembers about the library is remembered for the calls after it.
  const view = new Proxy(current, {
    get: (target, key): unknown =>
      key === 'library' ? library : key === 'session' ? session : Reflect.get(target, key),
  });
  return { host: workspace.host, current: view };
}
