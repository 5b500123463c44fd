/** How the item grid is drawn: its colours, and the corner mark of cells with findings. */
import type { DrawCellCallback, Theme } from '@glideapps/glide-data-grid';
import type { Severity } from '#app/jurisdictions/finding';
import { ACCENT, FONT } from '#renderer/theme';

export const GRID_THEME: Partial<Theme> = {
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

const GROUNDS: Readonly<Record<Severity, string>> = {
  error: '#fdf1f0',
  warning: '#fdf6e7',
  advice: '#eef4fb',
};
const MARKS: Readonly<Record<Severity, string>> = { error: '#b42318', warning: '#8a5000', advice: '#1a5fa8' };
const MARK = 7;

export function cellTheme(severity: Severity | undefined): Partial<Theme> | undefined {
  return severity === undefined ? undefined : { bgCell: GROUNDS[severity] };
}

/** Draws the cells; `severityAt` says which of them carry a mark. Shape tells them apart, not colour alone. */
export function drawMarkedCell(
  severityAt: (col: number, row: number) => Severity | undefined,
): DrawCellCallback {
  return ({ ctx, rect, col, row }, drawContent) => {
    drawContent();
    const severity = severityAt(col, row);
    if (severity === undefined) return;
    const right = rect.x + rect.width;
    ctx.save();
    ctx.beginPath();
    ctx.moveTo(right - MARK, rect.y + 1);
    ctx.lineTo(right, rect.y + 1);
    ctx.lineTo(right, rect.y + 1 + MARK);
    if (severity === 'error') ctx.lineTo(right - MARK, rect.y + 1 + MARK);
    ctx.closePath();
    ctx.fillStyle = MARKS[severity];
    ctx.fill();
    ctx.restore();
  };
}
