/** Signing in and out. Wrong passwords are counted in the library, so that a restart does not forget them. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { minuteInShanghai } from '#app/deadlines/calendar-date';
import { FailureError } from '#app/contract/failure';
import { accountsExist, findAccount, saveAccount, type StoredAccount } from '#app/storage/account-store';
import { appendAudit } from '#app/storage/audit-store';
import type { Connection } from '#app/storage/sqlite';
import { sessionOf, signedIn } from './admission';
import { isPassword } from './password';
import { opened, type Workspace } from './workspace';

type SessionOutput = CallOutput<'session.state'>;

/** Wrong passwords in a row before the account is locked, and for how long. */
export const MOST_FAILURES = 5;
export const LOCK_MINUTES = 15;
const MINUTE_MS = 60_000;
const IDLE_MINUTES = 10;

export async function sessionState(workspace: Workspace): Promise<SessionOutput> {
  const { current } = workspace;
  if (!current) return { accounts: false, signedIn: null, idleMinutes: IDLE_MINUTES };
  const account = await signedIn(current);
  const minutes = Number(current.settings['idleLockMinutes'] ?? IDLE_MINUTES);
  return {
    accounts: await accountsExist(current.library.reader),
    signedIn: account && {
      account: account.name,
      roles: [...account.roles],
      office: account.office,
      mustChange: account.mustChange,
    },
    idleMinutes: Number.isInteger(minutes) && minutes >= 0 ? minutes : IDLE_MINUTES,
  };
}

type Attempt =
  | { readonly kind: 'in'; readonly account: StoredAccount }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly untilMs: number };

export async function signIn(
  workspace: Workspace,
  input: CallParsedInput<'session.signIn'>,
): Promise<SessionOutput> {
  const current = opened(workspace);
  const { library } = current;
  const name = input.account.normalize('NFC');
  current.session = undefined;
  // On a read-only medium nothing can be counted; the password is still asked for.
  const attempt = library.readOnly
    ? await judge(library.reader, name, input.password, workspace.host.nowMs())
    : await library.write((tx) => attemptOf(tx, name, input.password, workspace.host.nowMs()));
  const account = accepted(attempt, name);
  current.session = sessionOf(account);
  return sessionState(workspace);
}

/** The account that may go on; fails with `account-locked` or `sign-in-failed`. */
export function accepted(attempt: Attempt, name: string): StoredAccount {
  if (attempt.kind === 'locked') {
    throw new FailureError('account-locked', { account: name, until: minuteInShanghai(attempt.untilMs) });
  }
  if (attempt.kind === 'wrong') throw new FailureError('sign-in-failed', { account: name });
  return attempt.account;
}

async function judge(db: Connection, name: string, password: string, nowMs: number): Promise<Attempt> {
  const account = await findAccount(db, name);
  if (account?.lockedUntilMs != null && account.lockedUntilMs > nowMs) {
    return { kind: 'locked', untilMs: account.lockedUntilMs };
  }
  const right = account !== null && (await isPassword(password, account));
  return right && !account.disabled ? { kind: 'in', account } : { kind: 'wrong' };
}

/** Judges one attempt and counts it, in one transaction: attempts at the same time are counted each. */
export async function attemptOf(
  tx: Connection,
  name: string,
  password: string,
  atMs: number,
  entered = true,
): Promise<Attempt> {
  const attempt = await judge(tx, name, password, atMs);
  const account = await findAccount(tx, name);
  const failed = { atMs, by: '', action: 'sign-in-failed', subject: name };
  if (attempt.kind === 'locked') return attempt;
  if (!account) {
    await appendAudit(tx, { ...failed, detail: { reason: '没有这个账户' } });
    return attempt;
  }
  if (attempt.kind === 'in') {
    await saveAccount(tx, { ...account, failures: 0, lockedUntilMs: null });
    if (entered) await appendAudit(tx, { atMs, by: name, action: 'signed-in', subject: name });
    return attempt;
  }
  if (account.disabled) {
    await appendAudit(tx, { ...failed, detail: { reason: '账户已停用' } });
    return attempt;
  }
  const failures = account.failures + 1;
  const locks = failures >= MOST_FAILURES;
  const lockedUntilMs = locks ? atMs + LOCK_MINUTES * MINUTE_MS : null;
  await saveAccount(tx, { ...account, failures: locks ? 0 : failures, lockedUntilMs });
  await appendAudit(tx, {
    ...failed,
    detail: { reason: '口令不对', failures, ...(locks ? { lockedMinutes: LOCK_MINUTES } : {}) },
  });
  return lockedUntilMs === null ? attempt : { kind: 'locked', untilMs: lockedUntilMs };
}

export async function signOut(workspace: Workspace): Promise<SessionOutput> {
  const { current } = workspace;
  const account = current?.session?.account;
  if (current && account !== undefined) {
    current.session = undefined;
    if (!current.library.readOnly) {
      await current.library.write((tx) =>
        appendAudit(tx, {
          atMs: workspace.host.nowMs(),
          by: account,
          action: 'signed-out',
          subject: account,
        }),
      );
    }
  }
  return sessionState(workspace);
}
