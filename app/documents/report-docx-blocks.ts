/** Blocks of a printed paper as Word paragraphs and tables. */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type ITableCellOptions,
} from 'docx';
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
  type ReportRun,
  type ReportTable,
} from '#app/review/report-model';
import { mm, STYLES } from './report-docx-styles';

export type DocxBlock = Paragraph | Table;

const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<CellAlign, unknown>;

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

interface ParagraphLook {
  readonly style: string;
  readonly align?: CellAlign;
  readonly keepNext?: boolean;
}

function paragraph(runs: readonly ReportRun[], { style, align, keepNext }: ParagraphLook): Paragraph {
  return new Paragraph({
    style,
    ...(align && align !== 'left' ? { alignment: ALIGNMENTS[align] } : {}),
    ...(keepNext ? { keepNext: true } : {}),
    children: runs.map(
      (run) => new TextRun({ text: printable(run.text), ...(run.underline ? { underline: {} } : {}) }),
    ),
  });
}

const plain = (text: string, look: ParagraphLook): Paragraph =>
  paragraph(text === '' ? [] : [{ text }], look);

/** The Word form of one block, `width` twips wide. */
export function docxBlocks(block: ReportBlock, width: number): DocxBlock[] {
  switch (block.kind) {
    case 'title':
      return [plain(block.text, { style: STYLES.title })];
    case 'meta':
      return block.lines.map((line, i) =>
        i < block.lines.length - 1
          ? plain(line, { style: STYLES.meta })
          : new Paragraph({
              style: STYLES.meta,
              spacing: { after: 160 },
              children: [new TextRun(printable(line))],
            }),
      );
    case 'heading':
      return [plain(block.text, { style: block.level === 1 ? STYLES.heading1 : STYLES.heading2 })];
    case 'paragraph':
      return [plain(block.text, { style: STYLES.body })];
    case 'note':
      return [plain(block.text, { style: block.fine ? STYLES.small : STYLES.note })];
    case 'table':
      return docxTable(block, width);
    case 'form': {
      const widths = columnWidths(block.widths, width);
      return [
        spacer(),
        grid(
          block.rows.map((row) => docxRow(row, [], widths)),
          widths,
        ),
        spacer(),
      ];
    }
    case 'signatures': {
      const widths = columnWidths([24, 76], width);
      const rows = block.boxes.map(({ role, notes }) => signatureRow(role, notes, block, widths));
      return [grid(rows, widths), spacer(true)];
    }
    case 'blank': {
      const cell = docxCell([plain(block.label, { style: STYLES.tableText })], width, { top: true });
      return [grid([tableRow([cell], { height: block.height })], [width]), spacer()];
    }
    case 'seal':
      return [sealPlace(block.unit, width)];
  }
}

/** Two tables that touch would run together in Word; a hair of a paragraph keeps them apart. */
function spacer(keepNext = false): Paragraph {
  return new Paragraph({
    style: STYLES.small,
    spacing: { line: 120, lineRule: LineRuleType.EXACT },
    ...(keepNext ? { keepNext: true } : {}),
  });
}

function columnWidths(shares: readonly number[], width: number): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  const widths = shares.map((share) => Math.floor((width * share) / sum));
  widths[widths.length - 1]! += width - widths.reduce((total, one) => total + one, 0);
  return widths;
}

