/** Rules of the classification editor: which codes may stand where, and what differs from what is saved. */
import { isCategoryCode, type Category } from '#app/classification/category-tree';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.categories;

/** Why a new node cannot stand below `parent` (null: a 类 of its own), or null when it can. */
export function categoryFault(
  node: Pick<Category, 'code' | 'name'>,
  parent: Pick<Category, 'code'> | null,
  known: readonly Pick<Category, 'code'>[],
): string | null {
  const fits = isCategoryCode(node.code);
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

export interface PastedNodes {
  readonly nodes: readonly Category[];
  readonly faults: readonly { readonly line: number; readonly reason: string }[];
}

/** Rows of code, name and note, as a sheet hands them over; a head row is passed over. */
export function readPasted(pasted: string, known: readonly Category[]): PastedNodes {
  const nodes: Category[] = [];
  const faults: { line: number; reason: string }[] = [];
  const codes = new Set(known.map(({ code }) => code));
  const rows = pasted.split(/\r?\n/).map((row) => row.split('\t').map((cell) => cell.trim()));
  // The upper nodes come first, in whatever order the sheet has them.
  for (const [code = ''] of rows) codes.add(code.normalize('NFKC'));
  for (const [index, [cell = '', name = '', note = '']] of rows.entries()) {
    const code = cell.normalize('NFKC');
    if (code === '' && name === '') continue;
    if (!/^\d+$/.test(code)) {
      if (index > 0) faults.push({ line: index + 1, reason: words.codeForm });
      continue;
    }
    const parent = upperCode(code);
    if (!isCategoryCode(code) || (parent !== '' && !codes.has(parent))) {
      faults.push({ line: index + 1, reason: words.codeForm });
    } else if (name === '') faults.push({ line: index + 1, reason: words.nameMissing });
    else nodes.push({ code, name: name.slice(0, 200), note: note.slice(0, 500) });
  }
  return { nodes, faults };
}

/** The code that must stand above: of a 目 its 项, of a 项 its 类, of a 细目 its 目; '' above a 类. */
function upperCode(code: string): string {
  if (code.length === 1) return '';
  return code.slice(0, code.length <= 3 ? 1 : code.length <= 6 ? 3 : 6);
}

/** The tree with these nodes in it, and how many are new or different. */
export function mergedCategories(
  known: readonly Category[],
  nodes: readonly Category[],
): { readonly categories: readonly Category[]; readonly added: number; readonly changed: number } {
  const all = new Map(known.map((one) => [one.code, one]));
  let [added, changed] = [0, 0];
  for (const node of nodes) {
    const old = all.get(node.code);
    if (!old) added++;
    else if (textOf(old) !== textOf(node)) changed++;
    all.set(node.code, { ...old, ...node });
  }
  return { categories: [...all.values()], added, changed };
}
