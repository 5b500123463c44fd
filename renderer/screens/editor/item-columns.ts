/** Columns of the item grid: the item fields of the field table, then the department's own. */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { ITEM_FIELD_KEYS, ITEM_FIELDS, type FieldKind, type ItemFieldKey } from '#app/catalogue/entry-fields';

export interface ItemColumn {
  /** Field key, or `extra.<label>`. */
  readonly field: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly codeTable: string | null;
  readonly limit: number;
  readonly width: number;
  readonly help: string;
}

const OWN_LIMIT = 32_767;

const WIDTHS: Readonly<Record<ItemFieldKey, number>> = {
  name: 190,
  englishName: 120,
  dataType: 104,
  dataLength: 78,
  sharingType: 104,
  sharingCondition: 180,
  modeCategory: 120,
  modeType: 96,
  openToPublic: 110,
  openCondition: 150,
  updateCycle: 86,
  publishedOn: 104,
  grading: 110,
  itemClass: 100,
};

/** All columns that the entry's items need; those of the field table come first, in its order. */
export function itemColumns(entry: CatalogueEntry): ItemColumn[] {
  const known = ITEM_FIELD_KEYS.map((key): ItemColumn => {
    const field = ITEM_FIELDS[key];
    return {
      field: key,
      label: field.label,
      kind: field.kind,
      codeTable: 'codeTable' in field ? field.codeTable : null,
      limit: field.limit,
      width: WIDTHS[key],
      help: field.help,
    };
  });
  const labels = new Set(entry.items.flatMap((item) => Object.keys(item.extra)));
  return [...known, ...[...labels].map(ownColumn)];
}

/** A column that the field table does not know. */
export function ownColumn(label: string): ItemColumn {
  return {
    field: `extra.${label}`,
    label,
    kind: 'text',
    codeTable: null,
    limit: OWN_LIMIT,
    width: 120,
    help: '',
  };
}

export function itemValue(item: InformationItem, column: Pick<ItemColumn, 'field'>): string {
  return column.field.startsWith('extra.')
    ? (item.extra[column.field.slice('extra.'.length)] ?? '')
    : item[column.field as ItemFieldKey];
}

/** The item with one value changed; an own column that is emptied keeps its place for the other items. */
export function withItemValue(
  item: InformationItem,
  column: Pick<ItemColumn, 'field'>,
  value: string,
): InformationItem {
  if (!column.field.startsWith('extra.')) return { ...item, [column.field]: value };
  const label = column.field.slice('extra.'.length);
  const { [label]: _former, ...others } = item.extra;
  const extra = value === '' ? others : { ...item.extra, [label]: value };
  return { ...item, extra };
}
