import { useCallback, useEffect, useMemo, useState } from 'react';
import { done } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useKept } from '#renderer/frame/kept-state';
import { usePages, type Pages } from '#renderer/parts/use-pages';
import { allCheckedIds, listInput, type CheckedEntry, type CheckFilters } from './campaign';

export type GivenAnswer = Pick<CheckedEntry, 'answer' | 'note' | 'by' | 'on' | 'offline'>;

export interface CheckList {
  readonly filters: CheckFilters;
  readonly setFilters: (filters: CheckFilters) => void;
  readonly pages: Pages<CheckedEntry>;
  readonly rowAt: (index: number) => CheckedEntry | undefined;
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly selected: ReadonlySet<string>;
  readonly select: (first: number, last: number, off: boolean) => void;
  /** False where there are too many to name in one answer. */
  readonly selectAll: () => Promise<boolean>;
  readonly clearSelection: () => void;
  /** Shows an answer in place: the row stays where it is until the list is read anew, so that nothing jumps. */
  readonly show: (id: string, given: GivenAnswer | null) => void;
  /** Reads the list anew after `answered` got an answer; the cursor stays at the entry it was before. */
  readonly renew: (answered?: readonly string[]) => void;
}

const NOBODY: ReadonlySet<string> = new Set();

/** The entries of a maintenance as far as they are looked at, what is selected, and what was just answered. */
export function useCheckList(period: string, first: CheckFilters): CheckList {
  const [filters, keepFilters] = useKept<CheckFilters>(`maintenance.filters.${period}`, first);
  const [current, setCurrent] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOBODY);
  const [given, setGiven] = useState<ReadonlyMap<string, GivenAnswer>>(new Map());

  const fetchPage = useCallback(
    async (offset: number, limit: number) => {
      const outcome = await call('maintenance.list', { ...listInput(period, filters), offset, limit });
      return outcome.ok ? done({ total: outcome.value.total, rows: outcome.value.entries }) : outcome;
    },
    [period, filters],
  );
  const pages = usePages<CheckedEntry>(fetchPage, true);
  const { range, reload, rowAt: readRow } = pages;

  const total = pages.total ?? 0;
  useEffect(() => {
    if (total > 0 && current >= total) setCurrent(total - 1);
  }, [total, current]);

  const setFilters = useCallback(
    (next: CheckFilters) => {
      keepFilters(next);
      setCurrent(0);
      setSelected(NOBODY);
      setGiven(new Map());
    },
    [keepFilters],
  );
  const select = useCallback(
    (from: number, to: number, off: boolean) => {
      void range(from, to).then((rows) =>
        setSelected((before) => {
          const next = new Set(before);
          for (const { id } of rows) {
            if (off) next.delete(id);
            else next.add(id);
          }
          return next;
        }),
      );
    },
    [range],
  );
  const selectAll = useCallback(async () => {
    const ids = await allCheckedIds(period, filters);
    if (ids !== null) setSelected(new Set(ids));
    return ids !== null;
  }, [period, filters]);
  const clearSelection = useCallback(() => setSelected(NOBODY), []);
  const show = useCallback((id: string, answer: GivenAnswer | null) => {
    setGiven((before) => {
      const next = new Map(before);
      if (answer === null) next.delete(id);
      else next.set(id, answer);
      return next;
    });
  }, []);
  const rowAt = useCallback(
    (index: number) => {
      const row = readRow(index);
      const answer = row && given.get(row.id);
      return row && answer ? { ...row, ...answer } : row;
    },
    [readRow, given],
  );
  const { answer: wanted } = filters;
  const renew = useCallback(
    (answered: readonly string[] = []) => {
      // Among the unanswered, those above the cursor that have an answer now fall out of the list.
      if (wanted === '未答复') {
        const gone = new Set(answered);
        setCurrent((before) => {
          let stay = 0;
          for (let index = 0; index < before; index++) {
            const row = rowAt(index);
            if (row === undefined || (row.answer === null && !gone.has(row.id))) stay++;
          }
          return stay;
        });
      }
      setGiven(new Map());
      setSelected(NOBODY);
      reload();
    },
    [wanted, rowAt, reload],
  );

  return useMemo(
    () => ({
      filters,
      setFilters,
      pages,
      rowAt,
      current,
      setCurrent,
      selected,
      select,
      selectAll,
      clearSelection,
      show,
      renew,
    }),
    [filters, setFilters, pages, rowAt, current, selected, select, selectAll, clearSelection, show, renew],
  );
}
