/** Rules of the classification editor: which codes may stand where, and what differs from what is saved. */
import { categorySchema, type Category } from '#app/classification/category-tree';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.categories;

/** Why a new node cannot stand below `parent` (null: a 类 of its own), or null when it can. */
export function categoryFault(
  node: Pick<Category, 'code' | 'name'>,
  parent: Pick<Category, 'code'> | null,
  known: readonly Pick<Category, 'code'>[],
): string | null {
  const fits = categorySchema.shape.code.safeParse(node.code).success;
  const below =
    parent === null ? node.code.length === 1 : node.code.startsWith(parent.code) && node.code !== parent.code;
  if (!fits || !below || !isNextLevel(node.code, parent?.code ?? '')) return words.codeForm;
  if (known.some(({ code }) => code === node.code)) return words.codeTaken;
  return node.name.trim() === '' ? words.nameMissing : null;
}

/** 类 → 项 → 目 follow one another without a gap; below 目 any length is a 细目. */
function isNextLevel(code: string, parent: string): boolean {
  if (parent.length === 0) return code.length === 1;
  if (parent.length === 1) return code.length === 3;
  if (parent.length === 3) return code.length === 6;
  return code.length > parent.length;
}

const textOf = ({ code, name, note }: Category): string => JSON.stringify([code, name, note]);

/** How many nodes were added, changed or taken away. */
export function differing(before: readonly Category[], after: readonly Category[]): number {
  const old = new Map(before.map((one) => [one.code, textOf(one)]));
  const codes = new Set(after.map((one) => one.code));
  const gone = before.filter((one) => !codes.has(one.code)).length;
  return gone + after.filter((one) => old.get(one.code) !== textOf(one)).length;
}

/** Nodes whose code or name contains what is looked for, with those above them. */
export function matchingCategories(categories: readonly Category[], query: string): readonly Category[] {
  const wanted = query.trim();
  if (wanted === '') return categories;
  const hits = categories.filter(({ code, name }) => code.startsWith(wanted) || name.includes(wanted));
  return categories.filter(({ code }) => hits.some((hit) => hit.code.startsWith(code)));
}
