/**
 * A hand-made assignment of columns, for sheets whose headers say nothing that is known.
 *
 * `{ "sheet"?: "表1", "headerRow"?: 3, "columns": { "F": "entry.summary", "备注": "extra", "G": null } }`: columns by
 * letter or by header text; a target is `entry.<key>`, `item.<key>`, a field's Chinese label, `extra` (kept under its
 * header), `extra:<label>`, or null (not read). Columns not named keep what recognition made of them. `headerRow` 0 says
 * that the sheet has no header: its data begin with its first row.
 *
 * `{ "sheets": [ … ] }` holds one such assignment for each of several sheets; resources and their items may stand apart.
 */
import * as z from 'zod';
import { done, failed, type Outcome } from '#app/contract/failure';
import { foldLabel } from '#app/classification/code-table';
import {
  ENTRY_FIELDS,
  ENTRY_FIELD_KEYS,
  ITEM_FIELDS,
  ITEM_FIELD_KEYS,
  type EntryFieldKey,
  type ItemFieldKey,
} from '#app/catalogue/entry-fields';
import { columnIndex, type ColumnTarget } from './sheet-entry';

const sheetSchema = z.object({
  sheet: z.string().optional(),
  /** The last row of the header, as the spreadsheet program numbers it; 0: the sheet has none. */
  headerRow: z.number().int().min(0).max(1000).optional(),
  columns: z.record(z.string(), z.union([z.string(), z.null()])).default({}),
});
const mappingSchema = z.union([z.object({ sheets: z.array(sheetSchema).min(1).max(20) }), sheetSchema]);

export interface ColumnMapping {
  readonly sheet: string | null;
  readonly headerRow: number | null;
  /** All rows of the header, where they are known exactly; none: the sheet has no header. */
  readonly headerRows?: readonly number[];
  readonly byIndex: ReadonlyMap<number, MappedTarget>;
  readonly byHeader: ReadonlyMap<string, MappedTarget>;
}

/** `extra` without a label keeps the column under its own header. */
export type MappedTarget = ColumnTarget | 'extra' | null;

/** Reads a mapping, sheet by sheet. Fails with `mapping-invalid`, naming what is not understood. */
export function parseMapping(json: unknown): Outcome<readonly ColumnMapping[]> {
  const parsed = mappingSchema.safeParse(json);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || '（整体）');
    return failed('mapping-invalid', { places });
  }
  const sheets = 'sheets' in parsed.data ? parsed.data.sheets : [parsed.data];
  const unknown: string[] = [];
  const mappings = sheets.map(({ sheet, headerRow, columns }): ColumnMapping => {
    const byIndex = new Map<number, MappedTarget>();
    const byHeader = new Map<string, MappedTarget>();
    for (const [column, text] of Object.entries(columns)) {
      const target = mappedTarget(text);
      if (target === undefined) {
        unknown.push(`${column}: ${text}`);
        continue;
      }
      const index = columnIndex(column.toUpperCase());
      if (index >= 0) byIndex.set(index, target);
      else byHeader.set(foldLabel(column), target);
    }
    return { sheet: sheet ?? null, headerRow: headerRow ?? null, byIndex, byHeader };
  });
  return unknown.length > 0 ? failed('mapping-invalid', { places: unknown }) : done(mappings);
}

function mappedTarget(text: string | null): MappedTarget | undefined {
  if (text === null || text === '' || text === 'ignore') return null;
  if (text === 'extra') return 'extra';
  if (text.startsWith('extra:') || text.startsWith('extra.')) {
    const label = text.slice('extra:'.length).trim();
    return label === '' ? undefined : { level: 'extra', label, of: 'either' };
  }
  const [level, key = ''] = text.split('.');
  if (level === 'id' && (key === 'entry' || key === 'item')) return { level, of: key };
  if (level === 'entry' && Object.hasOwn(ENTRY_FIELDS, key)) return { level, key: key as EntryFieldKey };
  if (level === 'item' && Object.hasOwn(ITEM_FIELDS, key)) return { level, key: key as ItemFieldKey };
  const folded = foldLabel(text);
  // In a sheet with items, sharing and the like belong to the item rows.
  const item = ITEM_FIELD_KEYS.find((name) => foldLabel(ITEM_FIELDS[name].label) === folded);
  if (item) return { level: 'item', key: item };
  const entry = ENTRY_FIELD_KEYS.find((name) => foldLabel(ENTRY_FIELDS[name].label) === folded);
  return entry ? { level: 'entry', key: entry } : undefined;
}

/** A target as `parseMapping` reads it; '' for a column that is not read. Classification columns are kept as extras. */
export function targetText(target: ColumnTarget | null): string {
  if (target === null) return '';
  switch (target.level) {
    case 'entry':
    case 'item':
      return `${target.level}.${target.key}`;
    case 'id':
      return `id.${target.of}`;
    case 'extra':
    case 'category':
      return `extra.${target.label}`;
  }
}
