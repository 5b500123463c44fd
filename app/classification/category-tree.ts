/** 信息资源分类 (编制指南 6.1): 类、项、目、细目. A node is known by its full 前段码; its level follows from the length. */
import * as z from 'zod';

export const categorySchema = z.object({
  /** 类 1, 项 3, 目 6 digits in all; 细目 longer. */
  code: z.string().regex(/^[123](\d{2}(\d{3}\d*)?)?$/),
  name: z.string().min(1).max(200),
  note: z.string().max(500).default(''),
});
export type Category = z.infer<typeof categorySchema>;

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
