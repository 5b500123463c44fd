/** 信息资源分类 (编制指南 6.1): 类、项、目、细目. A node is known by its full 前段码; its level follows from the length. */
import type { Category } from './category-schema';

export type { Category } from './category-schema';

/** 类 1, 项 3, 目 6 digits in all; 细目 longer. */
export const CATEGORY_CODE = /^[123](\d{2}(\d{3}\d*)?)?$/;

export const isCategoryCode = (text: string): boolean => CATEGORY_CODE.test(text);
export type CategoryLevel = '类' | '项' | '目' | '细目';

export function categoryLevel(code: string): CategoryLevel {
  if (code.length <= 1) return '类';
  if (code.length <= 3) return '项';
  if (code.length <= 6) return '目';
  return '细目';
}

/** The code of the nearest node above `code` among `known` codes, or null for a 类. */
export function parentCode(code: string, known: ReadonlySet<string>): string | null {
  for (let length = code.length - 1; length >= 1; length--) {
    const candidate = code.slice(0, length);
    if (known.has(candidate)) return candidate;
  }
  return null;
}

export interface CategoryNode extends Category {
  readonly children: CategoryNode[];
}

/** Arranges flat nodes as a tree, in code order. A node whose upper node is missing stands at the top. */
export function categoryTree(categories: readonly Category[]): CategoryNode[] {
  const sorted = [...categories].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const known = new Set(sorted.map((category) => category.code));
  const nodes = new Map<string, CategoryNode>(
    sorted.map((category) => [category.code, { ...category, children: [] }]),
  );
  const top: CategoryNode[] = [];
  for (const node of nodes.values()) {
    const parent = parentCode(node.code, known);
    if (parent === null) top.push(node);
    else nodes.get(parent)!.children.push(node);
  }
  return top;
}
