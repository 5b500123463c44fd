/** Edits of the entry's own fields, and which fields stand on the form. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import {
  ENTRY_FIELD_KEYS,
  ENTRY_FIELDS,
  FIELD_GROUPS,
  type EntryFieldKey,
  type FieldGroup,
  type RolledUpKey,
} from '#app/catalogue/entry-fields';
import { isCalendarDate } from '#app/deadlines/calendar-date';

/** How the items differ in a rolled-up field: value → number of items; empty when they agree. */
export function itemSpread(entry: CatalogueEntry, key: RolledUpKey): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of entry.items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return counts.size > 1 ? [...counts] : [];
}

/** Whether a field that depends on another stands on the form. What is filled in is always shown. */
export function isShown(entry: CatalogueEntry, key: EntryFieldKey): boolean {
  if (entry[key] !== '') return true;
  const has = (type: string): boolean =>
    entry.sharingType === type || entry.items.some((item) => item.sharingType === type);
  switch (key) {
    case 'sharingCondition':
    case 'sharingScope':
    case 'sharingPurpose':
      return has('有条件共享');
    case 'refusalReason':
    case 'refusalBasis':
      return has('不予共享');
    case 'openCondition':
      return entry.openToPublic === '是' || entry.items.some((item) => item.openToPublic === '是');
    case 'formatOther':
      return entry.formatCategory === '自描述格式' || entry.formatType === '其他';
    default:
      return true;
  }
}

export interface FormSection {
  readonly group: FieldGroup;
  readonly fields: readonly EntryFieldKey[];
}

/** Sections of the form in the guide's order; the items have a grid of their own. */
export function formSections(entry: CatalogueEntry): FormSection[] {
  return FIELD_GROUPS.filter((group) => group !== '信息项信息').map((group) => ({
    group,
    fields: ENTRY_FIELD_KEYS.filter((key) => ENTRY_FIELDS[key].group === group && isShown(entry, key)),
  }));
}

/** A date as the clerk types it, written as 年-月-日; what is no date stays as typed. */
export function normalisedDate(typed: string): string {
  const text = typed.normalize('NFKC').trim();
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const spread = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(text);
  const [, year, month, day] = compact ?? spread ?? [];
  if (year === undefined || month === undefined || day === undefined) return typed;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : typed;
}
