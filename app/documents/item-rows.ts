/** The information items of one resource's rows. */
import type { ItemFieldKey } from '#app/catalogue/entry-fields';
import { MOST_ITEMS } from '#app/catalogue/entry';
import type { RowGroup } from './group-rows';
import { itemColumn } from './sheet-columns';
import type { DataRow, SheetContext } from './sheet-context';
import type { SheetItem } from './sheet-entry';

export interface ItemRow {
  readonly row: DataRow;
  readonly item: SheetItem;
}

/** Shared by the items of sheets without own columns. */
const NO_EXTRA: Record<string, string> = Object.freeze({});

type ItemValues = Partial<Record<ItemFieldKey, string>>;

/** What a row says of an item when it leaves the cell blank in the fill-down way: companions follow their lead. */
const INHERITED: readonly (readonly [ItemFieldKey, ...ItemFieldKey[]])[] = [
  ['sharingType', 'sharingCondition'],
  ['modeCategory', 'modeType'],
  ['openToPublic', 'openCondition'],
  ['updateCycle'],
  ['publishedOn'],
  ['grading'],
];

/** A row with none of these holds no item of its own. */
const EVIDENCE: readonly ItemFieldKey[] = ['name', 'englishName', 'dataType', 'dataLength', 'itemClass'];

export function itemValues(context: SheetContext, row: DataRow): ItemValues {
  const values: ItemValues = { ...context.noItemValues };
  for (const { index, key } of context.columns.item) {
    values[key] = context.itemValue(row.raw, index, key);
  }
  return values;
}

/** Items of the rows that have not failed. `failRow` takes rows beyond the most that a resource may have. */
export function itemRows(
  context: SheetContext,
  group: RowGroup<DataRow>,
  rows: readonly DataRow[],
  failed: ReadonlySet<number>,
  failRow: (row: DataRow, column: number, code: string, reason: string) => void,
): ItemRow[] {
  const { columns } = context;
  const evidence = EVIDENCE.map((key) => itemColumn(columns, key)).filter((index) => index >= 0);
  const ownColumns = columns.extras.length > 0;
  const items: ItemRow[] = [];
  const without: DataRow[] = [];
  const ids = new Set<string>();
  let above: ItemValues | null = null;
  for (const row of rows) {
    const fields = itemValues(context, row);
    if (above && group.filledDown.has(row.number)) inherit(fields, above);
    above = fields;
    if (failed.has(row.number)) continue;
    if (row.itemId === '' && evidence.every((index) => context.trimmed(row.raw, index) === '')) {
      without.push(row);
      continue;
    }
    if (items.length >= MOST_ITEMS) {
      failRow(row, itemColumn(columns, 'name'), 'too-many-items', `一条信息资源的信息项超过${MOST_ITEMS}个`);
      continue;
    }
    let { itemId } = row;
    if (itemId !== '' && ids.has(itemId)) {
      const message = '信息项标识与上面的行重复（可能是复制的行），按新的信息项处理';
      context.problem(row.number, columns.itemId, 'item-id-repeated', message);
      itemId = '';
    }
    ids.add(itemId);
    items.push({ row, item: { row: row.number, itemId, fields, extra: ownColumns ? {} : NO_EXTRA } });
  }
  if (items.length > 0) {
    // A first row may speak of the resource as a whole, with its items below.
    for (const row of without) {
      if (row === rows[0]) continue;
      const column = itemColumn(columns, 'name');
      context.problem(row.number, column, 'row-without-item', '本行没有信息项名称，未导入信息项');
    }
  }
  return items;
}

function inherit(fields: ItemValues, above: ItemValues): void {
  for (const group of INHERITED) {
    const lead = fields[group[0]];
    if (lead !== undefined && lead !== '') continue;
    for (const key of group) {
      const given = above[key];
      if (fields[key] === '' && given !== undefined) fields[key] = given;
    }
  }
}
