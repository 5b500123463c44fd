/** From the rows of a recognised sheet to resources with their information items. */
import { ENTRY_FIELDS, ITEM_FIELDS, ROLLED_UP_KEYS, type EntryFieldKey } from '#app/catalogue/entry-fields';
import { LONGEST_TEXT } from '#app/catalogue/entry';
import { dataRows } from './data-rows';
import type { ChoiceReader } from '#app/catalogue/field-values';
import { groupRows, type RowGroup } from './group-rows';
import { itemRows, itemValues, type ItemRow } from './item-rows';
import type { RecognisedSheet } from './recognise-sheet';
import { entryColumn } from './sheet-columns';
import { sheetContext, type DataRow, type SheetContext } from './sheet-context';
import type { CellProblem, FailedRow, SheetEntry } from './sheet-entry';
import type { UnknownValues } from './unknown-values';

export interface SheetResult {
  readonly entries: SheetEntry[];
  readonly failedRows: FailedRow[];
  readonly problems: CellProblem[];
  readonly rowCount: number;
}

type EntryValues = Partial<Record<EntryFieldKey, string>>;

const LONGEST_ID = 64;

/** A row without name and code that says something else here speaks of another resource than the row above. */
const TELLING: readonly EntryFieldKey[] = ['provider', 'office', 'providerCode', 'summary'];

export function readSheetEntries(
  recognised: RecognisedSheet,
  choices: ChoiceReader,
  unknown: UnknownValues,
): SheetResult {
  const context = sheetContext(recognised, choices, unknown);
  const { columns, failedRows, problems, trimmed } = context;
  const { rows, rowCount } = dataRows(context);
  const telling = columns.entry.filter(({ key }) => TELLING.includes(key));
  const grouping = groupRows(rows, (row, first) =>
    telling.some(({ index }) => {
      const text = trimmed(row.raw, index);
      return text !== '' && text !== trimmed(first.raw, index);
    }),
  );
  const [nameColumn, codeColumn] = [entryColumn(columns, 'name'), entryColumn(columns, 'code')];
  for (const { row, code, reason, related } of grouping.failures) {
    const column = code === 'row-code-differs' ? codeColumn : nameColumn;
    context.fail(row, column, code, reason, related);
  }
  for (const row of grouping.codeDiffers) {
    const message = '与上一条信息资源的名称、提供方、内部部门相同而代码不同，请核对是否为同一条';
    context.problem(row, codeColumn, 'row-code-differs', message);
  }
  const entries: SheetEntry[] = [];
  for (const group of grouping.groups) {
    const entry = readEntry(context, group);
    if (entry) entries.push(entry);
  }
  failedRows.sort((a, b) => a.row - b.row);
  problems.sort((a, b) => a.row - b.row);
  return { entries, failedRows, problems, rowCount };
}

function readEntry(context: SheetContext, group: RowGroup<DataRow>): SheetEntry | null {
  const { columns, trimmed } = context;
  const numbers = group.rows.map((row) => row.number);
  const failed = new Set<number>();
  const failRow = (row: DataRow, column: number, code: string, reason: string): void => {
    if (failed.has(row.number)) return;
    failed.add(row.number);
    context.fail(row.number, column, code, reason, numbers);
  };
  const unsound = new Set<number>();
  for (const row of group.rows) {
    const long = tooLong(context, row);
    if (!long) continue;
    failRow(row, long.column, 'text-too-long', long.reason);
    if (long.ofEntry) unsound.add(row.number);
  }
  // The resource itself is read from rows whose own cells are sound.
  const sound = group.rows.filter((row) => !unsound.has(row.number));
  const head = sound.find((row) => row.name !== '' || row.code !== '' || row.entryId !== '');
  if (!head || sound.every((row) => failed.has(row.number))) {
    for (const row of group.rows) {
      failRow(
        row,
        entryColumn(columns, 'name'),
        'row-above-failed',
        '所属信息资源的其他行未能导入，本行一并退回',
      );
    }
    return null;
  }
  const fields = entryValues(context, group, sound);
  const items = itemRows(context, group, sound, failed, failRow);
  if (items.length === 0) valuesWithoutItems(context, sound, failed, fields);
  const extra = extraValues(context, group, sound, items);
  const path = columns.categories.map(({ index }) => trimmed(head.raw, index));
  columns.categories.forEach(({ label }, i) => {
    extra[label] = path[i]!;
  });
  return {
    sheet: context.recognised.sheet.name,
    rows: numbers.filter((number) => !failed.has(number)),
    entryId: group.entryId,
    fields,
    extra,
    items: items.map(({ item }) => item),
    incomplete: group.incomplete || failed.size > 0,
    ...(path.length > 0 ? { categoryPath: path.filter((name) => name !== '') } : {}),
  };
}

