/**
 * A text as a field keeps it, whether it came from a workbook, was typed or pasted: values of a code table by their
 * label, dates as YYYY-MM-DD, codes without full-width letters.
 */
import { findCodeValue, foldLabel, type CodeTable } from '#app/classification/code-table';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition, type FieldKind } from './entry-fields';

/** What a department means by a value that no code table knows. `field`: key of the field table, of either level. */
export interface ValueAlias {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface ValueOptions {
  readonly choices: ChoiceReader;
  /** A date as `YYYY-MM-DD`; null for what is none. */
  readonly dateOf: (text: string) => string | null;
  /** It was written by this program itself: text is kept to the last space. */
  readonly exact: boolean;
}

/** The label that a text stands for in a field of a code table, or null where none is known. */
export type ChoiceReader = (field: ReadField, text: string) => string | null;

/** What the reading of a text depends on. */
export interface ReadField {
  readonly kind: FieldKind;
  readonly codeTable?: string | null;
}

/** What is not understood stays as it was written; the checks flag it. */
export function fieldValue(field: ReadField, text: string, options: ValueOptions): string {
  if (text === '') return '';
  switch (field.kind) {
    case 'choice':
      return options.choices(field, text.trim()) ?? text.trim();
    case 'date':
      return options.dateOf(text) ?? text.trim();
    case 'code':
      return codeText(text.trim(), options.exact);
    case 'number':
      return text.trim();
    case 'text':
    case 'long-text':
      return options.exact ? text : text.trim();
  }
}

/** An input method left in full width writes codes that no platform takes. Anything that is no code stays as it is. */
export function codeText(text: string, exact: boolean): string {
  if (exact) return text;
  const folded = text.normalize('NFKC');
  return folded !== text && /^[0-9A-Za-z/-]+$/.test(folded) ? folded : text;
}

/** The code table behind a field key of either level; null for a field without one. */
export function codeTableOf(field: string): string | null {
  const entry: FieldDefinition | undefined = Object.hasOwn(ENTRY_FIELDS, field)
    ? ENTRY_FIELDS[field as keyof typeof ENTRY_FIELDS]
    : undefined;
  const item: FieldDefinition | undefined = Object.hasOwn(ITEM_FIELDS, field)
    ? ITEM_FIELDS[field as keyof typeof ITEM_FIELDS]
    : undefined;
  return entry?.codeTable ?? item?.codeTable ?? null;
}

/** Different texts of one table that are remembered; a sheet full of free text should not grow this for ever. */
const REMEMBERED = 20_000;

/** Looks values up in the tables, then among the aliases. Sheets repeat few values, so each is looked up once. */
export function choiceReader(
  codeTables: Readonly<Record<string, CodeTable>>,
  aliases: readonly ValueAlias[] = [],
): ChoiceReader {
  const own = new Map<string, string>();
  const key = (table: string, text: string): string => `${table} ${foldLabel(text) || text}`;
  for (const { field, from, to } of aliases) {
    const table = codeTableOf(field);
    if (table) own.set(key(table, from), to);
  }
  const known = new Map<string, Map<string, string | null>>();
  const look = (name: string, table: CodeTable, text: string): string | null => {
    const value = findCodeValue(table, text);
    if (value) return value.label;
    // A spreadsheet's own truth values, where the table does not list them.
    const truth = { TRUE: '是', FALSE: '否' }[text.toUpperCase()];
    return (truth && findCodeValue(table, truth)?.label) ?? own.get(key(name, text)) ?? null;
  };
  return (field, text) => {
    const table = field.codeTable == null ? undefined : codeTables[field.codeTable];
    if (!table) return text;
    let values = known.get(table.table);
    if (!values) known.set(table.table, (values = new Map()));
    let label = values.get(text);
    if (label === undefined) {
      label = look(table.table, table, text);
      if (values.size < REMEMBERED) values.set(text, label);
    }
    return label;
  };
}
