/** Calls of the desk where entries are edited: findings answered, the secrecy list. */
import { z } from 'zod';
import { secrecyListSchema } from '#app/jurisdictions/secrecy/secrecy-list';

const id = z.string().min(1).max(64);
const count = z.number().int().nonnegative();
const by = z.string().trim().max(100).default('');

export const editorCalls = {
  /** Answers findings with a reason, or takes the reason back (''). A secrecy mark is cleared in the same way. */
  'findings.settle': {
    input: z.object({
      entry: id,
      findings: z
        .array(
          z.object({
            rule: z.string().min(1).max(64),
            field: z.string().max(210),
            item: id.optional(),
            message: z.string().max(2000),
          }),
        )
        .min(1)
        .max(20_000),
      reason: z.string().trim().max(2000),
      by,
    }),
    output: z.object({ settled: count }),
  },
  /** `own`: the library has a list of its own; `preset`: what the program ships. */
  'secrecy.read': {
    input: z.object({}).strict(),
    output: z.object({ list: secrecyListSchema, preset: secrecyListSchema, own: z.boolean() }),
  },
  /** `list` null: back to the preset. Everything is checked again with it. */
  'secrecy.save': {
    input: z.object({ list: secrecyListSchema.nullable() }),
    output: z.object({ words: count, exceptions: count, marked: count }),
    long: true,
  },
} as const;
