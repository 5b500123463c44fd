/** The names under which layouts and our own export know the columns of information items. */
import { ITEM_FIELDS, ITEM_FIELD_KEYS, type ItemFieldKey } from '#app/catalogue/entry-fields';
import { headerVariants, OWN_GROUPS, ownHeader } from '#app/catalogue/header-text';
import { headerFor, NOT_KEPT_HEADERS } from './header-labels';
import { ID_COLUMNS, type Layout } from './layout';

interface ItemHeader {
  readonly field: ItemFieldKey;
  readonly header: string;
}

export interface ItemHeaders {
  /** Beside the labels of the field table; no name stands for two fields. */
  readonly columns: ItemHeader[];
  /** Headers that are known and hold nothing of the items: counters, identifiers, the reasons of an error workbook. */
  readonly others: string[];
  /** What stands over several headers where there are two header rows. */
  readonly groups: string[];
}

export function itemHeaders(layouts: readonly Layout[]): ItemHeaders {
  const columns = layouts.flatMap((layout) => layout.columns);
  const serials = columns.filter(({ target }) => target.level === 'serial');
  const groups = columns.flatMap(({ group }) => (group === undefined ? [] : [group]));
  return {
    columns: [...namesOf(layouts), ...ownNames()],
    others: [
      ...new Set([...NOT_KEPT_HEADERS, ...serials.flatMap(({ header, synonyms }) => [header, ...synonyms])]),
      ...ID_COLUMNS.flatMap(({ header }) => [header, ownHeader(OWN_GROUPS.ids, header)]),
    ],
    groups: [...new Set([...groups, ...Object.values(OWN_GROUPS)])],
  };
}

/**
 * The layouts' headers and synonyms. A name that layouts use for different fields, or that is the label of a field, is
 * certain for none and left out.
 */
function namesOf(layouts: readonly Layout[]): ItemHeader[] {
  const labels = new Set(ITEM_FIELD_KEYS.flatMap((field) => headerVariants(ITEM_FIELDS[field].label)));
  const named = layouts.flatMap(({ columns }) =>
    columns.flatMap(({ target, header, synonyms }) =>
      target.level === 'item'
        ? [header, ...synonyms].map((name) => ({ field: target.key, header: name }))
        : [],
    ),
  );
  const meant = new Map<string, Set<ItemFieldKey>>();
  for (const { field, header } of named) {
    for (const name of headerVariants(header)) meant.set(name, (meant.get(name) ?? new Set()).add(field));
  }
  const seen = new Set<string>();
  return named.filter(({ field, header }) => {
    const known = seen.has(`${field} ${header}`);
    seen.add(`${field} ${header}`);
    return !known && headerVariants(header).every((name) => !labels.has(name) && meant.get(name)!.size === 1);
  });
}

/** Fields that the exported layout has no column for. */
function ownNames(): ItemHeader[] {
  return ITEM_FIELD_KEYS.map((field) => ({ field, header: headerFor({ level: 'item', key: field }) }));
}
