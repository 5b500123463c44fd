/** Trying again: exponential back-off with full jitter, a bounded number of times, stopped at once by a cancel. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FailureError } from '#app/contract/failure';

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export const DEFAULT_RETRIES: RetryPolicy = {
  attempts: 4,
  firstDelayMs: 500,
  longestDelayMs: 20_000,
  random: Math.random,
};

/**
 * Milliseconds to wait before try number `attempt` (2 for the second): anything between half of the doubled delay and
 * the whole of it, never more than the longest, and never less than the platform asked for (that too within bounds).
 */
export function delayBefore(attempt: number, policy: RetryPolicy, askedMs = 0): number {
  const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (attempt - 2));
  const jittered = ceiling / 2 + (policy.random() * ceiling) / 2;
  return Math.min(policy.longestDelayMs, Math.max(jittered, askedMs));
}

/** What one try came to. `again`: worth another try, not before `askedMs`. */
export type Try<T> =
  | { readonly again: false; readonly value: T }
  | { readonly again: true; readonly value: T; readonly askedMs: number };

/** Runs `work` until it needs no other try or the tries are used up; answers the last value. */
export async function withRetries<T>(
  work: () => Promise<Try<T>>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    if (signal.aborted) throw new FailureError('cancelled');
    const result = await work();
    if (!result.again || attempt >= policy.attempts) return result.value;
    await sleep(delayBefore(attempt + 1, policy, result.askedMs), undefined, { signal }).catch(() => {
      throw new FailureError('cancelled');
    });
  }
}
