/** Calls about people and proof: accounts, the session, the audit log, versions of an entry, attachments. */
import * as z from 'zod';
import { ROLES } from '#app/review/roles';
import { path, name, date, id, count, none, type CallDefinition } from './call-parts';

const role = z.enum(ROLES);
const roles = z.array(role).min(1).max(ROLES.length);
const office = z.string().trim().max(200);
/** Whether it is good enough is the operation's to say, with the reason. */
const password = z.string().max(1000);
const page = { offset: count.optional(), limit: z.number().int().min(1).max(1000).optional() };

export const accountSchema = z.object({
  name: z.string(),
  roles: z.array(role),
  office: z.string(),
  disabled: z.boolean(),
  mustChange: z.boolean(),
  /** UTC, ISO 8601; null where it is not locked. */
  lockedUntil: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
});

const signedIn = z.object({
  account: z.string(),
  roles: z.array(role),
  office: z.string(),
  /** Somebody else chose the password: nothing is done before another one is chosen. */
  mustChange: z.boolean(),
});
const sessionSchema = z.object({
  /** Whether the library has accounts; without them nobody signs in. */
  accounts: z.boolean(),
  signedIn: signedIn.nullable(),
  /** Minutes without work after which the window locks itself; 0: never. */
  idleMinutes: count,
});

const auditBreak = z.object({
  place: z.string(),
  reason: z.string(),
  seq: count.optional(),
  entry: z.string().optional(),
});
const auditReport = z.object({
  /** Records ever written, those archived included. */
  records: count,
  /** SM3 of the last record. */
  head: z.string(),
  intact: z.boolean(),
  breaks: z.array(auditBreak),
});
const auditRow = z.object({
  seq: count,
  at: z.string(),
  by: z.string(),
  /** The account that was signed in; '' where none was. */
  account: z.string(),
  action: z.string(),
  label: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  sm3: z.string(),
});

/** `draft` is the content as it stands now, `platform` the version that the platform took last. */
const versionRef = z.union([z.literal(['draft', 'platform']), z.number().int().min(1)]);
const difference = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
  item: z.object({ id: z.string(), name: z.string() }).optional(),
});

const attachmentTarget = z.object({ kind: z.enum(['entry', 'review', 'event']), id });
const attachmentSchema = z.object({
  id: count,
  name: z.string(),
  size: count,
  sm3: z.string(),
  note: z.string(),
  addedAt: z.string(),
  addedBy: z.string(),
  /** `receipt` and `maintenance`: it came with a receipt or with a confirmation on paper. */
  of: z.object({ kind: z.enum(['entry', 'review', 'event', 'receipt', 'maintenance']), id: z.string() }),
  /** Somebody signed with it before them: it cannot be removed. */
  signed: z.boolean(),
});

export const accountCalls = {
  'session.state': { input: none, output: sessionSchema },
  'session.signIn': { input: z.object({ account: name, password }), output: sessionSchema },
  'session.signOut': { input: none, output: sessionSchema },
  'account.add': {
    input: z.object({
      name,
      roles,
      office: office.optional(),
      password,
      /** Whether the holder must choose another password first; true unless said otherwise. */
      mustChange: z.boolean().optional(),
    }),
    output: accountSchema,
  },
  'account.list': { input: none, output: z.object({ accounts: z.array(accountSchema) }) },
  /** Changes roles and office; absent members stay. */
  'account.change': {
    input: z.object({ name, roles: roles.optional(), office: office.optional() }),
    output: accountSchema,
  },
  'account.disable': { input: z.object({ name }), output: accountSchema },
  'account.enable': { input: z.object({ name }), output: accountSchema },
  /** Sets another password, lifts a lock; the holder must choose an own one next. */
  'account.reset': { input: z.object({ name, password }), output: accountSchema },
  'account.changePassword': {
    input: z.object({ password, newPassword: password }),
    output: accountSchema,
  },
  'audit.verify': {
    /** `head`: 64 hexadecimal digits as printed or sent earlier, or `count:digits`. */
    input: z.object({ head: z.string().max(100).optional() }),
    output: auditReport,
  },
  'audit.list': {
    input: z.object({
      query: z.string().max(200).optional(),
      action: z.string().max(64).optional(),
      from: date.optional(),
      to: date.optional(),
      ...page,
    }),
    output: z.object({ total: count, records: z.array(auditRow) }),
  },
  /** One JSON text a line; a line without its `sm3` member is the text that the SM3 is taken over. */
  'audit.export': {
    input: z.object({ out: path }),
    output: auditReport.extend({ file: z.string(), lines: count }),
    paths: ['out'],
    long: true,
  },
  /** Archives the records older than the years to keep into `out` and puts a signed checkpoint in their place. */
  'audit.retain': {
    input: z.object({
      keepYears: z.number().int().optional(),
      key: path,
      passphrase: z.string().max(1000),
      certificate: path,
      out: path,
    }),
    output: z.object({ removed: count, count, head: z.string(), file: z.string() }),
    paths: ['key', 'certificate', 'out'],
    long: true,
  },
  'versions.compare': {
    input: z.object({ entry: z.string().min(1).max(200), from: versionRef, to: versionRef }),
    output: z.object({
      from: z.object({ version: versionRef, sm3: z.string() }),
      to: z.object({ version: versionRef, sm3: z.string() }),
      changes: z.array(difference),
      itemsAdded: z.array(z.string()),
      itemsRemoved: z.array(z.string()),
      itemsMoved: z.boolean(),
    }),
  },
  /** Makes an approved version the draft again; its code stays the published one. Can be taken back by undo. */
  'versions.restore': {
    input: z.object({
      entry: z.string().min(1).max(200),
      version: z.number().int().min(1),
      /** The revision that was looked at; a later change is not overwritten. */
      revision: count.optional(),
      by: z.string().max(100).optional(),
    }),
    output: z.object({ entry: z.string(), state: z.string(), revision: count, changed: z.boolean() }),
  },
  /** Who did what to an entry, the latest first. */
  'entries.history': {
    input: z.object({
      entry: z.string().min(1).max(200),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({
      records: z.array(
        z.object({
          at: z.string(),
          by: z.string(),
          kind: z.enum(['change', 'review', 'version', 'attachment']),
          what: z.string(),
          opinion: z.string(),
          changes: z.array(difference),
          itemsAdded: z.array(z.string()),
          itemsRemoved: z.array(z.string()),
          version: count.nullable(),
          sm3: z.string(),
        }),
      ),
    }),
  },
  'attachment.add': {
    input: z.object({
      file: path,
      to: attachmentTarget,
      note: z.string().max(500).optional(),
      by: z.string().max(100).optional(),
    }),
    output: attachmentSchema,
    paths: ['file'],
  },
  'attachment.list': {
    input: z.object({ of: attachmentTarget.optional() }),
    output: z.object({ attachments: z.array(attachmentSchema), bytes: count }),
  },
  'attachment.remove': { input: z.object({ attachment: count }), output: z.object({ removed: count }) },
  'attachment.save': {
    input: z.object({ attachment: count, out: path }),
    output: z.object({ file: z.string(), sm3: z.string() }),
    paths: ['out'],
  },
} as const satisfies Record<string, CallDefinition>;
