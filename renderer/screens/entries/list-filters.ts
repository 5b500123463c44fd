/** What the list shows: the conditions, their order, and how they are asked of the program. */
import type { ElementKey } from '#app/jurisdictions/elements';
import type { Severity } from '#app/jurisdictions/finding';
import type { InputOf } from '#renderer/call';
import type { ScreenParams } from '#renderer/route';
import type { EntryState } from '#app/contract/entry-states';
import type { DueFilter } from '#app/contract/due-filters';

export type ListOrder = NonNullable<InputOf<'entries.list'>['sort']>;

export interface ListFilters {
  readonly query: string;
  /** 前段码 of the chosen category, '-' for entries without a code, '' for all. */
  readonly category: string;
  readonly categoryName: string;
  readonly states: readonly EntryState[];
  readonly sharingTypes: readonly string[];
  readonly findings: Severity | null;
  /** Rule of an open finding, with the label that the chip shows; '' for any. */
  readonly rule: string;
  readonly ruleLabel: string;
  readonly offices: readonly string[];
  readonly systems: readonly string[];
  /** `YYYY-MM-DD`, '' for any day. */
  readonly changedSince: string;
  readonly due: DueFilter | null;
  /** Element that is needed and not filled in; '' for none. The labels are what the chips show. */
  readonly lacking: ElementKey | '';
  readonly lackingLabel: string;
  readonly changeSet: number | null;
  readonly changeLabel: string;
  readonly sort: { readonly by: ListOrder; readonly descending: boolean } | null;
}

export const NO_FILTERS: ListFilters = {
  query: '',
  category: '',
  categoryName: '',
  states: [],
  sharingTypes: [],
  findings: null,
  rule: '',
  ruleLabel: '',
  offices: [],
  systems: [],
  changedSince: '',
  due: null,
  lacking: '',
  lackingLabel: '',
  changeSet: null,
  changeLabel: '',
  sort: null,
};

export function hasFilters(filters: ListFilters): boolean {
  return (
    filters.query.trim() !== '' ||
    filters.category !== '' ||
    filters.states.length + filters.sharingTypes.length > 0 ||
    filters.findings !== null ||
    filters.rule !== '' ||
    filters.offices.length + filters.systems.length > 0 ||
    filters.changedSince !== '' ||
    filters.due !== null ||
    filters.lacking !== '' ||
    filters.changeSet !== null
  );
}

/** The call's input for these conditions; conditions that are not set are left out. */
export function listInput(filters: ListFilters): InputOf<'entries.list'> {
  return {
    ...(filters.query.trim() === '' ? {} : { query: filters.query.trim() }),
    ...(filters.category === '' ? {} : { category: filters.category }),
    ...(filters.states.length === 0 ? {} : { states: [...filters.states] }),
    ...(filters.sharingTypes.length === 0 ? {} : { sharingTypes: [...filters.sharingTypes] }),
    ...(filters.findings === null ? {} : { withFindings: filters.findings }),
    ...(filters.rule === '' ? {} : { rule: filters.rule }),
    ...(filters.offices.length === 0 ? {} : { offices: [...filters.offices] }),
    ...(filters.systems.length === 0 ? {} : { systems: [...filters.systems] }),
    ...(filters.changedSince === '' ? {} : { changedSince: filters.changedSince }),
    ...(filters.due === null ? {} : { due: filters.due }),
    ...(filters.lacking === '' ? {} : { lacking: filters.lacking }),
    ...(filters.changeSet === null ? {} : { changeSet: filters.changeSet }),
    ...(filters.sort === null ? {} : { sort: filters.sort.by, descending: filters.sort.descending }),
  };
}

/** Conditions that a link from elsewhere asks for; null when it asks for none and the list stays as it was. */
export function filtersOfRoute(route: ScreenParams['entries']): ListFilters | null {
  if (route.part === 'findings') return null;
  const { states, findings, query, rule, due, lacking, changeSet } = route;
  const asked = [states, findings, query, rule, due, lacking, changeSet];
  if (asked.every((one) => one === undefined)) return null;
  return {
    ...NO_FILTERS,
    rule: rule ?? '',
    ruleLabel: route.ruleLabel ?? '',
    due: due ?? null,
    lacking: lacking ?? '',
    lackingLabel: route.lackingLabel ?? '',
    changeSet: changeSet ?? null,
    changeLabel: route.changeLabel ?? '',
    states: states ?? [],
    findings: findings === 'all' ? null : (findings ?? null),
    query: query ?? '',
  };
}
