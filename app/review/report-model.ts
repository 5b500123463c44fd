/**
 * The model of a printed paper: a small language of blocks that both the Word file and the page for print are made of,
 * so that their words are the same. Layout after GB/T 9704-2012.
 */

/** A piece of text in a cell; changed words are underlined, which shows in black and white. */
export interface ReportRun {
  readonly text: string;
  readonly underline?: boolean;
}

export interface ReportCell {
  /** Lines are parted by `\n`. */
  readonly text: string | readonly ReportRun[];
  /** Columns it covers, 1 unless given. */
  readonly span?: number;
  readonly align?: CellAlign;
  /** A label of a form. */
  readonly label?: boolean;
  /** Kept empty for handwriting: the height of the cell in millimetres. */
  readonly height?: number;
  /** Text at the top of a high cell instead of in its middle. */
  readonly top?: true;
  /** Small print below the text: who took the step in the program. */
  readonly small?: readonly string[];
}
export type Cell = string | ReportCell;
export type CellAlign = 'left' | 'center' | 'right';

export interface ReportColumn {
  readonly title: string;
  /** Share of the table's width. */
  readonly width: number;
  readonly align?: CellAlign;
}

export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows below the last, such as a total; never parted from it. */
  readonly footRows?: readonly (readonly Cell[])[];
}

/** A form (表单): no header row, labels and values side by side. */
export interface ReportForm {
  readonly kind: 'form';
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A box for a hand: opinion, signature and date stay empty whatever was done in the program. */
export interface SignatureBox {
  readonly role: string;
  /** 系统内办理 or 线下签批登记, printed small below the box. */
  readonly notes: readonly string[];
}

export type ReportBlock =
  /** Lines are parted by `\n`. */
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'meta'; readonly lines: readonly string[]; readonly align?: 'right' }
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  /** `flush`: without the two characters that begin a paragraph, for the addressee of a letter. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly flush?: true }
  /** Small print; `fine` for what only a check reads. */
  | { readonly kind: 'note'; readonly text: string; readonly fine?: true }
  | ReportTable
  | ReportForm
  | {
      readonly kind: 'signatures';
      readonly boxes: readonly SignatureBox[];
      /** Whether the boxes have room for an opinion. */
      readonly opinion: boolean;
      /** Millimetres that each box is high. */
      readonly height: number;
    }
  /** An empty frame for writing, with its label. */
  | { readonly kind: 'blank'; readonly label: string; readonly height: number }
  /** Room for the seal: 45 × 45 mm, at the right, with the unit above and the date below. */
  | {
      readonly kind: 'seal';
      readonly unit: string;
      /** Another unit that seals at the left. */
      readonly beside?: string;
    };

export type Orientation = 'portrait' | 'landscape';

/** Pages of one orientation; each section begins a new page. */
export interface ReportSection {
  readonly orientation: Orientation;
  readonly blocks: readonly ReportBlock[];
}

export interface ReportModel {
  readonly title: string;
  /** Stands at the head of each page. */
  readonly header: string;
  readonly footer: ReportFooter;
  readonly sections: readonly ReportSection[];
  /** What ends every volume: the full 文件校验码. */
  readonly closing: readonly ReportBlock[];
}

export interface ReportFooter {
  readonly department: string;
  readonly version: string;
  /** First 16 digits of the 文件校验码（SM3）. */
  readonly sm3: string;
}

/** Printed in a cell that has nothing to say. A figure nobody knows is left '' for writing instead. */
export const NONE = '无';

/** `text`, or 无 where it is blank. */
export function orNone(text: string): string {
  return text.trim() === '' ? NONE : text.trim();
}

/** A cell left empty for handwriting. */
export const BLANK: ReportCell = { text: '' };

export function cellOf(cell: Cell): ReportCell {
  return typeof cell === 'string' ? { text: cell } : cell;
}

export function runsOf(text: ReportCell['text']): readonly ReportRun[] {
  return typeof text === 'string' ? [{ text }] : text;
}

/** Text as paper can take it: without the control characters that neither Word nor a page can hold. */
export function printable(text: string): string {
  // Most text has nothing to mend, and a long table asks a hundred thousand times.
  if (!/[\u0000-\u0009\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

/** The lines of a cell, each a row of runs. */
export function linesOf(text: ReportCell['text']): ReportRun[][] {
  if (typeof text === 'string' && !/[\r\n]/.test(text)) {
    const line = printable(text);
    return [line === '' ? [] : [{ text: line }]];
  }
  const lines: ReportRun[][] = [[]];
  for (const run of runsOf(text)) {
    printable(run.text)
      .split(/\r\n|\r|\n/)
      .forEach((part, i) => {
        if (i > 0) lines.push([]);
        if (part !== '') lines.at(-1)!.push({ ...run, text: part });
      });
  }
  return lines;
}

/** The rows of a table as printed: a table without rows says 无 across its width. */
export function printedRows(table: ReportTable): readonly (readonly Cell[])[] {
  const rows =
    table.rows.length > 0
      ? table.rows
      : [[{ text: NONE, span: table.columns.length, align: 'center' as const }]];
  return table.footRows ? [...rows, ...table.footRows] : rows;
}

export const PAGE_NOTES = {
  unsealed: '打印件以签字盖章为准',
  draft: '征求意见稿/未审定',
} as const;

/** What stands at the foot of each page beside the page number. */
export function footerText(footer: ReportFooter): string {
  return `${footer.department}　${footer.version}　校验码${footer.sm3}`;
}

/** The words of a signature box, in their order; the writing itself is left to a hand. */
export function signatureLines(opinion: boolean): readonly string[] {
  return opinion
    ? ['意见：', '签名：　　　　　　　　　　年　　月　　日']
    : ['签名：', '日期：　　　年　　月　　日'];
}

export const SEAL_LINES = { place: '（单位盖章）', date: '　　　　年　　月　　日' } as const;
