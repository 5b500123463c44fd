/** Duties that return with the calendar: full maintenance each quarter or year, yearly reports. */
import { dateOf, daysInMonth, type CalendarDate } from './calendar-date';
import type { MaintenanceRecord, ReportRecord } from './duty-records';
import { standingOf, type DutyRow } from './duty-row';
import { isInForce, type LimitPack, type RecurringRule } from './limit-rule';
import {
  nextPeriod,
  parsePeriod,
  periodEnd,
  periodHolds,
  periodLabel,
  periodOf,
  periodText,
  type Period,
} from './period';
import { isProvisional, lastWorkingDayUpTo, type WorkingCalendar } from './working-days';

export interface RecurringInput {
  readonly calendar: WorkingCalendar;
  readonly today: CalendarDate;
  /** The library keeps its duties from this day: periods that ended before it are not asked for. */
  readonly since: CalendarDate;
  readonly maintenance: readonly MaintenanceRecord[];
  readonly reports: readonly ReportRecord[];
}

/** The calendar date on which the duty of one period is due. */
export function recurringDue(rule: RecurringRule, period: Period): CalendarDate {
  if (rule.due.kind === 'period-end') return periodEnd(period);
  const year = period.year + rule.due.yearsLater;
  return dateOf(year, rule.due.month, Math.min(rule.due.day, daysInMonth(year, rule.due.month)));
}

function fulfilmentOf(
  pack: LimitPack,
  rule: RecurringRule,
  period: Period,
  input: RecurringInput,
): CalendarDate | null {
  const dates =
    rule.fulfilledBy === 'maintenance'
      ? input.maintenance
          .filter((record) => {
            const done = parsePeriod(record.period);
            return done !== null && periodHolds(period, done);
          })
          .map((record) => record.finishedOn)
      : input.reports
          .filter((report) => report.year === period.year && (report.rules ?? pack.id) === pack.id)
          .map((report) => report.on);
  const passed = dates.filter((date) => date <= input.today);
  return passed.length === 0 ? null : passed.reduce((first, date) => (date < first ? date : first));
}

function recurringRow(pack: LimitPack, rule: RecurringRule, period: Period, input: RecurringInput): DutyRow {
  const { calendar, today } = input;
  const due = recurringDue(rule, period);
  const fulfilled = fulfilmentOf(pack, rule, period, input);
  const standing = standingOf(calendar, today, due, fulfilled, rule.dueSoonWorkingDays);
  const last = lastWorkingDayUpTo(calendar, due);
  const notes = rule.note === undefined ? [] : [rule.note];
  if (fulfilled === null && last.date !== due) {
    notes.push(`${due}不是工作日，此前最后一个工作日为${last.date}`);
  }
  return {
    duty: rule.id,
    label: rule.label,
    rules: pack.id,
    regulation: pack.name,
    article: rule.article,
    quote: rule.quote,
    party: rule.party,
    period: periodText(period),
    periodLabel: periodLabel(period),
    due,
    ...standing,
    provisional: fulfilled === null && (last.provisional || isProvisional(calendar, due)),
    subject: `${rule.label}（${periodLabel(period)}）`,
    fulfilledBy: rule.fulfilledBy,
    event: null,
    from: null,
    countedFrom: null,
    workingDays: null,
    counted: [],
    baseDue: due,
    extendedDue: null,
    sharing: null,
    lastWorkingDay: last.date,
    fulfilledOn: fulfilled,
    submittedOn: null,
    publishedOn: null,
    drives: false,
    notes,
  };
}

/**
 * Every period from the first one that was still due on `since` up to the one that holds today; a pack asks only for
 * periods that end while it is in force.
 */
export function recurringDuties(packs: readonly LimitPack[], input: RecurringInput): DutyRow[] {
  const rows: DutyRow[] = [];
  for (const pack of packs) {
    for (const rule of pack.recurring) {
      const current = periodOf(input.today, rule.every);
      let period = periodOf(input.since, rule.every);
      // A yearly report of last year may still be due when the library begins.
      const previous = { ...period, year: period.year - 1 };
      if (rule.due.kind === 'month-day' && recurringDue(rule, previous) >= input.since) period = previous;
      for (; periodEnd(period) <= periodEnd(current); period = nextPeriod(period)) {
        const due = recurringDue(rule, period);
        if (isInForce(pack, periodEnd(period)) && isInForce(pack, due)) {
          rows.push(recurringRow(pack, rule, period, input));
        }
      }
    }
  }
  return rows;
}
