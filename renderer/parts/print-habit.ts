/** How the person printed last at this computer; printers belong to it, not to a library. */
import { MOST_COPIES, PRINT_SIDES, type PrintChoice } from '#app/contract/print-choice';
import { readPreference, writePreference } from './preference';

/** What is remembered: which pages were wanted is a matter of the one paper. */
export type PrintHabit = Pick<PrintChoice, 'printer' | 'copies' | 'sides' | 'grey'>;

const NAME = 'print';
const USUAL: PrintHabit = { printer: '', copies: 1, sides: PRINT_SIDES[0], grey: false };

/** Each part that does not fit (another version wrote it) is the usual one. */
export function readPrintHabit(): PrintHabit {
  const { printer, copies, sides, grey } = {
    ...USUAL,
    ...readPreference<Partial<Record<keyof PrintHabit, unknown>>>(NAME, {}),
  };
  return {
    printer: typeof printer === 'string' ? printer : USUAL.printer,
    copies: Number.isInteger(copies) ? Math.min(Math.max(Number(copies), 1), MOST_COPIES) : USUAL.copies,
    sides: PRINT_SIDES.find((known) => known === sides) ?? USUAL.sides,
    grey: grey === true,
  };
}

export function keepPrintHabit({ printer, copies, sides, grey }: PrintHabit): void {
  writePreference(NAME, { printer, copies, sides, grey });
}
