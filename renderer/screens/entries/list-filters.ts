/** What the list shows: the conditions, their order, and how they are asked of the program. */
import type { EntryState } from '#app/contract/calls';
import type { Severity } from '#app/jurisdictions/finding';
import type { InputOf } from '#renderer/call';
import type { ScreenParams } from '#renderer/route';

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
    filters.changedSince !== ''
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
    ...(filters.sort === null ? {} : { sort: filters.sort.by, descending: filters.sort.descending }),
  };
}

/** Conditions that a link from elsewhere asks for; null when it asks for none and the list stays as it was. */
export function filtersOfRoute(route: ScreenParams['entries']): ListFilters | null {
  const { states, findings, query, rule, ruleLabel } = route;
  if ([states, findings, query, rule].every((asked) => asked === undefined)) return null;
  return {
    ...NO_FILTERS,
    rule: rule ?? '',
    ruleLabel: ruleLabel ?? '',
    states: states ?? [],
    findings: findings ?? null,
    query: query ?? '',
  };
}
