/**
 * The contract: every call that a host (window, command line) can make of the core, with its input and output.
 *
 * Types are derived from the schemas, the gate parses each input with them, and the tests parse each output. A call
 * listed here without an operation behind it does not compile (`app/operations/create-operations.ts`).
 */
import * as z from 'zod';
import { accountCalls } from './account-calls';
import type { CallDefinition } from './call-parts';
import { calendarCalls } from './calendar-calls';
import { deliveryCalls } from './delivery-calls';
import { dutyCalls } from './duty-calls';
import { editorCalls } from './editor-calls';
import { entryCalls } from './entry-calls';
import { findingCalls } from './finding-calls';
import { ledgerCalls } from './ledger-calls';
import { libraryCalls } from './library-calls';
import { maintenanceCalls } from './maintenance-calls';
import { packageCalls } from './package-calls';
import { reviewCalls } from './review-calls';
import { ruleCalls } from './rule-calls';
import { workbookCalls } from './workbook-calls';

export { findingSchema } from './finding-schema';
export { REVIEW_STEPS, reportInput, type ReviewStepName } from './review-calls';

export const calls = {
  ...libraryCalls,
  ...entryCalls,
  ...editorCalls,
  ...findingCalls,
  ...workbookCalls,
  ...reviewCalls,
  ...ruleCalls,
  ...dutyCalls,
  ...maintenanceCalls,
  ...calendarCalls,
  ...ledgerCalls,
  ...accountCalls,
  ...packageCalls,
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
