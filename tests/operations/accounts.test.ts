import { describe, expect, test } from 'vitest';
import { failureText } from '#app/contract/failure-text';
import { openConnection } from '#app/storage/sqlite';
import { sampleEntry } from '#tests/support/sample-entry';
import { nameOf, newStaffLibrary, PASSWORD, staffed } from '#tests/support/staff';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const MINUTE = 60_000;

describe('accounts are off until an administrator turns them on', () => {
  test('a new library asks nobody to sign in, and records name who acts as not signed in', async () => {
    const staff = await newStaffLibrary(folder);
    expect(await staff.call('session.state', {})).toMatchObject({ accounts: false, signedIn: null });
    const { entry, meta } = await staff.call('entries.create', {});
    await staff.call('entries.save', {
      entry: { ...sampleEntry(), id: entry.id },
      revision: meta.revision,
      by: '王某',
    });
    await staff.call('review.take', { step: 'submit', entries: [entry.id], by: '王某' });
    const { records } = await staff.call('review.history', {});
    expect(records[0]).toMatchObject({ by: '王某', signedIn: false });
  });

  test('without accounts a step without a name is refused', async () => {
    const staff = await newStaffLibrary(folder);
    expect((await staff.failure('review.take', { step: 'submit', entries: 'all', opinion: 'x' })).code).toBe(
      'invalid-input',
    );
    expect((await staff.failure('maintenance.start', { by: ' ' })).code).toBe('invalid-input');
  });

  test('the first account must be a 系统管理员, or nobody could manage the others', async () => {
    const staff = await newStaffLibrary(folder);
    const first = { name: '王某', roles: ['编制人' as const], password: PASSWORD };
    expect((await staff.failure('account.add', first)).code).toBe('not-permitted');
    expect((await staff.call('session.state', {})).accounts).toBe(false);
    await staff.call('account.add', { ...first, roles: ['系统管理员', '编制人'] });
    expect((await staff.failure('entries.list', {})).code).toBe('sign-in-required');
  });

  test.each([
    ['too short', '短口令'],
    ['a common one', 'Password'],
    ['few different characters', 'aaaaaaab'],
    ['the account in it', '王某-2026-09'],
    ['spaces around', ' 山高水长-2026'],
    ['a control character', '山高水长-20\n26'],
  ])('a password that will not do is refused with the reason: %s', async (_what, password) => {
    const staff = await newStaffLibrary(folder);
    const failure = await staff.failure('account.add', { name: '王某', roles: ['系统管理员'], password });
    expect(failure).toMatchObject({ code: 'invalid-input', details: { field: '口令' } });
    expect(failureText(failure)).toMatch(/口令/);
  });

  test.each(['__proto__', '-rf', '王\u0000某', '甲\n乙'])('an account cannot be called %j', async (name) => {
    const staff = await newStaffLibrary(folder);
    const failure = await staff.failure('account.add', { name, roles: ['系统管理员'], password: PASSWORD });
    expect(failure.code).toBe('invalid-input');
  });
});

