/** What a header over information items names. */
import { headerVariants, ownExtra, splitOwnHeader } from '#app/catalogue/header-text';
import type { ItemHeaders } from '#app/catalogue/item-headers-schema';
import { ownColumn, type ItemColumn } from './item-columns';

export type NamedColumn =
  | { readonly of: 'item'; readonly column: ItemColumn }
  /** A column of the whole resource; `field` as in `ItemHeaders`. */
  | { readonly of: 'entry'; readonly field: string }
  /** A counter, an identifier, or the reasons of an error workbook. */
  | { readonly of: 'counter' };

/** Null where the header is not known. */
export type NamedBy = (header: string) => NamedColumn | null;

/** Columns of the items that the entry does not have yet are known too, where layouts or our own export write them. */
export function knownHeaders(columns: readonly ItemColumn[], known: ItemHeaders): NamedBy {
  const named = new Map<string, NamedColumn>();
  const add = (header: string, column: NamedColumn): void => {
    for (const name of headerVariants(header)) if (!named.has(name)) named.set(name, column);
  };
  const ownOfItems = (label: string): NamedColumn => {
    const own = ownColumn(label);
    return { of: 'item', column: columns.find(({ field }) => field === own.field) ?? own };
  };
  for (const column of columns) add(column.label, { of: 'item', column });
  for (const { field, header } of known.columns) {
    const column = columns.find((one) => one.field === field);
    if (column !== undefined) add(header, { of: 'item', column });
    else if (field.startsWith('extra.')) add(header, ownOfItems(field.slice('extra.'.length)));
  }
  for (const { field, header } of known.entry) add(header, { of: 'entry', field });
  for (const header of known.counters) add(header, { of: 'counter' });
  return (header) => {
    const own = ownExtra(...splitOwnHeader('', header));
    if (own !== null) {
      return own.of === 'item' ? ownOfItems(own.label) : { of: 'entry', field: `extra.${own.label}` };
    }
    for (const name of headerVariants(header)) {
      const found = named.get(name);
      if (found !== undefined) return found;
    }
    return null;
  };
}
