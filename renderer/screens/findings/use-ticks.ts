import { useCallback, useMemo, useRef, useState } from 'react';
import { App } from 'antd';
import { MOST_FINDINGS_NAMED } from '#app/contract/finding-limits';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { useEvent } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import { keyOf } from './finding-columns';
import type { FindingRow } from './use-finding-board';

const words = text.findings.ticks;

/** Why no reason can be given for a finding together with others; null where it can. */
export function whyNotTicked({ severity, rule, settled }: FindingRow): string | null {
  if (rule === SECRECY_RULE) return words.not.secrecy;
  if (settled !== undefined) return words.not.answered;
  return severity === 'warning' ? null : words.not[severity];
}

/** Findings ticked on the board, each by what it says: where the list changes, no other is ticked in its place. */
export interface Ticks {
  readonly rows: ReadonlyMap<string, FindingRow>;
  readonly keys: ReadonlySet<string>;
  /** Ticks so many rows, or takes their ticks away when `off`; says why where some cannot be ticked. */
  readonly take: (read: () => Promise<readonly FindingRow[]>, count: number, off: boolean) => void;
  /** Says why a row cannot be ticked. */
  readonly tell: (why: string) => void;
  readonly untick: (rows: readonly FindingRow[]) => void;
  readonly clear: () => void;
}

const NONE: ReadonlyMap<string, FindingRow> = new Map();

export function useTicks(): Ticks {
  const { message } = App.useApp();
  const [rows, setRows] = useState(NONE);
  /** Goes up when all ticks are taken away: rows asked for before that come too late. */
  const round = useRef(0);
  const clear = useCallback(() => {
    round.current++;
    setRows(NONE);
  }, []);
  const drop = useCallback((gone: (key: string, row: FindingRow) => boolean) => {
    setRows((before) => {
      const after = new Map([...before].filter(([key, row]) => !gone(key, row)));
      return after.size === before.size ? before : after;
    });
  }, []);
  const untick = useCallback(
    (some: readonly FindingRow[]) => {
      const gone = new Set(some.map(keyOf));
      drop((key) => gone.has(key));
    },
    [drop],
  );
  useEvent('library.changed', ({ entries }) => {
    const changed = new Set(entries);
    drop((_key, { entry }) => changed.has(entry.id));
  });
  const tell = useCallback(
    (why: string) => void message.open({ key: 'finding-ticks', type: 'info', content: why }),
    [message],
  );
  const take = useCallback(
    (read: () => Promise<readonly FindingRow[]>, count: number, off: boolean) => {
      if (count > MOST_FINDINGS_NAMED) {
        tell(words.most(MOST_FINDINGS_NAMED));
        return;
      }
      const mine = round.current;
      void read().then((found) => {
        if (mine !== round.current) return;
        if (off) {
          untick(found);
          return;
        }
        const fit = found.filter((row) => whyNotTicked(row) === null);
        setRows((before) => {
          const after = new Map(before);
          for (const row of fit) if (after.size < MOST_FINDINGS_NAMED) after.set(keyOf(row), row);
          return after;
        });
        const left = found.length - fit.length;
        if (left > 0) tell(found.length === 1 ? whyNotTicked(found[0]!)! : words.leftOut(left));
      });
    },
    [tell, untick],
  );
  const keys = useMemo(() => new Set(rows.keys()), [rows]);
  return useMemo(() => ({ rows, keys, take, tell, untick, clear }), [rows, keys, take, tell, untick, clear]);
}
