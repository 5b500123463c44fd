/**
 * Tables of fixed column widths. A row becomes objects of the library only while it is written and is let go at once, so
 * that a table of thousands of rows takes little more memory than its text. Long tables are written some rows at a time:
 * what waits meanwhile, a request to stop among it, is heard in between.
 */
import {
  BorderStyle,
  HeightRule,
  Table,
  type TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
  type ITableBordersOptions,
} from 'docx';
import { FailureError } from '#app/contract/failure';
import { mm, TABLE_STYLE } from './report-docx-styles';

export interface TableOptions {
  /** The tables of the paper, to be written before it is packed. */
  readonly tables: RowByRow[];
  /** False for a table without lines. */
  readonly lines?: boolean;
}

type WriteContext = Parameters<Table['prepForXml']>[0];
type Written = ReturnType<Table['prepForXml']>;

const ROWS_AT_A_TIME = 100;

export class RowByRow extends Table {
  private readonly makers: readonly (() => TableRow)[];
  private readonly writtenRows: Written[] = [];

  constructor(makers: readonly (() => TableRow)[], options: ConstructorParameters<typeof Table>[0]) {
    super(options);
    this.makers = makers;
  }

  /** Writes the rows; rejects with `cancelled` when the signal is raised. Nothing in a row depends on the document. */
  async write(context: WriteContext, signal?: AbortSignal): Promise<void> {
    for (const [i, row] of this.makers.entries()) {
      if (i % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new FailureError('cancelled');
      this.writtenRows.push(row().prepForXml(context));
    }
  }

  override prepForXml(context: WriteContext): Written {
    const written = super.prepForXml(context);
    (written?.['w:tbl'] as Written[]).push(...this.writtenRows.splice(0));
    return written;
  }
}

/** `rows` are made in their order while the table is written; `widths` are twips. */
export function fixedTable(
  widths: readonly number[],
  rows: readonly (() => TableRow)[],
  { tables, lines = true }: TableOptions,
): Table {
  const line = lines
    ? { style: BorderStyle.SINGLE, size: 4, space: 0, color: '000000' }
    : { style: BorderStyle.NIL, size: 0, color: 'auto' };
  const borders: ITableBordersOptions = {
    top: line,
    left: line,
    bottom: line,
    right: line,
    insideHorizontal: line,
    insideVertical: line,
  };
  const table = new RowByRow(rows, {
    rows: [],
    style: TABLE_STYLE,
    columnWidths: widths,
    width: { size: widths.reduce((total, one) => total + one, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { top: 20, left: 60, bottom: 20, right: 60 },
    borders,
  });
  tables.push(table);
  return table;
}

/** Twips of each column, after its share of the whole. */
export function columnWidths(shares: readonly number[], width: number): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  const widths = shares.map((share) => Math.floor((width * share) / sum));
  widths[widths.length - 1]! += width - widths.reduce((total, one) => total + one, 0);
  return widths;
}

/** A row that no page end splits; `height` in millimetres, at the least. */
export function tableRow(
  children: readonly TableCell[],
  { header, height }: { readonly header?: boolean; readonly height?: number } = {},
): TableRow {
  return new TableRow({
    children,
    cantSplit: true,
    ...(header && { tableHeader: true }),
    ...(height && { height: { value: mm(height), rule: HeightRule.ATLEAST } }),
  });
}
