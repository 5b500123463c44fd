/** Duty lists of the shipped packs and calendar, with as little said as a test needs. */
import { calendarDate } from '#app/deadlines/calendar-date';
import type { DeadlineEvent } from '#app/deadlines/deadline-event';
import { dutyList, type DutyInput } from '#app/deadlines/duties';
import type { EventRecord } from '#app/deadlines/duty-records';
import type { DutyRow } from '#app/deadlines/duty-row';
import { ruleStack } from '#app/jurisdictions/rule-stack';
import { shippedCalendar, shippedPacks } from '#tests/regulations/load-resources';

export const date = calendarDate;
export const calendar = shippedCalendar();

function stackOf(rules: string) {
  const stack = ruleStack(shippedPacks(), rules);
  if (!stack.ok) throw new Error(rules);
  return stack.value;
}

export const stacks = new Map(
  ['shaanxi-2017', 'yunnan-2017', 'xinzhou-2022', 'shenzhen-2015', 'weihai-2016', 'national-2025'].map(
    (rules) => [rules, stackOf(rules)],
  ),
);

export function input(rules: string, today: string, more: Partial<DutyInput> = {}): DutyInput {
  return {
    packs: stacks.get(rules)!,
    calendar,
    today: date(today),
    since: date('2026-01-01'),
    maintenance: [],
    reports: [],
    events: [],
    ...more,
  };
}

export function record(on: string, more: Partial<EventRecord> = {}): EventRecord {
  const event: DeadlineEvent = { on: date(on), kind: 'law-change', level: '行政法规', sharing: null };
  return { id: 'e1', about: '测试条例修订', ...event, ...more };
}

export function rowsOf(given: DutyInput, duty: string): DutyRow[] {
  return dutyList(given).duties.filter((row) => row.duty === duty);
}

export function rowOf(given: DutyInput, rules: string, duty: string): DutyRow {
  return dutyList(given).duties.find((row) => row.rules === rules && row.duty === duty)!;
}
