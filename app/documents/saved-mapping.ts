/**
 * Mappings that a user made once for sheets of a certain shape. A shape is the texts of the header, column by column;
 * what the sheet is called, what stands above the header and how many rows follow does not matter.
 */
import type { ColumnMapping } from './column-mapping';
import { parseMapping } from './column-mapping';
import { headerShape, headerTexts } from './header-rows';
import { mergeView, type RawSheet } from './raw-sheet';
import { headerCandidates, sheetWidth, type RecognisedSheet } from './recognise-sheet';

export interface SavedSheet {
  readonly sheet: string;
  /** As `headerShape` gives it. */
  readonly headers: readonly string[];
  /** Targets by column letter, as `parseMapping` reads them. */
  readonly columns: Readonly<Record<string, string | null>>;
}

export interface SavedMapping {
  readonly id: number;
  readonly name: string;
  readonly sheets: readonly SavedSheet[];
}

export interface SavedMatch {
  readonly saved: SavedMapping;
  /** Position in `saved.sheets`. */
  readonly at: number;
  readonly mapping: ColumnMapping;
}

/** What one string says of a shape, for comparing. */
export const shapeKey = (headers: readonly string[]): string => headers.join('\n');

export function shapeOf({ sheet, headerRows, view }: RecognisedSheet): string[] {
  if (headerRows.length === 0) return shapeWithoutHeader(sheet);
  const rows = sheet.rows.filter(({ number }) => headerRows.includes(number));
  return headerShape(headerTexts(view, rows, sheetWidth(sheet)));
}

/** A header's shape is folded, which turns these brackets into others. */
const NO_HEADER = '（无表头）';
/** Rows that tell what the columns of a sheet without a header hold. */
const LOOKED_AT = 50;

/** Without a header, two sheets are of one shape when the same columns are filled, with digits or with words. */
function shapeWithoutHeader(sheet: RawSheet): string[] {
  const rows = sheet.rows.slice(0, LOOKED_AT);
  const kinds = Array.from({ length: sheetWidth(sheet) }, (_, column) => {
    const texts = rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((text) => text !== '');
    if (texts.length === 0) return '空';
    return texts.every((text) => /^[\d./:-]+$/.test(text)) ? '数字' : '文字';
  });
  while (kinds.at(-1) === '空') kinds.pop();
  return kinds.length === 0 ? [] : [NO_HEADER, ...kinds];
}

/** The saved sheets whose header the sheet has, or, where none of them is, whose columns are filled alike. */
export function savedMatches(sheet: RawSheet, saved: readonly SavedMapping[]): SavedMatch[] {
  if (saved.length === 0) return [];
  const wanted = new Map<string, { saved: SavedMapping; at: number }[]>();
  for (const one of saved) {
    for (const [at, { headers }] of one.sheets.entries()) {
      const key = shapeKey(headers);
      const same = wanted.get(key);
      if (same) same.push({ saved: one, at });
      else wanted.set(key, [{ saved: one, at }]);
    }
  }
  const matches = new Map<SavedMapping, SavedMatch>();
  const width = sheetWidth(sheet);
  const view = mergeView(sheet, width);
  for (const rows of headerCandidates(sheet)) {
    const key = shapeKey(headerShape(headerTexts(view, rows, width)));
    for (const { saved: one, at } of key === '' ? [] : (wanted.get(key) ?? [])) {
      const mapping = parseMapping({ columns: one.sheets[at]!.columns });
      if (matches.has(one) || !mapping.ok) continue;
      const headerRows = rows.map(({ number }) => number);
      matches.set(one, { saved: one, at, mapping: { ...mapping.value[0]!, headerRows } });
    }
  }
  if (matches.size === 0) {
    for (const { saved: one, at } of wanted.get(shapeKey(shapeWithoutHeader(sheet))) ?? []) {
      const mapping = parseMapping({ columns: one.sheets[at]!.columns });
      if (mapping.ok) matches.set(one, { saved: one, at, mapping: { ...mapping.value[0]!, headerRows: [] } });
    }
  }
  return [...matches.values()];
}
