import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { nameOfFinding } from '#app/jurisdictions/finding-name';
import { call, useEvent } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import { createTickList, type TickList } from './tick-list';
import type { FindingRow } from './use-finding-board';
import { useTell } from './use-tell';

export interface Ticks extends Pick<TickList, 'untick' | 'clear'> {
  readonly rows: ReadonlyMap<string, FindingRow>;
  readonly keys: ReadonlySet<string>;
  /** Ticks so many rows, or takes their ticks away when `off`; says why where some cannot be ticked. */
  readonly take: (read: () => Promise<readonly FindingRow[]>, count: number, off: boolean) => void;
}

/** After a change of the library, ticks go from the findings that are no more, and from no other; how many is said. */
export function useTicks(active: boolean): Ticks {
  const [list] = useState(createTickList);
  const rows = useSyncExternalStore(list.subscribe, list.rows);
  const tell = useTell();
  const stale = useRef(false);

  const look = useCallback(async () => {
    const ticked = [...list.rows().values()];
    if (ticked.length === 0) return;
    const outcome = await call('findings.gone', { named: ticked.map(nameOfFinding) });
    // Where it cannot be read, giving the reason is refused with the same answer.
    if (!outcome.ok) return;
    const gone = list.untick(outcome.value.gone.map((index) => ticked[index]!));
    if (gone > 0) tell(text.findings.ticks.gone(gone));
  }, [list, tell]);
  useEvent('library.changed', () => {
    if (active) void look();
    else stale.current = true;
  });
  useEffect(() => {
    if (!active || !stale.current) return;
    stale.current = false;
    void look();
  }, [active, look]);

  const take = useCallback<Ticks['take']>(
    (read, count, off) => void list.take(read, count, off).then((why) => why !== null && tell(why)),
    [list, tell],
  );
  const keys = useMemo(() => new Set(rows.keys()), [rows]);
  return useMemo(
    () => ({ rows, keys, take, untick: list.untick, clear: list.clear }),
    [rows, keys, take, list],
  );
}
