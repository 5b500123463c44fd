/** Why entries cannot be dropped on a node of the classification. */
import { categoryLevel } from '#app/classification/category-tree';
import { isFrontCode } from '#app/classification/resource-code';
import { text } from '#renderer/text/zh-cn';

const words = text.entries.tree.closed;

export interface DropTarget {
  /** '' for all entries, '-' for those without a code. */
  readonly key: string;
  readonly name: string;
}

/**
 * Null where they can stand: at a 目 or 细目, for a 资源代码 begins with 类, 项 and 目 (编制指南 6.3). `codes`: all nodes
 * there are; `shown`: those that the tree lists now.
 */
export function dropFault(
  { key, name }: DropTarget,
  codes: readonly string[],
  shown: ReadonlySet<string>,
): string | null {
  if (key === '') return words.all;
  if (key === '-') return words.noCode;
  if (isFrontCode(key)) return null;
  const below = codes.filter((code) => code.startsWith(key) && isFrontCode(code));
  const where = words.where(name, categoryLevel(key));
  if (below.length === 0) return where + words.none;
  return where + (below.some((code) => shown.has(code)) ? words.below : words.hidden);
}
