/** Duties and the events that start them, reports sent, and what a switch of jurisdiction would change. */
import * as z from 'zod';
import { EVENT_KINDS } from '#app/deadlines/deadline-event';
import { FULFILMENTS } from '#app/deadlines/limit-rule';
import { path, name, date, id, count, none, counts, type CallDefinition } from './call-parts';
import { partySchema } from '#app/deadlines/limit-rule-schema';

const by = z.string().max(100).optional();
const offset = count.optional();
const limit = z.number().int().min(1).max(1000).optional();

/** A duty on the list 待办与时限; further members (rules, baseDue, countedFrom, fulfilledOn …) pass through. */
export const dutySchema = z.object({
  duty: z.string(),
  label: z.string(),
  regulation: z.string(),
  article: z.string(),
  quote: z.string(),
  party: partySchema,
  /** '2026-Q4' or '2026' for a recurring duty, null for one that an event started. */
  period: z.string().nullable(),
  due: z.string(),
  status: z.enum(['ok', 'due-soon', 'overdue', 'done', 'done-late']),
  provisional: z.boolean(),
  /** Negative when overdue, null once it is fulfilled. */
  remainingWorkingDays: z.number().int().nullable(),
  subject: z.string(),
  event: z.string().nullable(),
  counted: z.array(z.string()),
  lastWorkingDay: z.string(),
  notes: z.array(z.string()),
  drives: z.boolean(),
});

/** The dates that an instrument carries: 公布日, 施行日, 文件印发日, 收文日. */
const instrumentDates = z.object({
  promulgated: date.optional(),
  effective: date.optional(),
  issued: date.optional(),
  received: date.optional(),
});

/** An event as the department recorded it, with what has been done about it. */
export const eventSchema = z.object({
  id: z.string(),
  kind: z.enum(EVENT_KINDS),
  on: z.string(),
  level: z.string().nullable(),
  sharing: z.string().nullable(),
  about: z.string(),
  statedDue: z.string().nullable(),
  acts: z.array(z.object({ act: z.string(), on: z.string(), note: z.string() })),
  dates: instrumentDates,
  /** The earliest of 公布日 and 印发日, which is proposed as the date to count from; null where neither is known. */
  proposedOn: z.string().nullable(),
  /** Why `on` was chosen where it is another date than the proposed one. */
  dateReason: z.string(),
  extension: z
    .object({
      consentedOn: z.string(),
      documentNumber: z.string(),
      workingDays: z.number().int().nullable(),
      notifiedOn: z.string().nullable(),
    })
    .nullable(),
  /** Set when it was taken back as entered wrongly: kept, no longer counted. */
  withdrawn: z.object({ on: z.string(), reason: z.string(), by: z.string() }).nullable(),
  enteredBy: z.string(),
  /** The entries that it concerns, as far as they were named. */
  entries: z.array(z.object({ id: z.string(), name: z.string() })),
});

const lawItem = z.object({ id: z.string(), label: z.string(), regulation: z.string(), article: z.string() });
const appearing = z.object({ appear: z.array(lawItem), disappear: z.array(lawItem) });

export const dutyCalls = {
  /** Puts a person down for a duty. `key`: `event/<id>`, or `<rule pack>/<duty>` for one that returns. */
  'duties.assign': {
    input: z.object({ key: z.string().min(1).max(200), person: z.string().trim().max(100), by }),
    output: z.object({ duties: count }),
  },
  /** The entries that an event concerns; once all of them were sent and taken, the event counts as 报送. */
  'events.entries': {
    input: z.object({ event: id, entries: z.array(id).max(100_000), by }),
    output: eventSchema,
  },
  'events.add': {
    input: z.object({
      kind: z.enum(EVENT_KINDS),
      on: date,
      about: z.string().trim().min(1).max(2000),
      level: z.string().max(20).optional(),
      sharing: z.string().max(20).optional(),
      /** The date that a notice itself names (限期整改). */
      statedDue: date.optional(),
      dates: instrumentDates.optional(),
      dateReason: z.string().max(500).optional(),
      /** The entries that it concerns, where they are known already. */
      entries: z.array(id).max(100_000).optional(),
      by,
    }),
    output: z.object({
      event: eventSchema,
      duties: z.array(dutySchema.loose()),
      notStarted: z.array(
        z
          .object({ duty: z.string(), regulation: z.string(), article: z.string(), reason: z.string() })
          .loose(),
      ),
    }),
  },
  /** Latest first. */
  'events.list': {
    input: z.object({
      kinds: z.array(z.enum(EVENT_KINDS)).max(20).optional(),
      query: z.string().max(200).optional(),
      from: date.optional(),
      to: date.optional(),
      /** Also those withdrawn. */
      withdrawn: z.boolean().optional(),
      offset,
      limit,
    }),
    output: z.object({ total: count, events: z.array(eventSchema) }),
  },
  'events.act': {
    input: z.object({
      event: id,
      act: z.enum([...FULFILMENTS, 'received']),
      on: date,
      note: z.string().max(500).optional(),
      by,
    }),
    output: eventSchema,
  },
  /** Takes back an act that was entered wrongly. */
  'events.clearAct': {
    input: z.object({ event: id, act: z.enum([...FULFILMENTS, 'received']), by }),
    output: eventSchema,
  },
  'events.extend': {
    input: z.object({
      event: id,
      on: date,
      number: name,
      workingDays: z.number().int().min(1).max(60).optional(),
      notifiedOn: date.optional(),
      scan: path.optional(),
      by,
    }),
    output: eventSchema,
    paths: ['scan'],
  },
  'events.withdraw': {
    input: z.object({ event: id, reason: z.string().trim().min(1).max(500), by }),
    output: eventSchema,
  },
  /** The yearly report of `year` was sent on `on`; entered again, it corrects the date. */
  'reports.sent': {
    input: z.object({ year: z.number().int().min(1949).max(2199), on: date, by }),
    output: z.object({ reports: z.array(z.object({ year: count, on: z.string(), by: z.string() })) }),
  },
  'reports.list': {
    input: none,
    output: z.object({ reports: z.array(z.object({ year: count, on: z.string(), by: z.string() })) }),
  },
  /** What would change if the library worked under other rules; changes nothing. */
  'rules.switchPreview': {
    input: z.object({ rules: z.string().max(64) }),
    output: z.object({
      from: z.array(z.string()),
      to: z.array(z.string()),
      notInForce: z.array(z.object({ rules: z.string(), from: z.string(), to: z.string().nullable() })),
      duties: z.object({ appear: z.array(dutySchema.loose()), disappear: z.array(dutySchema.loose()) }),
      limits: appearing,
      steps: appearing,
      fields: appearing,
      checks: appearing,
      ledgers: appearing,
      findings: z.object({ before: counts, after: counts }),
    }),
    long: true,
  },
} as const satisfies Record<string, CallDefinition>;
