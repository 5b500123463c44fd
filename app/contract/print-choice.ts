/** How a paper goes to a printer: what the person chose in the print dialog. */
import * as z from 'zod';

/** 单面; 双面 turned over like a book, or like a calendar. */
export const PRINT_SIDES = ['single', 'long-edge', 'short-edge'] as const;
export const MOST_COPIES = 99;
const MOST_RANGES = 100;
const MOST_PAGES = 100_000;

const page = z.number().int().min(1).max(MOST_PAGES);

export const printChoiceSchema = z
  .object({
    /** As the operating system names it; '' for the one it prints on unless told otherwise. */
    printer: z.string().max(500),
    copies: z.number().int().min(1).max(MOST_COPIES),
    sides: z.enum(PRINT_SIDES),
    /** Black and white. */
    grey: z.boolean(),
    /** Pages counted from 1; none: all of them. */
    pages: z.array(z.object({ from: page, to: page }).refine(({ from, to }) => from <= to)).max(MOST_RANGES),
    /** Shows the system's own dialog before it prints: paper trays, staples and whatever else that printer has. */
    systemDialog: z.boolean(),
  })
  .strict();
export type PrintChoice = z.output<typeof printChoiceSchema>;

const RANGE = /^(\d+)(?:[-－–—~～至](\d+))?$/;

/** Pages as a person types them, `1-3，5`, in full-width signs as well; '' for all. Null where it is no list of pages. */
export function pagesTyped(typed: string): PrintChoice['pages'] | null {
  const plain = typed.normalize('NFKC').replace(/[\s第页]/g, '');
  if (plain === '') return [];
  const ranges = plain.split(/[,、;]/).map((part) => {
    const [, from, to = from] = RANGE.exec(part) ?? [];
    return from === undefined ? null : { from: Number(from), to: Number(to) };
  });
  const parsed = printChoiceSchema.shape.pages.safeParse(ranges);
  return parsed.success ? parsed.data : null;
}