interface LongText {
  readonly reason: string;
  readonly column: number;
  readonly ofEntry: boolean;
}

function tooLong(context: SheetContext, row: DataRow): LongText | null {
  const { columns, recognised } = context;
  const over = (index: number, limit: number, ofEntry: boolean): LongText | null => {
    const { length } = context.cell(row.raw, index);
    if (index < 0 || length <= limit) return null;
    const { header, letter } = recognised.columns[index]!;
    return {
      reason: `${letter}列${header === '' ? '' : `“${header}”`}有${length}个字符，超过${limit}个`,
      column: index,
      ofEntry,
    };
  };
  for (const { index, key } of columns.entry) {
    const long = over(index, ENTRY_FIELDS[key].limit, true);
    if (long) return long;
  }
  for (const { index, key } of columns.item) {
    const long = over(index, ITEM_FIELDS[key].limit, false);
    if (long) return long;
  }
  for (const { index, of } of columns.extras) {
    const long = over(index, LONGEST_TEXT, of === 'entry');
    if (long) return long;
  }
  return over(columns.entryId, LONGEST_ID, true) ?? over(columns.itemId, LONGEST_ID, false);
}

function entryValues(context: SheetContext, group: RowGroup<DataRow>, rows: readonly DataRow[]): EntryValues {
  const fields: EntryValues = {};
  for (const { index, key } of context.columns.entry) {
    const definition = ENTRY_FIELDS[key];
    const settled = key === 'name' || key === 'code' ? group[key] : null;
    let value = '';
    let from = 0;
    for (const row of rows) {
      const given = context.entryValue(row.raw, index, key);
      if (given.trim() === '') continue;
      // Name and code are what most rows say; rows that say otherwise have failed.
      if (from === 0 && (settled === null || given.trim() === settled)) {
        value = given;
        from = row.number;
      } else if (settled === null && given !== value) {
        const message = `同一信息资源各行的“${definition.label}”应当一致，按第${from}行的内容导入`;
        context.problem(row.number, index, 'row-value-differs', message);
      }
    }
    fields[key] = value;
  }
  return fields;
}

/** A resource without items (an unstructured file, say) says of itself what else its items would say. */
function valuesWithoutItems(
  context: SheetContext,
  rows: readonly DataRow[],
  failed: ReadonlySet<number>,
  fields: EntryValues,
): void {
  const row = rows.find((candidate) => !failed.has(candidate.number));
  if (!row) return;
  const values = itemValues(context, row);
  for (const key of ROLLED_UP_KEYS) {
    const value = values[key];
    if (value !== undefined && fields[key] === undefined) fields[key] = value;
  }
}

/** Own columns: fills the items' `extra` and answers the resource's. */
function extraValues(
  context: SheetContext,
  group: RowGroup<DataRow>,
  rows: readonly DataRow[],
  items: readonly ItemRow[],
): Record<string, string> {
  const extra: Record<string, string> = {};
  const value = (row: DataRow, index: number): string => {
    const text = context.cell(row.raw, index);
    return context.values.exact ? text : text.trim();
  };
  for (const { index, label, of } of context.columns.extras) {
    const values = rows.map((row) => value(row, index));
    const given = values.filter((text, i) => text !== '' || !group.filledDown.has(rows[i]!.number));
    const uniform = given.every((text) => text === given[0]);
    if (of === 'entry' || (of === 'either' && (uniform || items.length === 0))) {
      extra[label] = values.find((text) => text !== '') ?? '';
      // Says that the items no longer carry the value themselves.
      if (of === 'either') for (const { item } of items) item.extra[label] = '';
    } else {
      if (of === 'either') extra[label] = '';
      for (const { item, row } of items) item.extra[label] = value(row, index);
    }
  }
  return extra;
}
