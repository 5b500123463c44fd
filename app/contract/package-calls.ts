/** Keys, trust, signed packages and what comes back for them. */
import * as z from 'zod';
import { path, name, date, id, count, none, type CallDefinition } from './call-parts';

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

export const packageCalls = {
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
} as const satisfies Record<string, CallDefinition>;
