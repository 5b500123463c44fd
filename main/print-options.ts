/** What was chosen in the print dialog, in the words of Electron's printing; apart from it, so that it can be tested. */
import type { PrinterInfo, WebContentsPrintOptions } from 'electron';
import { done, failed, type Failure, type Outcome } from '#app/contract/failure';
import type { PrintChoice } from '#app/contract/print-choice';

export interface Printer {
  readonly name: string;
  readonly label: string;
}

/** In the order of the system, with the name that people gave each one; Linux has that in the description alone. */
export function printersOf(
  found: readonly Pick<PrinterInfo, 'name' | 'displayName' | 'description'>[],
): Printer[] {
  return found.map(({ name, displayName, description }) => {
    const known = [displayName.trim(), description.trim()].find((one) => one !== '' && one !== name);
    return { name, label: known === undefined ? name : `${known}（${name}）` };
  });
}

/** Why nothing can be printed as chosen: there is no printer at all, or the chosen one is there no longer. */
export function missingPrinter(
  printers: readonly Printer[],
  { printer }: Pick<PrintChoice, 'printer'>,
): { readonly ok: false; readonly failure: Failure } | null {
  if (printers.length === 0) return failed('no-printer');
  return printer === '' || printers.some(({ name }) => name === printer)
    ? null
    : failed('printer-gone', { printer });
}

/** Chromium on Linux hands the whole paper to the printer whatever pages it is told; the system's own dialog can choose. */
export function choosesPages(platform: NodeJS.Platform): boolean {
  return platform !== 'linux';
}

const DUPLEX = { single: 'simplex', 'long-edge': 'longEdge', 'short-edge': 'shortEdge' } as const;

/** Margins stay with the page's own style sheet; pages are counted from 0 there. */
export function printOptions(choice: PrintChoice): WebContentsPrintOptions {
  return {
    silent: !choice.systemDialog,
    printBackground: true,
    pageSize: 'A4',
    color: !choice.grey,
    copies: choice.copies,
    // Whole copies one after the other: they are signed and bound one by one.
    collate: true,
    duplexMode: DUPLEX[choice.sides],
    ...(choice.printer !== '' && { deviceName: choice.printer }),
    ...(choice.pages.length > 0 && {
      pageRanges: choice.pages.map(({ from, to }) => ({ from: from - 1, to: to - 1 })),
    }),
  };
}

/** How Electron says that printing ended: a cancelled dialog is no failure. */
export function printResult(success: boolean, reason: string): Outcome<{ printed: boolean }> {
  if (success) return done({ printed: true });
  return /cancel/i.test(reason) ? done({ printed: false }) : failed('print-failed', { reason });
}
