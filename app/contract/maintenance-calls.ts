/** Full maintenance as a campaign, and the updates of the data by the cycle of each entry. */
import * as z from 'zod';
import { DATA_UPDATE_STATUS, MAINTENANCE_ANSWERS } from './maintenance-words';
import { path, actor, date, id, count, type CallDefinition } from './call-parts';

const by = z.string().max(100).optional();

const offset = count.optional();
const limit = z.number().int().min(1).max(1000).optional();

const answerCounts = z.object({ 无变化: count, 有变化: count, 应停用: count });

const tally = {
  /** 应核对: entries in the catalogue at the start, and those answered for beyond them. */
  entries: count,
  answered: answerCounts,
  remaining: count,
  /** 新发现: entries that came into the catalogue after the start. */
  found: count,
};

export const campaignSchema = z.object({
  id: count,
  /** '2026-Q4' or '2026'. */
  period: z.string(),
  periodLabel: z.string(),
  state: z.enum(['进行中', '已完成']),
  /** The rule that asks for it; null where the department maintains of its own accord. */
  rule: z
    .object({
      rules: z.string(),
      regulation: z.string(),
      article: z.string(),
      quote: z.string(),
      due: z.string(),
    })
    .nullable(),
  ...tally,
  byOffice: z.array(z.object({ office: z.string(), ...tally })),
  startedOn: z.string(),
  startedBy: z.string(),
  finishedOn: z.string().nullable(),
  finishedBy: z.string(),
  conclusion: z.string(),
  /** Finished after the period, or still open after it. */
  late: z.boolean(),
});

export const maintenanceCalls = {
  'maintenance.start': {
    /** `period` names an earlier period that was left undone; today's where absent. */
    input: z.object({ period: z.string().max(10).optional(), by: actor }),
    output: campaignSchema,
  },
  /** Answers for entries of the open campaign; for all or an office, only those without an answer are answered. */
  'maintenance.answer': {
    input: z.object({
      entries: z.union([z.literal('all'), z.array(z.string().min(1).max(200)).min(1).max(100_000)]),
      /** With `all`: only the entries of this office ('' are those without one). */
      office: z.string().max(200).optional(),
      answer: z.enum(MAINTENANCE_ANSWERS).optional(),
      note: z.string().max(2000).optional(),
      /** Needed for `all`: nothing is confirmed in the mass without a word. */
      opinion: z.string().max(5000).optional(),
      by: actor,
      /** 处室核对确认表 signed on paper and entered here. */
      offline: z
        .object({ on: date, scan: path.optional(), enteredBy: z.string().max(100).optional() })
        .optional(),
    }),
    output: campaignSchema.extend({ confirmed: count }),
    paths: ['offline.scan'],
  },
  'maintenance.status': {
    input: z.object({ period: z.string().max(10).optional() }),
    output: z.object({
      /** The open campaign, else that of the asked or present period, else null. */
      campaign: campaignSchema.nullable(),
      /** The present period and what asks for its maintenance. */
      current: z.object({ period: z.string(), periodLabel: z.string(), rule: campaignSchema.shape.rule }),
      campaigns: z.array(
        z.object({
          period: z.string(),
          periodLabel: z.string(),
          state: z.enum(['进行中', '已完成']),
          entries: count,
          startedOn: z.string(),
          finishedOn: z.string().nullable(),
          late: z.boolean(),
        }),
      ),
    }),
  },
  /** Entries of a campaign with their answers. */
  'maintenance.list': {
    input: z.object({
      period: z.string().max(10).optional(),
      office: z.string().max(200).optional(),
      answer: z.enum([...MAINTENANCE_ANSWERS, '未答复']).optional(),
      query: z.string().max(200).optional(),
      offset,
      limit,
    }),
    output: z.object({
      total: count,
      entries: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          office: z.string(),
          summary: z.string(),
          sharingType: z.string(),
          updateCycle: z.string(),
          state: z.string(),
          items: count,
          answer: z.enum(MAINTENANCE_ANSWERS).nullable(),
          note: z.string(),
          by: z.string(),
          on: z.string().nullable(),
          offline: z.boolean(),
        }),
      ),
    }),
  },
  'maintenance.finish': {
    input: z.object({ by: actor, conclusion: z.string().max(5000).optional() }),
    output: campaignSchema,
  },
  /** When the data behind entries were last updated, beside their 更新周期; overdue first. */
  'dataUpdates.list': {
    input: z.object({
      status: z.enum(DATA_UPDATE_STATUS).optional(),
      office: z.string().max(200).optional(),
      query: z.string().max(200).optional(),
      offset,
      limit,
    }),
    output: z.object({
      total: count,
      /** How many stand where, of those that office and query name. */
      counts: z.object({ 逾期: count, 临期: count, 正常: count, 未登记: count, 不计: count }),
      /** The rule in force that asks for updates in time. */
      rule: z.object({ regulation: z.string(), article: z.string(), quote: z.string() }).nullable(),
      entries: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          office: z.string(),
          updateCycle: z.string(),
          updatedOn: z.string().nullable(),
          due: z.string().nullable(),
          status: z.enum(DATA_UPDATE_STATUS),
        }),
      ),
    }),
  },
  'dataUpdates.record': {
    input: z.object({ entries: z.array(id).min(1).max(100_000), on: date, by }),
    output: z.object({ recorded: count }),
  },
  /** Updates registered for one entry, the latest first; `due`: what its cycle asked for at the time. */
  'dataUpdates.history': {
    input: z.object({ entry: id }),
    output: z.object({
      updates: z.array(
        z.object({ on: z.string(), due: z.string().nullable(), by: z.string(), late: z.boolean() }),
      ),
    }),
  },
  /** Takes back an update that was registered wrongly; answers what is left. */
  'dataUpdates.withdraw': {
    input: z.object({ entry: id, on: date, by }),
    output: z.object({
      updates: z.array(
        z.object({ on: z.string(), due: z.string().nullable(), by: z.string(), late: z.boolean() }),
      ),
    }),
  },
} as const satisfies Record<string, CallDefinition>;
