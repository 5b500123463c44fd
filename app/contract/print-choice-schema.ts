import * as z from 'zod';
import { MOST_COPIES, MOST_PAGES, MOST_RANGES, PRINT_SIDES } from './print-choice';

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
