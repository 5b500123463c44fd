/** The few cell styles that written workbooks use. All but `plain` are text-formatted (`@`). */
import type { Style } from 'exceljs';

export type CellStyle =
  'plain' | 'text' | 'header' | 'title' | 'note' | 'failed' | 'error' | 'warning' | 'reason';

const FAMILY = { name: '宋体', charset: 134, size: 11 } as const;
const BOLD = { ...FAMILY, bold: true };
const TITLE = { ...BOLD, size: 16 };
const RED = { ...FAMILY, color: { argb: 'FFC00000' } };

const SIDE = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BORDER = { left: SIDE, right: SIDE, top: SIDE, bottom: SIDE };
const TOP = { vertical: 'top', wrapText: true } as const;
const CENTRE = { horizontal: 'center', vertical: 'middle', wrapText: true } as const;

const filled = (colour: string): Style['fill'] => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { argb: `FF${colour}` },
});

const BORDERED = { numFmt: '@', font: FAMILY, border: BORDER, alignment: TOP };

export const EXCEL_STYLES: Readonly<Record<CellStyle, Partial<Style>>> = {
  plain: { font: FAMILY, alignment: TOP },
  text: BORDERED,
  header: { ...BORDERED, font: BOLD, fill: filled('E7EEF7'), alignment: CENTRE },
  title: { numFmt: '@', font: TITLE, alignment: CENTRE },
  note: { numFmt: '@', font: FAMILY, fill: filled('EDEDED'), alignment: TOP },
  failed: { ...BORDERED, fill: filled('F8CBAD') },
  error: { ...BORDERED, fill: filled('FFD966') },
  warning: { ...BORDERED, fill: filled('FFF2CC') },
  reason: { ...BORDERED, font: RED },
};
