/**
 * A block of cells as spreadsheets put it on the clipboard: tabs between cells, line ends between rows, and cells
 * that hold tabs, line ends or quotes written in quotes, with inner quotes doubled.
 */

/** Rows of cells. The line end that spreadsheets add after the last row is no row of its own. */
export function parseCells(text: string): string[][] {
  if (text === '') return [];
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n');
  for (;;) {
    const quoted = quotedCell(source, at);
    if (quoted !== null) {
      row.push(quoted.value);
      at = quoted.end;
    } else {
      const end = endOfPlain(source, at);
      row.push(source.slice(at, end));
      at = end;
    }
    if (source[at] === '\t') {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += 1;
    if (at >= source.length) return rows;
  }
}

function endOfPlain(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== '\t' && source[at] !== '\n') at += 1;
  return at;
}

/** A quoted cell counts only if it is closed right before the next tab, line end or the end of the text. */
function quotedCell(source: string, from: number): { readonly value: string; readonly end: number } | null {
  if (source[from] !== '"') return null;
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return null;
    value += source.slice(at, quote);
    if (source[quote + 1] === '"') {
      value += '"';
      at = quote + 2;
      continue;
    }
    const after = source[quote + 1];
    return after === undefined || after === '\t' || after === '\n' ? { value, end: quote + 1 } : null;
  }
}

/** What a cell takes of a pasted value: no line ends, no blanks around; spaces that Excel makes of line ends go too. */
export function cellValue(pasted: string): string {
  return pasted
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/\s*[\n\t]\s*/g, ' ')
    .trim();
}

/** The same form, for copying: cells with tabs, line ends or quotes at their beginning are quoted. */
export function formatCells(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\r\n');
}

const HTML_SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A table for programs that prefer it; every cell is text, so that leading zeros survive. */
export function formatCellsAsHtml(rows: readonly (readonly string[])[]): string {
  const cell = (value: string): string =>
    `<td style="mso-number-format:'\\@'">${value.replace(/[&<>"]/g, (sign) => HTML_SIGNS[sign]!).replaceAll('\n', '<br>')}</td>`;
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}
