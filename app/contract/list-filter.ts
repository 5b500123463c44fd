/** The conditions that the list and a batch over it understand. */
import * as z from 'zod';
import { DUE_FILTERS } from './due-filters';
import { ENTRY_STATES } from './entry-states';
import { ELEMENT_KEYS } from '#app/jurisdictions/elements';

export const listFilter = {
  query: z.string().max(200).optional(),
  category: z.string().max(64).optional(),
  states: z.array(z.enum(ENTRY_STATES)).optional(),
  sharingTypes: z.array(z.string().max(50)).optional(),
  /** `any`: with a finding of whatever severity that nobody has answered. */
  withFindings: z.enum(['error', 'warning', 'advice', 'any']).optional(),
  /** Entries with a finding of this rule that nobody has answered. */
  rule: z.string().max(64).optional(),
  /** Internal offices and source systems, as written; '' stands for none given. */
  offices: z.array(z.string().max(200)).max(200).optional(),
  systems: z.array(z.string().max(500)).max(200).optional(),
  /** Entries that need this element and lack it. */
  lacking: z.enum(ELEMENT_KEYS).optional(),
  /** Entries that an open limit of the department concerns; see `DUE_FILTERS`. */
  due: z.enum(DUE_FILTERS).optional(),
  /** Entries that this change set (see `imports.list`) created or changed. */
  changeSet: z.number().int().nonnegative().optional(),
  /** `YYYY-MM-DD`: last changed on that day (Asia/Shanghai) or later. */
  changedSince: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
};
