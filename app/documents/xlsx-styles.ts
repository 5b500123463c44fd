/** The few cell styles that written workbooks use. All are text-formatted (number format 49, `@`). */

export const CELL_STYLES = [
  'plain',
  'text',
  'header',
  'title',
  'note',
  'failed',
  'error',
  'warning',
  'reason',
] as const;
export type CellStyle = (typeof CELL_STYLES)[number];

const FILLS = ['E7EEF7', 'F8CBAD', 'FFD966', 'FFF2CC', 'EDEDED'] as const;

interface StyleParts {
  readonly font: number;
  /** Index into `FILLS`, or −1. */
  readonly fill: number;
  readonly border: boolean;
  readonly centred: boolean;
}

const PARTS: Readonly<Record<CellStyle, StyleParts>> = {
  plain: { font: 0, fill: -1, border: false, centred: false },
  text: { font: 0, fill: -1, border: true, centred: false },
  header: { font: 1, fill: 0, border: true, centred: true },
  title: { font: 2, fill: -1, border: false, centred: true },
  note: { font: 0, fill: 4, border: false, centred: false },
  failed: { font: 0, fill: 1, border: true, centred: false },
  error: { font: 0, fill: 2, border: true, centred: false },
  warning: { font: 0, fill: 3, border: true, centred: false },
  reason: { font: 3, fill: -1, border: true, centred: false },
};

export function stylesXml(head: string, namespace: string): string {
  const font = (size: number, more = ''): string =>
    `<font>${more}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`;
  const red = '<color rgb="FFC00000"/>';
  const fonts = [
    font(11),
    font(11, '<b/>'),
    font(16, '<b/>'),
    `<font><sz val="11"/>${red}<name val="宋体"/><charset val="134"/></font>`,
  ];
  const fills = FILLS.map(
    (colour) =>
      `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`,
  );
  const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
  const border = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;
  const formats = CELL_STYLES.map((style) => {
    const { font: f, fill, border: bordered, centred } = PARTS[style];
    const align = centred ? 'horizontal="center" vertical="center"' : 'vertical="top"';
    return `<xf numFmtId="${style === 'plain' ? 0 : 49}" fontId="${f}" fillId="${fill + 2 === 1 ? 0 : fill + 2}" borderId="${bordered ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${align} wrapText="1"/></xf>`;
  });
  return `${head}<styleSheet xmlns="${namespace}"><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fills.join('')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
