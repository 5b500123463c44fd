/**
 * Where a new engine goes on after the death of the one before: the same library is open, and the same person signed in.
 * No call of the contract: the process that starts engines asks for it, and neither a page nor the command line can.
 */
import type { CallOutput } from '#app/contract/calls';
import { findAccount } from '#app/storage/account-store';
import { sessionOf } from './admission';
import { openAt } from './library-operations';
import { opened, type Workspace } from './workspace';

export interface Resumed {
  readonly library: string;
  readonly readOnly?: boolean;
  /** Account that was signed in, '' where nobody was. */
  readonly account: string;
}

/** Fails as opening the library does. Whether the account may still act is asked at each call, as ever. */
export async function resume(
  workspace: Workspace,
  { account, ...library }: Resumed,
): Promise<CallOutput<'library.open'>> {
  const summary = await openAt(workspace, library);
  const current = opened(workspace);
  const stored = account === '' ? null : await findAccount(current.library.reader, account);
  if (stored) current.session = sessionOf(stored);
  return summary;
}
