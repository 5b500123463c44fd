/** What the conditions of the entry list mean where it takes more than the entries to say: limits, elements. */
import type { ReviewStepName } from '#app/contract/calls';
import { dutyList } from '#app/deadlines/duties';
import type { DutyStatus } from '#app/deadlines/duty-row';
import { waitingFor } from '#app/review/review-steps';
import { elementNeeds, type ElementKey } from '#app/jurisdictions/elements';
import { changedBy } from '#app/storage/change-store';
import { lacking } from '#app/storage/completeness';
import { dueByCycle } from '#app/storage/data-update-store';
import type { ListQuery, SqlCondition } from '#app/storage/entry-list';
import { concernedBy } from '#app/storage/event-entry-store';
import { takenInRound } from '#app/storage/review-store';
import { calendarOf } from './calendar-operations';
import { cycleLimits } from './data-update-operations';
import { dutyInput } from './duty-input';
import { stackInForce, stepsToTake, type Workspace } from './workspace';
import type { EntryState } from '#app/contract/entry-states';
import type { DueFilter } from '#app/contract/due-filters';

type Asked = Omit<ListQuery, 'also'> & {
  readonly lacking?: ElementKey | undefined;
  readonly due?: DueFilter | undefined;
  readonly changeSet?: number | undefined;
  readonly waitsFor?: ReviewStepName | undefined;
};

const NOBODY: SqlCondition = { sql: 'false', values: [] };

/** The query of the storage for the conditions as a caller names them. */
export async function listQuery(workspace: Workspace, asked: Asked): Promise<ListQuery> {
  const { lacking: element, due, changeSet, waitsFor, ...query } = asked;
  const also: SqlCondition[] = [];
  if (element !== undefined) {
    const need = elementNeeds(stackInForce(workspace)).find(({ key }) => key === element);
    also.push(need ? lacking(need) : NOBODY);
  }
  if (due !== undefined) also.push(await dueCondition(workspace, due));
  if (changeSet !== undefined) also.push(changedBy(changeSet));
  if (waitsFor === undefined) return { ...query, also };
  const waiting = waitingQuery(waitsFor, stepsToTake(workspace));
  return { ...query, states: waiting.states, also: [...also, ...waiting.also] };
}

/** Entries for which a review step comes next. */
export function waitingQuery(
  step: ReviewStepName,
  demanded: ReadonlySet<ReviewStepName>,
): { readonly states: readonly EntryState[]; readonly also: readonly SqlCondition[] } {
  const { states, having, lacking: untaken } = waitingFor(step, demanded);
  const also: SqlCondition[] = [];
  if (having !== null) also.push(takenInRound(having, true));
  if (untaken !== null) also.push(takenInRound(untaken, false));
  return { states, also };
}

const STATUSES: Readonly<Record<DueFilter, readonly DutyStatus[]>> = {
  overdue: ['overdue'],
  'due-soon': ['due-soon'],
  any: ['overdue', 'due-soon', 'ok'],
};

/** Entries named by an event (or returned by 补正 notice) whose limit is open, or counted by their own 更新周期. */
async function dueCondition(workspace: Workspace, due: DueFilter): Promise<SqlCondition> {
  const calendar = await calendarOf(workspace);
  const { duties } = dutyList(await dutyInput(workspace, calendar));
  const events = new Set<string>();
  for (const { event, party, status } of duties) {
    if (event !== null && party !== 'A' && STATUSES[due].includes(status)) events.add(event);
  }
  const parts = [concernedBy([...events]), dueByCycle(cycleLimits(workspace, calendar), STATUSES[due])];
  return { sql: parts.map(({ sql }) => sql).join(' OR '), values: parts.flatMap(({ values }) => values) };
}
