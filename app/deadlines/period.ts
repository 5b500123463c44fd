/** Calendar periods: '2026-Q4' (每季度 = calendar quarter) and '2026' (每年 = calendar year). */
import { dateOf, daysInMonth, partsOf, type CalendarDate } from './calendar-date';

export const PERIOD_LENGTHS = ['quarter', 'year'] as const;
export type PeriodLength = (typeof PERIOD_LENGTHS)[number];

export interface Period {
  readonly year: number;
  /** 1 to 4, or null for the whole year. */
  readonly quarter: 1 | 2 | 3 | 4 | null;
}

const FORM = /^(\d{4})(?:-Q([1-4]))?$/;
const QUARTER_LABELS = ['一', '二', '三', '四'];

export function periodOf(date: CalendarDate, length: PeriodLength): Period {
  const { year, month } = partsOf(date);
  return { year, quarter: length === 'year' ? null : (Math.ceil(month / 3) as 1 | 2 | 3 | 4) };
}

/** Reads '2026-Q4' or '2026'; null for anything else. */
export function parsePeriod(text: string): Period | null {
  const parts = FORM.exec(text);
  if (!parts) return null;
  return { year: Number(parts[1]), quarter: parts[2] ? (Number(parts[2]) as 1 | 2 | 3 | 4) : null };
}

export function periodText(period: Period): string {
  return period.quarter === null ? String(period.year) : `${period.year}-Q${period.quarter}`;
}

/** For clerks: 2026年第四季度, 2026年. */
export function periodLabel(period: Period): string {
  return period.quarter === null
    ? `${period.year}年`
    : `${period.year}年第${QUARTER_LABELS[period.quarter - 1]}季度`;
}

export function periodStart(period: Period): CalendarDate {
  return dateOf(period.year, period.quarter === null ? 1 : period.quarter * 3 - 2, 1);
}

export function periodEnd(period: Period): CalendarDate {
  const month = period.quarter === null ? 12 : period.quarter * 3;
  return dateOf(period.year, month, daysInMonth(period.year, month));
}

export function nextPeriod(period: Period): Period {
  if (period.quarter === null) return { year: period.year + 1, quarter: null };
  return period.quarter === 4
    ? { year: period.year + 1, quarter: 1 }
    : { year: period.year, quarter: (period.quarter + 1) as 2 | 3 | 4 };
}

/** Whether `outer` is `inner` or a whole year that holds it: a quarter's maintenance is also one of that year. */
export function periodHolds(outer: Period, inner: Period): boolean {
  return outer.year === inner.year && (outer.quarter === null || outer.quarter === inner.quarter);
}
