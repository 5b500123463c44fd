/** Reads the pages of a PDF by the poppler programs: their size, their words with places, their text in drawing order. */
import { execFileSync } from 'node:child_process';

export interface PdfWord {
  readonly text: string;
  /** In points from the upper left corner. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PdfPage {
  readonly wide: number;
  readonly high: number;
  readonly words: readonly PdfWord[];
  /** Lines in the order in which they were drawn: a cell after the other. */
  readonly text: string;
}

export function missingPrograms(programs: readonly string[]): string[] {
  return programs.filter((program) => {
    try {
      execFileSync(program, [program === 'soffice' ? '--version' : '-v'], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
}

/** Text without blanks and without what a line break adds, for comparing. */
export function bare(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b]/g, '');
}

const run = (program: string, words: readonly string[]): string =>
  execFileSync(program, [...words], { encoding: 'utf8', maxBuffer: 256 * 1024 ** 2 });

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

export function pdfPages(file: string): PdfPage[] {
  const raw = run('pdftotext', ['-raw', file, '-']).split('\f');
  const boxes = run('pdftotext', ['-bbox', file, '-']);
  const pages = [...boxes.matchAll(/<page width="([\d.]+)" height="([\d.]+)">(.*?)<\/page>/gs)];
  return pages.map(([, wide, high, content], i) => ({
    wide: Number(wide),
    high: Number(high),
    text: raw[i] ?? '',
    words: [
      ...content!.matchAll(
        /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/gs,
      ),
    ].map(([, left, top, right, bottom, text]) => ({
      text: unescaped(text!),
      left: Number(left),
      right: Number(right),
      top: Number(top),
      bottom: Number(bottom),
    })),
  }));
}
