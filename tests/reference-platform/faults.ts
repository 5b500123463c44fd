/** Switches by which the platform's HTTP side misbehaves, as gateways, cables and careless operators do. */

export type FaultKind =
  /** Waits `ms` before it answers. */
  | 'slow'
  /** Cuts the connection before it has read or done anything. */
  | 'drop-before'
  /** Does its work, then cuts the connection instead of answering. */
  | 'drop-after'
  /** Answers `status` without doing anything. */
  | 'status'
  /** Does its work, then answers `status`. */
  | 'status-after'
  /** Answers, cut off in the middle. */
  | 'truncate'
  /** Answers with a flipped byte under the right digest. */
  | 'garbage'
  /** Does its work twice. */
  | 'duplicate'
  /** Answers with the receipt of another package. */
  | 'other-receipt'
  /** Answers with a receipt that somebody else signed. */
  | 'foreign-receipt';

export interface Fault {
  readonly kind: FaultKind;
  /** `PUT /packages/…`: which requests it befalls; all where absent. */
  readonly on?: RegExp;
  readonly ms?: number;
  readonly status?: number;
  readonly retryAfter?: number;
  /** How often; once where absent. */
  readonly times?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault that befalls this request, which is used up by it. */
  next(request: string): Fault | null;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => waiting.push({ fault, left: fault.times ?? 1 }),
    next: (request) => {
      const found = waiting.find(({ fault }) => fault.on?.test(request) ?? true);
      if (!found) return null;
      found.left--;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}
