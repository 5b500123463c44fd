/** A cell's text as a field keeps it: values of a code table by their label, dates as YYYY-MM-DD, codes without spaces. */
import { findCodeValue, type CodeTable } from '#app/classification/code-table';
import type { FieldDefinition } from '#app/catalogue/entry-fields';
import { dateText } from './cell-text';

export interface ValueOptions {
  readonly codeTables: Readonly<Record<string, CodeTable>>;
  readonly date1904: boolean;
  /** The sheet is our own export: text is kept to the last space. */
  readonly exact: boolean;
}

/** What is not understood stays as it was written; the checks flag it. */
export function fieldValue(field: FieldDefinition, text: string, options: ValueOptions): string {
  if (text === '') return '';
  switch (field.kind) {
    case 'choice':
      return choiceValue(field, text.trim(), options.codeTables);
    case 'date':
      return dateText(text, options.date1904) ?? text.trim();
    case 'code':
    case 'number':
      return text.trim();
    case 'text':
    case 'long-text':
      return options.exact ? text : text.trim();
  }
}

function choiceValue(
  field: FieldDefinition,
  text: string,
  codeTables: Readonly<Record<string, CodeTable>>,
): string {
  const table = field.codeTable ? codeTables[field.codeTable] : undefined;
  if (!table) return text;
  const value = findCodeValue(table, text);
  if (value) return value.label;
  // A spreadsheet's own truth values, where the table does not list them.
  const truth = { TRUE: '是', FALSE: '否' }[text.toUpperCase()];
  return (truth && findCodeValue(table, truth)?.label) ?? text;
}
