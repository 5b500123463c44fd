/** Which findings are ticked on the board, each by what it says: where the list changes, no other is ticked in its place. */
import { MOST_FINDINGS_NAMED } from '#app/contract/finding-limits';
import { keyOfFinding } from '#app/jurisdictions/finding-name';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { text } from '#renderer/text/zh-cn';
import type { FindingRow } from './use-finding-board';

const words = text.findings.ticks;

/** Why no reason can be given for a finding together with others; null where it can. */
export function whyNotTicked({ severity, rule, settled }: FindingRow): string | null {
  if (rule === SECRECY_RULE) return words.not.secrecy;
  if (settled !== undefined) return words.not.answered;
  return severity === 'warning' ? null : words.not[severity];
}

export interface TickList {
  /** By key; another map after every change. */
  readonly rows: () => ReadonlyMap<string, FindingRow>;
  /**
   * Ticks the `count` rows that `read` answers, or takes their ticks away when `off`. Answers why some of them are not
   * ticked; null: all are. Rows that come after a `clear` come too late.
   */
  readonly take: (
    read: () => Promise<readonly FindingRow[]>,
    count: number,
    off: boolean,
  ) => Promise<string | null>;
  /** Answers how many of these were ticked. */
  readonly untick: (some: readonly FindingRow[]) => number;
  readonly clear: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const NONE: ReadonlyMap<string, FindingRow> = new Map();

export function createTickList(): TickList {
  let rows = NONE;
  /** Goes up when all ticks are taken away. */
  let round = 0;
  const listeners = new Set<() => void>();
  const set = (next: ReadonlyMap<string, FindingRow>) => {
    // Findings are added or taken away, never both at once.
    if (next.size === rows.size) return;
    rows = next;
    for (const listener of listeners) listener();
  };
  const untick = (some: readonly FindingRow[]): number => {
    const before = rows.size;
    const gone = new Set(some.map(keyOfFinding));
    set(new Map([...rows].filter(([key]) => !gone.has(key))));
    return before - rows.size;
  };
  return {
    rows: () => rows,
    untick,
    clear: () => {
      round++;
      set(NONE);
    },
    take: async (read, count, off) => {
      if (count > MOST_FINDINGS_NAMED) return words.most(MOST_FINDINGS_NAMED);
      const mine = round;
      const found = await read();
      if (mine !== round) return null;
      if (off) {
        untick(found);
        return null;
      }
      const fit = found.filter((row) => whyNotTicked(row) === null);
      const next = new Map(rows);
      for (const row of fit) next.set(keyOfFinding(row), row);
      if (next.size > MOST_FINDINGS_NAMED) return words.most(MOST_FINDINGS_NAMED);
      set(next);
      const left = found.length - fit.length;
      if (left === 0) return null;
      return found.length === 1 ? whyNotTicked(found[0]!) : words.leftOut(left);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
