/**
 * A record book (台账) that a text makes somebody keep. One definition drives the list, the form, the printed table and
 * the workbook; where its rows start clocks, it also says which columns hold the dates.
 */
import { EVENT_KIND_LABELS, type EventKind } from '#app/deadlines/deadline-event';
import type { LedgerClock, LedgerRule } from './ledger-rule-schema';

export type { LedgerClock, LedgerRule } from './ledger-rule-schema';

export interface LedgerColumn {
  /** What the column is called on screen, on paper and in stored rows. */
  readonly label: string;
  readonly kind: 'text' | 'long-text' | 'choice' | 'date' | 'number';
  readonly values: readonly string[];
  readonly required: boolean;
  readonly help: string;
  readonly when: { readonly column: string; readonly is: readonly string[] } | null;
}

export function ledgerColumns(ledger: LedgerRule): LedgerColumn[] {
  return ledger.columns.map((column) =>
    typeof column === 'string'
      ? { label: column, kind: 'text', values: [], required: false, help: '', when: null }
      : {
          label: column.label,
          kind: column.kind,
          values: column.values ?? [],
          required: column.required ?? false,
          help: column.help ?? '',
          when: column.when ?? null,
        },
  );
}

/** Whether a column is asked for in a row with these values. */
export function isAskedFor(
  when: LedgerColumn['when'] | undefined,
  values: Readonly<Record<string, string>>,
): boolean {
  return !when || when.is.includes(values[when.column] ?? '');
}

/** The kind of event that a row with these values starts, or null while the row does not say. */
export function kindOfRow(clock: LedgerClock, values: Readonly<Record<string, string>>): EventKind | null {
  if (clock.kindColumn === undefined) return clock.kinds[0]!;
  const said = values[clock.kindColumn];
  return clock.kinds.find((kind) => EVENT_KIND_LABELS[kind] === said) ?? null;
}

/** What a shape cannot say: columns that a clock or a condition names and that are not there or hold something else. */
export function ledgerProblems(ledger: LedgerRule): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const columns = new Map<string, LedgerColumn>();
  ledgerColumns(ledger).forEach((column, index) => {
    const path = `columns[${index}]`;
    if (columns.has(column.label)) problems.push({ path, message: `${column.label} is used twice` });
    if ((column.kind === 'choice') !== column.values.length > 0) {
      problems.push({ path, message: 'a choice, and nothing else, has values' });
    }
    columns.set(column.label, column);
  });
  const needs = (path: string, name: string | undefined, kind?: LedgerColumn['kind']): void => {
    if (name === undefined) return;
    const column = columns.get(name);
    if (!column) problems.push({ path, message: `no column ${name}` });
    else if (kind && column.kind !== kind) problems.push({ path, message: `${name} is not of kind ${kind}` });
  };
  for (const column of columns.values()) needs(column.label, column.when?.column);
  (ledger.clocks ?? []).forEach((clock, index) => {
    const path = `clocks[${index}]`;
    needs(`${path}.on`, clock.on, 'date');
    needs(`${path}.kindColumn`, clock.kindColumn, 'choice');
    if (clock.kinds.length > 1 && clock.kindColumn === undefined) {
      problems.push({ path, message: 'several kinds need a kindColumn' });
    }
    clock.about.forEach((name) => needs(`${path}.about`, name));
    clock.acts.forEach(({ column }) => needs(`${path}.acts`, column, 'date'));
    needs(`${path}.level`, clock.level);
    needs(`${path}.sharing`, clock.sharing, 'choice');
    needs(`${path}.statedDue`, clock.statedDue, 'date');
    needs(`${path}.when`, clock.when?.column);
    needs(`${path}.extension`, clock.extension?.consentedOn, 'date');
    needs(`${path}.extension`, clock.extension?.documentNumber);
    needs(`${path}.extension`, clock.extension?.workingDays, 'number');
    needs(`${path}.extension`, clock.extension?.notifiedOn, 'date');
  });
  return problems;
}
