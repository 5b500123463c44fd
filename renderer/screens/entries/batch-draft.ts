/** What a batch is asked to do, as the dialog holds it, and the call's input made of it. */
import { BATCH_ENTRY_FIELDS, BATCH_ITEM_FIELDS } from '#app/catalogue/batch-change';
import {
  ENTRY_FIELDS,
  entryField,
  ITEM_FIELDS,
  type EntryFieldKey,
  type ItemFieldKey,
} from '#app/catalogue/entry-fields';
import type { Severity } from '#app/jurisdictions/finding';
import type { InputOf } from '#renderer/call';
import type { Reading } from '#renderer/screens/editor/reading';

export type BatchKind = 'set' | 'replace' | 'mend' | 'code';
export const BATCH_KINDS: readonly BatchKind[] = ['set', 'replace', 'mend', 'code'];
type Change = InputOf<'entries.batch'>['change'];
type BatchField = (typeof BATCH_ENTRY_FIELDS)[number];

export interface BatchDraft {
  readonly kind: BatchKind;
  readonly values: readonly { readonly field: string; readonly value: string }[];
  readonly onlyBlank: boolean;
  readonly find: string;
  readonly by: string;
  /** Entry fields, and item fields as `item.<key>`. */
  readonly where: readonly string[];
  /** Kinds of findings that are mended; none: all. */
  readonly rules: readonly string[];
  /** Only findings of this severity are mended; null: of any. */
  readonly severity: Severity | null;
  readonly front: string;
  readonly onlyUncoded: boolean;
}

export const NEW_BATCH: BatchDraft = {
  kind: 'set',
  values: [{ field: '', value: '' }],
  onlyBlank: false,
  find: '',
  by: '',
  where: ['name', 'summary', 'office', 'item.name'],
  rules: [],
  severity: null,
  front: '',
  onlyUncoded: true,
};

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** Fields of an entry that a batch may write, in the order of the form. */
export const ENTRY_OPTIONS: readonly FieldOption[] = BATCH_ENTRY_FIELDS.map((key) => ({
  value: key,
  label: ENTRY_FIELDS[key].label,
}));
export const ITEM_OPTIONS: readonly FieldOption[] = BATCH_ITEM_FIELDS.map((key) => ({
  value: `item.${key}`,
  label: ITEM_FIELDS[key].label,
}));

/** The draft with its values as their fields take them: Enter may have come before a box was left. */
export function withValuesRead(draft: BatchDraft, reading: Reading): BatchDraft {
  const read = ({ field, value }: BatchDraft['values'][number]) =>
    field === ''
      ? { field, value }
      : { field, value: reading.value(entryField(field as EntryFieldKey), value) };
  return { ...draft, values: draft.values.map(read) };
}

/** The change asked for; null while something is missing. */
export function changeOf(draft: BatchDraft): Change | null {
  switch (draft.kind) {
    case 'set': {
      const values = draft.values.filter(({ field }) => field !== '');
      if (values.length === 0) return null;
      return {
        kind: 'set',
        values: values.map(({ field, value }) => ({ field: field as Exclude<EntryFieldKey, 'code'>, value })),
        onlyBlank: draft.onlyBlank,
      };
    }
    case 'replace': {
      if (draft.find === '' || draft.where.length === 0) return null;
      const isItem = (field: string): boolean => field.startsWith('item.');
      return {
        kind: 'replace',
        find: draft.find,
        by: draft.by,
        fields: draft.where.filter((field) => !isItem(field)) as BatchField[],
        itemFields: draft.where.filter(isItem).map((field) => field.slice('item.'.length)) as ItemFieldKey[],
      };
    }
    case 'mend':
      return {
        kind: 'mend',
        ...(draft.rules.length === 0 ? {} : { rules: [...draft.rules] }),
        ...(draft.severity === null ? {} : { severity: draft.severity }),
      };
    case 'code':
      return draft.front === '' ? null : { kind: 'code', front: draft.front, onlyBlank: draft.onlyUncoded };
  }
}
