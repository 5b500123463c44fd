/** After the death of an engine the next one goes on: the same library, the same person, and no more rights than before. */
import { describe, expect, test } from 'vitest';
import type { CallInput, CallName } from '#app/contract/calls';
import { operationsOn, runCall } from '#app/operations/create-operations';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources } from '#app/operations/resources';
import { resume, type Resumed } from '#app/operations/resume';
import type { Workspace } from '#app/operations/workspace';
import { RESOURCES } from '#tests/support/open-workspace';
import { nameOf, PASSWORD, staffed, type Staff } from '#tests/support/staff';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const resources = await loadResources(RESOURCES);

/** An engine that was started anew over the library of `staff`, whose own engine is gone. */
async function newEngine(staff: Staff, account: string, more: Partial<Resumed> = {}) {
  await staff.call('library.close', {});
  const workspace: Workspace = {
    host: {
      resources,
      userDataFolder: null,
      today: () => '2026-11-21',
      nowMs: () => Date.parse('2026-11-21T03:00:00Z'),
      newId: () => uuidV7(Date.now()),
      emit: () => undefined,
    },
    current: null,
  };
  await resume(workspace, { library: staff.file, account, ...more });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const operations = operationsOn(workspace);
  return <N extends CallName>(name: N, input: CallInput<N>) => runCall(operations, name, input, context);
}
const refused = (code: string) => ({ ok: false, failure: { code } });

describe('an engine that goes on where another one ended', () => {
  test('whoever was signed in still is, with their own roles', async () => {
    const call = await newEngine(await staffed(folder), nameOf('编制人'));
    expect(await call('session.state', {})).toMatchObject({
      value: { accounts: true, signedIn: { account: nameOf('编制人'), roles: ['编制人'] } },
    });
    expect(await call('entries.create', {})).toMatchObject({ ok: true });
    expect(await call('account.list', {})).toMatchObject(refused('not-permitted'));
    await call('library.close', {});
  });

  test.each([
    ['nobody was signed in', ''],
    ['the account is not there', '某不在册'],
  ])('%s: nobody is', async (_what, account) => {
    const call = await newEngine(await staffed(folder), account);
    expect(await call('entries.list', {})).toMatchObject(refused('sign-in-required'));
    await call('library.close', {});
  });

  test('disabled meanwhile, the account is signed in no longer', async () => {
    const staff = await staffed(folder);
    await staff.call('account.disable', { name: nameOf('编制人') });
    const call = await newEngine(staff, nameOf('编制人'));
    expect(await call('entries.list', {})).toMatchObject(refused('sign-in-required'));
    await call('library.close', {});
  });

  test('a password that somebody else chose still has to be changed first', async () => {
    const staff = await staffed(folder);
    await staff.call('account.add', { name: '某新人', roles: ['编制人'], password: PASSWORD });
    const call = await newEngine(staff, '某新人');
    expect(await call('entries.list', {})).toMatchObject(refused('password-must-change'));
    await call('library.close', {});
  });

  test('what was opened to be read is opened to be read', async () => {
    const call = await newEngine(await staffed(folder), nameOf('编制人'), { readOnly: true });
    expect(await call('library.summary', {})).toMatchObject({ value: { readOnly: true } });
    expect(await call('entries.create', {})).toMatchObject({ ok: false });
    await call('library.close', {});
  });
});
