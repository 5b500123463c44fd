/** Decisions on places where two libraries differ, from a call or from a file (`--resolve`). */
import * as z from 'zod';
import type { Decide, Take } from '#app/catalogue/merge-fields';
import { mergeDecision } from '#app/contract/delivery-calls';
import { FailureError } from '#app/contract/failure';
import { readSmallFile } from './key-operations';

type Decision = z.output<typeof mergeDecision>;

export interface Decisions {
  readonly list: readonly Decision[];
  /** For every place that no single decision names. */
  readonly all: Take | undefined;
  readonly confirm: boolean;
}

const fileSchema = z.union([
  z.array(mergeDecision),
  z.object({
    decisions: z.array(mergeDecision).optional(),
    all: z.enum(['ours', 'theirs']).optional(),
    confirm: z.boolean().optional(),
  }),
]);

export async function readDecisions(file: string): Promise<Decisions> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(await readSmallFile(file)));
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError('invalid-input', { field: '选定文件', reason: `“${file}”不是 JSON` });
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new FailureError('invalid-input', {
      field: '选定文件',
      reason: `${issue?.path.join('.') ?? ''} 应为 {"decisions":[{"entry","field","item","take":"ours 或 theirs"}]}`,
    });
  }
  const given = Array.isArray(parsed.data) ? { decisions: parsed.data } : parsed.data;
  return {
    list: given.decisions ?? [],
    all: 'all' in given ? given.all : undefined,
    confirm: 'confirm' in given && given.confirm === true,
  };
}

/** Looks decisions up by entry (id or code), field and item; the later of two decisions on one place counts. */
export function deciderFor(
  decisions: Decisions,
): (entry: { ids: readonly string[]; code: string }) => Decide {
  const byEntry = new Map<string, Decision[]>();
  for (const decision of decisions.list) {
    const { entry } = decision;
    const names = typeof entry === 'string' ? [entry] : [entry.id ?? entry.code ?? ''];
    for (const name of names.filter((one) => one !== '')) {
      const there = byEntry.get(name);
      if (there) there.push(decision);
      else byEntry.set(name, [decision]);
    }
  }
  return ({ ids, code }) => {
    const own = [...new Set([...ids, code])].flatMap((name) =>
      name === '' ? [] : (byEntry.get(name) ?? []),
    );
    return (field, itemId) => {
      const exact = own.findLast((one) => one.field === field && itemOf(one) === itemId);
      return (exact ?? own.findLast((one) => one.field === undefined))?.take ?? decisions.all;
    };
  };
}

const itemOf = ({ item }: Decision): string | undefined => (typeof item === 'object' ? item.id : item);
