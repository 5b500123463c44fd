/** Which of the recognised sheets of a workbook are read together. */
import type { ColumnMapping } from './column-mapping';
import type { Layout } from './layout';
import type { RawSheet } from './raw-sheet';
import {
  isRecognised,
  recogniseSheet,
  type RecognisedSheet,
  type UnrecognisedSheet,
} from './recognise-sheet';
import { sheetRoles } from './related-sheets';
import { savedMatches, type SavedMapping, type SavedMatch } from './saved-mapping';

export interface SavedHit extends SavedMatch {
  readonly sheet: RecognisedSheet;
}

/** A sheet whose header fits less than this part as well as the best one is another kind of table. */
const ALIKE = 0.7;

export interface SheetLook {
  /** Null: the mapping by hand speaks of other sheets. */
  readonly result: RecognisedSheet | UnrecognisedSheet | null;
  readonly hits: readonly SavedHit[];
}

/** What a sheet is taken for, by the mapping by hand where there is one, else by itself and by the saved mappings. */
export function lookAtSheet(
  sheet: RawSheet,
  layouts: readonly Layout[],
  mappings: readonly ColumnMapping[] | null,
  saved: readonly SavedMapping[],
): SheetLook {
  if (mappings) {
    const mapping = mappings.find((one) => one.sheet === null || one.sheet === sheet.name);
    return { result: mapping ? recogniseSheet(sheet, layouts, mapping) : null, hits: [] };
  }
  const result = recogniseSheet(sheet, layouts, null);
  const hits = savedMatches(sheet, saved).flatMap((match): SavedHit[] => {
    // A header that says what it is outweighs a mapping for sheets without any.
    if (match.mapping.headerRows?.length === 0 && isRecognised(result)) return [];
    const mapped = recogniseSheet(sheet, layouts, match.mapping);
    return isRecognised(mapped) ? [{ ...match, sheet: mapped }] : [];
  });
  return { result, hits };
}

/** The latest mapping all of whose sheets are there, with every sheet of those shapes. */
export function savedChoice(
  hits: readonly SavedHit[],
): { saved: SavedMapping; sheets: RecognisedSheet[] } | null {
  const visible = hits.filter(({ sheet }) => !sheet.sheet.hidden);
  const whole = [...new Set(visible.map(({ saved }) => saved))]
    .filter((saved) =>
      saved.sheets.every((_, at) => visible.some((hit) => hit.saved === saved && hit.at === at)),
    )
    .sort((a, b) => b.sheets.length - a.sheets.length || b.id - a.id);
  const [saved] = whole;
  if (!saved) return null;
  return { saved, sheets: visible.filter((hit) => hit.saved === saved).map(({ sheet }) => sheet) };
}

/** The sheets to read, those of items apart; null where none is a catalogue. `explicit`: mapped by hand. */
export function chooseSheets(
  visible: readonly RecognisedSheet[],
  explicit: boolean,
): { sheets: readonly RecognisedSheet[]; items: readonly RecognisedSheet[] } | null {
  const roles = sheetRoles(visible, explicit);
  const alone = roles ? roles.resources : visible.filter(({ standsAlone }) => standsAlone);
  const best = alone.reduce((score, sheet) => Math.max(score, sheet.score), 0);
  const first = alone.find((sheet) => sheet.score === best);
  if (!first) return null;
  if (explicit) return { sheets: alone, items: roles?.items ?? [] };
  const sheets = alone.filter(({ layout, score }) => layout.id === first.layout.id && score >= best * ALIKE);
  return { sheets, items: roles?.items ?? [] };
}
