/**
 * The contract: every call that a host (window, command line) can make of the core, with its input and output.
 *
 * Types are derived from the schemas, the gate parses each input with them, and the tests parse each output. A call
 * listed here without an operation behind it does not compile (`app/operations/create-operations.ts`).
 */
import * as z from 'zod';
import { entrySchema } from '#app/catalogue/entry';
import { checkRuleSchema } from '#app/jurisdictions/checks/check-rule';
import { regulationTextSchema } from '#app/jurisdictions/regulation-text';
import { secrecyListSchema } from '#app/jurisdictions/secrecy/secrecy-list';
import { categorySchema } from '#app/classification/category-tree';
import { codeTableSchema } from '#app/classification/code-table';
import { EVENT_KINDS } from '#app/deadlines/deadline-event';
import { accountCalls } from './account-calls';
import { deliveryCalls } from './delivery-calls';
import { dutyCalls, dutySchema } from './duty-calls';
import { editorCalls } from './editor-calls';
import { findingSchema } from './finding-schema';
import { ENTRY_STATES, listFilter, type EntryState } from './list-filter';
import { REPORT_KINDS } from './report-kinds';
import { workbookCalls } from './workbook-calls';

/** A path as the command line writes it; the window never names one, its host swaps a dialog's token for the path. */
const path = z.string().min(1).max(4096);
const name = z.string().trim().min(1).max(100);
/** Empty where the account signed in says who it is. */
const actor = z.string().trim().max(100).default('');
const opinion = z.string().max(5000);
/** A calendar date `YYYY-MM-DD`; whether the day exists is the operation's to say. */
const date = z.string().max(40);
const id = z.string().min(1).max(64);
const count = z.number().int().nonnegative();
const none = z.object({}).strict();

const counts = z.object({ error: count, warning: count, advice: count });

export { ENTRY_STATES, findingSchema, type EntryState };
const state = z.enum(ENTRY_STATES);

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

export const eventKind = z.enum(EVENT_KINDS);

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

const certificateSchema = z.object({
  fingerprintSm3: z.string(),
  fingerprintSha256: z.string(),
  subject: z.string(),
  unit: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  role: z.string(),
});

const verifyResult = z.object({
  valid: z.boolean(),
  packageId: z.string().nullable(),
  seq: z.number().int().nullable(),
  signer: z.object({ subject: z.string(), unit: z.string(), fingerprintSm3: z.string() }).nullable(),
  revocation: z.enum(['checked', 'not-checked']),
  entries: count,
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
});

const librarySummary = z.object({
  library: z.string(),
  department: z.string(),
  creditCode: z.string(),
  region: z.string(),
  authority: z.string(),
  rules: z.array(z.string()),
  readOnly: z.boolean(),
  entries: count,
  items: count,
  warnings: z.array(z.string()),
});

const packageRow = z.object({
  packageId: z.string(),
  seq: count,
  state: z.string(),
  entries: count,
  createdOn: z.string(),
  file: z.string(),
  manifestSm3: z.string(),
  receipt: z.object({ kind: z.string(), number: z.string(), on: z.string(), result: z.string() }).nullable(),
  scope: z.enum(['whole', 'changes']),
  /** The first batch that this one mends, '' where there is none. */
  refersTo: z.string(),
  /** Why the last try to hand it over failed, '' when nothing stands against it. */
  remark: z.string(),
  /** True while nobody knows whether a try to hand it over arrived. */
  uncertain: z.boolean(),
});

/** A paper and what it is about: entries, offices, an event, a ledger row, a package or a year, as its kind says. */
export const reportInput = z.object({
  kind: z.enum(REPORT_KINDS),
  subject: z.array(z.string().min(1).max(200)).max(100_000).optional(),
  /** `approved`: the latest approved version alone, where something is being compiled again already. */
  catalogue: z.enum(['working', 'approved']).optional(),
});

