/** Calls of the board of findings: counted, listed, answered with a reason. */
import * as z from 'zod';
import { actor, count, id } from './call-parts';
import { MOST_FINDINGS_NAMED } from './finding-limits';
import { findingSchema, severity } from './finding-schema';

/** Words of which each occurs in the text of the entry. */
const query = z.string().max(200);

/** Which findings are meant, and which page of them. */
const findingsMeant = {
  severity: severity.optional(),
  rule: z.string().max(64).optional(),
  query: query.optional(),
  answers: z.enum(['open', 'answered', 'all']).default('open'),
  offset: count.optional(),
  limit: z.number().int().min(1).max(1000).optional(),
};

const rule = z.string().min(1).max(64);

/** One finding of an entry, by what it says. */
const named = z.object({
  rule,
  field: z.string().max(210),
  item: id.optional(),
  message: z.string().max(2000),
});

/** Findings of whatever entries. */
const namedFindings = z
  .array(named.extend({ entry: id }))
  .min(1)
  .max(MOST_FINDINGS_NAMED);

export const findingCalls = {
  /**
   * Findings by rule, of the whole library or of what the words and the entry leave: `open` are those nobody has
   * answered, `entries` those that have such.
   */
  'findings.rules': {
    input: z.object({ query: query.optional(), entry: id.optional() }).strict(),
    output: z.object({
      rules: z.array(
        z.object({
          rule: z.string(),
          label: z.string(),
          severity,
          entries: count,
          open: count,
          answered: count,
        }),
      ),
    }),
  },
  /** One page of the findings, by severity (the worst first), then by rule, then in the order of the catalogue. */
  'findings.list': {
    input: z.object({ ...findingsMeant, entry: id.optional() }),
    output: z.object({ total: count, findings: z.array(findingSchema) }),
  },
  /** One page of the entries that have these findings, each with the number of them by severity. */
  'findings.entries': {
    input: z.object(findingsMeant),
    output: z.object({
      total: count,
      entries: z.array(
        z.object({ id: z.string(), name: z.string(), error: count, warning: count, advice: count }),
      ),
    }),
  },
  /** Answers findings with a reason, or takes the reason back (''). A secrecy mark is cleared in the same way. */
  'findings.settle': {
    input: z.object({
      entry: id,
      findings: z.array(named).min(1).max(20_000),
      reason: z.string().trim().max(2000),
      by: actor,
    }),
    output: z.object({ settled: count }),
  },
  /** One reason for many open 需要说明, in one change; nothing is written where they are not as the person saw them. */
  'findings.explain': {
    input: z.object({
      findings: z.discriminatedUnion('kind', [
        /** All of a rule, of the entries in which each word of `query` occurs, or of one entry. `count`: how many were seen. */
        z.object({
          kind: z.literal('listed'),
          rule,
          query: query.optional(),
          entry: id.optional(),
          count: count.min(1),
        }),
        /** These, of whatever rules. */
        z.object({
          kind: z.literal('named'),
          named: namedFindings,
        }),
      ]),
      reason: z.string().trim().min(1).max(2000),
      by: actor,
    }),
    output: z.object({ explained: count, entries: count }),
    long: true,
  },
  /** At which places of `named` those stand that are mended, deleted or answered by now. */
  'findings.gone': {
    input: z.object({ named: namedFindings }).strict(),
    output: z.object({ gone: z.array(count) }),
  },
  /** What one act explained and still stands; 0 where nothing of it does. */
  'findings.together': {
    input: z.object({ together: id }),
    output: z.object({
      findings: count,
      entries: count,
      reason: z.string(),
      by: z.string(),
      on: z.string(),
    }),
  },
  /** Takes back all that one act explained, in one change. */
  'findings.withdraw': {
    input: z.object({ together: id, by: actor }),
    output: z.object({ withdrawn: count, entries: count }),
    long: true,
  },
} as const;
