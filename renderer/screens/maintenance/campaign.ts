/** A full maintenance as the screens show it. */
import { call, type InputOf, type OutputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import { MAINTENANCE_ANSWERS, type MaintenanceAnswer } from '#app/contract/maintenance-words';

export type MaintenanceStatus = OutputOf<'maintenance.status'>;
export type Campaign = NonNullable<MaintenanceStatus['campaign']>;
export type OfficeTally = Campaign['byOffice'][number];
export type CheckedEntry = OutputOf<'maintenance.list'>['entries'][number];
export type AnswerFilter = NonNullable<InputOf<'maintenance.list'>['answer']>;
type Duty = OutputOf<'duties.list'>['duties'][number];

export const ANSWER_FILTERS: readonly AnswerFilter[] = ['未答复', ...MAINTENANCE_ANSWERS];

/** Entries that have an answer. */
export function answeredCount(tally: Pick<Campaign, 'answered'>): number {
  return MAINTENANCE_ANSWERS.reduce((sum, answer) => sum + tally.answered[answer], 0);
}

export function officeLabel(office: string): string {
  return office === '' ? text.maintenance.offices.none : office;
}

/** What one shows of the list: an office (null: all), an answer (null: any), words. */
export interface CheckFilters {
  readonly office: string | null;
  readonly answer: AnswerFilter | null;
  readonly query: string;
}

export const NO_CHECK_FILTERS: CheckFilters = { office: null, answer: null, query: '' };

export function listInput(period: string, filters: CheckFilters): InputOf<'maintenance.list'> {
  return {
    period,
    ...(filters.office === null ? {} : { office: filters.office }),
    ...(filters.answer === null ? {} : { answer: filters.answer }),
    ...(filters.query.trim() === '' ? {} : { query: filters.query.trim() }),
  };
}

/** How many entries an answer filter would show in an office (null: in all). */
export function countOf(campaign: Campaign, office: string | null, answer: AnswerFilter | null): number {
  const tally = office === null ? campaign : campaign.byOffice.find((one) => one.office === office);
  if (tally === undefined) return 0;
  if (answer === null) return tally.entries;
  return answer === '未答复' ? tally.remaining : tally.answered[answer];
}

/** The duty of the period that this maintenance fulfils, with its remaining working days. */
export function dutyOf(duties: readonly Duty[], period: string, rule: Campaign['rule']): Duty | undefined {
  return duties.find(
    (duty) =>
      duty['fulfilledBy'] === 'maintenance' &&
      duty.period === period &&
      (rule === null || (duty.regulation === rule.regulation && duty.article === rule.article)),
  );
}

/** Periods before the present one that the rule asked for and that were never done, the oldest first. */
export function missedPeriods(
  duties: readonly Duty[],
  current: MaintenanceStatus['current'],
): { readonly period: string; readonly label: string }[] {
  const { rule } = current;
  if (rule === null) return [];
  return duties
    .filter(
      (duty) =>
        duty['fulfilledBy'] === 'maintenance' &&
        duty.regulation === rule.regulation &&
        duty.article === rule.article &&
        duty.remainingWorkingDays !== null &&
        duty.period !== null &&
        duty.period !== current.period,
    )
    .map((duty) => ({ period: duty.period!, label: String(duty['periodLabel'] ?? duty.period) }))
    .sort((a, b) => (a.period < b.period ? -1 : 1));
}

/** The most entries that one answer may name. */
export const MOST_NAMED = 100_000;
const PAGE = 1000;

/** Ids of every entry that the filters show; null where there are more than one answer may name, or reading failed. */
export async function allCheckedIds(period: string, filters: CheckFilters): Promise<string[] | null> {
  const ids: string[] = [];
  for (;;) {
    const outcome = await call('maintenance.list', {
      ...listInput(period, filters),
      offset: ids.length,
      limit: PAGE,
    });
    if (!outcome.ok || outcome.value.total > MOST_NAMED) return null;
    ids.push(...outcome.value.entries.map(({ id }) => id));
    if (outcome.value.entries.length < PAGE) return ids;
  }
}

/** Which entries an answer is for: named ones, or all without an answer in an office (null: anywhere). */
export type AnswerScope =
  | { readonly kind: 'entries'; readonly ids: readonly string[]; readonly name: string }
  | { readonly kind: 'rest'; readonly office: string | null };

export function scopeInput(scope: AnswerScope): Pick<InputOf<'maintenance.answer'>, 'entries' | 'office'> {
  if (scope.kind === 'entries') return { entries: [...scope.ids] };
  return scope.office === null ? { entries: 'all' } : { entries: 'all', office: scope.office };
}

export type { MaintenanceAnswer };
