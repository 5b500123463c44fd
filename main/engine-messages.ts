/**
 * What the window's process and the engine's process say to each other. All of it survives structured cloning.
 */
import type { Outcome } from '#app/contract/failure';

/** The first thing a new engine is asked after the death of another: no call of the contract, so no page can make it. */
export const RESUME = 'engine.resume';

export type ToEngine =
  | { readonly type: 'call'; readonly id: string; readonly name: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: string };

export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: string; readonly outcome: Outcome<unknown> }
  /** The call threw: a bug. The error crosses as kind and stack, to be logged on the other side. */
  | { readonly type: 'bug'; readonly id: string; readonly error: BugReport }
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly done: number;
      readonly total: number;
      readonly label: string;
    }
  | { readonly type: 'event'; readonly name: string; readonly payload: unknown };

export interface BugReport {
  readonly name: string;
  readonly stack: string;
}

export function bugReport(error: unknown): BugReport {
  return error instanceof Error
    ? { name: error.name, stack: error.stack ?? '' }
    : { name: typeof error, stack: '' };
}

/** The error again, for the log. */
export function bugError(report: BugReport): Error {
  const error = new Error();
  error.name = report.name;
  error.stack = report.stack;
  return error;
}
