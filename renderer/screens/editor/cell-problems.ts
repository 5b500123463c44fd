/** Which cells of the item grid the findings are about. */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS, type ItemFieldKey } from '#app/catalogue/entry-fields';
import { isLength } from '#app/jurisdictions/checks/length-text';
import { SEVERITIES } from '#app/jurisdictions/finding';
import type { EntryFindings } from './use-live-check';

type Finding = EntryFindings[number];

export interface CellProblems {
  /** The worst finding about a cell. */
  readonly at: (item: InformationItem, field: string) => Finding | undefined;
  /** The first row whose cell of this field has one; -1 where none has. */
  readonly firstRow: (field: string) => number;
}

/**
 * A fault that many items share is told once, without naming the item: its cells are found by their values. A field
 * that the entry has as well shows such a finding on the form.
 */
export function cellProblems(
  entry: CatalogueEntry,
  findings: EntryFindings,
  listOf: (field: string) => readonly string[] | null,
): CellProblems {
  const single = new Map<string, Finding>();
  const shared = new Map<string, Finding[]>();
  for (const severity of SEVERITIES) {
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const field = finding.field.replace(/^item\./, '');
      const key = `${finding.item?.id ?? ''}\n${field}`;
      if (finding.item !== undefined) single.set(key, single.get(key) ?? finding);
      else if (isOnlyOfItems(field)) shared.set(field, [...(shared.get(field) ?? []), finding]);
    }
  }
  const at = (item: InformationItem, field: string): Finding | undefined =>
    single.get(`${item.id}\n${field}`) ??
    shared.get(field)?.find(({ rule }) => isFaulty(rule, item[field as ItemFieldKey], listOf(field)));
  return { at, firstRow: (field) => entry.items.findIndex((item) => at(item, field) !== undefined) };
}

const isOnlyOfItems = (field: string): boolean =>
  Object.hasOwn(ITEM_FIELDS, field) && !Object.hasOwn(ENTRY_FIELDS, field);

function isFaulty(rule: string, value: string, list: readonly string[] | null): boolean {
  const text = value.trim();
  if (text === '') return rule.endsWith('-missing');
  return rule === 'length-form' ? !isLength(text) : list !== null && !list.includes(text);
}
