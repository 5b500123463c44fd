/** A library with a history, made through the same calls as any host makes: what the papers are printed from. */
import { join } from 'node:path';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallName, CallOutput } from '#app/contract/calls';
import { createOperations, runCall, type Operations } from '#app/operations/create-operations';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources, type Resources } from '#app/operations/resources';
import { openLibrary } from '#app/storage/database';
import { insertEntry } from '#app/storage/entry-store';

export const RESOURCES = join(import.meta.dirname, '../../resources');

let resources: Promise<Resources> | undefined;

export interface ReportLibrary {
  readonly file: string;
  readonly operations: Operations;
  /** Changes what day it is. */
  setToday(day: string): void;
  call<N extends CallName>(name: N, input: unknown): Promise<CallOutput<N>>;
  /** The same, stopped when `when` says so of a stage of its progress. */
  stopped(name: CallName, input: unknown, when: (stage: string) => boolean): Promise<{ code: string } | null>;
  /** The failure code of a call that must not succeed. */
  refused(
    name: CallName,
    input: unknown,
  ): Promise<{ code: string; details: Readonly<Record<string, unknown>> }>;
  add(entries: readonly CatalogueEntry[]): Promise<void>;
}

export const DEPARTMENT = '示例省信用管理办公室';

export async function reportLibrary(
  file: string,
  rules = 'shaanxi-2017',
  day = '2026-09-15',
): Promise<ReportLibrary> {
  resources ??= loadResources(RESOURCES);
  let today = day;
  const operations = createOperations({
    resources: await resources,
    userDataFolder: null,
    today: () => today,
    nowMs: () => Date.parse(`${today}T02:05:00Z`),
    newId: () => uuidV7(Date.now()),
    emit: () => undefined,
  });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const call: ReportLibrary['call'] = async (name, input) => {
    const outcome = await runCall(operations, name, input, context);
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.failure)}`);
    return outcome.value;
  };
  await call('library.create', {
    library: file,
    department: DEPARTMENT,
    creditCode: '11430000743187451F',
    region: '610000',
    rules,
  });
  return {
    file,
    operations,
    call,
    setToday: (next) => {
      today = next;
    },
    stopped: async (name, input, when) => {
      const stop = new AbortController();
      const outcome = await runCall(operations, name, input, {
        signal: stop.signal,
        // As a host hears it: a message of its own, after what runs at the moment.
        progress: (_done, _total, stage) => {
          if (when(stage)) setImmediate(() => stop.abort());
        },
      });
      return outcome.ok ? null : outcome.failure;
    },
    refused: async (name, input) => {
      const outcome = await runCall(operations, name, input, context);
      if (outcome.ok) throw new Error(`${name} was not refused`);
      return outcome.failure;
    },
    add: async (entries) => {
      await call('library.close', {});
      const library = await openLibrary(file);
      await library.write(async (tx) => {
        for (const entry of entries)
          await insertEntry(tx, entry, { atMs: Date.parse(`${today}T01:00:00Z`), by: '张三' });
      });
      await library.close();
      await call('library.open', { library: file });
      await call('check.run', {});
    },
  };
}

/** Takes everything through the whole chain of the rules; `by` names each signer. */
export async function approveAll(library: ReportLibrary): Promise<void> {
  const take = (step: string, by: string, more: Record<string, unknown> = {}): Promise<unknown> =>
    library.call('review.take', { step, entries: 'all', by, opinion: '同意', ...more });
  await take('submit', '张三');
  await take('approve', '李四');
  await take('assess', '王五', { secrecy: '未发现保密风险', personal: '影响较小，措施得当' });
  await take('clear', '赵六');
  await take('consent', '钱七', { offline: { on: '2026-09-15' } });
}