function grid(rows: readonly TableRow[], widths: readonly number[]): Table {
  return new Table({
    rows,
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((total, one) => total + one, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    margins: { left: 60, right: 60, top: 20, bottom: 20, marginUnitType: WidthType.DXA },
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
  });
}

function tableRow(cells: readonly TableCell[], look: { header?: boolean; height?: number } = {}): TableRow {
  return new TableRow({
    children: [...cells],
    cantSplit: true,
    ...(look.header ? { tableHeader: true } : {}),
    ...(look.height ? { height: { value: mm(look.height), rule: HeightRule.ATLEAST } } : {}),
  });
}

function docxCell(
  children: readonly Paragraph[],
  width: number,
  look: { span?: number | undefined; top?: boolean } = {},
): TableCell {
  const options: ITableCellOptions = {
    children,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: look.top ? VerticalAlign.TOP : VerticalAlign.CENTER,
    ...(look.span && look.span > 1 ? { columnSpan: look.span } : {}),
  };
  return new TableCell(options);
}

function docxTable(table: ReportTable, width: number): DocxBlock[] {
  const widths = columnWidths(
    table.columns.map((column) => column.width),
    width,
  );
  const head = tableRow(
    table.columns.map((column, i) =>
      docxCell([plain(column.title, { style: STYLES.tableHead })], widths[i]!),
    ),
    { header: true },
  );
  const rows = printedRows(table);
  // A total alone at the head of a page says nothing: the row above goes with it.
  const last = rows.length - 1 - (table.footRows?.length ?? 0);
  const body = rows.map((row, i) => docxRow(row, table.columns, widths, i >= last && i < rows.length - 1));
  const caption = table.caption === '' ? spacer() : plain(table.caption, { style: STYLES.caption });
  return [caption, grid([head, ...body], widths), spacer()];
}

function docxRow(
  row: readonly Cell[],
  columns: readonly ReportColumn[],
  widths: readonly number[],
  keepNext = false,
): TableRow {
  let column = 0;
  let height = 0;
  const cells = row.map((cell) => {
    const one = cellOf(cell);
    const span = one.span ?? 1;
    const width = widths.slice(column, column + span).reduce((total, part) => total + part, 0);
    const align = one.align ?? columns[column]?.align ?? 'left';
    column += span;
    height = Math.max(height, one.height ?? 0);
    return docxCell(cellParagraphs(one, align, keepNext), width, { span });
  });
  return tableRow(cells, height > 0 ? { height } : {});
}

function cellParagraphs(cell: ReportCell, align: CellAlign, keepNext: boolean): Paragraph[] {
  return [
    ...linesOf(cell.text).map((line) => paragraph(line, { style: STYLES.tableText, align, keepNext })),
    ...(cell.small ?? []).map((line) => plain(line, { style: STYLES.small, keepNext })),
  ];
}

/** All rows hold on to what follows, so that the seal never stands alone on a page. */
function signatureRow(
  role: string,
  notes: readonly string[],
  { opinion, height }: { readonly opinion: boolean; readonly height: number },
  widths: readonly number[],
): TableRow {
  const lines = signatureLines(opinion);
  const hand = lines.map((line, i) =>
    plain(line, {
      style: STYLES.tableText,
      align: i === lines.length - 1 ? 'right' : 'left',
      keepNext: true,
    }),
  );
  const small = notes.map((note) => plain(note, { style: STYLES.small, keepNext: true }));
  const label = plain(role, { style: STYLES.tableText, align: 'center', keepNext: true });
  return tableRow([docxCell([label], widths[0]!), docxCell([...hand, ...small], widths[1]!, { top: true })], {
    height,
  });
}

/** 45 × 45 mm at the right, without lines, for unit, seal and date (GB/T 9704 7.3.5). */
function sealPlace(unit: string, width: number): Table {
  const right = Math.max(mm(45), Math.round((width * 2) / 3));
  const bare = { top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER };
  const lines = [unit, SEAL_LINES.place, SEAL_LINES.date].map((line) => plain(line, { style: STYLES.seal }));
  const cell = (children: readonly Paragraph[], size: number): TableCell =>
    new TableCell({
      children,
      width: { size, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      borders: bare,
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: [width - right, right],
    borders: { ...bare, insideHorizontal: NO_BORDER, insideVertical: NO_BORDER },
    rows: [
      tableRow([cell([plain('', { style: STYLES.tableText })], width - right), cell(lines, right)], {
        height: 45,
      }),
    ],
  });
}
