/** Record books (台账) as the rule packs ask for them. */
import * as z from 'zod';
import { path, id, count, none, type CallDefinition } from './call-parts';
import { dutySchema } from './duty-calls';
import { partySchema } from '#app/deadlines/limit-rule-schema';

const by = z.string().max(100).optional();
const offset = count.optional();
const limit = z.number().int().min(1).max(1000).optional();

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

/** A record book, of one year where it is named. */
export const ledgerInput = z.object({ ledger, year: z.number().int().optional() });

export const ledgerCalls = {
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
    input: ledgerInput.extend({ out: path }),
    output: z.object({ file: z.string(), rows: count }),
    paths: ['out'],
  },
  /** The ledger as a page for the printer. */
  'ledger.page': {
    /** `out`: where the page is to be printed to, as of `report.model`. */
    input: ledgerInput.extend({ out: path.optional() }),
    output: z.object({ title: z.string(), html: z.string() }),
    paths: ['out'],
  },
} as const satisfies Record<string, CallDefinition>;
