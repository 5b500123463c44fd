/** What the conditions of the entry list mean where it takes more than the entries to say: limits, elements. */
import type { DueFilter } from '#app/contract/list-filter';
import { dutyList } from '#app/deadlines/duties';
import type { DutyStatus } from '#app/deadlines/duty-row';
import { elementNeeds, type ElementKey } from '#app/jurisdictions/elements';
import { changedBy } from '#app/storage/change-store';
import { lacking } from '#app/storage/completeness';
import { dueByCycle } from '#app/storage/data-update-store';
import type { ListQuery, SqlCondition } from '#app/storage/entry-list';
import { concernedBy } from '#app/storage/event-entry-store';
import { calendarOf } from './calendar-operations';
import { cycleLimits } from './data-update-operations';
import { dutyInput } from './duty-input';
import { stackInForce, type Workspace } from './workspace';

type Asked = Omit<ListQuery, 'also'> & {
  readonly lacking?: ElementKey | undefined;
  readonly due?: DueFilter | undefined;
  readonly changeSet?: number | undefined;
};

const NOBODY: SqlCondition = { sql: 'false', values: [] };

/** The query of the storage for the conditions as a caller names them. */
export async function listQuery(workspace: Workspace, asked: Asked): Promise<ListQuery> {
  const { lacking: element, due, changeSet, ...query } = asked;
  const also: SqlCondition[] = [];
  if (element !== undefined) {
    const need = elementNeeds(stackInForce(workspace)).find(({ key }) => key === element);
    also.push(need ? lacking(need) : NOBODY);
  }
  if (due !== undefined) also.push(await dueCondition(workspace, due));
  if (changeSet !== undefined) also.push(changedBy(changeSet));
  return { ...query, also };
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
