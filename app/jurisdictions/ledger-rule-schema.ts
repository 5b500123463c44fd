/** The shape of a record book (台账) in a rule pack's file. */
import * as z from 'zod';
import { EVENT_KINDS } from '#app/deadlines/deadline-event';
import { FULFILMENTS } from '#app/deadlines/limit-rule';
import { partySchema } from '#app/deadlines/limit-rule-schema';

const label = z.string().min(1).max(60);

const columnSchema = z.strictObject({
  label,
  kind: z.enum(['text', 'long-text', 'choice', 'date', 'number']),
  /** The closed list of a choice. */
  values: z.array(label).optional(),
  required: z.boolean().optional(),
  help: z.string().max(300).optional(),
  /** The column is asked for only while another one holds one of these values. */
  when: z.strictObject({ column: label, is: z.array(label).min(1) }).optional(),
});

/** What is done on the date in a column; `received` is the receipt by the 主管部门. */
const actSchema = z.enum([...FULFILMENTS, 'received']);

/** How a row starts a clock. Every member but `id`, `kinds` and `when` names columns by their label. */
const clockSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  kinds: z.array(z.enum(EVENT_KINDS)).min(1),
  /** With several kinds: the choice that names the kind in its Chinese words. */
  kindColumn: label.optional(),
  /** The date that the clock runs from. */
  on: label,
  /** What the duty is about, joined in this order; a row made of an event takes its subject into the last one. */
  about: z.array(label).min(1),
  level: label.optional(),
  sharing: label.optional(),
  /** The date that a notice itself names. */
  statedDue: label.optional(),
  when: z.strictObject({ column: label, is: z.array(label).min(1) }).optional(),
  acts: z.array(z.strictObject({ column: label, act: actSchema })),
  extension: z
    .strictObject({
      consentedOn: label,
      documentNumber: label,
      workingDays: label.optional(),
      notifiedOn: label.optional(),
    })
    .optional(),
});

export const ledgerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string().min(1).max(200),
  party: partySchema,
  /** A bare label is a column of text. */
  columns: z.array(z.union([label, columnSchema])).min(1),
  clocks: z.array(clockSchema).optional(),
  article: z.string().min(1).max(60),
  quote: z.string().max(300),
  confirmed: z.boolean().optional(),
});
export type LedgerRule = z.infer<typeof ledgerSchema>;
export type LedgerClock = z.infer<typeof clockSchema>;
