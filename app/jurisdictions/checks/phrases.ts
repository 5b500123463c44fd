/**
 * Phrases as data: a code table whose aliases are patterns. `*` stands for a few characters within one clause, `#` for
 * the name of a place. Compiled once per table.
 */
import type { CodeTable } from '#app/classification/code-table';
import { compact } from './words';

const WITHIN_CLAUSE = '[^,。;!?\\n]{0,12}?';
const compiled = new WeakMap<CodeTable, Map<string, RegExp>>();

export function escapePattern(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\/]/g, '\\$&');
}

/** One expression that finds any phrase listed under `label`; matches nothing where the table has no such label. */
export function phrasePattern(table: CodeTable | undefined, label: string): RegExp {
  if (!table) return /(?!)/;
  let patterns = compiled.get(table);
  if (!patterns) {
    patterns = new Map();
    compiled.set(table, patterns);
  }
  let pattern = patterns.get(label);
  if (!pattern) {
    const sources = table.values
      .filter((value) => value.label === label)
      .flatMap((value) => value.aliases)
      .map((phrase) => escapePattern(compact(phrase)).replaceAll('*', WITHIN_CLAUSE));
    pattern = sources.length === 0 ? /(?!)/ : new RegExp(sources.join('|'), 'i');
    patterns.set(label, pattern);
  }
  return pattern;
}

/** The text with every phrase listed under `label` taken out. */
export function withoutPhrases(table: CodeTable | undefined, label: string, text: string): string {
  return text.replace(new RegExp(phrasePattern(table, label).source, 'gi'), '');
}
