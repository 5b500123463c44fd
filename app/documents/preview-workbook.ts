/** What a workbook looks like and what its columns are taken for, for mapping them by hand. */
import type { ColumnMapping } from './column-mapping';
import type { Layout } from './layout';
import type { RawRow, RawSheet } from './raw-sheet';
import { readRawWorkbook } from './raw-workbook';
import { HEADER_DEPTH, isRecognised, sheetWidth, type RecognisedSheet } from './recognise-sheet';
import { chooseSheets, lookAtSheet, savedChoice, type SavedHit } from './choose-sheets';
import type { SavedMapping } from './saved-mapping';
import { columnLetter, type ColumnTarget, type SheetUse } from './sheet-entry';
import { FailureError } from '#app/contract/failure';

export interface ColumnPreview {
  readonly letter: string;
  readonly header: string;
  readonly target: ColumnTarget | null;
  readonly confidence: number;
  /** Different values below the header, in their order. */
  readonly samples: readonly string[];
}

export interface SheetPreview {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows that hold anything. */
  readonly rows: number;
  readonly use: SheetUse | 'unused';
  /** Why the sheet would not be read, '' where it would. */
  readonly reason: string;
  readonly recognised: RecognisedSheet | null;
  readonly columns: readonly ColumnPreview[];
  readonly head: readonly RawRow[];
}

export interface WorkbookPreview {
  readonly saved: SavedMapping | null;
  readonly sheets: readonly SheetPreview[];
}

const MOST_SAMPLES = 5;
const LONGEST_SAMPLE = 100;
/** Rows looked at for samples. */
const SAMPLED = 200;
const SHOWN_COLUMNS = 60;

/** Rejects as `readRawWorkbook` does. */
export async function previewWorkbook(
  file: string,
  layouts: readonly Layout[],
  mappings: readonly ColumnMapping[] | null,
  saved: readonly SavedMapping[],
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: number, total: number) => void) | undefined;
  },
): Promise<WorkbookPreview> {
  const raw: RawSheet[] = [];
  const recognised = new Map<RawSheet, RecognisedSheet>();
  const hits: SavedHit[] = [];
  await readRawWorkbook(
    file,
    (sheet) => {
      if (sheet.rows.length === 0) return;
      raw.push(sheet);
      const { result, hits: found } = lookAtSheet(sheet, layouts, mappings, saved);
      hits.push(...found);
      if (result && isRecognised(result)) recognised.set(sheet, result);
    },
    options,
  );
  if (raw.length === 0) throw new FailureError('workbook-empty', { file, reason: '工作簿里没有内容' });
  const fitting = savedChoice(hits);
  if (fitting) {
    recognised.clear();
    for (const sheet of fitting.sheets) recognised.set(sheet.sheet, sheet);
  }
  const visible = [...recognised.values()].filter(({ sheet }) => !sheet.hidden);
  const chosen = chooseSheets(visible, mappings !== null || fitting !== null);
  const sheets = raw.map((sheet): SheetPreview => {
    const own = recognised.get(sheet) ?? null;
    const main = own !== null && (chosen?.sheets.includes(own) ?? false);
    const ofItems = own !== null && (chosen?.items.includes(own) ?? false);
    const use = main ? (chosen!.items.length > 0 ? 'resources' : 'whole') : ofItems ? 'items' : 'unused';
    return {
      name: sheet.name,
      hidden: sheet.hidden,
      rows: sheet.rows.length,
      use,
      reason: use === 'unused' ? reasonOf(sheet, own) : '',
      recognised: own,
      columns: columnsOf(sheet, own),
      head: sheet.rows.slice(0, HEADER_DEPTH).map(({ number, cells }) => ({
        number,
        cells: cells.slice(0, SHOWN_COLUMNS).map(shortened),
      })),
    };
  });
  return { saved: fitting?.saved ?? null, sheets };
}

function reasonOf(sheet: RawSheet, own: RecognisedSheet | null): string {
  if (sheet.hidden) return '隐藏的工作表';
  return own ? '表头与所用的模板不同' : '没有找到目录的表头';
}

const shortened = (text: string): string => text.slice(0, LONGEST_SAMPLE).toWellFormed();

function columnsOf(sheet: RawSheet, own: RecognisedSheet | null): ColumnPreview[] {
  const rows = sheet.rows.slice(own?.firstRow ?? 0, (own?.firstRow ?? 0) + SAMPLED);
  return Array.from({ length: sheetWidth(sheet) }, (_, index) => {
    const known = own?.columns[index];
    const samples = new Set<string>();
    for (const { cells } of rows) {
      const text = (cells[index] ?? '').trim();
      if (text !== '' && samples.size < MOST_SAMPLES) samples.add(shortened(text));
    }
    return {
      letter: columnLetter(index),
      header: known?.header ?? '',
      target: known?.target ?? null,
      confidence: known?.confidence ?? 0,
      samples: [...samples],
    };
  });
}
