/** The core as a host runs it, on real files: operations over a fresh library in a temporary folder. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#app/contract/calls';
import { calls } from '#app/contract/calls';
import type { Failure } from '#app/contract/failure';
import { createOperations, runCall, type Operations } from '#app/operations/create-operations';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources, type Resources } from '#app/operations/resources';

export const RESOURCES = fileURLToPath(new URL('../../resources', import.meta.url));

let resources: Resources | undefined;

export interface TestCore {
  readonly operations: Operations;
  today: string;
  /** Runs a call that must succeed; its answer is held to the contract. */
  call<N extends CallName>(name: N, input: CallInput<N>, signal?: AbortSignal): Promise<CallOutput<N>>;
  /** Runs a call that must fail, and answers the failure. */
  failure<N extends CallName>(name: N, input: CallInput<N>): Promise<Failure>;
  close(): Promise<void>;
}

export async function openCore(
  today = '2026-11-21',
  userDataFolder: string | null = null,
): Promise<TestCore> {
  resources ??= await loadResources(RESOURCES);
  const core = { today } as TestCore & { operations: Operations };
  core.operations = createOperations({
    resources,
    userDataFolder,
    today: () => core.today,
    nowMs: Date.now,
    newId: () => uuidV7(Date.now()),
    emit: () => undefined,
  });
  const context = (signal?: AbortSignal) => ({
    signal: signal ?? new AbortController().signal,
    progress: () => undefined,
  });
  core.call = async (name, input, signal) => {
    const outcome = await runCall(core.operations, name, input, context(signal));
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.failure)}`);
    calls[name].output.parse(outcome.value);
    return outcome.value;
  };
  core.failure = async (name, input) => {
    const outcome = await runCall(core.operations, name, input, context());
    expect(outcome.ok, `${name} was expected to fail`).toBe(false);
    return (outcome as { failure: Failure }).failure;
  };
  core.close = async () => {
    await core.call('library.close', {});
  };
  return core;
}

export async function newLibrary(
  folder: string,
  rules = 'shaanxi-2017',
  today?: string,
): Promise<TestCore & { file: string }> {
  const core = await openCore(today);
  const file = join(folder, `${uuidV7(Date.now())}.mulu`);
  await core.call('library.create', {
    library: file,
    department: '示例市信用办',
    creditCode: '11430000743187451F',
    region: '610000',
    rules,
  });
  return Object.assign(core, { file });
}