export interface CallDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Input members that hold a path: in the window they carry a token of the file dialog instead. */
  readonly paths?: readonly string[];
  /** Runs longer than a second on large libraries: reports progress and can be cancelled. */
  readonly long?: true;
}

export const calls = {
  'library.create': {
    input: z.object({
      library: path,
      department: name,
      creditCode: z.string().max(64),
      region: z.string().max(20),
      rules: z.string().max(64),
    }),
    output: librarySummary,
    paths: ['library'],
  },
  'library.open': {
    input: z.object({ library: path, readOnly: z.boolean().optional() }),
    output: librarySummary,
    paths: ['library'],
  },
  /** A library with sample entries to play with, made in the user's data folder; `fresh`: made anew. */
  'library.sample': {
    input: z.object({ fresh: z.boolean().default(false) }),
    output: librarySummary,
    long: true,
  },
  'library.close': { input: none, output: none },
  'library.summary': { input: none, output: librarySummary },
  'library.backup': {
    input: z.object({ out: path }),
    output: z.object({ file: z.string() }),
    paths: ['out'],
  },
  'library.restore': {
    input: z.object({ file: path, out: path }),
    output: z.object({ library: z.string(), entries: count }),
    paths: ['file', 'out'],
  },
  'library.doctor': {
    input: none,
    output: z.object({ found: z.array(z.string()), done: z.array(z.string()) }),
    long: true,
  },
  /** What the next undo would take back, as the log names it; null where there is nothing. */
  'library.nextUndo': { input: none, output: z.object({ label: z.string().nullable() }) },
  'library.undo': {
    input: none,
    output: z.object({ undone: z.string(), entries: count }),
  },
  /** Brings in again what the last undo took back, where nothing else was changed since. */
  'library.redo': {
    input: none,
    output: z.object({ redone: z.string(), entries: count }),
    long: true,
  },
  'settings.read': { input: none, output: z.record(z.string(), z.string()) },
  'settings.save': {
    input: z.object({ settings: z.record(z.string().max(64), z.string().max(2000)) }),
    output: z.record(z.string(), z.string()),
  },
  'entries.list': {
    input: z.object({
      ...listFilter,
      /** Only entries for which this step of the review chain comes next. */
      waitsFor: z.enum(REVIEW_STEPS).optional(),
      sort: z.enum(['position', 'code', 'name', 'office', 'sharingType', 'state', 'changedAt']).optional(),
      descending: z.boolean().optional(),
      offset: count.optional(),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({ total: count, entries: z.array(entrySummarySchema) }),
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
    }),
  },
  ...workbookCalls,
  ...editorCalls,
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
    input: reportInput,
    output: z.object({ title: z.string(), html: z.string() }),
    long: true,
  },
  'report.write': {
    input: reportInput.extend({ out: path }),
    /** `file` is the one asked for; `files` names it and the further 分册 of a large catalogue. */
    output: z.object({ file: z.string(), files: z.array(z.string()) }),
    paths: ['out'],
    long: true,
  },
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
  ...dutyCalls,
  ...accountCalls,
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
    output: z.object({ pack: z.record(z.string(), z.unknown()), text: regulationTextSchema.nullable() }),
  },
  'key.create': {
    input: z.object({ out: path, passphrase: z.string().max(1000) }),
    output: z.object({ file: z.string(), publicKeySm3: z.string() }),
    paths: ['out'],
  },
  'key.request': {
    input: z.object({
      key: path,
      passphrase: z.string().max(1000),
      out: path,
      person: name,
      unit: z.string().max(64).optional(),
      name: z.string().max(200).optional(),
    }),
    output: z.object({ file: z.string(), subject: z.string() }),
    paths: ['key', 'out'],
  },
  'key.import': {
    input: z.object({ file: path, out: path, passphrase: z.string().max(1000) }),
    output: z.object({ file: z.string(), publicKeySm3: z.string() }),
    paths: ['file', 'out'],
  },
  'key.show': {
    input: z.object({ key: path, passphrase: z.string().max(1000) }),
    output: z.object({ publicKeySm3: z.string(), format: z.string() }),
    paths: ['key'],
  },
  'trust.add': {
    input: z.object({ file: path, role: z.enum(['root', 'platform', 'updates']) }),
    output: certificateSchema,
    paths: ['file'],
  },
  'trust.list': { input: none, output: z.object({ certificates: z.array(certificateSchema) }) },
  'trust.remove': {
    input: z.object({
      file: z.string().min(1).max(4096),
      role: z.enum(['root', 'platform', 'updates']).optional(),
    }),
    output: z.object({ removed: count }),
  },
  'package.make': {
    input: z.object({
      key: path,
      certificate: path,
      chain: path.optional(),
      passphrase: z.string().max(1000),
      out: path,
      recipient: path.optional(),
      /**
       * `whole`: every approved entry; `changes`: only what differs from what the platform took last. Without it: what
       * is 已审定 and not handed over yet.
       */
      scope: z.enum(['whole', 'changes']).optional(),
    }),
    output: z.object({
      packageId: z.string(),
      seq: count,
      entries: count,
      /** Entries in it as tombstones (停用). */
      removed: count,
      scope: z.enum(['whole', 'changes']),
      refersTo: z.string(),
      file: z.string(),
      manifestSm3: z.string(),
    }),
    paths: ['key', 'certificate', 'chain', 'out', 'recipient'],
    long: true,
  },
  'package.verify': {
    input: z.object({
      file: path,
      roots: z.array(path).max(50),
      crls: z.array(path).max(50).optional(),
      at: z.string().max(64).optional(),
      key: path.optional(),
      passphrase: z.string().max(1000).optional(),
    }),
    output: verifyResult,
    paths: ['file', 'roots', 'crls', 'key'],
    long: true,
  },
  'package.list': { input: none, output: z.object({ packages: z.array(packageRow) }) },
  'delivery.carry': {
    input: z.object({
      folder: path,
      packageId: id.optional(),
      /** Packages larger than this many bytes are written in parts. */
      partBytes: z.number().int().positive().optional(),
    }),
    output: z.object({ delivered: z.array(z.string()), files: z.array(z.string()) }),
    paths: ['folder'],
    long: true,
  },
  'delivery.receive': {
    input: z.object({
      file: path,
      /** Revocation lists that come along; they are taken in first. */
      crls: z.array(path).max(50).optional(),
      /** For an encrypted file. */
      key: path.optional(),
      passphrase: z.string().max(1000).optional(),
    }),
    output: z.object({ kind: z.string(), packageId: z.string(), result: z.string(), entries: count }),
    paths: ['file', 'crls', 'key'],
  },
  'delivery.receiveByHand': {
    input: z.object({
      number: name,
      on: date,
      scan: path.optional(),
      /** Null: what was handed in was no package, but a workbook or papers. Absent: the package that waits longest. */
      packageId: id.nullable().optional(),
      by: z.string().max(100).optional(),
    }),
    output: z.object({ kind: z.string(), packageId: z.string(), result: z.string(), entries: count }),
    paths: ['scan'],
  },
  ...deliveryCalls,
} as const satisfies Record<string, CallDefinition>;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type CallParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;
export const callNames = Object.keys(calls) as CallName[];

/** What the core tells the window without being asked. */
export const events = {
  /** Entries changed (by any call): what was shown may be stale. */
  'library.changed': z.object({ entries: z.array(z.string()) }),
  /** The engine stopped and was started again; open work was answered with a failure. */
  'engine.state': z.object({ state: z.enum(['running', 'restarting', 'failed']) }),
  /** A long call moved on. `total` 0: not known. */
  progress: z.object({
    call: z.string(),
    id: z.string(),
    done: z.number(),
    total: z.number(),
    label: z.string(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;
