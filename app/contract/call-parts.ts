/** What the calls of the contract are put together from. */
import * as z from 'zod';
import { ENTRY_STATES } from './entry-states';

/** A path as the command line writes it; the window never names one, its host swaps a dialog's token for the path. */
export const path = z.string().min(1).max(4096);
export const name = z.string().trim().min(1).max(100);
/** Empty where the account signed in says who it is. */
export const actor = z.string().trim().max(100).default('');
export const opinion = z.string().max(5000);
/** A calendar date `YYYY-MM-DD`; whether the day exists is the operation's to say. */
export const date = z.string().max(40);
export const id = z.string().min(1).max(64);
export const count = z.number().int().nonnegative();
export const none = z.object({}).strict();
/** Findings by severity. */
export const counts = z.object({ error: count, warning: count, advice: count });
export const state = z.enum(ENTRY_STATES);

/** What a call does with a path that it is given: reads the file, writes one, or works in a folder. */
export type PathUse = 'read' | 'write' | 'folder';

/** By the last word of the member that holds the path; any other is only read. */
const PATH_USES: ReadonlyMap<string, PathUse> = new Map([
  ['out', 'write'],
  ['errors', 'write'],
  ['ics', 'write'],
  ['folder', 'folder'],
]);

/** What the calls of the contract use a path for; `member` with dots leads into objects. */
export function pathUse(member: string): PathUse {
  return PATH_USES.get(member.split('.').at(-1) ?? '') ?? 'read';
}

export interface CallDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Input members that hold a path: in the window they carry a token of the file dialog instead. */
  readonly paths?: readonly string[];
  /** Runs longer than a second on large libraries: reports progress and can be cancelled. */
  readonly long?: true;
}
