/** Entries, the classification, and the check of both. */
import * as z from 'zod';
import { checkRuleSchema } from '#app/jurisdictions/checks/check-rule';
import { secrecyListSchema } from '#app/jurisdictions/secrecy/secrecy-list';
import { id, count, none, counts, state, type CallDefinition } from './call-parts';
import { findingSchema } from './finding-schema';
import { listFilter } from './list-filter';
import { REVIEW_STEPS } from './review-calls';
import { entrySchema } from '#app/catalogue/entry-schema';
import { itemHeadersSchema } from '#app/catalogue/item-headers-schema';
import { categorySchema } from '#app/classification/category-schema';
import { codeTableSchema } from '#app/classification/code-table-schema';

const entryMeta = z.object({
  state,
  /** Number of the latest approved version; 0 before the first 审定. */
  version: count,
  /** Rises with every change; a save that names an older one is refused. */
  revision: count,
  changedAt: z.string(),
  changedBy: z.string(),
});

export const entrySummarySchema = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  office: z.string(),
  sharingType: z.string(),
  updateCycle: z.string(),
  state,
  /** Number of information items. */
  items: count,
  errors: count,
  warnings: count,
  changedAt: z.string(),
});

const differenceSchema = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
  item: z.object({ id: z.string(), name: z.string() }).optional(),
});

/** Which entries, in which order. */
const listed = {
  ...listFilter,
  /** Only entries for which this step of the review chain comes next. */
  waitsFor: z.enum(REVIEW_STEPS).optional(),
  /** Only these, by id. */
  among: z.array(z.string().min(1).max(200)).max(100_000).optional(),
  sort: z.enum(['position', 'code', 'name', 'office', 'sharingType', 'state', 'changedAt']).optional(),
  descending: z.boolean().optional(),
};

export const entryCalls = {
  'entries.list': {
    input: z.object({
      ...listed,
      offset: count.optional(),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({ total: count, entries: z.array(entrySummarySchema) }),
  },
  /** Where an entry stands in the list of these conditions and this order. */
  'entries.place': {
    input: z.object({ ...listed, entry: z.string().min(1).max(200) }),
    /** Counted from 0; null where it does not fit the conditions. */
    output: z.object({ place: count.nullable() }),
  },
  'entries.read': {
    input: z.object({ entry: z.string().min(1).max(200) }),
    output: z.object({
      entry: entrySchema,
      meta: entryMeta,
      findings: z.array(findingSchema),
      versions: z.array(z.object({ version: count, sm3: z.string(), approvedAt: z.string() })),
      /** What reviewers said of single fields, the latest step first. */
      opinions: z.array(
        z.object({
          step: z.string(),
          by: z.string(),
          on: z.string(),
          item: z.string(),
          field: z.string(),
          opinion: z.string(),
        }),
      ),
    }),
  },
  'entries.save': {
    input: z.object({
      entry: entrySchema,
      revision: count,
      by: z.string().max(100).optional(),
      /** Typing that goes on since the last save of this entry: both are taken back by one undo. */
      continues: z.boolean().optional(),
    }),
    output: z.object({ entry: entrySchema, meta: entryMeta, findings: z.array(findingSchema) }),
  },
  'entries.create': {
    input: z.object({ copyOf: id.optional(), front: z.string().max(40).optional() }),
    output: z.object({ entry: entrySchema, meta: entryMeta }),
  },
  'entries.remove': {
    input: z.object({ entries: z.array(id).max(100_000) }),
    output: z.object({ entries: count }),
  },
  'entries.changes': {
    input: z.object({ entry: id }),
    output: z.object({
      fromVersion: count,
      changes: z.array(differenceSchema),
      itemsAdded: z.array(z.string()),
      itemsRemoved: z.array(z.string()),
    }),
  },
  'categories.list': {
    input: none,
    output: z.object({ categories: z.array(categorySchema.extend({ entries: count })) }),
  },
  'categories.save': {
    input: z.object({ categories: z.array(categorySchema).max(20_000) }),
    output: z.object({ categories: count }),
  },
  'fields.describe': {
    input: none,
    output: z.object({
      required: z.array(z.string()),
      codeTables: z.record(
        z.string(),
        z.array(z.object({ label: z.string(), parent: z.string().optional() })),
      ),
      steps: z.array(z.enum(REVIEW_STEPS)),
    }),
  },
  'check.run': {
    input: z.object({ entry: z.string().max(200).optional() }),
    output: z.object({ entries: count, counts, findings: z.array(findingSchema) }),
    long: true,
  },
  'check.counts': { input: none, output: counts },
  /** What the check of a single entry looks at besides the entry, so that a page can check what is typed by itself. */
  'check.context': {
    input: none,
    output: z.object({
      packs: z.array(z.object({ id: z.string(), name: z.string(), checks: z.array(checkRuleSchema) })),
      codeTables: z.record(z.string(), codeTableSchema),
      department: z.object({ name: z.string(), creditCode: z.string() }),
      knownSystems: z.array(z.string()),
      today: z.string(),
      secrecy: z.object({ list: secrecyListSchema, citation: findingSchema.shape.citation }),
      /** What this library has been taught that values mean, beside its code tables. */
      aliases: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
      itemHeaders: itemHeadersSchema,
    }),
  },
} as const satisfies Record<string, CallDefinition>;
