/** Drop-downs over whole columns: short lists stand in the rule itself, the others on a hidden sheet. */
import type { DataValidation } from 'exceljs';
import { columnLetter } from './sheet-entry';

export interface OutList {
  readonly column: number;
  /** From 1. */
  readonly fromRow: number;
  readonly values: readonly string[];
}

export const LIST_SHEET = '下拉选项';

/** Longest list that fits into a cell rule, ECMA-376 Part 1, 18.3.1.33. */
const LONGEST_LIST = 255;
/** Rows below the last one that still offer the drop-downs. */
const SPARE_ROWS = 2000;
const LAST_ROW = 1_048_576;

/** Whether a list fits into the rule of its cells: short enough, and without the signs that part its values. */
export function fitsRule(values: readonly string[]): boolean {
  return values.join(',').length <= LONGEST_LIST && !values.some((value) => /[,"]/.test(value));
}

/** The lists of all sheets that need a place on the hidden sheet, each once. */
export function fullLists(
  sheets: readonly { readonly lists?: readonly OutList[] }[],
): readonly (readonly string[])[] {
  const lists = sheets.flatMap((sheet) => sheet.lists ?? []).filter(({ values }) => !fitsRule(values));
  return [...new Map(lists.map(({ values }) => [values.join('\n'), values])).values()];
}

export function listName(index: number): string {
  return `${LIST_SHEET}${index + 1}`;
}

/** One rule over a whole column; a value outside the list draws a question, not a refusal. */
export function listRules(
  lists: readonly OutList[],
  rows: number,
  full: readonly (readonly string[])[],
): { range: string; rule: DataValidation }[] {
  const last = Math.min(rows + SPARE_ROWS, LAST_ROW);
  return lists
    .filter(({ values }) => values.length > 0)
    .map(({ column, fromRow, values }) => {
      const letter = columnLetter(column);
      const place = full.findIndex((one) => one.join('\n') === values.join('\n'));
      return {
        range: `${letter}${fromRow}:${letter}${last}`,
        rule: {
          type: 'list',
          formulae: [place < 0 ? `"${values.join(',')}"` : listName(place)],
          allowBlank: true,
          errorStyle: 'warning',
          showInputMessage: true,
          showErrorMessage: true,
        },
      };
    });
}
