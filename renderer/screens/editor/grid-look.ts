/** How the item grid is drawn: its colours, and the corner mark of cells with findings. */
import type { DrawCellCallback, Theme } from '@glideapps/glide-data-grid';
import type { Severity } from '#app/jurisdictions/finding';
import { ACCENT, FONT } from '#renderer/theme';

const USUAL: Partial<Theme> = {
  accentColor: ACCENT,
  accentLight: '#e8eef9',
  textDark: '#1f2329',
  textMedium: '#4e5969',
  textLight: '#6b7482',
  textHeader: '#353c47',
  bgHeader: '#f0f2f5',
  bgHeaderHasFocus: '#e2e8f3',
  bgHeaderHovered: '#e9ecf1',
  borderColor: '#e2e5ea',
  horizontalBorderColor: '#ebedf0',
  bgSearchResult: '#fff2b8',
  fontFamily: FONT,
  baseFontStyle: '13px',
  headerFontStyle: '13px',
  markerFontStyle: '12px',
  editorFontSize: '13px',
  cellHorizontalPadding: 8,
};

/** The same with black text, dark lines and no tinted grounds, like `contrastTheme` in theme.ts. */
const HIGH: Partial<Theme> = {
  ...USUAL,
  accentColor: '#0a2463',
  accentLight: '#dbe6ff',
  textDark: '#000000',
  textMedium: '#000000',
  textLight: '#1f2329',
  textHeader: '#000000',
  bgHeader: '#ffffff',
  bgHeaderHasFocus: '#dbe6ff',
  bgHeaderHovered: '#dbe6ff',
  borderColor: '#3c4450',
  horizontalBorderColor: '#5c6573',
  bgSearchResult: '#ffe680',
};

/** The colours of the grid, which is a canvas and sees no style sheet. */
export const gridTheme = (contrast: boolean): Partial<Theme> => (contrast ? HIGH : USUAL);

interface MarkLook {
  readonly grounds: Readonly<Record<Severity, string>>;
  readonly marks: Readonly<Record<Severity, string>>;
  /** Pixels. */
  readonly size: number;
}
const USUAL_MARKS: MarkLook = {
  grounds: { error: '#fdf1f0', warning: '#fdf6e7', advice: '#eef4fb' },
  marks: { error: '#b42318', warning: '#8a5000', advice: '#1a5fa8' },
  size: 7,
};
const HIGH_MARKS: MarkLook = {
  grounds: { error: '#ffffff', warning: '#ffffff', advice: '#ffffff' },
  marks: { error: '#8f0f06', warning: '#6b3e00', advice: '#0b3f78' },
  size: 10,
};
const markLook = (contrast: boolean): MarkLook => (contrast ? HIGH_MARKS : USUAL_MARKS);

export function cellTheme(severity: Severity | undefined, contrast: boolean): Partial<Theme> | undefined {
  return severity === undefined ? undefined : { bgCell: markLook(contrast).grounds[severity] };
}

/** Draws the cells; `severityAt` says which of them carry a mark. Shape tells them apart, not colour alone. */
export function drawMarkedCell(
  severityAt: (col: number, row: number) => Severity | undefined,
  contrast: boolean,
): DrawCellCallback {
  const { marks, size } = markLook(contrast);
  return ({ ctx, rect, col, row }, drawContent) => {
    drawContent();
    const severity = severityAt(col, row);
    if (severity === undefined) return;
    const right = rect.x + rect.width;
    ctx.save();
    ctx.beginPath();
    ctx.moveTo(right - size, rect.y + 1);
    ctx.lineTo(right, rect.y + 1);
    ctx.lineTo(right, rect.y + 1 + size);
    if (severity === 'error') ctx.lineTo(right - size, rect.y + 1 + size);
    ctx.closePath();
    ctx.fillStyle = marks[severity];
    ctx.fill();
    ctx.restore();
  };
}
