/** Calls about clocks: full maintenance, events, calendars, ledgers, reports sent, and a switch of jurisdiction. */
import * as z from 'zod';
import { EVENT_KINDS } from '#app/deadlines/deadline-event';
import { FULFILMENTS, partySchema } from '#app/deadlines/limit-rule';
import { path, name, actor, date, id, count, none, counts, type CallDefinition } from './call-parts';

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

/**
 * Where an entry's data stand by its own 更新周期. 未登记: no update was ever registered, so nothing can be counted;
 * 不计: the cycle names no span of time (实时, 不定期).
 */
export const DATA_UPDATE_STATUS = ['逾期', '临期', '正常', '未登记', '不计'] as const;
export type DataUpdateStatus = (typeof DATA_UPDATE_STATUS)[number];

/** What is answered for each entry in a full maintenance; 应停用 retires nothing by itself. */
export const MAINTENANCE_ANSWERS = ['无变化', '有变化', '应停用'] as const;
export type MaintenanceAnswer = (typeof MAINTENANCE_ANSWERS)[number];
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

const ledgerColumn = z.object({
  /** Also the name of the value in a row. */
  label: z.string(),
  kind: z.enum(['text', 'long-text', 'choice', 'date', 'number']),
  values: z.array(z.string()),
  required: z.boolean(),
  help: z.string(),
  /** The column is asked for only when another one holds this value. */
  when: z.object({ column: z.string(), is: z.array(z.string()) }).nullable(),
});
const ledgerDefinition = z.object({
  /** `<rule pack>/<ledger>`. */
  ledger: z.string(),
  rules: z.string(),
  label: z.string(),
  party: partySchema,
  regulation: z.string(),
  article: z.string(),
  quote: z.string(),
  columns: z.array(ledgerColumn),
  /** Rows start clocks: each shows its limits. */
  clocked: z.boolean(),
  /** Years that the text has such records kept; null where it sets none. */
  keepYears: z.number().int().nullable(),
  rows: count,
});
const ledgerRow = z.object({
  id: z.string(),
  values: z.record(z.string(), z.string()),
  duties: z.array(dutySchema.loose()),
  events: z.array(z.string()),
  withdrawn: z.object({ on: z.string(), reason: z.string(), by: z.string() }).nullable(),
  enteredBy: z.string(),
});
const ledger = z.string().min(3).max(130);

const lawItem = z.object({ id: z.string(), label: z.string(), regulation: z.string(), article: z.string() });
const appearing = z.object({ appear: z.array(lawItem), disappear: z.array(lawItem) });

export const dutyCalls = {
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
  /** Puts a person down for a duty. `key`: `event/<id>`, or `<rule pack>/<duty>` for one that returns. */
  'duties.assign': {
    input: z.object({ key: z.string().min(1).max(200), person: z.string().trim().max(100), by }),
    output: z.object({ duties: count }),
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
  'ledger.list': { input: none, output: z.object({ ledgers: z.array(ledgerDefinition) }) },
  'ledger.rows': {
    input: z.object({
      ledger,
      query: z.string().max(200).optional(),
      year: z.number().int().optional(),
      /** Also those withdrawn. */
      withdrawn: z.boolean().optional(),
      offset,
      limit,
    }),
    output: z.object({ total: count, rows: z.array(ledgerRow) }),
  },
  'ledger.save': {
    input: z.object({
      ledger,
      /** A new row where absent. */
      row: id.optional(),
      values: z.record(z.string().max(100), z.string().max(5000)),
      by,
    }),
    output: ledgerRow,
  },
  /** Takes a row back with a reason; it is kept and its clocks stop. */
  'ledger.withdraw': {
    input: z.object({ ledger, row: id, reason: z.string().trim().min(1).max(500), by }),
    output: ledgerRow,
  },
  'ledger.export': {
    input: z.object({ ledger, out: path, year: z.number().int().optional() }),
    output: z.object({ file: z.string(), rows: count }),
    paths: ['out'],
  },
  /** The ledger as a page for the printer. */
  'ledger.page': {
    input: z.object({ ledger, year: z.number().int().optional() }),
    output: z.object({ title: z.string(), html: z.string() }),
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
