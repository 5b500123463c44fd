/**
 * Blocks of a printed paper as the body of a Word document, made part by part: a catalogue of thousands of rows is never
 * held twice.
 */
import {
  cellOf,
  linesOf,
  printedRows,
  SEAL_LINES,
  signatureLines,
  type Cell,
  type CellAlign,
  type ReportBlock,
  type ReportCell,
  type ReportColumn,
  type ReportRun,
  type ReportTable,
  type SignatureBox,
} from '#app/review/report-model';
import { mm, STYLES } from './report-docx-styles';
import { xmlText } from './report-docx-text';

interface ParagraphLook {
  readonly style: string;
  readonly align?: CellAlign;
  readonly keepNext?: boolean;
  /** Settings of its own, in the order that the schema asks for: after keepNext, before jc. */
  readonly spacing?: string;
}

/** A paragraph of runs; `\n` is not known here, lines are paragraphs of their own. */
export function paragraphXml(runs: string, { style, align, keepNext, spacing = '' }: ParagraphLook): string {
  const keep = keepNext ? '<w:keepNext/>' : '';
  const jc = align && align !== 'left' ? `<w:jc w:val="${align}"/>` : '';
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${keep}${spacing}${jc}</w:pPr>${runs}</w:p>`;
}

export function runXml(text: string, underline = false): string {
  const look = underline ? '<w:rPr><w:u w:val="single"/></w:rPr>' : '';
  return `<w:r>${look}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`;
}

const runsXml = (runs: readonly ReportRun[]): string =>
  runs.map((run) => runXml(run.text, run.underline)).join('');

const plain = (text: string, look: ParagraphLook): string =>
  paragraphXml(text === '' ? '' : runXml(text), look);

/**
 * The Word form of the blocks of a section, `width` twips wide. Small print, frames and the last row of a table hold on
 * to the signatures or the seal below them, and the seal to the check code that ends the paper, so that none of them
 * ever stands alone on a page.
 */
export function* docxSection(blocks: readonly ReportBlock[], width: number): Generator<string> {
  for (const [i, block] of blocks.entries()) {
    const next = blocks.slice(i + 1, i + 5).find((one) => one.kind !== 'note' && one.kind !== 'blank');
    const holds =
      next?.kind === 'seal' ||
      (next?.kind === 'signatures' && block.kind !== 'signatures') ||
      (blocks[i + 1]?.kind === 'note' &&
        (block.kind === 'seal' || (block.kind === 'note' && block.fine === true)));
    yield* docxBlock(block, width, holds);
  }
}

function* docxBlock(block: ReportBlock, width: number, keepNext: boolean): Generator<string> {
  switch (block.kind) {
    case 'title': {
      const lines = block.text.split('\n').map((line) => runXml(line));
      yield paragraphXml(lines.join('<w:r><w:br/></w:r>'), { style: STYLES.title });
      break;
    }
    case 'meta':
      for (const [i, line] of block.lines.entries()) {
        const last = i === block.lines.length - 1;
        yield plain(line, {
          style: STYLES.meta,
          ...(last ? { spacing: '<w:spacing w:after="160"/>' } : {}),
          ...(block.align ? { align: block.align } : {}),
        });
      }
      break;
    case 'heading':
      yield plain(block.text, { style: block.level === 1 ? STYLES.heading1 : STYLES.heading2 });
      break;
    case 'paragraph':
      yield block.flush
        ? plain(block.text, { style: STYLES.flush, keepNext })
        : plain(block.text, { style: STYLES.body, keepNext });
      break;
    case 'note':
      yield plain(block.text, { style: block.fine ? STYLES.small : STYLES.note, keepNext });
      break;
    case 'table':
      yield* docxTable(block, width, keepNext);
      break;
    case 'form': {
      const widths = columnWidths(block.widths, width);
      yield spacer();
      yield tableHead(widths);
      for (const [i, row] of block.rows.entries()) {
        yield docxRow(row, [], widths, keepNext && i === block.rows.length - 1);
      }
      yield `</w:tbl>${spacer(keepNext)}`;
      break;
    }
    case 'signatures': {
      const widths = columnWidths([27, 73], width);
      yield tableHead(widths);
      for (const [i, box] of block.boxes.entries()) {
        yield signatureRow(box, block, widths, keepNext || i < block.boxes.length - 1);
      }
      yield `</w:tbl>${spacer(keepNext)}`;
      break;
    }
    case 'blank': {
      const cell = cellXml(plain(block.label, { style: STYLES.tableText, keepNext }), width, { top: true });
      yield `${tableHead([width])}${rowXml(cell, { height: block.height })}</w:tbl>${spacer(keepNext)}`;
      break;
    }
    case 'seal':
      yield sealPlace(block.unit, block.beside, width, keepNext);
      break;
  }
}

/** Two tables that touch would run together in Word; a hair of a paragraph keeps them apart. */
function spacer(keepNext = false): string {
  return paragraphXml('', {
    style: STYLES.small,
    keepNext,
    spacing: '<w:spacing w:line="120" w:lineRule="exact"/>',
  });
}

function columnWidths(shares: readonly number[], width: number): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  const widths = shares.map((share) => Math.floor((width * share) / sum));
  widths[widths.length - 1]! += width - widths.reduce((total, one) => total + one, 0);
  return widths;
}

const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'] as const;

/** The opening of a table of fixed column widths; the rows follow, and the end is the caller's. */
function tableHead(widths: readonly number[], lines = true): string {
  const line = lines ? 'w:val="single" w:sz="4" w:space="0" w:color="000000"' : 'w:val="nil"';
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${widths.reduce((total, one) => total + one, 0)}" w:type="dxa"/>` +
    `<w:tblBorders>${SIDES.map((side) => `<w:${side} ${line}/>`).join('')}</w:tblBorders><w:tblLayout w:type="fixed"/>` +
    '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>' +
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`
  );
}

function rowXml(cells: string, look: { header?: boolean; height?: number } = {}): string {
  const height = look.height ? `<w:trHeight w:val="${mm(look.height)}" w:hRule="atLeast"/>` : '';
  return `<w:tr><w:trPr><w:cantSplit/>${height}${look.header ? '<w:tblHeader/>' : ''}</w:trPr>${cells}</w:tr>`;
}

function cellXml(content: string, width: number, look: { span?: number; top?: boolean } = {}): string {
  const span = look.span && look.span > 1 ? `<w:gridSpan w:val="${look.span}"/>` : '';
  return (
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}` +
    `<w:vAlign w:val="${look.top ? 'top' : 'center'}"/></w:tcPr>${content}</w:tc>`
  );
}

