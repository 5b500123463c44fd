/** The names under which the layouts know the columns of information items. */
import { ITEM_FIELDS, ITEM_FIELD_KEYS, type ItemFieldKey } from '#app/catalogue/entry-fields';
import { headerVariants } from '#app/catalogue/header-text';
import type { Layout } from './layout';

export interface ItemHeader {
  readonly field: ItemFieldKey;
  readonly header: string;
}

/**
 * The layouts' headers and synonyms, beside the labels of the field table. A name that layouts use for different fields,
 * or that is the label of a field, is certain for none and left out.
 */
export function itemHeaders(layouts: readonly Layout[]): ItemHeader[] {
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
