/** Placing what is wrong with a sheet at its cells: what the reader met, and what the check of the law finds. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput } from '#app/contract/calls';
import { checkCatalogue } from '#app/jurisdictions/check-catalogue';
import type { Finding } from '#app/jurisdictions/finding';
import { columnFor, type SheetEntry, type WorkbookReading } from '#app/documents/sheet-entry';
import { checkContext } from './check-operations';
import type { Workspace } from './workspace';

type Problem = CallOutput<'workbook.import'>['problems'][number];

export interface PlacedEntry {
  readonly entry: CatalogueEntry;
  readonly sheetEntry: SheetEntry;
  /** Ids of the items in the order of `sheetEntry.items`. */
  readonly itemIds: readonly string[];
}

/** The field whose cell a failed row is marked at; the name's where nothing else is meant. */
const FIELD_OF_FAILURE: Readonly<Record<string, string>> = {
  'row-code-differs': 'code',
  'id-mismatch': 'code',
};

export function problemsOfReading(reading: WorkbookReading): Problem[] {
  const failures = reading.failedRows.map((row) => ({
    sheet: row.sheet,
    cell: `${columnFor(reading, row.sheet, 'entry', FIELD_OF_FAILURE[row.code] ?? 'name') ?? 'A'}${row.row}`,
    rule: row.code,
    code: row.code,
    severity: 'failed' as const,
    message: row.reason,
  }));
  const cells = reading.problems.map(({ row: _row, ...problem }) => ({
    ...problem,
    severity: 'warning' as const,
  }));
  return [...failures, ...cells];
}

/** The findings of the sheet's entries, checked together, each at the cell it is about. */
export function importProblems(
  workspace: Workspace,
  reading: WorkbookReading,
  placed: readonly PlacedEntry[],
): Problem[] {
  const byId = new Map(placed.map((one) => [one.entry.id, one]));
  const findings = checkCatalogue(
    placed.map(({ entry }) => entry),
    checkContext(workspace),
  );
  return findings.flatMap((finding) => {
    const one = byId.get(finding.entry.id);
    return one ? [problemOf(reading, one, finding)] : [];
  });
}

function problemOf(
  reading: WorkbookReading,
  { sheetEntry, itemIds }: PlacedEntry,
  finding: Finding,
): Problem {
  const item = finding.item ? sheetEntry.items[itemIds.indexOf(finding.item.id)] : undefined;
  const level = finding.item ? 'item' : 'entry';
  const column =
    columnFor(reading, sheetEntry.sheet, level, finding.field) ??
    columnFor(reading, sheetEntry.sheet, 'entry', standIn(finding.field)) ??
    columnFor(reading, sheetEntry.sheet, 'entry', 'name') ??
    'A';
  const row = item?.row ?? sheetEntry.rows[0] ?? 1;
  const { regulation, article } = finding.citation;
  return {
    sheet: sheetEntry.sheet,
    cell: `${column}${row}`,
    rule: finding.rule,
    article: `${regulation}${article}`,
    code: finding.rule,
    severity: finding.severity,
    message: `${finding.message}。${finding.fix}`.replace(/。。/g, '。'),
  };
}

/** Templates without a column of their own for these state them under 共享条件. */
function standIn(field: string): string {
  return ['sharingScope', 'sharingPurpose', 'refusalReason', 'refusalBasis'].includes(field)
    ? 'sharingCondition'
    : field;
}
