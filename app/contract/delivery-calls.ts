/** Calls about handing over, answers of the platform, and bringing libraries together. */
import * as z from 'zod';
import { path, id, count, none, type CallDefinition } from './call-parts';

const by = z.string().max(100).optional();
const named = z.object({ id: z.string(), code: z.string(), name: z.string() });

const failedDelivery = z.object({
  /** '' where it concerns no single package. */
  packageId: z.string(),
  code: z.string(),
  message: z.string(),
  /** The file or answer concerned, '' where none. */
  source: z.string(),
});

const difference = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
  item: z.object({ id: z.string(), name: z.string() }).optional(),
});

/** Where the platform is; what is left out comes from the library's settings (`platform.save`). */
const platformPlace = {
  platform: z.string().max(1000).optional(),
  ca: path.optional(),
  /** PEM with `clientKey` beside it, or a `.p12` / `.pfx` with both. */
  clientCert: path.optional(),
  clientKey: path.optional(),
  passphrase: z.string().max(1000).optional(),
  proxy: z.string().max(1000).optional(),
  /** Longest silence on a connection. */
  timeoutSeconds: z.number().positive().max(600).optional(),
  /** Tries in all for each step. */
  attempts: z.number().int().min(1).max(10).optional(),
};

export const mergeDecision = z.object({
  /** Id or code of the entry; the object of a reported conflict does as well. */
  entry: z.union([z.string(), named.partial().loose()]),
  /** Field key, `extra.<列名>`, `items` (order) or `removed`; every field of the entry where absent. */
  field: z.string().optional(),
  item: z.union([z.string(), z.object({ id: z.string() }).loose()]).optional(),
  /** 保留本机 / 采用来件. */
  take: z.enum(['ours', 'theirs']),
});

export const mergeConflict = z.object({
  entry: named,
  field: z.string(),
  label: z.string(),
  item: z.object({ id: z.string(), name: z.string() }).optional(),
  /** Null where the two have no common version. */
  base: z.string().nullable(),
  ours: z.string(),
  theirs: z.string(),
});

const mergeResult = z.object({
  /** Whose the package is. */
  from: z.object({ unit: z.string(), department: z.string(), libraryId: z.string() }),
  created: count,
  updated: count,
  unchanged: count,
  /** Entries taken out of use because they were there. */
  removed: count,
  conflicts: z.array(mergeConflict),
  /** Left alone because they are on their way through review or delivery here. */
  locked: z.array(z.object({ entry: named, state: z.string() })),
  differences: z.array(z.object({ entry: named, changes: z.array(difference) })),
  snapshot: z.string().optional(),
});

const revocationList = z.object({
  sm3: z.string(),
  issuer: z.string(),
  /** '' where the authority does not number its lists. */
  number: z.string(),
  thisUpdate: z.string(),
  /** '' where the list names no day for the next one. */
  nextUpdate: z.string(),
  /** Certificates on it. */
  revoked: count,
  expiry: z.enum(['valid', 'due-soon', 'expired']),
});

const opinionRow = z.object({
  id: z.string(),
  entry: named.nullable(),
  packageId: z.string(),
  decision: z.enum(['approve', 'return']),
  opinion: z.string(),
  givenAt: z.string(),
  dueOn: z.string().nullable(),
  applied: z.boolean(),
  source: z.string(),
});

