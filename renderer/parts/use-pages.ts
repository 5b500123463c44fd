import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Failure, Outcome } from '#app/contract/failure';
import { readAgain, useEvent } from '#renderer/call';

const PAGE = 200;

export interface Pages<R> {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly failure: Failure | null;
  readonly rowAt: (index: number) => R | undefined;
  readonly need: (first: number, last: number) => void;
  /** Reads rows that may not have been shown yet, for a selection over them. */
  readonly range: (first: number, last: number) => Promise<readonly R[]>;
  readonly reload: () => void;
  /** Reads the list anew around a row at once, whether it is shown or not. */
  readonly refresh: (around: number) => void;
}

export type FetchPage<R> = (
  offset: number,
  limit: number,
) => Promise<Outcome<{ total: number; rows: readonly R[] }>>;

/**
 * Reads a long list page by page as it is looked at. A new `fetchPage` is a new list; when the library changes, what
 * is shown is read again and stays in place until the answer is there.
 */
export function usePages<R>(fetchPage: FetchPage<R>, active: boolean): Pages<R> {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly R[]>>(new Map());
  const [total, setTotal] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useRef(new Set<number>());
  const inView = useRef<readonly [number, number]>([0, 0]);
  const generation = useRef(0);
  const stale = useRef(false);

  const fetchOne = useCallback(
    async (page: number, fresh: boolean) => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      const mine = generation.current;
      const outcome = await readAgain(() => fetchPage(page * PAGE, PAGE));
      if (mine !== generation.current) return;
      if (!outcome.ok) {
        asked.current.delete(page);
        setFailure(outcome.failure);
        return;
      }
      setFailure(null);
      setTotal(outcome.value.total);
      setPages((before) => new Map(fresh ? [] : before).set(page, outcome.value.rows));
    },
    [fetchPage],
  );

  const begin = useCallback(
    (from: number) => {
      generation.current += 1;
      asked.current = new Set();
      const page = Math.floor(from / PAGE);
      void fetchOne(page, true).then(() => {
        const after = Math.floor(inView.current[1] / PAGE);
        if (after !== page) void fetchOne(after, false);
      });
    },
    [fetchOne],
  );

  useEffect(() => begin(0), [begin]);

  const refresh = useCallback(
    (around: number) => {
      inView.current = [around, around];
      stale.current = false;
      begin(around);
    },
    [begin],
  );
  const reload = useCallback(() => {
    if (active) begin(inView.current[0]);
    else stale.current = true;
  }, [active, begin]);
  useEvent('library.changed', reload);
  useEffect(() => {
    if (!active || !stale.current) return;
    stale.current = false;
    begin(inView.current[0]);
  }, [active, begin]);

  const need = useCallback(
    (first: number, last: number) => {
      inView.current = [first, last];
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        void fetchOne(page, false);
      }
    },
    [fetchOne],
  );

  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / PAGE))?.[index % PAGE], [pages]);
  const range = useCallback(
    async (first: number, last: number) => {
      const rows: R[] = [];
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        const known = pages.get(page);
        const outcome = known ? null : await fetchPage(page * PAGE, PAGE);
        const all = known ?? (outcome?.ok ? outcome.value.rows : []);
        rows.push(...all.filter((_, i) => page * PAGE + i >= first && page * PAGE + i <= last));
      }
      return rows;
    },
    [pages, fetchPage],
  );

  return useMemo(
    () => ({ total, failure, rowAt, need, range, reload, refresh }),
    [total, failure, rowAt, need, range, reload, refresh],
  );
}
