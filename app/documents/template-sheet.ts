/** The text of a template's sheet, cut where rows of data go, with the formats that the template gives its rows. */
import { SaxesParser } from 'saxes';
import { columnIndex } from './sheet-entry';
import { attribute } from './xml-parts';
import { unreadable } from './zip-archive';

export interface TemplateSheet {
  /** Text before the first row below the header, and from the end of the last row on. */
  readonly head: string;
  readonly tail: string;
  /** Namespace prefix of the sheet's elements with its colon, or ''. */
  readonly prefix: string;
  /** Attributes that a row has besides its number, as text with a leading space. */
  rowAttributes(row: number): string;
  /** Style of a cell: its own, that of the first row below the header, or that of its column; '' for none. */
  style(row: number, column: number): string;
  /** Rows that the template has below the header, from a row on, as they stand. */
  rowsFrom(row: number): string;
}

interface FoundRow {
  readonly number: number;
  readonly from: number;
  to: number;
  readonly attributes: string;
  readonly styles: Map<number, string>;
}

/** `header` is the last row of the header. Rejects with `workbook-unreadable` when the text is no sheet. */
export function templateSheet(xml: string, header: number): TemplateSheet {
  const rows: FoundRow[] = [];
  const columnStyles: { min: number; max: number; style: string }[] = [];
  let prefix = '';
  let dataEnd = -1;
  let number = 0;
  let column = -1;
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', () => {
    throw unreadable('模板的工作表内容有误');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'col') {
      const [min, max] = [Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))];
      columnStyles.push({ min, max, style: attribute(attributes, 'style') });
    } else if (local === 'sheetData') prefix = name.slice(0, name.indexOf(':') + 1);
    else if (local === 'row') {
      number = Number(attribute(attributes, 'r')) || number + 1;
      column = -1;
      const others = Object.entries(attributes).filter(([key]) => key !== 'r' && key !== 'spans');
      const text = others.map(
        ([key, value]) => ` ${key}="${value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`,
      );
      const from = xml.lastIndexOf('<', parser.position - 1);
      rows.push({ number, from, to: parser.position, attributes: text.join(''), styles: new Map() });
    } else if (local === 'c') {
      const letters = /^[A-Z]+/.exec(attribute(attributes, 'r'))?.[0] ?? '';
      column = letters === '' ? column + 1 : columnIndex(letters);
      rows.at(-1)?.styles.set(column, attribute(attributes, 's'));
    }
  });
  parser.on('closetag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'row') rows.at(-1)!.to = parser.position;
    else if (local === 'sheetData') dataEnd = xml.lastIndexOf('<', parser.position - 1);
  });
  parser.write(xml).close();
  if (dataEnd < 0) throw unreadable('模板的工作表内容有误');

  const below = rows.filter((row) => row.number > header);
  const byNumber = new Map(below.map((row) => [row.number, row]));
  const first = below[0];
  const cut = first?.from ?? dataEnd;
  return {
    // The used range would end at the header; programs that trust it would not see the rows.
    head: xml.slice(0, cut).replace(/<(?:[\w.-]+:)?dimension\b[^>]*\/>/, ''),
    tail: xml.slice(dataEnd),
    prefix,
    rowAttributes: (row) => (byNumber.get(row) ?? first)?.attributes ?? '',
    style: (row, at) =>
      byNumber.get(row)?.styles.get(at) ??
      first?.styles.get(at) ??
      columnStyles.find(({ min, max }) => min <= at + 1 && at + 1 <= max)?.style ??
      '',
    rowsFrom: (row) =>
      below
        .filter((one) => one.number >= row)
        .map(({ from, to }) => xml.slice(from, to))
        .join(''),
  };
}
