/** Values that no code table knows, gathered so that the user can say once what each means. */
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import type { ChoiceReader } from '#app/catalogue/field-values';

export interface UnknownValue {
  /** Key of the field table. */
  readonly field: string;
  readonly level: 'entry' | 'item';
  readonly value: string;
  /** How many cells hold it, and the first of them. */
  rows: number;
  readonly sheet: string;
  readonly cell: string;
}

export interface UnknownValues {
  readonly found: readonly UnknownValue[];
  /** `text` is what the cell holds, without surrounding space; `place` is asked for only when it is new. */
  look(
    level: 'entry' | 'item',
    field: string,
    text: string,
    place: () => { sheet: string; cell: string },
  ): void;
}

/** More than anybody would map by hand. */
const MOST = 500;
const LONGEST = 500;

export function unknownValues(choices: ChoiceReader): UnknownValues {
  const found = new Map<string, UnknownValue>();
  return {
    get found() {
      return [...found.values()];
    },
    look(level, field, text, place) {
      if (text === '' || text.length > LONGEST) return;
      const definition: FieldDefinition =
        level === 'entry'
          ? ENTRY_FIELDS[field as keyof typeof ENTRY_FIELDS]
          : ITEM_FIELDS[field as keyof typeof ITEM_FIELDS];
      if (definition.kind !== 'choice' || choices(definition, text) !== null) return;
      // A resource may have several formats: “xls、xlsx”.
      const parts = text.split(/[、,，;；/\s]+/).filter(Boolean);
      if (parts.length > 1 && parts.every((part) => choices(definition, part) !== null)) return;
      const key = `${field} ${text}`;
      const known = found.get(key);
      if (known) known.rows++;
      else if (found.size < MOST) found.set(key, { field, level, value: text, rows: 1, ...place() });
    },
  };
}
