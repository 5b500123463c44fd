/** The names under which layouts and our own export know the columns of information items, and those beside them. */
import { ENTRY_FIELD_KEYS, ENTRY_FIELDS, ITEM_FIELD_KEYS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import { headerVariants, OWN_GROUPS, ownHeader } from '#app/catalogue/header-text';
import type { ItemHeaders } from '#app/catalogue/item-headers-schema';
import { headerFor, NOT_KEPT_HEADERS } from './header-labels';
import { ID_COLUMNS, type Layout, type LayoutColumn } from './layout';

interface NamedField {
  readonly of: 'entry' | 'item';
  readonly field: string;
  readonly header: string;
}

export function itemHeaders(layouts: readonly Layout[]): ItemHeaders {
  const columns = layouts.flatMap((layout) => layout.columns);
  const named = [...certain([...columns.flatMap(namesOf), ...entryLabels()]), ...ownNames()];
  const serials = columns.filter(({ target }) => target.level === 'serial');
  const groups = columns.flatMap(({ group }) => (group === undefined ? [] : [group]));
  const ofLevel = (level: NamedField['of']): ItemHeaders['columns'] =>
    named.flatMap(({ of, field, header }) => (of === level ? [{ field, header }] : []));
  return {
    columns: ofLevel('item'),
    entry: ofLevel('entry'),
    counters: [
      ...new Set([...NOT_KEPT_HEADERS, ...serials.flatMap(({ header, synonyms }) => [header, ...synonyms])]),
      ...ID_COLUMNS.flatMap(({ header }) => [header, ownHeader(OWN_GROUPS.ids, header)]),
    ],
    groups: [...new Set([...groups, ...Object.values(OWN_GROUPS)])],
  };
}

/** Without the names that stand for different fields, or for one that is the label of an item's field: certain for none. */
function certain(names: readonly NamedField[]): NamedField[] {
  const labels = new Set(ITEM_FIELD_KEYS.flatMap((field) => headerVariants(ITEM_FIELDS[field].label)));
  const placeOf = ({ of, field }: NamedField): string => `${of} ${field}`;
  const meant = new Map<string, Set<string>>();
  for (const one of names) {
    for (const name of headerVariants(one.header)) {
      meant.set(name, (meant.get(name) ?? new Set()).add(placeOf(one)));
    }
  }
  const seen = new Set<string>();
  return names.filter((one) => {
    const key = `${placeOf(one)} ${one.header}`;
    const known = seen.has(key);
    seen.add(key);
    return (
      !known && headerVariants(one.header).every((name) => !labels.has(name) && meant.get(name)!.size === 1)
    );
  });
}

/** A column's header and synonyms. */
function namesOf(column: LayoutColumn): NamedField[] {
  const place = fieldOf(column);
  return place === null ? [] : [column.header, ...column.synonyms].map((header) => ({ ...place, header }));
}

/** The field that a layout's column holds, a column of the layout's own under its header; null for a counter. */
function fieldOf({ header, target }: LayoutColumn): Pick<NamedField, 'of' | 'field'> | null {
  switch (target.level) {
    case 'entry':
    case 'item':
      return { of: target.level, field: target.key };
    case 'extra':
      return { of: target.of, field: `extra.${header}` };
    case 'category':
      return { of: 'entry', field: `extra.${header}` };
    case 'serial':
      return null;
  }
}

function entryLabels(): NamedField[] {
  return ENTRY_FIELD_KEYS.map((field) => ({ of: 'entry', field, header: ENTRY_FIELDS[field].label }));
}

/** What our own export writes over a field that its layout has no column for. */
function ownNames(): NamedField[] {
  return [
    ...ITEM_FIELD_KEYS.map((key) => headed('item', key, headerFor({ level: 'item', key }))),
    ...ENTRY_FIELD_KEYS.map((key) => headed('entry', key, headerFor({ level: 'entry', key }))),
  ];
}

function headed(of: NamedField['of'], field: string, header: string): NamedField {
  return { of, field, header };
}
