/** Calls of the desk where entries are edited: many at once, the recycle bin, the secrecy list, re-coding. */
import * as z from 'zod';
import { id, count } from './call-parts';
import { BATCH_ENTRY_FIELDS, BATCH_ITEM_FIELDS } from '#app/catalogue/batch-change';
import { secrecyListSchema } from '#app/jurisdictions/secrecy/secrecy-list';
import { ELEMENT_KEYS } from '#app/jurisdictions/elements';
import { severity } from './finding-schema';
import { listFilter } from './list-filter';
import { ENTRY_STATES } from './entry-states';

const by = z.string().trim().max(100).default('');

const text = z.string().max(32_767);
const front = z
  .string()
  .regex(/^[123]\d{5}\d*$/)
  .max(40);
const extraField = z
  .string()
  .regex(/^extra\../)
  .max(210);
const entryField = z.union([z.enum(BATCH_ENTRY_FIELDS), extraField]);

/** What is asked of every entry chosen. */
const batchChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set'),
    values: z
      .array(z.object({ field: entryField, value: text }))
      .min(1)
      .max(50),
    onlyBlank: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('replace'),
    find: z.string().min(1).max(2000),
    by: z.string().max(2000),
    fields: z.array(entryField).max(100),
    itemFields: z.array(z.enum(BATCH_ITEM_FIELDS)).max(20),
  }),
  /**
   * Every finding of these rules and of this severity (all where absent) whose mending is certain. What is kept with a
   * reason is left as it is.
   */
  z.object({
    kind: z.literal('mend'),
    rules: z.array(z.string().max(64)).max(100).optional(),
    severity: severity.optional(),
  }),
  /** The next code under a 前段码; the former code is kept. `onlyBlank`: only where there is none. */
  z.object({ kind: z.literal('code'), front, onlyBlank: z.boolean().default(true) }),
]);

const preview = {
  /** Look only (false), or write what was looked at. */
  apply: z.boolean().default(false),
  /** Of the preview that is applied: entries changed since then refuse it with `entry-changed-meanwhile`. */
  token: z.string().max(64).optional(),
  by,
};

const batchResult = {
  /** Entries chosen, those that change, and of these the approved ones that become drafts again. */
  entries: count,
  changed: count,
  drafts: count,
  /** Single changes in all; `rows` holds the first of them. */
  changes: count,
  rows: z.array(
    z.object({
      entry: z.object({ id: z.string(), code: z.string(), name: z.string() }),
      field: z.string(),
      label: z.string(),
      item: z.object({ id: z.string(), name: z.string() }).optional(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  refusedCount: count,
  refused: z.array(
    z.object({ entry: z.object({ id: z.string(), code: z.string(), name: z.string() }), reason: z.string() }),
  ),
  token: z.string(),
  applied: z.boolean(),
};

export const editorCalls = {
  /** The same change to many entries: looked at first, then written as one change set with one undo. */
  'entries.batch': {
    input: z.object({
      entries: z.union([z.array(id).min(1).max(100_000), z.object(listFilter)]),
      change: batchChange,
      ...preview,
    }),
    output: z.object(batchResult),
    long: true,
  },
  /** Moves a part of the classification to another code, with every entry under it. */
  'categories.recode': {
    input: z.object({
      from: z.string().max(40),
      to: z.string().max(40),
      name: z.string().trim().min(1).max(200).optional(),
      ...preview,
    }),
    output: z.object({
      ...batchResult,
      nodes: z.array(z.object({ before: z.string(), after: z.string(), name: z.string() })),
    }),
    long: true,
  },
  /** How many entries there are by state and by office, and how many lie in the recycle bin. */
  'entries.counts': {
    input: z.object({}).strict(),
    output: z.object({
      states: z.array(z.object({ state: z.enum(ENTRY_STATES), entries: count })),
      offices: z.array(z.object({ office: z.string(), entries: count })),
      removed: count,
    }),
  },
  /** Source systems, each with the number of entries. Goes through every entry. */
  'entries.facets': {
    input: z.object({}).strict(),
    output: z.object({ systems: z.array(z.object({ system: z.string(), entries: count })) }),
  },
  /**
   * How complete the catalogue is, element by element of the guide and the Regulation. `needed` null: nobody is asked
   * for it, it is filled in where there is something to say.
   */
  'entries.completeness': {
    input: z.object({}).strict(),
    output: z.object({
      entries: count,
      elements: z.array(
        z.object({
          element: z.enum(ELEMENT_KEYS),
          label: z.string(),
          needed: count.nullable(),
          filled: count,
        }),
      ),
    }),
  },
  /** 法规依据 to choose from; `kept`: in the department's own list, otherwise written in entries already. */
  'bases.list': {
    input: z.object({ query: z.string().max(200).default('') }),
    output: z.object({
      bases: z.array(z.object({ text: z.string(), kept: z.boolean(), entries: count })),
    }),
  },
  /** Puts bases into the department's own list, or takes them out; entries keep what they say. */
  'bases.change': {
    input: z.object({
      add: z.array(z.string().trim().min(1).max(2000)).max(100).default([]),
      remove: z.array(z.string().max(2000)).max(100).default([]),
      by,
    }),
    output: z.object({ added: count, removed: count }),
  },
  /** The last imports of workbooks, the latest first. `undo`: the next undo takes this one back. */
  'imports.list': {
    input: z.object({ limit: z.number().int().min(1).max(100).default(5) }),
    output: z.object({
      imports: z.array(
        z.object({
          label: z.string(),
          at: z.string(),
          by: z.string(),
          created: count,
          updated: count,
          unchanged: count,
          failed: count,
          /** Null once it was taken back, or is too old to be remembered. */
          changeSet: count.nullable(),
          undo: z.boolean(),
        }),
      ),
    }),
  },
  /** The recycle bin, what was removed last first. */
  'bin.list': {
    input: z.object({
      query: z.string().max(200).optional(),
      offset: count.optional(),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({
      total: count,
      entries: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          office: z.string(),
          items: count,
          removedAt: z.string(),
        }),
      ),
    }),
  },
  'bin.restore': {
    input: z.object({ entries: z.array(id).min(1).max(100_000), by }),
    output: z.object({ entries: count }),
  },
  /** The code that the next entry under a 前段码 would get; nothing is reserved. */
  'codes.next': {
    input: z.object({ front }),
    output: z.object({ code: z.string() }),
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
