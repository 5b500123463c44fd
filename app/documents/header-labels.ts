/** Which column a header text means: exact labels first, then known other wordings. */
import { foldLabel } from '#app/classification/code-table';
import { headerVariants, OWN_GROUPS, ownExtra, ownHeader, splitOwnHeader } from '#app/catalogue/header-text';
import { ENTRY_FIELDS, ENTRY_FIELD_KEYS, ITEM_FIELDS, ITEM_FIELD_KEYS } from '#app/catalogue/entry-fields';
import { ID_COLUMNS, REASON_HEADER, type Layout, type LayoutColumn } from './layout';
import type { ColumnTarget } from './sheet-entry';

export interface HeaderMatch {
  readonly target: ColumnTarget | null;
  readonly confidence: number;
  /** Whether the column belongs to the layout itself. */
  readonly ofLayout: boolean;
}

export interface HeaderLabels {
  /** `groups`: the texts above the header, from the nearest up. Null where nothing that is known is meant. */
  match(groups: readonly string[], header: string): HeaderMatch | null;
}

/** Columns that are never kept: counters, and the reasons that an error workbook adds. */
export const NOT_KEPT_HEADERS = ['序号', '行号', 'no', REASON_HEADER] as const;
const NOT_KEPT = new Set<string>(NOT_KEPT_HEADERS.map(foldLabel));

/** The Chinese of a header that says the same in English as well; null where too little would be left. */
function withoutLatin(header: string): string | null {
  const folded = header.normalize('NFKC');
  if (!/[A-Za-z]/.test(folded)) return null;
  const chinese = folded.replace(/[A-Za-z][A-Za-z\s._'-]*/g, '').replace(/[\s/|()[\]]+/g, '');
  return /^[\u4e00-\u9fff]{3,}$/.test(chinese) ? chinese : null;
}

export function headerLabels(layout: Layout): HeaderLabels {
  const exact = new Map<string, HeaderMatch>();
  const labels = new Map<string, HeaderMatch>();
  const add = (map: Map<string, HeaderMatch>, label: string, match: HeaderMatch): void => {
    for (const folded of headerVariants(label)) if (!map.has(folded)) map.set(folded, match);
  };

  for (const column of layout.columns) {
    const target = targetOf(column);
    const match = { target, confidence: target ? 1 : 0, ofLayout: true };
    if (column.group) exact.set(pair(column.group, column.header), match);
    add(labels, column.header, match);
  }
  for (const column of layout.columns) {
    const target = targetOf(column);
    for (const synonym of column.synonyms) {
      add(labels, synonym, { target, confidence: target ? 0.9 : 0, ofLayout: true });
    }
  }
  for (const { of, header } of ID_COLUMNS) {
    add(labels, header, { target: { level: 'id', of }, confidence: 1, ofLayout: false });
  }
  // Fields that the layout has no column for; the same label may stand for the entry and for its items.
  for (const key of ENTRY_FIELD_KEYS) {
    const match = { target: { level: 'entry', key }, confidence: 1, ofLayout: false } as const;
    exact.set(pair(OWN_GROUPS.entryFields, ENTRY_FIELDS[key].label), match);
    add(labels, ENTRY_FIELDS[key].label, match);
  }
  for (const key of ITEM_FIELD_KEYS) {
    const match = { target: { level: 'item', key }, confidence: 1, ofLayout: false } as const;
    exact.set(pair(OWN_GROUPS.itemFields, ITEM_FIELDS[key].label), match);
    add(labels, ITEM_FIELDS[key].label, match);
  }

  return {
    match(groups, givenHeader) {
      const [ownGroup, header] = splitOwnHeader(groups[0] ?? '', givenHeader);
      const all = ownGroup === '' ? [''] : [ownGroup, ...groups.slice(1)];
      for (const group of all) {
        const found = ownColumn(group, header) ?? exact.get(pair(group, header));
        if (found) return found;
      }
      for (const label of headerVariants(header)) {
        const found = labels.get(label);
        if (found) return found;
        if (NOT_KEPT.has(label)) return { target: null, confidence: 0, ofLayout: false };
      }
      const chinese = withoutLatin(header);
      for (const label of chinese === null ? [] : headerVariants(chinese)) {
        const found = labels.get(label);
        if (found) return { ...found, confidence: Math.min(found.confidence, 0.9) };
      }
      // “共享” over “类型”: the two together are the name.
      for (const group of all) {
        const found = group === '' ? undefined : labels.get(foldLabel(group + header));
        if (found) return found.target ? { ...found, confidence: 0.9 } : found;
      }
      return null;
    },
  };
}

/** A header that is understood as `target` again, whatever the layout; '' for a column that is not read. */
export function headerFor(target: ColumnTarget | null): string {
  switch (target?.level) {
    case 'entry':
      return ownHeader(OWN_GROUPS.entryFields, ENTRY_FIELDS[target.key].label);
    case 'item':
      return ownHeader(OWN_GROUPS.itemFields, ITEM_FIELDS[target.key].label);
    case 'id':
      return ID_COLUMNS.find(({ of }) => of === target.of)!.header;
    case 'extra':
    case 'category':
      return target.label;
    default:
      return '';
  }
}

function ownColumn(group: string, header: string): HeaderMatch | null {
  const own = ownExtra(group, header);
  return own && { target: { level: 'extra', ...own }, confidence: 1, ofLayout: false };
}

function pair(group: string, header: string): string {
  return `${foldLabel(group)}›${foldLabel(header)}`;
}

export function targetOf(column: LayoutColumn): ColumnTarget | null {
  const { target } = column;
  switch (target.level) {
    case 'entry':
    case 'item':
      return target;
    case 'extra':
      return { level: 'extra', label: column.header, of: target.of };
    case 'category':
      return { level: 'category', label: column.header, depth: target.depth };
    case 'serial':
      return null;
  }
}