function* docxTable(table: ReportTable, width: number, keepNext: boolean): Generator<string> {
  const widths = columnWidths(
    table.columns.map((column) => column.width),
    width,
  );
  const heads = table.columns.map((column, i) =>
    cellXml(plain(column.title, { style: STYLES.tableHead }), widths[i]!),
  );
  yield table.caption === '' ? spacer() : plain(table.caption, { style: STYLES.caption });
  yield tableHead(widths) + rowXml(heads.join(''), { header: true });
  const rows = printedRows(table);
  // A total alone at the head of a page says nothing: the row above goes with it.
  const last = rows.length - 1 - (table.footRows?.length ?? 0);
  for (const [i, row] of rows.entries()) {
    yield docxRow(row, table.columns, widths, i >= last && (keepNext || i < rows.length - 1));
  }
  yield `</w:tbl>${spacer(keepNext)}`;
}

function docxRow(
  row: readonly Cell[],
  columns: readonly ReportColumn[],
  widths: readonly number[],
  keepNext = false,
): string {
  let column = 0;
  let height = 0;
  let cells = '';
  for (const cell of row) {
    const one = cellOf(cell);
    const span = one.span ?? 1;
    let width = 0;
    for (let i = column; i < column + span; i++) width += widths[i] ?? 0;
    const align = one.align ?? columns[column]?.align ?? 'left';
    column += span;
    height = Math.max(height, one.height ?? 0);
    cells += cellXml(cellParagraphs(one, align, keepNext), width, { span, top: one.top ?? false });
  }
  return rowXml(cells, height > 0 ? { height } : {});
}

function cellParagraphs(cell: ReportCell, align: CellAlign, keepNext: boolean): string {
  let xml = '';
  for (const line of linesOf(cell.text)) {
    xml += paragraphXml(runsXml(line), { style: STYLES.tableText, align, keepNext });
  }
  for (const line of cell.small ?? []) xml += plain(line, { style: STYLES.small, keepNext });
  return xml;
}

function signatureRow(
  { role, notes }: SignatureBox,
  { opinion, height }: { readonly opinion: boolean; readonly height: number },
  widths: readonly number[],
  keepNext: boolean,
): string {
  const lines = signatureLines(opinion);
  const hand = lines.map((line, i) =>
    plain(line, { style: STYLES.tableText, align: i === lines.length - 1 ? 'right' : 'left', keepNext }),
  );
  const small = notes.map((note) => plain(note, { style: STYLES.small, keepNext }));
  const label = plain(role, { style: STYLES.tableText, align: 'center', keepNext });
  const cells = cellXml(label, widths[0]!) + cellXml([...hand, ...small].join(''), widths[1]!, { top: true });
  return rowXml(cells, { height });
}

/** 45 × 45 mm without lines, for unit, seal and date (GB/T 9704 7.3.5): at the right, and at the left for another unit. */
function sealPlace(unit: string, beside: string | undefined, width: number, keepNext: boolean): string {
  const right = beside === undefined ? Math.max(mm(45), Math.round((width * 2) / 3)) : Math.round(width / 2);
  const lines = (name: string): string =>
    [name, SEAL_LINES.place, SEAL_LINES.date]
      .map((line) => plain(line, { style: STYLES.seal, keepNext }))
      .join('');
  const left = beside === undefined ? plain('', { style: STYLES.tableText, keepNext }) : lines(beside);
  const cells = cellXml(left, width - right) + cellXml(lines(unit), right);
  return `${tableHead([width - right, right], false)}${rowXml(cells, { height: 45 })}</w:tbl>`;
}
