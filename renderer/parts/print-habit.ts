/** How the person printed last at this computer; printers belong to it, not to a library. */
import { PRINT_SIDES, printChoiceSchema, type PrintChoice } from '#app/contract/print-choice';
import { readPreference, writePreference } from './preference';

/** What is remembered: which pages were wanted is a matter of the one paper. */
export type PrintHabit = Pick<PrintChoice, 'printer' | 'copies' | 'sides' | 'grey'>;

const NAME = 'print';
const USUAL: PrintHabit = { printer: '', copies: 1, sides: PRINT_SIDES[0], grey: false };
const habitSchema = printChoiceSchema.pick({ printer: true, copies: true, sides: true, grey: true });

export function readPrintHabit(): PrintHabit {
  const read = habitSchema.safeParse(readPreference<unknown>(NAME, USUAL));
  return read.success ? read.data : USUAL;
}

export function keepPrintHabit({ printer, copies, sides, grey }: PrintHabit): void {
  writePreference(NAME, { printer, copies, sides, grey });
}
