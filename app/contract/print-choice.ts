/** How a paper goes to a printer: what the person chose in the print dialog. */
import type { PrintChoice } from './print-choice-schema';

export type { PrintChoice } from './print-choice-schema';

/** 单面; 双面 turned over like a book, or like a calendar. */
export const PRINT_SIDES = ['single', 'long-edge', 'short-edge'] as const;
export const MOST_COPIES = 99;
export const MOST_RANGES = 100;
export const MOST_PAGES = 100_000;

const RANGE = /^(\d+)(?:[-－–—~～至](\d+))?$/;

const isRange = ({ from, to }: PrintChoice['pages'][number]): boolean =>
  from >= 1 && from <= to && to <= MOST_PAGES;

/** Pages as a person types them, `1-3，5`, in full-width signs as well; '' for all. Null where it is no list of pages. */
export function pagesTyped(typed: string): PrintChoice['pages'] | null {
  const plain = typed.normalize('NFKC').replace(/[\s第页]/g, '');
  if (plain === '') return [];
  const ranges = plain.split(/[,、;]/).map((part) => {
    const [, from, to = from] = RANGE.exec(part) ?? [];
    return from === undefined ? null : { from: Number(from), to: Number(to) };
  });
  if (ranges.length > MOST_RANGES || !ranges.every((range) => range !== null && isRange(range))) return null;
  return ranges as PrintChoice['pages'];
}
