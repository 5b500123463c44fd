import * as z from 'zod';

export const codeTableSchema = z.object({
  table: z.string().min(1),
  label: z.string().min(1),
  source: z.string(),
  confirmed: z.boolean(),
  values: z.array(
    z.object({
      label: z.string().min(1),
      code: z.string().optional(),
      aliases: z.array(z.string()).default([]),
      /** Label of the value in another table that this one belongs to (格式类型 → 格式分类). */
      parent: z.string().optional(),
      /** For 更新周期: how long after one update of the data the next is due; absent where the value names no span. */
      period: z
        .union([z.strictObject({ days: z.int().min(1) }), z.strictObject({ months: z.int().min(1) })])
        .optional(),
    }),
  ),
});
export type CodeTable = z.infer<typeof codeTableSchema>;
export type CodeValue = CodeTable['values'][number];