describe('signing in', () => {
  test('the file holds neither the password nor anything that can be turned back into it', async () => {
    const staff = await staffed(folder);
    await staff.call('library.close', {});
    const raw = await openConnection(staff.file, 'read');
    const rows = await raw.all<{ salt: Uint8Array; verifier: Uint8Array }>('SELECT * FROM account');
    expect(new Set(rows.map((row) => Buffer.from(row.salt).toString('hex'))).size).toBe(rows.length);
    expect(new Set(rows.map((row) => Buffer.from(row.verifier).toString('hex'))).size).toBe(rows.length);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    await raw.close();
  });

  test('a wrong password, an unknown account and a disabled one get the same answer', async () => {
    const staff = await staffed(folder);
    await staff.call('account.disable', { name: nameOf('审核人') });
    const tries = [
      { account: nameOf('编制人'), password: '别的口令-2026' },
      { account: '没有这人', password: PASSWORD },
      { account: nameOf('审核人'), password: PASSWORD },
    ];
    for (const one of tries) expect((await staff.failure('session.signIn', one)).code).toBe('sign-in-failed');
    expect((await staff.call('session.state', {})).signedIn).toBeNull();
  });

  test('five wrong passwords lock the account for 15 minutes, the right one and a restart notwithstanding', async () => {
    const staff = await staffed(folder);
    const account = nameOf('编制人');
    for (let i = 1; i <= 5; i++) {
      const { code } = await staff.failure('session.signIn', { account, password: `猜的口令-${i}` });
      expect(code).toBe(i < 5 ? 'sign-in-failed' : 'account-locked');
    }
    await staff.call('library.close', {});
    await staff.call('library.open', { library: staff.file });
    staff.nowMs += 14 * MINUTE;
    const failure = await staff.failure('session.signIn', { account, password: PASSWORD });
    expect(failure.code).toBe('account-locked');
    expect(failureText(failure)).toContain('2026-11-21 10:15');
    staff.nowMs += 2 * MINUTE;
    await staff.as(account);
    expect((await staff.call('session.state', {})).signedIn?.account).toBe(account);
  });

  test('a right password in between starts the count anew; guesses made at the same time are counted each', async () => {
    const staff = await staffed(folder);
    const account = nameOf('编制人');
    const guess = () => staff.failure('session.signIn', { account, password: '猜的口令-0' });
    for (let i = 0; i < 4; i++) await guess();
    await staff.as(account);
    const codes = (await Promise.all([guess(), guess(), guess(), guess(), guess()])).map(({ code }) => code);
    expect(codes.filter((code) => code === 'account-locked')).toHaveLength(1);
    expect((await staff.failure('session.signIn', { account, password: PASSWORD })).code).toBe(
      'account-locked',
    );
  });

  test('the same password typed in decomposed characters is the same password', async () => {
    const staff = await newStaffLibrary(folder);
    await staff.call('account.add', { name: '王某', roles: ['系统管理员'], password: 'Caf\u00e9-山水-26' });
    await staff.call('session.signIn', { account: '王某', password: 'Cafe\u0301-山水-26' });
  });

  test('closing the library ends the session; signing out as well', async () => {
    const staff = await staffed(folder);
    await staff.call('library.close', {});
    await staff.call('library.open', { library: staff.file });
    expect((await staff.failure('entries.list', {})).code).toBe('sign-in-required');
    await staff.as(nameOf('编制人'));
    await staff.call('entries.list', {});
    await staff.call('session.signOut', {});
    expect((await staff.failure('entries.list', {})).code).toBe('sign-in-required');
  });

  test('a failed sign-in leaves nobody signed in, not the person before', async () => {
    const staff = await staffed(folder);
    await staff.failure('session.signIn', { account: nameOf('编制人'), password: '猜的口令-0' });
    expect((await staff.failure('account.list', {})).code).toBe('sign-in-required');
  });

  test('an account disabled while it is signed in can do nothing more', async () => {
    const staff = await staffed(folder);
    const second = {
      name: '另一管理员',
      roles: ['系统管理员' as const],
      password: PASSWORD,
      mustChange: false,
    };
    await staff.call('account.add', second);
    await staff.call('account.disable', { name: nameOf('系统管理员') });
    expect((await staff.failure('account.list', {})).code).toBe('sign-in-required');
  });

  test('a password chosen by somebody else must be changed before anything else is done', async () => {
    const staff = await staffed(folder);
    await staff.call('account.add', { name: '新人', roles: ['编制人'], password: PASSWORD });
    await staff.as('新人');
    expect((await staff.call('session.state', {})).signedIn).toMatchObject({ mustChange: true });
    for (const name of ['entries.list', 'entries.create', 'settings.read'] as const) {
      expect((await staff.failure(name, {})).code).toBe('password-must-change');
    }
    const change = { password: PASSWORD, newPassword: '自己的口令-77' };
    expect((await staff.failure('account.changePassword', { ...change, newPassword: PASSWORD })).code).toBe(
      'invalid-input',
    );
    expect(
      (await staff.failure('account.changePassword', { ...change, password: '不对的口令-1' })).code,
    ).toBe('sign-in-failed');
    await staff.call('account.changePassword', change);
    await staff.call('entries.list', {});
    expect((await staff.failure('session.signIn', { account: '新人', password: PASSWORD })).code).toBe(
      'sign-in-failed',
    );
  });

  test('the administrator resets a password and lifts a lock; the last administrator cannot be taken away', async () => {
    const staff = await staffed(folder);
    const account = nameOf('编制人');
    for (let i = 0; i < 5; i++) await staff.failure('session.signIn', { account, password: '猜的口令-0' });
    await staff.as(nameOf('系统管理员'));
    const locked = (await staff.call('account.list', {})).accounts.find((one) => one.name === account)!;
    expect(locked.lockedUntil).toBe('2026-11-21T02:15:00.000Z');
    expect(await staff.call('account.reset', { name: account, password: '临时的口令-88' })).toMatchObject({
      mustChange: true,
      lockedUntil: null,
    });
    expect(JSON.stringify(await staff.call('account.list', {}))).not.toMatch(/verifier|salt|口令/);
    const own = nameOf('系统管理员');
    expect((await staff.failure('account.disable', { name: own })).code).toBe('not-permitted');
    expect((await staff.failure('account.change', { name: own, roles: ['审计员'] })).code).toBe(
      'not-permitted',
    );
    await staff.call('session.signIn', { account, password: '临时的口令-88' });
  });

  test('a library on a read-only medium is signed in to as well', async () => {
    const staff = await staffed(folder);
    await staff.call('library.close', {});
    await staff.call('library.open', { library: staff.file, readOnly: true });
    expect((await staff.failure('entries.list', {})).code).toBe('sign-in-required');
    expect(
      (await staff.failure('session.signIn', { account: nameOf('编制人'), password: '猜的口令-0' })).code,
    ).toBe('sign-in-failed');
    await staff.as(nameOf('编制人'));
    await staff.call('entries.list', {});
    await staff.call('session.signOut', {});
  });
});
