/** What a field takes of what is typed or pasted into it: the same as of a workbook's cell. */
import { choiceReader, fieldValue, type ReadField, type ValueAlias } from '#app/catalogue/field-values';
import type { ItemHeaders } from '#app/catalogue/item-headers-schema';
import type { CodeTable } from '#app/classification/code-table';
import { normalisedDate } from './field-edits';

type CodeTables = Readonly<Record<string, CodeTable>>;

export interface Reading {
  readonly codeTables: CodeTables;
  /** The value that a text names for certain; what is not understood stays as it was written, and the check speaks. */
  readonly value: (field: ReadField, text: string) => string;
  readonly itemHeaders: ItemHeaders;
}

export function readingOf({
  codeTables,
  aliases,
  itemHeaders,
}: {
  readonly codeTables: CodeTables;
  readonly aliases: readonly ValueAlias[];
  readonly itemHeaders: ItemHeaders;
}): Reading {
  const options = { choices: choiceReader(codeTables, aliases), dateOf: normalisedDate, exact: false };
  return {
    codeTables,
    itemHeaders,
    value: (field, text) => (field.kind === 'long-text' ? text : fieldValue(field, text, options)),
  };
}

/** Before the code tables have come. */
export const NO_READING: Reading = readingOf({
  codeTables: {},
  aliases: [],
  itemHeaders: { columns: [], entry: [], counters: [], groups: [] },
});
