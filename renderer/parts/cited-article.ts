/** A citation printed as one word, 政务数据共享条例第十五条, taken apart again for the article drawer. */
import type { CitedPlace, RuleRow } from '#renderer/frame/contexts';

export function citedPlace(printed: string, rules: readonly RuleRow[]): CitedPlace {
  const names = rules.flatMap((row) => [
    { id: row.id, name: row.name },
    { id: row.id, name: row.title },
  ]);
  const known = names
    .filter(({ name }) => name !== '' && printed.startsWith(name))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (known === undefined) return { regulation: printed, article: '' };
  return { rules: known.id, regulation: known.name, article: printed.slice(known.name.length).trim() };
}
