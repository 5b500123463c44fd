/** Blocks of a printed paper as paragraphs and tables of the `docx` library. */
import { Paragraph, TextRun, type FileChild, type TableRow } from 'docx';
import {
  cellOf,
  linesOf,
  printable,
  printedRows,
  SEAL_LINES,
  signatureLines,
  type Cell,
  type CellAlign,
  type ReportBlock,
  type ReportCell,
  type ReportColumn,
  type ReportTable,
  type SignatureBox,
} from '#app/review/report-model';
import type { CellLook, Looks, ParagraphLook } from './report-docx-looks';
import { mm, spacing, STYLES } from './report-docx-styles';
import { columnWidths, fixedTable, tableRow, type TableOptions } from './report-docx-table';

/** What a section is written with: twips between its margins, the looks and the tables of its document. */
export interface SectionOptions extends TableOptions {
  readonly width: number;
  readonly looks: Looks;
}

const plain = ({ looks }: SectionOptions, text: string, look: ParagraphLook): Paragraph =>
  looks.paragraph(text === '' ? [] : [{ text: printable(text) }], look);

/**
 * The Word form of the blocks of a section. Small print, frames and the last row of a table hold on to the signatures or
 * the seal below them, and whatever comes last to the check code that ends the paper, so that none of them ever stands
 * alone on a page.
 */
export function docxSection(blocks: readonly ReportBlock[], options: SectionOptions): FileChild[] {
  return blocks.flatMap((block, i) => {
    const following = blocks[i + 1];
    const next = blocks.slice(i + 1, i + 5).find((one) => one.kind !== 'note' && one.kind !== 'blank');
    const holds =
      next?.kind === 'seal' ||
      (next?.kind === 'signatures' && block.kind !== 'signatures') ||
      (following?.kind === 'note' && (following.fine === true || block.kind === 'seal'));
    return docxBlock(block, options, holds);
  });
}

/** The paragraph that ends a section is as low as can be, so that it never starts a page of its own. */
export function sectionEnd(): Paragraph {
  return new Paragraph({ style: STYLES.small, spacing: spacing({ line: 1 }) });
}

function docxBlock(block: ReportBlock, options: SectionOptions, keepNext: boolean): FileChild[] {
  const { width } = options;
  switch (block.kind) {
    case 'title':
      return [
        new Paragraph({
          style: STYLES.title,
          children: block.text
            .split('\n')
            .map((line, i) => new TextRun({ text: printable(line), ...(i > 0 && { break: 1 }) })),
        }),
      ];
    case 'meta':
      return block.lines.map((line, i) =>
        plain(options, line, {
          style: STYLES.meta,
          ...(i === block.lines.length - 1 && { spacing: { after: 160 } }),
          ...(block.align && { align: block.align }),
        }),
      );
    case 'heading':
      return [plain(options, block.text, { style: block.level === 1 ? STYLES.heading1 : STYLES.heading2 })];
    case 'paragraph':
      return [plain(options, block.text, { style: block.flush ? STYLES.flush : STYLES.body, keepNext })];
    case 'note':
      return [plain(options, block.text, { style: block.fine ? STYLES.small : STYLES.note, keepNext })];
    case 'table':
      return docxTable(block, options, keepNext);
    case 'form': {
      const widths = columnWidths(block.widths, width);
      const columns = rowColumns(widths);
      const rows = block.rows.map(
        (row, i) => (): TableRow => docxRow(row, columns, options, keepNext && i === block.rows.length - 1),
      );
      return [spacer(options, true), fixedTable(widths, rows, options), spacer(options, keepNext)];
    }
    case 'signatures': {
      const widths = columnWidths([27, 73], width);
      const rows = block.boxes.map(
        (box, i) => (): TableRow =>
          signatureRow(box, block, widths, options, keepNext || i < block.boxes.length - 1),
      );
      return [spacer(options, true), fixedTable(widths, rows, options), spacer(options, keepNext)];
    }
    case 'blank': {
      const label = plain(options, block.label, { style: STYLES.tableText, keepNext });
      const frame = options.looks.cell([label], { width, top: true });
      const row = (): TableRow => tableRow([frame], { height: block.height });
      return [fixedTable([width], [row], options), spacer(options, keepNext)];
    }
    case 'seal':
      return [sealPlace(block.unit, block.beside, options, keepNext)];
  }
}

/** Two tables that touch would run together in Word; a hair of a paragraph keeps them apart, the one above a table with it. */
function spacer(options: SectionOptions, keepNext: boolean): Paragraph {
  return plain(options, '', { style: STYLES.small, keepNext, spacing: spacing({ line: 6 }) });
}

