/** A finding as calls answer it. */
import * as z from 'zod';
import { SEVERITIES } from '#app/jurisdictions/finding';

export const severity = z.enum(SEVERITIES);

export const findingSchema = z.object({
  severity,
  rule: z.string(),
  citation: z.object({ regulation: z.string(), article: z.string(), quote: z.string() }),
  entry: z.object({ id: z.string(), code: z.string(), name: z.string() }),
  field: z.string(),
  item: z.object({ id: z.string(), name: z.string() }).optional(),
  /** Told once for many items, of a field that only items have: what stands in these and in no other. */
  value: z.string().optional(),
  message: z.string(),
  fix: z.string(),
  /** The reason given for it to stay; a secrecy mark: for being cleared. */
  settled: z
    .object({
      reason: z.string(),
      by: z.string(),
      on: z.string(),
      /** Stands for all findings that got the reason by the same act; see `findings.together`. */
      together: z.string().optional(),
    })
    .optional(),
});
