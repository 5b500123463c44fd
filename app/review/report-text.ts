/** The words of a printed paper in reading order, one text per printed paragraph: what both renderings must say. */
import {
  cellOf,
  linesOf,
  printedRows,
  SEAL_LINES,
  signatureLines,
  type Cell,
  type ReportBlock,
  type ReportModel,
} from './report-model';

export function reportText(model: ReportModel): string[] {
  const lines: string[] = [];
  for (const block of [...model.sections.flatMap((section) => section.blocks), ...model.closing]) {
    lines.push(...blockText(block));
  }
  return lines.filter((line) => line !== '');
}

function cellText(cell: Cell): string[] {
  const { text, small = [] } = cellOf(cell);
  return [...linesOf(text).map((line) => line.map((run) => run.text).join('')), ...small];
}

function blockText(block: ReportBlock): string[] {
  switch (block.kind) {
    case 'title':
      return [block.text.replaceAll('\n', '')];
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'meta':
      return [...block.lines];
    case 'table': {
      const head = block.columns.map((column) => column.title);
      return [block.caption, ...head, ...printedRows(block).flatMap((row) => row.flatMap(cellText))];
    }
    case 'form':
      return block.rows.flatMap((row) => row.flatMap(cellText));
    case 'signatures':
      return block.boxes.flatMap((box) => [box.role, ...signatureLines(block.opinion), ...box.notes]);
    case 'blank':
      return [block.label];
    case 'seal':
      return [block.beside, block.unit].flatMap((unit) =>
        unit === undefined ? [] : [unit, SEAL_LINES.place, SEAL_LINES.date],
      );
  }
}
