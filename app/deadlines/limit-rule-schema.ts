/** The shape of limits and recurring duties in a rule pack's file. */
import * as z from 'zod';
import { calendarDateSchema } from './calendar-date-schema';
import { APPLIED_SHARING, EVENT_KINDS, INSTRUMENT_LEVELS } from './deadline-event';
import { DUTY_FAMILIES, FULFILMENTS } from './limit-rule';
import { PERIOD_LENGTHS } from './period';

/** P 提供部门 (the department as provider), U 使用部门, A 主管部门或者共享平台. */
export const partySchema = z.enum(['P', 'U', 'A']);
export type Party = z.infer<typeof partySchema>;

const article = z.string().min(1).max(60);
/** Words of the article, verbatim; '' only where `confirmed` is false. */
const quote = z.string().max(200);

const termSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('working-days'), days: z.int().min(1).max(250) }),
  /** A term without a number; `words` is how the text says it: 及时, 动态和实时, 主动. */
  z.strictObject({ kind: z.literal('no-number'), words: z.string().min(1).max(30) }),
  /** The notice itself names the date. */
  z.strictObject({ kind: z.literal('stated-in-notice') }),
  /** The text asks for nothing here, for the reason given. */
  z.strictObject({ kind: z.literal('nothing-to-do'), reason: z.string().min(1).max(200) }),
]);
export type Term = z.infer<typeof termSchema>;

const extensionSchema = z.strictObject({
  workingDays: z.int().min(1).max(250),
  /** True where the text gives a longest extension (最长不得超过), false where it gives the extension itself. */
  upTo: z.boolean(),
  consentBy: z.string().min(1).max(50),
  /** True where the other party must be told as well. */
  needsNotice: z.boolean(),
  article,
  quote,
});

export const limitRuleSchema = z.strictObject({
  /** Stable name within the pack, kebab-case. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string().min(1).max(60),
  party: partySchema,
  family: z.enum(DUTY_FAMILIES),
  article,
  quote,
  trigger: z.strictObject({
    kinds: z.array(z.enum(EVENT_KINDS)),
    /** For law-change: the levels of instrument that start it; any level where absent. */
    levels: z.array(z.enum(INSTRUMENT_LEVELS)).min(1).optional(),
    /** For application: the sharing types that it is about; any where absent. */
    sharing: z.array(z.enum(APPLIED_SHARING)).min(1).optional(),
    /** Started by this act on an earlier event of `kinds`, not by the event: A's two days run from the 报送. */
    after: z.enum(FULFILMENTS).optional(),
  }),
  term: termSchema,
  /** The day that the text counts from, in its own words. */
  countedFrom: z.string().min(1).max(60),
  extension: extensionSchema.optional(),
  /** Any one of these fulfils it. An approval inside the department never does. */
  fulfilledBy: z.array(z.enum(FULFILMENTS)),
  /** 临期 from this many remaining working days; 5 where absent. */
  dueSoonWorkingDays: z.int().min(0).max(250).optional(),
  /** What else a clerk should know, in the program's words. */
  note: z.string().max(300).optional(),
});
export type LimitRule = z.infer<typeof limitRuleSchema>;

export const recurringRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string().min(1).max(60),
  party: partySchema,
  article,
  quote,
  every: z.enum(PERIOD_LENGTHS),
  due: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('period-end') }),
    /** A calendar date in a later year: 1月底前 of the next year is month 1, day 31, yearsLater 1. */
    z.strictObject({
      kind: z.literal('month-day'),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(31),
      yearsLater: z.int().min(0).max(2),
    }),
  ]),
  fulfilledBy: z.enum(['maintenance', 'report']),
  dueSoonWorkingDays: z.int().min(0).max(250).optional(),
  note: z.string().max(300).optional(),
});
export type RecurringRule = z.infer<typeof recurringRuleSchema>;

export const validitySchema = z.strictObject({
  validFrom: calendarDateSchema,
  /** Last day in force, or null while it is open. */
  validTo: calendarDateSchema.nullable(),
});
