/** The columns of an exported sheet: the layout's, and in our own export everything else that the entries carry. */
import {
  ENTRY_FIELDS,
  ENTRY_FIELD_KEYS,
  ITEM_FIELDS,
  ITEM_FIELD_KEYS,
  ROLLED_UP_KEYS,
  type EntryFieldKey,
  type FieldDefinition,
  type ItemFieldKey,
} from '#app/catalogue/entry-fields';
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { OWN_GROUPS } from '#app/catalogue/header-text';
import type { CodeTable } from '#app/classification/code-table';
import { columnField, ID_COLUMNS, type Layout } from './layout';

export interface ExportColumn {
  readonly group: string;
  readonly header: string;
  readonly width: number;
  readonly hidden: boolean;
  readonly list: readonly string[];
  /** `position` counts entries from 1. */
  readonly value: (entry: CatalogueEntry, item: InformationItem | null, position: number) => string;
}

/** What a catalogue carries beside the columns of a layout. */
export interface FurtherColumns {
  readonly entryFields: ReadonlySet<EntryFieldKey>;
  readonly itemFields: ReadonlySet<ItemFieldKey>;
  readonly entryExtras: ReadonlySet<string>;
  readonly itemExtras: ReadonlySet<string>;
}

const rolledUp: ReadonlySet<string> = new Set(ROLLED_UP_KEYS);

/** An entry without items says in the item columns what its items would say. */
export function itemValue(entry: CatalogueEntry, item: InformationItem | null, key: ItemFieldKey): string {
  if (item) return item[key];
  return rolledUp.has(key) ? entry[key as EntryFieldKey & ItemFieldKey] : '';
}

/** A label may be any word, also one that every object has as a property. */
export function ownValue(extra: Readonly<Record<string, string>> | undefined, label: string): string {
  return extra !== undefined && Object.hasOwn(extra, label) ? extra[label]! : '';
}

/** Collects the further columns over all entries; call `add` for each. */
export function furtherColumns(layout: Layout): { add(entry: CatalogueEntry): void; found: FurtherColumns } {
  const entryKeys = new Set<EntryFieldKey>();
  const itemKeys = new Set<ItemFieldKey>();
  const labels = { entry: new Set<string>(), item: new Set<string>() };
  for (const { header, target } of layout.columns) {
    if (target.level === 'entry') entryKeys.add(target.key);
    else if (target.level === 'item') itemKeys.add(target.key);
    else if (target.level === 'category') labels.entry.add(header);
    else if (target.level === 'extra') labels[target.of].add(header);
  }
  const found = {
    entryFields: new Set<EntryFieldKey>(),
    itemFields: new Set<ItemFieldKey>(),
    entryExtras: new Set<string>(),
    itemExtras: new Set<string>(),
  };
  // Sharing, opening and cycle of an entry follow from its items; grading may be given for the entry alone.
  const entryRest = ENTRY_FIELD_KEYS.filter(
    (key) => !entryKeys.has(key) && (key === 'grading' || !rolledUp.has(key)),
  );
  const itemRest = ITEM_FIELD_KEYS.filter((key) => !itemKeys.has(key));
  const addExtras = (extra: Record<string, string>, of: 'entry' | 'item'): void => {
    for (const label of Object.keys(extra)) {
      if (extra[label] === '' || labels[of].has(label)) continue;
      found[of === 'entry' ? 'entryExtras' : 'itemExtras'].add(label);
    }
  };
  return {
    found,
    add(entry) {
      for (const key of entryRest) if (entry[key] !== '') found.entryFields.add(key);
      addExtras(entry.extra, 'entry');
      for (const key of itemRest) {
        if (found.itemFields.has(key)) continue;
        const given =
          entry.items.length === 0
            ? key !== 'grading' && itemValue(entry, null, key) !== ''
            : entry.items.some((item) => item[key] !== '');
        if (given) found.itemFields.add(key);
      }
      for (const item of entry.items) addExtras(item.extra, 'item');
    },
  };
}

export function exportColumns(
  layout: Layout,
  codeTables: Readonly<Record<string, CodeTable>>,
  further: FurtherColumns | null,
): ExportColumn[] {
  const listOf = (field: FieldDefinition | null): readonly string[] =>
    field?.codeTable ? (codeTables[field.codeTable]?.values.map(({ label }) => label) ?? []) : [];
  const columns: ExportColumn[] = layout.columns.map(({ group = '', header, width, list, target }) => ({
    group,
    header,
    width,
    hidden: false,
    list: list ?? listOf(columnField(target)),
    value: (entry, item, position) => {
      switch (target.level) {
        case 'entry':
          return entry[target.key];
        case 'item':
          return itemValue(entry, item, target.key);
        case 'category':
          return ownValue(entry.extra, header);
        case 'extra':
          return ownValue((target.of === 'entry' ? entry : item)?.extra, header);
        case 'serial':
          return String(position);
      }
    },
  }));
  if (!further) return columns;

  const own = (
    group: string,
    header: string,
    field: FieldDefinition | null,
    value: ExportColumn['value'],
    hidden = false,
  ): void => {
    columns.push({ group, header, width: hidden ? 38 : 20, hidden, list: listOf(field), value });
  };
  for (const key of ENTRY_FIELD_KEYS) {
    if (!further.entryFields.has(key)) continue;
    own(OWN_GROUPS.entryFields, ENTRY_FIELDS[key].label, ENTRY_FIELDS[key], (entry) => entry[key]);
  }
  for (const key of ITEM_FIELD_KEYS) {
    if (!further.itemFields.has(key)) continue;
    const value: ExportColumn['value'] = (entry, item) =>
      key === 'grading' ? (item?.grading ?? '') : itemValue(entry, item, key);
    own(OWN_GROUPS.itemFields, ITEM_FIELDS[key].label, ITEM_FIELDS[key], value);
  }
  for (const label of further.entryExtras) {
    own(OWN_GROUPS.entryExtras, label, null, (entry) => ownValue(entry.extra, label));
  }
  for (const label of further.itemExtras) {
    own(OWN_GROUPS.itemExtras, label, null, (_, item) => ownValue(item?.extra, label));
  }
  for (const { of, header } of ID_COLUMNS) {
    const value: ExportColumn['value'] = (entry, item) => (of === 'entry' ? entry.id : (item?.id ?? ''));
    own(OWN_GROUPS.ids, header, null, value, true);
  }
  return columns;
}
