/** Which cells of the item grid the findings are about. */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { isOnlyOfItems } from '#app/catalogue/entry-fields';
import { quoted } from '#app/jurisdictions/checks/words';
import { SEVERITIES } from '#app/jurisdictions/finding';
import type { EntryFindings } from './use-live-check';

type Finding = EntryFindings[number];

export interface CellProblems {
  /** The worst finding about a cell. */
  readonly at: (item: InformationItem, field: string) => Finding | undefined;
  /** The first row whose cell of this field has one, or holds this faulty value; -1 where none does. */
  readonly firstRow: (field: string, value?: string) => number;
}

/**
 * A fault that many items share is told once, without naming the item: its cells are found by the value that it is
 * about. A field that the entry has as well shows such a finding on the form.
 */
export function cellProblems(entry: CatalogueEntry, findings: EntryFindings): CellProblems {
  const ofItems = new Map<string, Finding>();
  const ofValues = new Map<string, Finding>();
  for (const severity of SEVERITIES) {
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const field = finding.field.replace(/^item\./, '');
      if (finding.item !== undefined) addFirst(ofItems, `${finding.item.id}\n${field}`, finding);
      else if (finding.value !== undefined) addFirst(ofValues, valueKey(field, finding.value), finding);
    }
  }
  const at = (item: InformationItem, field: string): Finding | undefined => {
    const own = ofItems.get(`${item.id}\n${field}`);
    const shared = isOnlyOfItems(field) ? ofValues.get(valueKey(field, item[field])) : undefined;
    return SEVERITIES.flatMap((severity) => [own, shared].filter((one) => one?.severity === severity))[0];
  };
  const firstRow: CellProblems['firstRow'] = (field, value) =>
    entry.items.findIndex((item) =>
      value !== undefined && isOnlyOfItems(field)
        ? valueKey(field, item[field]) === valueKey(field, value)
        : at(item, field) !== undefined,
    );
  return { at, firstRow };
}

/** Texts that a finding quotes alike are the same value. */
const valueKey = (field: string, value: string): string => `${field}\n${quoted(value)}`;

function addFirst(map: Map<string, Finding>, key: string, finding: Finding): void {
  if (!map.has(key)) map.set(key, finding);
}
