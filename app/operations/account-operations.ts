/** Accounts: who may sign in, with which roles. A library without accounts asks nobody to sign in. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { ROLES, type Role } from '#app/review/roles';
import {
  accountsExist,
  accountSm3,
  findAccount,
  readAccounts,
  saveAccount,
  type StoredAccount,
} from '#app/storage/account-store';
import { appendAudit } from '#app/storage/audit-store';
import type { Connection } from '#app/storage/sqlite';
import { passwordFault, passwordVerifier } from './password';
import { accepted, attemptOf } from './session-operations';
import { actorOf, opened, type Workspace } from './workspace';

type AccountOutput = CallOutput<'account.add'>;
/** Begins with a letter, a digit or a character, so that no name reads like a mark or an option. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}·.\-_@ ]*$/u;

function accountOutput(account: StoredAccount, nowMs: number): AccountOutput {
  const { lockedUntilMs } = account;
  return {
    name: account.name,
    roles: [...account.roles],
    office: account.office,
    disabled: account.disabled,
    mustChange: account.mustChange,
    lockedUntil:
      lockedUntilMs !== null && lockedUntilMs > nowMs ? new Date(lockedUntilMs).toISOString() : null,
    createdAt: new Date(account.createdAtMs).toISOString(),
    createdBy: account.createdBy,
  };
}

function assertPassword(password: string, account: string): void {
  const reason = passwordFault(password, account);
  if (reason !== null) throw new FailureError('invalid-input', { field: '口令', reason });
}

function inOrder(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}

export async function add(
  workspace: Workspace,
  input: CallParsedInput<'account.add'>,
): Promise<AccountOutput> {
  const { library } = opened(workspace);
  const name = input.name.normalize('NFC');
  if (!NAME.test(name)) {
    throw new FailureError('invalid-input', {
      field: '账户名称',
      value: name,
      reason: '只能用汉字、字母、数字和 · . - _ @，且不以符号开头',
    });
  }
  assertPassword(input.password, name);
  const own = await passwordVerifier(input.password);
  const atMs = workspace.host.nowMs();
  const account = await library.write(async (tx) => {
    if (await findAccount(tx, name)) {
      throw new FailureError('invalid-input', { field: '账户名称', value: name, reason: '已有同名账户' });
    }
    const first = !(await accountsExist(tx));
    if (first && !input.roles.includes('系统管理员')) {
      throw new FailureError('not-permitted', {
        reason: '启用账户时，第一个账户须有“系统管理员”角色，否则无人能管理账户',
        allowed: ['系统管理员'],
      });
    }
    const made: StoredAccount = {
      name,
      roles: inOrder(input.roles),
      office: input.office ?? '',
      ...own,
      // Whoever turns accounts on chose the password in person.
      mustChange: input.mustChange ?? !first,
      disabled: false,
      failures: 0,
      lockedUntilMs: null,
      createdAtMs: atMs,
      createdBy: first ? name : actorOf(workspace),
    };
    await saveAccount(tx, made);
    await record(tx, made, 'account-added', atMs, made.createdBy);
    return made;
  });
  return accountOutput(account, atMs);
}

/** Enters the account as it now is in the log, with the digest that shows a change made elsewhere. */
async function record(
  tx: Connection,
  account: StoredAccount,
  action: string,
  atMs: number,
  by: string,
): Promise<void> {
  await appendAudit(tx, {
    atMs,
    by,
    action,
    subject: account.name,
    detail: { roles: [...account.roles], office: account.office, accountSm3: accountSm3(account) },
  });
}

export async function list(workspace: Workspace): Promise<CallOutput<'account.list'>> {
  const accounts = await readAccounts(opened(workspace).library.reader);
  return { accounts: accounts.map((account) => accountOutput(account, workspace.host.nowMs())) };
}

async function edit(
  workspace: Workspace,
  name: string,
  action: string,
  change: (account: StoredAccount) => StoredAccount,
): Promise<AccountOutput> {
  const atMs = workspace.host.nowMs();
  const changed = await opened(workspace).library.write(async (tx) => {
    const account = await findAccount(tx, name.normalize('NFC'));
    if (!account) {
      throw new FailureError('invalid-input', { field: '账户名称', value: name, reason: '没有这个账户' });
    }
    const after = change(account);
    await saveAccount(tx, after);
    const left = await readAccounts(tx);
    if (!left.some((one) => !one.disabled && one.roles.includes('系统管理员'))) {
      throw new FailureError('not-permitted', {
        reason: '至少保留一个可用的系统管理员账户，先另设一个再作此修改',
      });
    }
    await record(tx, after, action, atMs, actorOf(workspace));
    return after;
  });
  return accountOutput(changed, atMs);
}

export function change(
  workspace: Workspace,
  input: CallParsedInput<'account.change'>,
): Promise<AccountOutput> {
  return edit(workspace, input.name, 'account-changed', (account) => ({
    ...account,
    roles: input.roles ? inOrder(input.roles) : account.roles,
    office: input.office ?? account.office,
  }));
}

export function disable(
  workspace: Workspace,
  input: CallParsedInput<'account.disable'>,
): Promise<AccountOutput> {
  return edit(workspace, input.name, 'account-disabled', (account) => ({ ...account, disabled: true }));
}

export function enable(
  workspace: Workspace,
  input: CallParsedInput<'account.enable'>,
): Promise<AccountOutput> {
  return edit(workspace, input.name, 'account-enabled', (account) => ({
    ...account,
    disabled: false,
    failures: 0,
    lockedUntilMs: null,
  }));
}

/** Sets another password; the old one can be read by nobody. */
export async function reset(
  workspace: Workspace,
  input: CallParsedInput<'account.reset'>,
): Promise<AccountOutput> {
  assertPassword(input.password, input.name);
  const fresh = await passwordVerifier(input.password);
  return edit(workspace, input.name, 'account-reset', (account) => ({
    ...account,
    ...fresh,
    mustChange: true,
    failures: 0,
    lockedUntilMs: null,
  }));
}

export async function changePassword(
  workspace: Workspace,
  input: CallParsedInput<'account.changePassword'>,
): Promise<AccountOutput> {
  const name = actorOf(workspace);
  if (name === '') throw new FailureError('sign-in-required');
  assertPassword(input.newPassword, name);
  if (input.newPassword.normalize('NFC') === input.password.normalize('NFC')) {
    throw new FailureError('invalid-input', { field: '口令', reason: '新口令与原口令相同' });
  }
  // Guesses at an unlocked screen count like guesses at the door.
  const attempt = await opened(workspace).library.write((tx) =>
    attemptOf(tx, name, input.password, workspace.host.nowMs(), false),
  );
  accepted(attempt, name);
  const fresh = await passwordVerifier(input.newPassword);
  return edit(workspace, name, 'password-changed', (found) => ({ ...found, ...fresh, mustChange: false }));
}
