/**
 * A code table (代码表): the values that a column may hold, each with its aliases.
 *
 * Platforms number the same values differently, so values are exchanged by label; a number only counts where the
 * table says that no two systems disagree about it.
 */
import type { CodeTable, CodeValue } from './code-table-schema';

export type { CodeTable, CodeValue } from './code-table-schema';

/** Chinese characters, lower-case letters and digits only: nothing to fold. Most texts are like this. */
const FOLDED = /^[\u4e00-\u9fffa-z0-9]*$/;

export const isFolded = (text: string): boolean => FOLDED.test(text);

/** Folds what people write differently without meaning anything by it: width, case, spaces (the invisible ones of web pages too), and 、，。-like marks. */
export function foldLabel(text: string): string {
  if (isFolded(text)) return text;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '')
    .replace(/[·、，,。.;；:：'"“”‘’()（）\-—_/\\]/g, '');
}

const indexes = new WeakMap<CodeTable, Map<string, CodeValue>>();

function indexOf(table: CodeTable): Map<string, CodeValue> {
  let index = indexes.get(table);
  if (!index) {
    index = new Map();
    for (const value of table.values) {
      for (const name of [value.label, ...value.aliases]) {
        const folded = foldLabel(name);
        if (!index.has(folded)) index.set(folded, value);
      }
    }
    indexes.set(table, index);
  }
  return index;
}

/** The value that `text` names by label or alias, or null: then the text is kept as it is and flagged. */
export function findCodeValue(table: CodeTable, text: string): CodeValue | null {
  if (text.trim() === '') return null;
  return indexOf(table).get(foldLabel(text)) ?? null;
}
