/** Rule packs, and the limits that they set. */
import * as z from 'zod';
import { EVENT_KINDS } from '#app/deadlines/deadline-event';
import { path, date, count, none, type CallDefinition } from './call-parts';
import { dutySchema } from './duty-calls';
import { regulationTextSchema } from '#app/jurisdictions/regulation-text-schema';
import { rulePackSchema } from '#app/jurisdictions/rule-pack';

const eventKind = z.enum(EVENT_KINDS);

const limitSchema = z.object({
  duty: z.string(),
  label: z.string(),
  regulation: z.string(),
  rules: z.string(),
  article: z.string(),
  quote: z.string(),
  party: z.enum(['P', 'U', 'A']),
  workingDays: count,
  due: z.string(),
  provisional: z.boolean(),
  extendedDue: z.string().optional(),
  countedFrom: z.string(),
  counted: z.array(z.string()),
});

const notTriggeredSchema = z.object({
  duty: z.string(),
  regulation: z.string(),
  article: z.string(),
  reason: z.string(),
});

export const ruleCalls = {
  'deadline.count': {
    input: z.object({
      rules: z.string().max(64),
      on: date,
      kind: eventKind.optional(),
      level: z.string().max(20).optional(),
      sharing: z.string().max(20).optional(),
    }),
    output: z.object({
      event: z.record(z.string(), z.unknown()),
      limits: z.array(limitSchema.loose()),
      notTriggered: z.array(notTriggeredSchema.loose()),
      notInForce: z.array(z.object({ rules: z.string(), from: z.string(), to: z.string().nullable() })),
    }),
  },
  'duties.list': {
    input: z.object({ ics: path.optional() }),
    output: z.object({ today: z.string(), duties: z.array(dutySchema.loose()), ics: z.string().optional() }),
    paths: ['ics'],
  },
  'rules.list': {
    input: none,
    output: z.object({
      rules: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          title: z.string(),
          documentNumber: z.string(),
          from: z.string(),
          to: z.string().nullable(),
          inForce: z.boolean(),
          note: z.string(),
        }),
      ),
    }),
  },
  'rules.read': {
    input: z.object({ rules: z.string().max(64) }),
    /** `text` null: the program holds no copy of the text (the guide), only the words that the pack quotes. */
    output: z.object({ pack: rulePackSchema, text: regulationTextSchema.nullable() }),
  },
} as const satisfies Record<string, CallDefinition>;
