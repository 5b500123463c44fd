/**
 * The entry as the rules see it.
 *
 * Sharing, opening and cycle stand per item. Items that say the same form one facet, so that a rule looks at each
 * combination once, and a fault that all items share is reported once for the entry.
 */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { ROLLED_UP_KEYS, type RolledUpKey } from '#app/catalogue/entry-fields';
import type { Lookup } from './lookup';

export type Facet = Readonly<Record<RolledUpKey, string>> & {
  /** Label of the sharing type; '' where it is not given, the text itself where it is unknown. */
  readonly sharing: string;
  /** The items that have these values; empty for an entry without items. */
  readonly items: readonly InformationItem[];
};

export interface Subject {
  readonly entry: CatalogueEntry;
  readonly facets: readonly Facet[];
  /** Labels where known, else the text as written. */
  readonly formatCategory: string;
}

const SEPARATOR = '\u0001';

export function subjectOf(entry: CatalogueEntry, lookup: Lookup): Subject {
  return {
    entry,
    facets: facetsOf(entry, lookup),
    formatCategory: lookup.label('format-category', entry.formatCategory),
  };
}

function facetsOf(entry: CatalogueEntry, lookup: Lookup): Facet[] {
  const { items } = entry;
  if (items.length === 0) return [facet((key) => entry[key], [], lookup)];
  const groups = alikeItems(items);
  // What no item says is said by the entry for all of them; what some items say is not filled in for the others.
  const inherited: Partial<Record<RolledUpKey, string>> = {};
  for (const key of ROLLED_UP_KEYS) {
    if (groups.every((group) => group[0]![key] === '')) inherited[key] = entry[key];
  }
  const own = (group: readonly InformationItem[], key: RolledUpKey): string =>
    inherited[key] ?? group[0]![key];
  return groups.map((group) => facet((key) => own(group, key), group, lookup));
}

/** Items grouped by what they say of sharing, opening and updating; most entries are one group. */
function alikeItems(items: readonly InformationItem[]): (readonly InformationItem[])[] {
  const first = items[0]!;
  if (items.every((item) => ROLLED_UP_KEYS.every((key) => item[key] === first[key]))) return [items];
  const groups = new Map<string, InformationItem[]>();
  for (const item of items) {
    const key = ROLLED_UP_KEYS.map((field) => item[field]).join(SEPARATOR);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function facet(
  value: (key: RolledUpKey) => string,
  items: readonly InformationItem[],
  lookup: Lookup,
): Facet {
  return {
    sharingType: value('sharingType'),
    sharingCondition: value('sharingCondition'),
    modeCategory: value('modeCategory'),
    modeType: value('modeType'),
    openToPublic: value('openToPublic'),
    openCondition: value('openCondition'),
    updateCycle: value('updateCycle'),
    publishedOn: value('publishedOn'),
    sharing: lookup.label('sharing-type', value('sharingType')),
    items,
  };
}
