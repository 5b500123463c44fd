/** The names under which the layouts know the columns of information items. */
import { ITEM_FIELDS, ITEM_FIELD_KEYS, type ItemFieldKey } from '#app/catalogue/entry-fields';
import { headerVariants } from '#app/catalogue/header-text';
import type { Layout } from './layout';

export interface ItemHeader {
  readonly field: ItemFieldKey;
  readonly header: string;
}

/**
 * The field table's labels, then the layouts' headers and synonyms. A name that layouts use for different fields is
 * certain for none and left out, unless it is the label of a field.
 */
export function itemHeaders(layouts: readonly Layout[]): ItemHeader[] {
  const own = ITEM_FIELD_KEYS.map((field): ItemHeader => ({ field, header: ITEM_FIELDS[field].label }));
  const labels = new Set(own.flatMap(({ header }) => headerVariants(header)));
  const other = layouts.flatMap(({ columns }) =>
    columns.flatMap(({ target, header, synonyms }) =>
      target.level === 'item'
        ? [header, ...synonyms].map((name) => ({ field: target.key, header: name }))
        : [],
    ),
  );
  const meant = new Map<string, Set<ItemFieldKey>>();
  for (const { field, header } of other) {
    for (const name of headerVariants(header)) meant.set(name, (meant.get(name) ?? new Set()).add(field));
  }
  const seen = new Set<string>();
  const certain = other.filter(({ field, header }) => {
    const known = seen.has(`${field} ${header}`);
    seen.add(`${field} ${header}`);
    return !known && headerVariants(header).every((name) => !labels.has(name) && meant.get(name)!.size === 1);
  });
  return [...own, ...certain];
}