function docxTable(table: ReportTable, options: SectionOptions, keepNext: boolean): FileChild[] {
  const widths = columnWidths(
    table.columns.map((column) => column.width),
    options.width,
  );
  const head = (): TableRow =>
    tableRow(
      table.columns.map((column, i) =>
        options.looks.cell([plain(options, column.title, { style: STYLES.tableHead })], {
          width: widths[i]!,
        }),
      ),
      { header: true },
    );
  const rows = printedRows(table);
  // A total alone at the head of a page says nothing: the row above goes with it.
  const last = rows.length - 1 - (table.footRows?.length ?? 0);
  const columns = rowColumns(widths, table.columns);
  const body = rows.map(
    (row, i) => (): TableRow =>
      docxRow(row, columns, options, i >= last && (keepNext || i < rows.length - 1)),
  );
  return [
    table.caption === '' ? spacer(options, true) : plain(options, table.caption, { style: STYLES.caption }),
    fixedTable(widths, [head, ...body], options),
    spacer(options, keepNext),
  ];
}

/** A column as its plain cells look: shared by all rows of a table. */
interface RowColumn {
  readonly align: CellAlign;
  readonly look: CellLook;
}

function rowColumns(widths: readonly number[], columns: readonly ReportColumn[] = []): RowColumn[] {
  return widths.map((width, i) => ({ align: columns[i]?.align ?? 'left', look: { width } }));
}

function spanLook(covered: readonly RowColumn[], cell: ReportCell): CellLook {
  const width = covered.reduce((sum, { look }) => sum + look.width, 0);
  return { width, span: covered.length, top: cell.top ?? false };
}

function docxRow(
  row: readonly Cell[],
  columns: readonly RowColumn[],
  options: SectionOptions,
  keepNext: boolean,
): TableRow {
  let column = 0;
  let height = 0;
  const cells = row.map((cell) => {
    const one = cellOf(cell);
    const span = one.span ?? 1;
    const at = columns[column]!;
    const paragraphs = cellParagraphs(one, one.align ?? at.align, options, keepNext);
    const look = span === 1 && !one.top ? at.look : spanLook(columns.slice(column, column + span), one);
    column += span;
    if (one.height) height = Math.max(height, one.height);
    return options.looks.cell(paragraphs, look);
  });
  return tableRow(cells, { height });
}

const textLooks = (keepNext: boolean): Readonly<Record<CellAlign, ParagraphLook>> => ({
  left: { style: STYLES.tableText, keepNext },
  center: { style: STYLES.tableCentred, keepNext },
  right: { style: STYLES.tableRight, keepNext },
});
const TEXT = textLooks(false);
const HELD_TEXT = textLooks(true);

function cellParagraphs(
  cell: ReportCell,
  align: CellAlign,
  options: SectionOptions,
  keepNext: boolean,
): Paragraph[] {
  const look = (keepNext ? HELD_TEXT : TEXT)[align];
  const lines = linesOf(cell.text).map((line) => options.looks.paragraph(line, look));
  if (!cell.small) return lines;
  const small = cell.small.map((line) => plain(options, line, { style: STYLES.small, keepNext }));
  return [...lines, ...small];
}

/** Close together, so that the 送审单 with all its boxes and notes stays one page. */
const HAND_SPACING = spacing({ line: 13 });

function signatureRow(
  { role, notes }: SignatureBox,
  { opinion, height }: { readonly opinion: boolean; readonly height: number },
  widths: readonly number[],
  options: SectionOptions,
  keepNext: boolean,
): TableRow {
  const lines = signatureLines(opinion);
  const hand = lines.map((line, i) =>
    plain(options, line, {
      style: STYLES.tableText,
      align: i === lines.length - 1 ? 'right' : 'left',
      keepNext,
      spacing: HAND_SPACING,
    }),
  );
  const small = notes.map((note) => plain(options, note, { style: STYLES.small, keepNext }));
  const label = plain(options, role, { style: STYLES.tableCentred, keepNext });
  return tableRow(
    [
      options.looks.cell([label], { width: widths[0]! }),
      options.looks.cell([...hand, ...small], { width: widths[1]!, top: true }),
    ],
    { height },
  );
}

/** 45 × 45 mm without lines, for unit, seal and date (GB/T 9704 7.3.5): at the right, and at the left for another unit. */
function sealPlace(
  unit: string,
  beside: string | undefined,
  options: SectionOptions,
  keepNext: boolean,
): FileChild {
  const { width } = options;
  const { cell } = options.looks;
  const right = beside === undefined ? Math.max(mm(45), Math.round((width * 2) / 3)) : Math.round(width / 2);
  const lines = (name: string): Paragraph[] =>
    [name, SEAL_LINES.place, SEAL_LINES.date].map((line) =>
      plain(options, line, { style: STYLES.seal, keepNext }),
    );
  const left =
    beside === undefined ? [plain(options, '', { style: STYLES.tableText, keepNext })] : lines(beside);
  const row = (): TableRow =>
    tableRow([cell(left, { width: width - right }), cell(lines(unit), { width: right })], { height: 45 });
  return fixedTable([width - right, right], [row], { ...options, lines: false });
}
