/**
 * Re-coding: what becomes of nodes and resource codes when a part of the classification is moved or numbered anew.
 *
 * 编制指南 6.3: a resource code is unique and stays; so a code changes only by this explicit act, the former one is
 * kept with the entry (原代码), and a number that was given once is not given again.
 */
import { isCategoryCode, type Category } from './category-tree';
import { formatResourceCode, isFrontCode, parseResourceCode } from './resource-code';

export interface NodeMove {
  readonly before: string;
  readonly after: string;
  readonly name: string;
}

/** Why the part under `from` cannot be moved to `to`, or null. */
export function moveFault(categories: readonly Category[], from: string, to: string): string | null {
  if (!categories.some(({ code }) => code === from)) return `没有分类${from}`;
  if (from === to) return '新代码与原代码相同';
  if (!isCategoryCode(to)) {
    return '分类代码为类1位、项3位、目6位，细目在6位以上，首位为1、2或者3';
  }
  if (from.length <= 6 && to.length !== from.length) return '类、项、目只能改为同一层级的代码';
  if (from.length > 6 && to.length <= 6) return '细目只能改为6位以上的代码';
  if (to.startsWith(from) || from.startsWith(to)) return '不能移到自己的上级或者下级之中';
  return null;
}

/** The nodes under `from` with their new codes. A node that stands at the new code already takes the moved one in. */
export function moveNodes(
  categories: readonly Category[],
  from: string,
  to: string,
  name?: string,
): { readonly categories: Category[]; readonly moved: NodeMove[] } {
  const moved: NodeMove[] = [];
  const next = new Map<string, Category>();
  for (const node of categories) if (!node.code.startsWith(from)) next.set(node.code, node);
  for (const node of categories) {
    if (!node.code.startsWith(from)) continue;
    const code = to + node.code.slice(from.length);
    const known = next.get(code);
    const renamed = node.code === from && name !== undefined ? name : node.name;
    moved.push({ before: node.code, after: code, name: known?.name ?? renamed });
    if (!known) next.set(code, { ...node, code, name: renamed });
  }
  return { categories: [...next.values()].sort((a, b) => (a.code < b.code ? -1 : 1)), moved };
}

/** 顺序码 as they have been given so far, and as they are given by a plan. */
export interface Sequences {
  /** The highest number ever given under a 前段码; 0 where none was. */
  readonly last: (front: string) => number;
  /** Whether a code is, or once was, given. */
  readonly taken: (code: string) => boolean;
}

export interface CodeGiver {
  /** The code of an entry under another 前段码: its number where that is free there, else the next one. */
  readonly move: (code: string, front: string) => string;
  /** The next code under a 前段码. */
  readonly next: (front: string) => string;
  /** The highest number under each 前段码 that was touched. */
  readonly last: ReadonlyMap<string, number>;
}

export function codeGiver(sequences: Sequences): CodeGiver {
  const last = new Map<string, number>();
  const given = new Set<string>();
  const lastOf = (front: string): number => last.get(front) ?? sequences.last(front);
  const take = (front: string, sequence: number): void => {
    last.set(front, Math.max(lastOf(front), sequence));
  };
  const next = (front: string): string => {
    const sequence = lastOf(front) + 1;
    take(front, sequence);
    const code = formatResourceCode(front, sequence);
    given.add(code);
    return code;
  };
  return {
    next,
    last,
    move: (code, front) => {
      const parsed = parseResourceCode(code);
      if (!parsed) return next(front);
      // What is left behind stays taken under its old front.
      take(parsed.front, Number(parsed.sequence));
      const same = `${front}/${parsed.sequence}`;
      if (given.has(same) || sequences.taken(same)) return next(front);
      take(front, Number(parsed.sequence));
      given.add(same);
      return same;
    },
  };
}

/** The 前段码 that an entry under `from` gets when `from` becomes `to`; null for one that does not stand under it. */
export function movedFront(code: string, from: string, to: string): string | null {
  const front = parseResourceCode(code)?.front;
  if (front === undefined || !front.startsWith(from)) return null;
  const moved = to + front.slice(from.length);
  return isFrontCode(moved) ? moved : null;
}
