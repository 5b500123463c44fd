import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { done } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useKeptState } from '#renderer/parts/kept-state';
import { usePages, type FetchPage, type Pages } from '#renderer/parts/use-pages';
import type { EntryRow } from './entry-columns';
import type { Neighbours } from './neighbours';
import { filtersOfRoute, listInput, NO_FILTERS, type ListFilters } from './list-filters';

/** Longest selection; beyond it the whole list is better served by conditions. */
const MOST_SELECTED = 20_000;

export interface EntryListState {
  readonly filters: ListFilters;
  readonly setFilters: (filters: ListFilters) => void;
  readonly pages: Pages<EntryRow>;
  /** Row that the cursor is on; −1 where there is none. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly selected: ReadonlyMap<string, string>;
  readonly clearSelection: () => void;
  readonly deselect: (entries: readonly string[]) => void;
  readonly select: (first: number, last: number, off: boolean) => void;
  /** Selects all rows that fit the conditions; answers whether all could be taken. */
  readonly selectAll: () => Promise<boolean>;
  /**
   * Moves the cursor to an entry's row, unless it is moved meanwhile; answers false where the entry does not fit the
   * conditions.
   */
  readonly standOn: (entry: string) => Promise<boolean>;
  /** Takes all conditions away and moves the cursor to the entry's row. */
  readonly reveal: (entry: string) => Promise<void>;
  readonly neighbours: (entry: string) => Neighbours | null;
  readonly active: boolean;
}

/** Conditions, rows, cursor and selection of the list; they outlive a visit to the editor. */
export function useEntryList(active: boolean): EntryListState {
  const { summary } = useLibrary();
  const { route, go } = useNavigation();
  const [filters, keepFilters] = useKeptState(`entries.filters.${summary.library}`, NO_FILTERS);
  const [current, setCurrent] = useKeptState(`entries.current.${summary.library}`, 0);
  const [selected, setSelected] = useState<ReadonlyMap<string, string>>(new Map());

  const setFilters = useCallback(
    (next: ListFilters) => {
      keepFilters(next);
      setCurrent(0);
      setSelected(new Map());
    },
    [keepFilters, setCurrent],
  );
  useEffect(() => {
    const wanted = route.screen === 'entries' ? filtersOfRoute(route) : null;
    if (wanted !== null) setFilters(wanted);
  }, [route, setFilters]);

  const key = JSON.stringify(listInput(filters));
  const fetchPage = useCallback<FetchPage<EntryRow>>(
    async (offset, limit) => {
      const outcome = await call('entries.list', { ...JSON.parse(key), offset, limit });
      return outcome.ok ? done({ total: outcome.value.total, rows: outcome.value.entries }) : outcome;
    },
    [key],
  );
  const pages = usePages(fetchPage, active);

  const total = pages.total ?? 0;
  const at = total === 0 ? -1 : Math.min(current, total - 1);

  const select = useCallback(
    (first: number, last: number, off: boolean) => {
      void pages.range(first, last).then((rows) => {
        setSelected((before) => {
          const after = new Map(before);
          for (const row of rows) {
            if (off) after.delete(row.id);
            else after.set(row.id, row.name);
          }
          return after;
        });
      });
    },
    [pages],
  );
  const selectAll = useCallback(async () => {
    const rows = await pages.range(0, Math.min(total, MOST_SELECTED) - 1);
    setSelected(new Map(rows.map((row) => [row.id, row.name])));
    return total <= MOST_SELECTED;
  }, [pages, total]);

  const neighbours = useCallback(
    (entry: string): Neighbours | null => {
      if (pages.rowAt(at)?.id !== entry) return null;
      const visit = (index: number) => {
        if (index < 0 || index >= total) return null;
        return () => {
          void pages.range(index, index).then(([row]) => {
            if (row === undefined) return;
            pages.need(index, index);
            setCurrent(index);
            go({ screen: 'entries', entry: row.id });
          });
        };
      };
      return { of: 'entries', place: at + 1, total, previous: visit(at - 1), next: visit(at + 1) };
    },
    [pages, at, total, setCurrent, go],
  );

  const cursor = useRef(at);
  useEffect(() => {
    cursor.current = at;
  }, [at]);
  const standOn = useCallback(
    async (entry: string) => {
      const left = cursor.current;
      const outcome = await call('entries.place', { ...JSON.parse(key), entry });
      if (!outcome.ok) return true;
      const { place } = outcome.value;
      if (place !== null && cursor.current === left) setCurrent(place);
      return place !== null;
    },
    [key, setCurrent],
  );
  const reveal = useCallback(
    async (entry: string) => {
      const all = { ...NO_FILTERS, sort: filters.sort };
      const outcome = await call('entries.place', { ...listInput(all), entry });
      setFilters(all);
      if (outcome.ok && outcome.value.place !== null) setCurrent(outcome.value.place);
    },
    [filters.sort, setFilters, setCurrent],
  );

  const clearSelection = useCallback(() => setSelected(new Map()), []);
  const deselect = useCallback((entries: readonly string[]) => {
    const gone = new Set(entries);
    setSelected((before) => new Map([...before].filter(([id]) => !gone.has(id))));
  }, []);
  return useMemo(
    () => ({
      filters,
      setFilters,
      pages,
      current: at,
      setCurrent,
      selected,
      clearSelection,
      deselect,
      select,
      selectAll,
      standOn,
      reveal,
      neighbours,
      active,
    }),
    [
      filters,
      setFilters,
      pages,
      at,
      setCurrent,
      selected,
      clearSelection,
      deselect,
      select,
      selectAll,
      standOn,
      reveal,
      neighbours,
      active,
    ],
  );
}
