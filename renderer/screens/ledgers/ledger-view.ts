/** A record book as the screens show it. */
import type { ReportKind } from '#app/contract/report-kinds';
import { isAskedFor } from '#app/jurisdictions/ledger-rule';
import type { OutputOf } from '#renderer/call';

export type Ledger = OutputOf<'ledger.list'>['ledgers'][number];
export type LedgerColumn = Ledger['columns'][number];
export type LedgerRow = OutputOf<'ledger.rows'>['rows'][number];
export type LedgerDuty = LedgerRow['duties'][number];
export type RowValues = Readonly<Record<string, string>>;

/** Papers that are made for one row of a record book, by the book's name within its rules. */
const ROW_PAPERS: Readonly<Record<string, readonly ReportKind[]>> = {
  applications: ['notice', 'reply'],
  doubts: ['correction'],
  rectifications: ['rectification'],
};
/** Papers of a book as a whole. */
const BOOK_PAPERS: Readonly<Record<string, readonly ReportKind[]>> = {
  'catalogue-updates': ['register'],
  'staff-filing': ['staff', 'handover'],
};

/** A book is named `rules/book`: `national-2025/applications`. */
const bookOf = (ledger: Ledger): string => ledger.ledger.slice(ledger.ledger.indexOf('/') + 1);

export function rowPapers(ledger: Ledger): readonly ReportKind[] {
  return ROW_PAPERS[bookOf(ledger)] ?? [];
}

export function bookPapers(ledger: Ledger): readonly ReportKind[] {
  return BOOK_PAPERS[bookOf(ledger)] ?? [];
}

/** Columns that a row with these values asks for. */
export function askedColumns(ledger: Ledger, values: RowValues): LedgerColumn[] {
  return ledger.columns.filter((column) => isAskedFor(column.when, values));
}

/** Labels of required columns that are still empty. */
export function missingColumns(ledger: Ledger, values: RowValues): string[] {
  return askedColumns(ledger, values)
    .filter((column) => column.required && (values[column.label] ?? '').trim() === '')
    .map((column) => column.label);
}

/** What a row is called: the first filled columns of words. */
export function rowName(ledger: Ledger, row: LedgerRow): string {
  const words = ledger.columns
    .filter((column) => column.kind === 'text' || column.kind === 'long-text')
    .map((column) => row.values[column.label] ?? '')
    .filter((value) => value !== '');
  return words.slice(0, 2).join('，') || row.id;
}

/** The department's own limits first, open ones before those fulfilled, each by due date. */
export function sortedDuties(duties: readonly LedgerDuty[]): LedgerDuty[] {
  const rank = (duty: LedgerDuty): number => (duty.party === 'P' ? 0 : 2) + (isOpen(duty) ? 0 : 1);
  return [...duties].sort((a, b) => rank(a) - rank(b) || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

export function isOpen(duty: LedgerDuty): boolean {
  return duty.remainingWorkingDays !== null;
}

/** Values that differ from what was stored; a column that is no longer asked for is emptied by the program. */
export function changedValues(ledger: Ledger, before: RowValues, now: RowValues): Record<string, string> {
  return Object.fromEntries(
    askedColumns(ledger, now)
      .map(({ label }) => [label, (now[label] ?? '').trim()] as const)
      .filter(([label, value]) => value !== (before[label] ?? '')),
  );
}

const WIDTHS = { text: 150, 'long-text': 220, choice: 104, date: 104, number: 84 } as const;

/** Pixels for a column: wide enough for its head, and for what is usually in it. */
export function columnWidth(column: LedgerColumn): number {
  return Math.max(WIDTHS[column.kind], column.label.length * 14 + 20);
}
