/** The steps from 送审 to 发布, and the papers about them. */
import * as z from 'zod';
import { path, actor, opinion, date, id, count, none, state, type CallDefinition } from './call-parts';
import { REPORT_KINDS } from './report-kinds';

export const REVIEW_STEPS = [
  'submit',
  'confirm',
  'approve',
  'assess',
  'clear',
  // 共享工作机构负责人会签: demanded where a library's own settings ask for it, taken in the window alone.
  'countersign',
  'consent',
  'return',
  'retire',
  'publish',
] as const;
export type ReviewStepName = (typeof REVIEW_STEPS)[number];

/** A paper and what it is about: entries, offices, an event, a ledger row, a package or a year, as its kind says. */
export const reportInput = z.object({
  kind: z.enum(REPORT_KINDS),
  subject: z.array(z.string().min(1).max(200)).max(100_000).optional(),
  /** `approved`: the latest approved version alone, where something is being compiled again already. */
  catalogue: z.enum(['working', 'approved']).optional(),
});

export const reviewCalls = {
  'review.take': {
    input: z.object({
      step: z.enum(REVIEW_STEPS),
      entries: z.union([z.literal('all'), z.array(z.string().min(1).max(200)).min(1).max(100_000)]),
      /** Who acts; with accounts left out, except for the signer on paper. */
      by: actor,
      opinion: opinion.optional(),
      /** Signed on paper by `by`: the day, the scan, and who enters it here (`by` where absent; with accounts the one signed in). */
      offline: z
        .object({ on: date, scan: path.optional(), enteredBy: z.string().max(100).optional() })
        .optional(),
      secrecy: opinion.optional(),
      personal: opinion.optional(),
      /** Opinions on single fields; `field` '' is the entry, or the item, as a whole. */
      fieldOpinions: z
        .array(
          z.object({
            entry: z.string().min(1).max(200),
            item: id.optional(),
            field: z.string().max(210),
            opinion: z.string().trim().min(1).max(2000),
          }),
        )
        .max(10_000)
        .optional(),
      /** Entries whose differences were opened one by one before the step. */
      lookedAt: z.array(id).max(100_000).optional(),
    }),
    output: z.object({
      step: z.enum(REVIEW_STEPS),
      entries: count,
      skipped: z.array(
        z.object({
          entry: z.object({ id: z.string(), code: z.string(), name: z.string() }),
          reason: z.string(),
        }),
      ),
    }),
    paths: ['offline.scan'],
  },
  'review.inbox': {
    input: none,
    output: z.object({
      steps: z.array(z.object({ step: z.enum(REVIEW_STEPS), state, entries: count })),
    }),
  },
  /** Who compiled the content of these entries that waits for approval, or sent it for review. */
  'review.compilers': {
    input: z.object({ entries: z.array(id).max(100_000) }),
    output: z.object({
      names: z.array(z.string()),
      /** Approving it is for somebody else (internal control); false where that was waived with a reason. */
      separate: z.boolean(),
    }),
  },
  'review.history': {
    input: z.object({ entry: id.optional(), limit: z.number().int().min(1).max(1000).optional() }),
    output: z.object({
      records: z.array(
        z.object({
          record: count,
          step: z.string(),
          by: z.string(),
          /** Entered under an account. */
          signedIn: z.boolean(),
          /** Entries that the same person had compiled or submitted, and the reason for which that was allowed. */
          samePerson: count,
          waiver: z.string(),
          on: z.string(),
          offline: z.boolean(),
          enteredBy: z.string(),
          opinion: z.string(),
          entries: count,
          scan: z.object({ name: z.string(), sm3: z.string() }).nullable(),
        }),
      ),
    }),
  },
  'report.model': {
    /** `out`: where the page is to be printed to; refused here, before anything is made, like whatever a call writes. */
    input: reportInput.extend({ out: path.optional() }),
    output: z.object({ title: z.string(), html: z.string() }),
    paths: ['out'],
    long: true,
  },
  'report.write': {
    input: reportInput.extend({ out: path }),
    /** `file` is the one asked for; `files` names it and the further 分册 of a large catalogue. */
    output: z.object({ file: z.string(), files: z.array(z.string()) }),
    paths: ['out'],
    long: true,
  },
} as const satisfies Record<string, CallDefinition>;
