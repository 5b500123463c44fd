import { useCallback, useEffect, useMemo, useRef } from 'react';
import { done } from '#app/contract/failure';
import { keyOfFinding } from '#app/jurisdictions/finding-name';
import { call, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useKeptState } from '#renderer/parts/kept-state';
import { usePages, type FetchPage, type Pages } from '#renderer/parts/use-pages';
import type { Route } from '#renderer/route';
import type { Neighbours } from '#renderer/screens/entries/neighbours';
import { placeAfter, type Visited } from './place-after';
import { EVERY_FINDING, meantInput, rulesInput, type FindingFilters } from './finding-filters';
import { useTicks, type Ticks } from './use-ticks';

export type FindingRow = OutputOf<'findings.list'>['findings'][number];

function listInput(filters: FindingFilters): InputOf<'findings.list'> {
  return { ...meantInput(filters), ...rulesInput(filters) };
}

/** The way to the field that a finding is about. */
export function fieldOf({ entry, field, item }: FindingRow): Route {
  return {
    screen: 'entries',
    entry: entry.id,
    field,
    ...(item === undefined ? {} : { item: item.id }),
  };
}

export interface FindingBoardState {
  readonly filters: FindingFilters;
  readonly setFilters: (filters: FindingFilters) => void;
  readonly pages: Pages<FindingRow>;
  /** Row that the cursor is on; −1 where there is none. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  /** They go with the conditions that they were made under. */
  readonly ticks: Ticks;
  /** Ticks rows `first` to `last`, or takes their ticks away when `off`. */
  readonly tick: (first: number, last: number, off: boolean) => void;
  /** The findings before and after the one that this entry was opened from. */
  readonly neighbours: (entry: string) => Neighbours | null;
}

/** Conditions, rows, cursor and ticks of the board; they outlive a visit to the editor. */
export function useFindingBoard(active: boolean): FindingBoardState {
  const { summary } = useLibrary();
  const { route, go } = useNavigation();
  const [filters, keep] = useKeptState(`findings.filters.${summary.library}`, EVERY_FINDING);
  const [kept, keepCurrent] = useKeptState(`findings.current.${summary.library}`, 0);
  const ticks = useTicks(active);
  const { clear: clearTicks, take: takeTicks } = ticks;
  const setFilters = useCallback(
    (next: FindingFilters) => {
      keep(next);
      keepCurrent(0);
      clearTicks();
    },
    [keep, keepCurrent, clearTicks],
  );
  useEffect(() => {
    if (route.screen !== 'entries' || route.part !== 'findings') return;
    const { findings, rule, ruleLabel } = route;
    if (findings === undefined && rule === undefined) return;
    setFilters({
      ...EVERY_FINDING,
      severity: findings === undefined || findings === 'all' ? null : findings,
      rule: rule ?? '',
      ruleLabel: ruleLabel ?? '',
    });
  }, [route, setFilters]);

  const key = JSON.stringify(listInput(filters));
  const fetchPage = useCallback<FetchPage<FindingRow>>(
    async (offset, limit) => {
      const outcome = await call('findings.list', { ...JSON.parse(key), offset, limit });
      return outcome.ok ? done({ total: outcome.value.total, rows: outcome.value.findings }) : outcome;
    },
    [key],
  );
  const pages = usePages(fetchPage, active);
  const total = pages.total ?? 0;
  const current = total === 0 ? -1 : Math.min(kept, total - 1);

  // Where the editor was last: mended findings leave the list, and the others move up.
  const visited = useRef<Visited | null>(null);
  const row = pages.rowAt(current);
  useEffect(() => {
    if (!active && row !== undefined) visited.current = { key: keyOfFinding(row), index: current, total };
  }, [active, row, current, total]);
  useEffect(() => {
    const at = visited.current;
    if (!active || at === null) return;
    const keyAt = (index: number) => {
      const found = pages.rowAt(index);
      return found === undefined ? undefined : keyOfFinding(found);
    };
    keepCurrent(placeAfter(at, pages.total, keyAt));
  }, [active, pages, keepCurrent]);
  const setCurrent = useCallback(
    (index: number) => {
      visited.current = null;
      keepCurrent(index);
    },
    [keepCurrent],
  );

  const tick = useCallback(
    (first: number, last: number, off: boolean) =>
      takeTicks(() => pages.range(first, last), last - first + 1, off),
    [pages, takeTicks],
  );

  const neighbours = useCallback(
    (entry: string): Neighbours | null => {
      if (pages.rowAt(current)?.entry.id !== entry) return null;
      const visit = async (index: number): Promise<void> => {
        const known = pages.rowAt(index);
        let to = index;
        let next = known;
        if (known === undefined) {
          // The list as it is now lacks what was mended since it was read: what comes next stands further up in it.
          const now = await fetchPage(0, 1);
          if (!now.ok) return;
          to = Math.max(0, index - Math.max(0, total - now.value.total));
          const page = await fetchPage(to, 1);
          next = page.ok ? page.value.rows[0] : undefined;
          pages.refresh(to);
        }
        if (next === undefined) return;
        keepCurrent(to);
        go(fieldOf(next));
      };
      const step = (index: number) => (index < 0 || index >= total ? null : () => void visit(index));
      return {
        of: 'findings',
        place: current + 1,
        total,
        previous: step(current - 1),
        next: step(current + 1),
      };
    },
    [pages, current, total, fetchPage, keepCurrent, go],
  );
  return useMemo(
    () => ({ filters, setFilters, pages, current, setCurrent, ticks, tick, neighbours }),
    [filters, setFilters, pages, current, setCurrent, ticks, tick, neighbours],
  );
}
