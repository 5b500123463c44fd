/** What the answer of a dry run says, in the figures and lines that the screen shows. */
import { ENTRY_FIELDS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import { isRolledUp } from '#app/catalogue/set-field';
import type { OutputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

export type ImportResult = OutputOf<'workbook.import'>;
export type ImportRow = ImportResult['rows'][number];
export type ImportProblem = ImportResult['problems'][number];
export type ImportDifference = ImportResult['differences'][number];
export type ImportColumn = ImportResult['columns'][number];
export type RowResult = ImportRow['result'];

export const ROW_RESULTS: readonly RowResult[] = ['created', 'updated', 'unchanged', 'failed'];

const words = text.exchange.columns;

export interface ColumnMeaning {
  readonly level: keyof typeof words.levels;
  /** The field's label, or the column's own header where it is kept as it is. */
  readonly label: string;
  readonly ground: 'exact' | 'near' | 'extra' | 'none';
}

const labelOf = (fields: object, key: string): string =>
  (fields as Readonly<Record<string, { readonly label: string } | undefined>>)[key]?.label ?? key;

/** What a column was recognised as; its target reads `entry.name`, `item.type`, `id.entry`, `extra.备注` or ''. */
export function columnMeaning({
  target,
  confidence,
}: Pick<ImportColumn, 'target' | 'confidence'>): ColumnMeaning {
  const dot = target.indexOf('.');
  const level = target.slice(0, Math.max(0, dot));
  const key = target.slice(dot + 1);
  const ground = confidence >= 1 ? 'exact' : 'near';
  switch (level) {
    case 'entry':
      return { level, label: labelOf(ENTRY_FIELDS, key), ground };
    case 'item':
      return { level, label: labelOf(ITEM_FIELDS, key), ground };
    case 'id':
      return { level, label: words.ids[key] ?? key, ground: 'exact' };
    case 'extra':
      return { level, label: key, ground: 'extra' };
    default:
      return { level: 'none', label: '', ground: 'none' };
  }
}

export interface SheetSpan {
  readonly sheet: string;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
}

/** The sheets that were read, each with its first and last row of data. */
export function sheetSpans(rows: readonly ImportRow[]): SheetSpan[] {
  const spans = new Map<string, { first: number; last: number; rows: number }>();
  for (const { sheet, row } of rows) {
    const span = spans.get(sheet) ?? { first: row, last: row, rows: 0 };
    span.first = Math.min(span.first, row);
    span.last = Math.max(span.last, row);
    span.rows += 1;
    spans.set(sheet, span);
  }
  return [...spans].map(([sheet, span]) => ({ sheet, ...span }));
}

export interface ImportFacts {
  /** Rows of each result. */
  readonly rows: Readonly<Record<RowResult, number>>;
  readonly differences: ReadonlyMap<string, ImportDifference>;
  /** Entries that lose something: content cleared, items removed. */
  readonly losing: ReadonlySet<string>;
  readonly problemsAt: ReadonlyMap<string, readonly ImportProblem[]>;
  /** Rows of each entry, as places. */
  readonly placesOf: ReadonlyMap<string, readonly string[]>;
}

export const placeOf = (sheet: string, row: number): string => `${sheet}!${row}`;

const rowOf = (cell: string): number => Number(/\d+$/.exec(cell)?.[0] ?? 0);

function pushTo<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

export function importFacts(result: ImportResult): ImportFacts {
  const rows = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const placesOf = new Map<string, string[]>();
  for (const { result: kind, entry, sheet, row } of result.rows) {
    rows[kind] += 1;
    if (entry) pushTo(placesOf, entry.id, placeOf(sheet, row));
  }
  const problemsAt = new Map<string, ImportProblem[]>();
  for (const problem of result.problems)
    pushTo(problemsAt, placeOf(problem.sheet, rowOf(problem.cell)), problem);

  const losing = new Set<string>();
  for (const { entry } of [...result.cleared, ...result.removed]) losing.add(entry.id);
  const differences = new Map(result.differences.map((difference) => [difference.entry.id, difference]));
  return { rows, differences, losing, problemsAt, placesOf };
}

/** Whether a row has anything to be written that one may leave out. */
export function isChoosable({ result }: ImportRow): boolean {
  return result === 'created' || result === 'updated';
}

/** What the choice of rows comes to: entries with a row that is written, and those left out whole. */
export function choiceCounts(
  result: ImportResult,
  left: ReadonlySet<string>,
): {
  readonly created: number;
  readonly updated: number;
  readonly leftEntries: number;
  readonly leftRows: number;
} {
  const { created, updated } = result.entries;
  if (left.size === 0) return { created, updated, leftEntries: 0, leftRows: 0 };
  const all = { created: new Set<string>(), updated: new Set<string>() };
  const kept = new Set<string>();
  let leftRows = 0;
  for (const row of result.rows) {
    if (!isChoosable(row) || !row.entry) continue;
    all[row.result as 'created' | 'updated'].add(row.entry.id);
    if (left.has(placeOf(row.sheet, row.row))) leftRows += 1;
    else kept.add(row.entry.id);
  }
  const gone = (of: ReadonlySet<string>): number => [...of].filter((id) => !kept.has(id)).length;
  const [goneCreated, goneUpdated] = [gone(all.created), gone(all.updated)];
  return {
    created: created - goneCreated,
    updated: updated - goneUpdated,
    leftEntries: goneCreated + goneUpdated,
    leftRows,
  };
}

/** `left` with these places added or taken away. */
export function withChoice(
  left: ReadonlySet<string>,
  places: readonly string[],
  written: boolean,
): ReadonlySet<string> {
  const next = new Set(left);
  for (const place of places) {
    if (written) next.delete(place);
    else next.add(place);
  }
  return next;
}

/** Problems of a row: of its whole entry, or of the row alone where no entry came of it. */
export function problemsOfRow(facts: ImportFacts, row: ImportRow): readonly ImportProblem[] {
  const places = row.entry ? (facts.placesOf.get(row.entry.id) ?? []) : [placeOf(row.sheet, row.row)];
  return places.flatMap((place) => facts.problemsAt.get(place) ?? []);
}

/** Required fields (keys of the field table) without a column in the sheet. */
export function missingColumns(columns: readonly ImportColumn[], required: readonly string[]): string[] {
  const present = new Set(columns.map((column) => column.target));
  const fromSettings = new Set(['provider', 'providerCode']);
  return required.filter(
    (key) =>
      key in ENTRY_FIELDS &&
      !fromSettings.has(key) &&
      !present.has(`entry.${key}`) &&
      // What every item says the entry says too.
      !(isRolledUp(key) && present.has(`item.${key}`)),
  );
}
