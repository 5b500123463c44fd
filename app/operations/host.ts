/** What the operations are given by the process that hosts them: nothing in `app` reaches for a clock or a path itself. */
import type { EventName, EventPayload } from '#app/contract/calls';
import type { Resources } from './resources';

export interface Host {
  readonly resources: Resources;
  /** Where the program keeps what belongs to the user and to no library; null where there is no such place. */
  readonly userDataFolder: string | null;
  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  today(): string;
  /** Milliseconds since 1970, for records of when something was done. */
  nowMs(): number;
  /** A new UUIDv7. */
  newId(): string;
  emit<N extends EventName>(event: N, payload: EventPayload<N>): void;
}

/** What one call may use while it runs. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** `total` 0: not known. `label`: what is being done, in Chinese. */
  progress(done: number, total: number, label: string): void;
}