export const deliveryCalls = {
  /** Takes a package out of the queue that nobody tried to deliver; its entries are 已审定 again. */
  'package.withdraw': {
    input: z.object({ packageId: id, by }),
    output: z.object({ packageId: z.string(), entries: count }),
  },
  'package.merge': {
    input: z.object({
      file: path,
      dryRun: z.boolean().optional(),
      /** JSON file with decisions. */
      resolve: path.optional(),
      /** For an encrypted package: the key of the certificate that it was encrypted to. */
      key: path.optional(),
      passphrase: z.string().max(1000).optional(),
      decisions: z.array(mergeDecision).max(100_000).optional(),
      /** The user has seen that the package is another department's, or that it takes away most of the catalogue. */
      confirm: z.boolean().optional(),
      by,
    }),
    output: mergeResult,
    paths: ['file', 'resolve', 'key'],
    long: true,
  },
  'delivery.sync': {
    input: z.object({
      ...platformPlace,
      /** Instead of the network: a folder or stick that packages go to. */
      folder: path.optional(),
      /** Where answers lie, the same folder where absent. */
      from: path.optional(),
      /** Hand over again what has no receipt yet (a stick was lost). */
      again: z.boolean().optional(),
      /** Into a folder: packages larger than this many bytes are written in parts. */
      partBytes: z.number().int().positive().optional(),
    }),
    output: z.object({
      /** Packages handed over in this round. */
      delivered: count,
      /** Receipts taken in for the first time. */
      receipts: count,
      /** Packages still without a receipt. */
      waiting: count,
      failed: z.array(failedDelivery),
      opinions: count,
      packages: z.object({
        delivered: z.array(z.string()),
        receipts: z.array(z.string()),
        waiting: z.array(z.string()),
      }),
      files: z.array(z.string()),
      notices: z.array(z.string()),
    }),
    paths: ['ca', 'clientCert', 'clientKey', 'folder', 'from'],
    long: true,
  },
  /** Revocation lists that receipts, opinions and packages to be merged are judged by. */
  'crl.add': {
    input: z.object({ file: path }),
    output: z.object({
      /** `older`: the list at hand is a later one and stays. */
      lists: z.array(revocationList.extend({ state: z.enum(['added', 'known', 'older']) })),
    }),
    paths: ['file'],
  },
  'crl.list': { input: none, output: z.object({ lists: z.array(revocationList) }) },
  'crl.remove': { input: z.object({ sm3: z.string().max(64) }), output: z.object({ removed: count }) },
  /** What ends soon or has ended, the nearest first. */
  'trust.expiry': {
    input: none,
    output: z.object({
      expiring: z.array(
        z.object({
          /** `signer`, `chain`: what the last package was signed with. */
          what: z.enum(['signer', 'chain', 'root', 'platform', 'updates', 'crl']),
          subject: z.string(),
          until: z.string(),
          /** Whole days left; negative once it has ended. */
          days: z.number().int(),
          expired: z.boolean(),
        }),
      ),
    }),
  },
  'platform.save': {
    input: z.object({
      platform: z.string().max(1000),
      ca: path.optional(),
      clientCert: path.optional(),
      clientKey: path.optional(),
      proxy: z.string().max(1000).optional(),
    }),
    output: z.object({ platform: z.string() }),
    paths: ['ca', 'clientCert', 'clientKey'],
  },
  /** Our catalogue against the one that the platform has published. */
  'platform.compare': {
    input: z.object({ ...platformPlace, file: path.optional() }),
    output: z.object({
      issued: z.string(),
      same: count,
      onlyHere: z.array(named),
      onlyThere: z.array(named),
      different: z.array(
        z.object({
          entry: named,
          /** `before`: on the platform; `after`: here. */
          changes: z.array(difference),
          itemsAdded: z.array(z.string()),
          itemsRemoved: z.array(z.string()),
        }),
      ),
    }),
    paths: ['ca', 'clientCert', 'clientKey', 'file'],
    long: true,
  },
  'opinions.list': {
    input: z.object({ entry: id.optional(), limit: z.number().int().min(1).max(1000).optional() }),
    output: z.object({ opinions: z.array(opinionRow) }),
  },
  /** 补正期限 from the notice, where the opinion itself names none: starts its clock. */
  'opinions.setDue': {
    input: z.object({ opinions: z.array(id).min(1).max(10_000), due: z.string().max(40), by }),
    output: z.object({ event: z.string() }),
  },
  /** Opinions that the authority wrote into a workbook, matched by code and name. */
  'opinions.fromWorkbook': {
    input: z.object({ file: path, by }),
    output: z.object({
      /** Opinions taken in for the first time, and entries whose state followed. */
      taken: count,
      entries: count,
      /** Rows that say something. */
      rows: z.array(
        z.object({
          sheet: z.string(),
          row: count,
          decision: z.enum(['approve', 'return']),
          entry: named.nullable(),
          /** Why the row led to nothing, '' where it did. */
          reason: z.string(),
        }),
      ),
    }),
    paths: ['file'],
  },
  'platform.settings': {
    input: none,
    output: z.object({
      platform: z.string(),
      ca: z.string(),
      clientCert: z.string(),
      clientKey: z.string(),
      proxy: z.string(),
    }),
  },
} as const satisfies Record<string, CallDefinition>;
