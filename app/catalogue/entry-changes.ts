/** 变更对照: the difference between two versions of an entry, field by field and item by item. */
import type { CatalogueEntry, InformationItem } from './entry';
import { ENTRY_FIELD_KEYS, ENTRY_FIELDS, ITEM_FIELD_KEYS, ITEM_FIELDS } from './entry-fields';

export interface FieldChange {
  /** Field key, or `extra.<label>`. */
  readonly field: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Set when the change is inside an item. */
  readonly item?: { readonly id: string; readonly name: string };
}

export interface EntryChanges {
  readonly fields: FieldChange[];
  readonly itemsAdded: { readonly id: string; readonly name: string }[];
  readonly itemsRemoved: { readonly id: string; readonly name: string }[];
  /** True when the items both versions have stand in another order. */
  readonly itemsMoved: boolean;
}

export function entryChanges(before: CatalogueEntry, after: CatalogueEntry): EntryChanges {
  const fields: FieldChange[] = [];
  for (const key of ENTRY_FIELD_KEYS) {
    if (before[key] !== after[key]) {
      fields.push({ field: key, label: ENTRY_FIELDS[key].label, before: before[key], after: after[key] });
    }
  }
  fields.push(...extraChanges(before.extra, after.extra));
  const formerBefore = before.formerCodes.join('、');
  const formerAfter = after.formerCodes.join('、');
  if (formerBefore !== formerAfter) {
    fields.push({ field: 'formerCodes', label: '原代码', before: formerBefore, after: formerAfter });
  }

  const old = new Map(before.items.map((item) => [item.id, item]));
  const kept: string[] = [];
  const itemsAdded: { id: string; name: string }[] = [];
  for (const item of after.items) {
    const previous = old.get(item.id);
    if (!previous) itemsAdded.push({ id: item.id, name: item.name });
    else {
      kept.push(item.id);
      fields.push(...itemChanges(previous, item));
    }
  }
  const present = new Set(after.items.map((item) => item.id));
  const itemsRemoved = before.items
    .filter((item) => !present.has(item.id))
    .map((item) => ({ id: item.id, name: item.name }));
  const keptBefore = before.items.filter((item) => present.has(item.id)).map((item) => item.id);
  return { fields, itemsAdded, itemsRemoved, itemsMoved: keptBefore.some((id, i) => id !== kept[i]) };
}

export function hasChanges(changes: EntryChanges): boolean {
  return (
    changes.fields.length + changes.itemsAdded.length + changes.itemsRemoved.length > 0 || changes.itemsMoved
  );
}

function itemChanges(before: InformationItem, after: InformationItem): FieldChange[] {
  const item = { id: after.id, name: after.name || before.name };
  const changes: FieldChange[] = [];
  for (const key of ITEM_FIELD_KEYS) {
    if (before[key] !== after[key]) {
      changes.push({
        field: key,
        label: ITEM_FIELDS[key].label,
        before: before[key],
        after: after[key],
        item,
      });
    }
  }
  return [...changes, ...extraChanges(before.extra, after.extra).map((change) => ({ ...change, item }))];
}

function extraChanges(before: Record<string, string>, after: Record<string, string>): FieldChange[] {
  // A label may be any word, also one that every object has as a property.
  const of = (extra: Record<string, string>, label: string): string =>
    Object.hasOwn(extra, label) ? extra[label]! : '';
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((label) => of(before, label) !== of(after, label))
    .map((label) => ({
      field: `extra.${label}`,
      label,
      before: of(before, label),
      after: of(after, label),
    }));
}
