/** Code table look-ups with a memory. */
import { findCodeValue, foldLabel, type CodeTable, type CodeValue } from '#app/classification/code-table';
import { remembered } from './remembered';
import { isBlank } from './words';

export type CodeTables = Readonly<Record<string, CodeTable>>;

export interface Lookup {
  readonly table: (name: string) => CodeTable | undefined;
  /** The value that `text` names; null where the table exists and does not know it, undefined where there is no table. */
  readonly find: (table: string, text: string) => CodeValue | null | undefined;
  /** Label of the value; the trimmed text itself where it is unknown; '' for blank text. */
  readonly label: (table: string, text: string) => string;
}

const lookups = new WeakMap<CodeTables, Lookup>();

/** One look-up, with its memory, for one set of tables. */
export function lookupIn(tables: CodeTables): Lookup {
  let lookup = lookups.get(tables);
  if (!lookup) lookups.set(tables, (lookup = createLookup(tables)));
  return lookup;
}

function createLookup(tables: CodeTables): Lookup {
  const finders = new Map<string, (text: string) => CodeValue | null>();
  const tableOf = (name: string): CodeTable | undefined =>
    Object.hasOwn(tables, name) ? tables[name] : undefined;
  const find = (name: string, text: string): CodeValue | null | undefined => {
    const table = tableOf(name);
    if (!table) return undefined;
    let finder = finders.get(name);
    if (!finder) finders.set(name, (finder = remembered((written) => findCodeValue(table, written))));
    return finder(text);
  };
  return {
    table: tableOf,
    find,
    label: (name, text) => (isBlank(text) ? '' : (find(name, text)?.label ?? text.trim())),
  };
}

/** Labels of the table nearest to `text`, at most three; the whole list where it is short. */
export function nearestLabels(table: CodeTable, text: string): string[] {
  const labels = table.values.map((value) => value.label);
  if (labels.length <= 4) return labels;
  const wanted = [...foldLabel(text)];
  const scored = table.values.map((value, order) => ({
    label: value.label,
    order,
    score: Math.max(...[value.label, ...value.aliases].map((name) => likeness(wanted, [...foldLabel(name)]))),
  }));
  scored.sort((a, b) => b.score - a.score || a.order - b.order);
  const near = scored.filter((candidate) => candidate.score > 0.2).slice(0, 3);
  return (near.length > 0 ? near : scored.slice(0, 3)).map((candidate) => candidate.label);
}

/** 1 for the same text, 0 for texts with no character in common: 1 − edit distance ÷ the longer length. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const short = b.slice(0, 40);
  const long = a.slice(0, 40);
  let row = short.map((_, i) => i + 1);
  for (let i = 0; i < long.length; i++) {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, left + 1, diagonal + (long[i] === short[j] ? 0 : 1));
      diagonal = above;
      left = cost;
      return cost;
    });
  }
  const distance = short.length === 0 ? long.length : row[short.length - 1]!;
  return 1 - distance / Math.max(short.length, long.length, 1);
}
