/** Who holds which account, for papers that name people; only for those who may see the accounts. */
import type { StaffLine } from '#app/review/report-staff';
import { CALL_PERMISSIONS } from '#app/review/call-permissions';
import { holdsOneOf, type Role } from '#app/review/roles';
import { readAccounts } from '#app/storage/account-store';
import { opened, type Workspace } from './workspace';

/** Accounts in use with their roles; null where whoever asks may not see them. */
export async function accountsInUse(
  workspace: Workspace,
): Promise<{ name: string; office: string; roles: readonly Role[] }[] | null> {
  const { library, session } = opened(workspace);
  const allowed = CALL_PERMISSIONS['account.list'];
  if (session && typeof allowed !== 'string' && !holdsOneOf(session.roles, allowed)) return null;
  const accounts = await readAccounts(library.reader);
  return accounts
    .filter((account) => !account.disabled)
    .map(({ name, office, roles }) => ({ name, office, roles }));
}

/** Accounts as persons on file, those who only run the system left out; null where they may not be seen. */
export async function rolesOnFile(workspace: Workspace): Promise<StaffLine[] | null> {
  const accounts = await accountsInUse(workspace);
  if (accounts === null) return null;
  return accounts.flatMap(({ name, office, roles }) => {
    const duties = roles.filter((role) => role !== '系统管理员' && role !== '审计员');
    return duties.length === 0
      ? []
      : [{ duty: duties.join('、'), name, office, phone: '', changedOn: '', change: '' }];
  });
}
