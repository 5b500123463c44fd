/** Placing what is wrong with a sheet at its cells: what the reader met, and what the check of the law finds. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { checkAcross, createCatalogueIndex, setEntry } from '#app/jurisdictions/check-catalogue';
import { checkEntry } from '#app/jurisdictions/check-entry';
import type { Finding } from '#app/jurisdictions/finding';
import { columnFor, type SheetEntry, type WorkbookReading } from '#app/documents/sheet-entry';
import { checkContext } from './check-operations';
import type { CallContext } from './host';
import type { Workspace } from './workspace';

type Problem = CallOutput<'workbook.import'>['problems'][number];

export interface PlacedEntry {
  readonly entry: CatalogueEntry;
  readonly sheetEntry: SheetEntry;
  /** Ids of the items in the order of `sheetEntry.items`. */
  readonly itemIds: readonly string[];
}

export function problemsOfReading(reading: WorkbookReading): Problem[] {
  const failures = reading.failedRows.map(({ sheet, cell, code, reason }) => ({
    sheet,
    cell,
    rule: code,
    code,
    severity: 'failed' as const,
    message: reason,
  }));
  const cells = reading.problems.map(({ row: _row, ...problem }) => ({
    ...problem,
    severity: 'warning' as const,
  }));
  return [...failures, ...cells];
}

export interface PlacedFindings {
  /** What is found in each entry by itself. */
  readonly own: ReadonlyMap<string, readonly Finding[]>;
  /** The same, and what shows only when the sheet's entries are compared with each other. */
  readonly all: readonly Finding[];
}

const PAUSE_EVERY = 200;

/** Checks the sheet's entries, each by itself and against each other. Rejects with `cancelled`. */
export async function checkPlaced(
  workspace: Workspace,
  placed: readonly PlacedEntry[],
  { signal, progress }: CallContext,
): Promise<PlacedFindings> {
  const context = checkContext(workspace);
  const index = createCatalogueIndex();
  const own = new Map<string, readonly Finding[]>();
  for (const { entry } of placed) {
    setEntry(index, entry);
    own.set(entry.id, checkEntry(entry, context));
    if (own.size % PAUSE_EVERY !== 0) continue;
    if (signal.aborted) throw new FailureError('cancelled');
    progress(own.size, placed.length, '校验信息资源');
    await new Promise((resolve) => setImmediate(resolve));
  }
  const across = new Map<string, Finding[]>();
  for (const finding of checkAcross(index, context)) {
    const found = across.get(finding.entry.id);
    if (found) found.push(finding);
    else across.set(finding.entry.id, [finding]);
  }
  const all = placed.flatMap(({ entry }) => [...own.get(entry.id)!, ...(across.get(entry.id) ?? [])]);
  return { own, all };
}

/** Each finding at the cell it is about. */
export function problemsOfFindings(
  reading: WorkbookReading,
  placed: readonly PlacedEntry[],
  findings: readonly Finding[],
): Problem[] {
  const byId = new Map(placed.map((one) => [one.entry.id, one]));
  return findings.map((finding) => problemOf(reading, byId.get(finding.entry.id)!, finding));
}

function problemOf(
  reading: WorkbookReading,
  { sheetEntry, itemIds }: PlacedEntry,
  finding: Finding,
): Problem {
  const item = finding.item ? sheetEntry.items[itemIds.indexOf(finding.item.id)] : undefined;
  const sheet = item?.sheet ?? sheetEntry.sheet;
  const column =
    columnFor(reading, sheet, finding.item ? 'item' : 'entry', finding.field) ??
    columnFor(reading, sheet, 'entry', 'name') ??
    'A';
  const row = item?.row ?? sheetEntry.rows[0] ?? 1;
  const { regulation, article } = finding.citation;
  return {
    sheet,
    cell: `${column}${row}`,
    rule: finding.rule,
    article: `${regulation}${article}`,
    citation: { ...finding.citation },
    code: finding.rule,
    severity: finding.severity,
    message: `${finding.message}。${finding.fix}`.replace(/。。/g, '。'),
  };
}
