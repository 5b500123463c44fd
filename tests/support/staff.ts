/** A library whose accounts are on, with one person for each role; whoever acts signs in first. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { calls, type CallInput, type CallName, type CallOutput } from '#app/contract/calls';
import type { Failure, Outcome } from '#app/contract/failure';
import { createOperations, runCall } from '#app/operations/create-operations';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources, type Resources } from '#app/operations/resources';
import { ROLES, type Role } from '#app/review/roles';
import { RESOURCES } from '#tests/support/open-workspace';

export const PASSWORD = '山高水长-2026';

/** The account that holds this role alone. */
export const nameOf = (role: Role): string => `某${role}`;

let resources: Resources | undefined;

export interface Staff {
  readonly file: string;
  /** Milliseconds since 1970; tests move it. */
  nowMs: number;
  today: string;
  outcome<N extends CallName>(name: N, input: CallInput<N>): Promise<Outcome<CallOutput<N>>>;
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  failure<N extends CallName>(name: N, input: CallInput<N>): Promise<Failure>;
  as(account: string): Promise<void>;
}

/** A new library without accounts, on a clock of its own. */
export async function newStaffLibrary(folder: string, rules = 'shaanxi-2017'): Promise<Staff> {
  resources ??= await loadResources(RESOURCES);
  const file = join(folder, `${uuidV7(Date.now())}.mulu`);
  const staff = { file, nowMs: Date.parse('2026-11-21T02:00:00Z'), today: '2026-11-21' } as Staff;
  const operations = createOperations({
    resources,
    userDataFolder: null,
    today: () => staff.today,
    nowMs: () => staff.nowMs,
    newId: () => uuidV7(Date.now()),
    emit: () => undefined,
  });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  staff.outcome = (name, input) => runCall(operations, name, input, context);
  staff.call = async (name, input) => {
    const outcome = await staff.outcome(name, input);
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.failure)}`);
    calls[name].output.parse(outcome.value);
    return outcome.value;
  };
  staff.failure = async (name, input) => {
    const outcome = await staff.outcome(name, input);
    expect(outcome.ok, `${name} was expected to fail`).toBe(false);
    return (outcome as { failure: Failure }).failure;
  };
  staff.as = async (account) => {
    await staff.call('session.signIn', { account, password: PASSWORD });
  };
  await staff.call('library.create', {
    library: file,
    department: '示例市信用办',
    creditCode: '11430000743187451F',
    region: '610000',
    rules,
  });
  return staff;
}

/** The same with accounts on: an administrator, and one person for each other role. */
export async function staffed(folder: string, rules?: string): Promise<Staff> {
  const staff = await newStaffLibrary(folder, rules);
  await staff.call('account.add', { name: nameOf('系统管理员'), roles: ['系统管理员'], password: PASSWORD });
  await staff.as(nameOf('系统管理员'));
  for (const role of ROLES.filter((one) => one !== '系统管理员')) {
    await staff.call('account.add', {
      name: nameOf(role),
      roles: [role],
      password: PASSWORD,
      mustChange: false,
    });
  }
  return staff;
}
