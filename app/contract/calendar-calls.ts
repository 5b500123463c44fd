/** Working-day calendars: what holds, what a notice would change, and taking one over. */
import * as z from 'zod';
import { path, date, count, none, type CallDefinition } from './call-parts';

const by = z.string().max(100).optional();

const noticeDay = z.object({ working: z.boolean(), reason: z.string(), provisional: z.boolean() });

const calendarPreview = z.object({
  kind: z.enum(['full', 'amendment', 'local']),
  year: z.number().int().nullable(),
  title: z.string(),
  number: z.string().nullable(),
  publishedOn: z.string().nullable(),
  sm3: z.string(),
  /** The same file is already installed or comes with the program. */
  alreadyKnown: z.boolean(),
  /** Days that turn from working to off or the other way. */
  dates: z.array(z.object({ date: z.string(), before: noticeDay, after: noticeDay })),
  /** Open duties of the opened library whose due date or 暂定 mark changes. */
  duties: z.array(
    z.object({
      duty: z.string(),
      label: z.string(),
      subject: z.string(),
      regulation: z.string(),
      article: z.string(),
      due: z.string(),
      provisional: z.boolean(),
      newDue: z.string(),
      newProvisional: z.boolean(),
    }),
  ),
  /** Working days of the year afterwards, null where the year has no full notice. */
  workingDays: count.nullable(),
  /** What is lawful but looks like a slip, in Chinese. */
  warnings: z.array(z.string()),
});

const noticeSource = { file: path.optional(), notice: z.record(z.string(), z.unknown()).optional() };

export const calendarCalls = {
  'calendar.list': {
    input: none,
    output: z.object({
      years: z.array(
        z.object({
          year: z.number().int(),
          notice: z.string(),
          workingDays: count,
          source: z.string(),
          versions: z.array(
            z.object({
              kind: z.enum(['full', 'amendment']),
              title: z.string(),
              number: z.string().nullable(),
              publishedOn: z.string(),
              revision: count,
              /** Where it came from: 随程序提供, 本机导入, 目录库导入. */
              origin: z.string(),
              inForce: z.boolean(),
              sm3: z.string(),
            }),
          ),
        }),
      ),
      local: z.array(
        z.object({ title: z.string(), issuer: z.string(), origin: z.string(), sm3: z.string() }),
      ),
    }),
  },
  'calendar.month': {
    input: z.object({ year: z.number().int().min(2000).max(2100), month: z.number().int().min(1).max(12) }),
    output: z.object({
      days: z.array(
        z.object({ date: z.string(), working: z.boolean(), note: z.string(), provisional: z.boolean() }),
      ),
    }),
  },
  'calendar.preview': { input: z.object(noticeSource), output: calendarPreview, paths: ['file'] },
  /** Into the opened library, or beside the user's other data where none is open. */
  'calendar.install': {
    input: z.object({ ...noticeSource, by }),
    output: calendarPreview.extend({ origin: z.string() }),
    paths: ['file'],
  },
  /** A notice from what an administrator reads off the printed one; installs nothing. */
  'calendar.compose': {
    input: z.object({
      kind: z.enum(['full', 'amendment']).optional(),
      year: z.number().int(),
      title: z.string().trim().max(200),
      number: z.string().trim().max(100).optional(),
      publishedOn: date,
      off: z.array(z.object({ from: date, to: date.optional(), name: z.string().trim().max(50) })).max(60),
      working: z.array(date).max(60),
    }),
    output: z.object({ notice: z.record(z.string(), z.unknown()), preview: calendarPreview }),
  },
} as const satisfies Record<string, CallDefinition>;
