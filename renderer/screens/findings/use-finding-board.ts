import { useCallback, useEffect, useMemo } from 'react';
import { done } from '#app/contract/failure';
import { call, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useKeptState } from '#renderer/parts/kept-state';
import { usePages, type FetchPage, type Pages } from '#renderer/parts/use-pages';
import { EVERY_FINDING, meantInput, type FindingFilters } from './finding-filters';

export type FindingRow = OutputOf<'findings.list'>['findings'][number];

function listInput(filters: FindingFilters): InputOf<'findings.list'> {
  return { ...meantInput(filters), ...(filters.entry === '' ? {} : { entry: filters.entry }) };
}

export interface FindingBoardState {
  readonly filters: FindingFilters;
  readonly setFilters: (filters: FindingFilters) => void;
  readonly pages: Pages<FindingRow>;
  /** Row that the cursor is on; −1 where there is none. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
}

/** Conditions, rows and cursor of the board; they outlive a visit to the editor. */
export function useFindingBoard(active: boolean): FindingBoardState {
  const { summary } = useLibrary();
  const { route } = useNavigation();
  const [filters, keep] = useKeptState(`findings.filters.${summary.library}`, EVERY_FINDING);
  const [kept, setCurrent] = useKeptState(`findings.current.${summary.library}`, 0);
  const setFilters = useCallback(
    (next: FindingFilters) => {
      keep(next);
      setCurrent(0);
    },
    [keep, setCurrent],
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
  return useMemo(
    () => ({ filters, setFilters, pages, current, setCurrent }),
    [filters, setFilters, pages, current, setCurrent],
  );
}
