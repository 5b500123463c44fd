/**
 * The calls that the window's own host answers: dialogs, printing, recently opened libraries.
 *
 * They stand beside the core's calls (`calls.ts`) because they need a screen; the command line has no use for them.
 * A path is never named by the window: dialogs answer a token, and later calls carry the token in place of the path.
 */
import * as z from 'zod';
import { none, type CallDefinition } from './call-parts';
import { events, reportInput } from './calls';
import { ledgerInput } from './ledger-calls';
import { printChoiceSchema } from './print-choice-schema';

const title = z.string().min(1).max(100);
const token = z.string().min(1).max(200);

/** Extensions without a dot; `*` shows every file. */
const filters = z
  .array(
    z.object({
      name: z.string().min(1).max(100),
      extensions: z
        .array(z.string().regex(/^(\*|[A-Za-z0-9]{1,12})$/))
        .min(1)
        .max(20),
    }),
  )
  .max(20);

/** A chosen file or folder: `name` and `folder` are for reading only, `token` stands for it in calls. */
export const chosenFileSchema = z.object({ token: z.string(), name: z.string(), folder: z.string() });
export type ChosenFile = z.output<typeof chosenFileSchema>;

export const windowCalls = {
  /** What the window needs to know when it starts: was a library named, and did it open. */
  'window.start': {
    input: none,
    output: z.object({
      version: z.string(),
      today: z.string(),
      /** The library named at the start is open; ask `library.summary`. */
      opened: z.boolean(),
      /** The library named at the start, null when there was none. */
      named: chosenFileSchema.nullable(),
      failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
    }),
  },
  /** What a second start asked to be opened, and takes it: null when nothing, or when it was taken already. */
  'window.asked': { input: none, output: z.object({ file: chosenFileSchema.nullable() }) },
  /** An empty list means that the dialog was closed without a choice. */
  'window.chooseFile': {
    input: z.object({ title, filters: filters.optional(), multiple: z.boolean().optional() }),
    output: z.object({ files: z.array(chosenFileSchema) }),
  },
  'window.chooseSave': {
    input: z.object({ title, filters: filters.optional(), suggestedName: z.string().max(200).optional() }),
    output: z.object({ files: z.array(chosenFileSchema).max(1) }),
  },
  'window.chooseFolder': {
    input: z.object({ title }),
    output: z.object({ files: z.array(chosenFileSchema).max(1) }),
  },
  'window.recent': {
    input: none,
    output: z.object({
      libraries: z.array(
        chosenFileSchema.extend({ department: z.string(), openedAt: z.string(), present: z.boolean() }),
      ),
    }),
  },
  'window.forgetRecent': { input: z.object({ token }), output: none },
  /** Opens the folder that holds the file in the system's file manager. */
  'window.reveal': { input: z.object({ file: token }), output: none, paths: ['file'] },
  /** Size of everything in the window, 1 for the usual one. */
  'window.zoom': { input: z.object({ factor: z.number().min(0.5).max(3) }), output: none },
  'report.pdf': {
    input: reportInput.extend({ out: token }),
    output: z.object({ file: z.string() }),
    paths: ['out'],
    long: true,
  },
  /** The printers of this computer, under the names that the system shows and the ones it understands. */
  'window.printers': {
    input: none,
    output: z.object({
      printers: z.array(z.object({ name: z.string(), label: z.string() })),
      /** Whether pages can be chosen without the system's own dialog. */
      choosesPages: z.boolean(),
    }),
  },
  /** Prints the report as chosen; `printed` is false when the system's own dialog was cancelled. */
  'report.print': {
    input: reportInput.extend({ print: printChoiceSchema }),
    output: z.object({ printed: z.boolean() }),
    long: true,
  },
  /** The same for a record book: `ledger.page` as a PDF or on a printer. */
  'ledger.pdf': {
    input: ledgerInput.extend({ out: token }),
    output: z.object({ file: z.string() }),
    paths: ['out'],
    long: true,
  },
  'ledger.print': {
    input: ledgerInput.extend({ print: printChoiceSchema }),
    output: z.object({ printed: z.boolean() }),
    long: true,
  },
} as const satisfies Record<string, CallDefinition>;

export type WindowCallName = keyof typeof windowCalls;
export type WindowCallInput<N extends WindowCallName> = z.input<(typeof windowCalls)[N]['input']>;
export type WindowCallParsedInput<N extends WindowCallName> = z.output<(typeof windowCalls)[N]['input']>;
export type WindowCallOutput<N extends WindowCallName> = z.output<(typeof windowCalls)[N]['output']>;

/** What the window is told: the core's events and those of the host. */
export const windowEvents = {
  ...events,
  /** A new day began while the program runs, `YYYY-MM-DD` in Chinese time. */
  'window.today': z.object({ today: z.string() }),
  /** The department's own duties that are overdue or due soon: after a library was opened, and on each new day. */
  'duties.reminder': z.object({
    today: z.string(),
    overdue: z.number(),
    dueSoon: z.number(),
    /** The one that is due first. */
    first: z.object({ label: z.string(), due: z.string() }),
  }),
  /** A second start asks for another library (a file double-clicked while the program runs): see `window.asked`. */
  'library.asked': z.object({}),
} as const satisfies Record<string, z.ZodType>;

export type WindowEventName = keyof typeof windowEvents;
export type WindowEventPayload<N extends WindowEventName> = z.output<(typeof windowEvents)[N]>;
