/** Moving a part of the classification, and proposing codes. */
import { recoded } from '#app/catalogue/batch-change';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { codeGiver, movedFront, moveFault, moveNodes, type Sequences } from '#app/classification/recode';
import { formatResourceCode, parseResourceCode } from '#app/classification/resource-code';
import {
  codesUnder,
  lastSequence,
  raiseSequence,
  readCategories,
  replaceCategories,
} from '#app/storage/category-store';
import { rememberCategories } from '#app/storage/change-store';
import { listEntryIds } from '#app/storage/entry-list';
import type { Connection } from '#app/storage/sqlite';
import { planBatch, writePlan } from './batch-write';
import type { CallContext } from './host';
import { actorOf, opened, type Workspace } from './workspace';

/** What is known of the numbers under these 前段码 beginnings. */
export async function sequencesOf(db: Connection, fronts: readonly string[]): Promise<Sequences> {
  const codes = await codesUnder(db, fronts);
  const last = new Map<string, number>();
  for (const code of codes) {
    const parsed = parseResourceCode(code);
    if (parsed) last.set(parsed.front, Math.max(last.get(parsed.front) ?? 0, Number(parsed.sequence)));
  }
  for (const front of fronts) {
    const rows = await db.all<{ front: string; last: number }>(
      'SELECT front, last FROM code_sequence WHERE front >= ?1 AND front < ?1 || char(0x10ffff)',
      [front],
    );
    for (const row of rows) last.set(row.front, Math.max(last.get(row.front) ?? 0, row.last));
  }
  return { last: (front) => last.get(front) ?? 0, taken: (code) => codes.has(code) };
}

/**
 * Failures: `invalid-input` for a code that cannot stand there; `entry-locked` when entries under it are on their way
 * through review: the tree is moved whole or not at all; those of a batch.
 */
export async function recode(
  workspace: Workspace,
  input: CallParsedInput<'categories.recode'>,
  context: CallContext,
): Promise<CallOutput<'categories.recode'>> {
  const { library } = opened(workspace);
  const { from, to, name } = input;
  const before = await readCategories(library.reader);
  const fault = moveFault(before, from, to);
  if (fault !== null)
    throw new FailureError('invalid-input', { field: '分类代码', value: to, reason: fault });
  const { categories, moved } = moveNodes(before, from, to, name);
  const ids = await listEntryIds(library.reader, { category: from });
  const giver = codeGiver(await sequencesOf(library.reader, [from, to]));
  const plan = await planBatch(
    workspace,
    ids,
    ({ entry }) => {
      const front = movedFront(entry.code, from, to);
      return front === null ? entry : recoded(entry, giver.move(entry.code, front));
    },
    JSON.stringify([from, to, name ?? null]),
    context,
  );
  if (!input.apply) return { ...plan.result, applied: false, nodes: moved };
  const [locked] = plan.result.refused;
  if (locked) {
    throw new FailureError('invalid-input', {
      field: '分类代码',
      value: from,
      reason: `“${locked.entry.name}”等${plan.result.refusedCount}条不能改动：${locked.reason}`,
    });
  }
  const written = await writePlan(
    workspace,
    plan,
    input.token,
    {
      label: `分类${from}改为${to}（${plan.result.changed}条）`,
      by: input.by || actorOf(workspace),
      action: 'categories-recoded',
      detail: {
        from,
        to,
        nodes: moved.slice(0, 1000),
        codes: plan.staged
          .slice(0, 1000)
          .map(({ entry }) => ({ id: entry.id, before: entry.formerCodes.at(-1) ?? '', after: entry.code })),
      },
      also: async (tx) => {
        await rememberCategories(tx);
        await replaceCategories(tx, categories);
        for (const [front, highest] of giver.last) await raiseSequence(tx, front, highest);
      },
    },
    context,
  );
  return { ...written, nodes: moved };
}

export async function nextCode(
  workspace: Workspace,
  { front }: CallParsedInput<'codes.next'>,
): Promise<CallOutput<'codes.next'>> {
  return {
    code: formatResourceCode(front, (await lastSequence(opened(workspace).library.reader, front)) + 1),
  };
}
