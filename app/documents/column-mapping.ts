/**
 * A hand-made assignment of columns, for sheets whose headers say nothing that is known.
 *
 * `{ "sheet"?: "表1", "headerRow"?: 3, "columns": { "F": "entry.summary", "备注": "extra", "G": null } }`: columns by
 * letter or by header text; a target is `entry.<key>`, `item.<key>`, a field's Chinese label, `extra` (kept under its
 * header), `extra:<label>`, or null (not read). Columns not named keep what recognition made of them.
 */
import { z } from 'zod';
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

const mappingSchema = z.object({
  sheet: z.string().optional(),
  /** The last row of the header, as the spreadsheet program numbers it. */
  headerRow: z.number().int().min(1).max(1000).optional(),
  columns: z.record(z.string(), z.union([z.string(), z.null()])).default({}),
});

export interface ColumnMapping {
  readonly sheet: string | null;
  readonly headerRow: number | null;
  readonly byIndex: ReadonlyMap<number, MappedTarget>;
  readonly byHeader: ReadonlyMap<string, MappedTarget>;
}

/** `extra` without a label keeps the column under its own header. */
export type MappedTarget = ColumnTarget | 'extra' | null;

/** Reads a mapping. Fails with `mapping-invalid`, naming what is not understood. */
export function parseMapping(json: unknown): Outcome<ColumnMapping> {
  const parsed = mappingSchema.safeParse(json);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || '（整体）');
    return failed('mapping-invalid', { places });
  }
  const byIndex = new Map<number, MappedTarget>();
  const byHeader = new Map<string, MappedTarget>();
  const unknown: string[] = [];
  for (const [column, text] of Object.entries(parsed.data.columns)) {
    const target = mappedTarget(text);
    if (target === undefined) {
      unknown.push(`${column}: ${text}`);
      continue;
    }
    const index = columnIndex(column.toUpperCase());
    if (index >= 0) byIndex.set(index, target);
    else byHeader.set(foldLabel(column), target);
  }
  if (unknown.length > 0) return failed('mapping-invalid', { places: unknown });
  return done({
    sheet: parsed.data.sheet ?? null,
    headerRow: parsed.data.headerRow ?? null,
    byIndex,
    byHeader,
  });
}

function mappedTarget(text: string | null): MappedTarget | undefined {
  if (text === null || text === '' || text === 'ignore') return null;
  if (text === 'extra') return 'extra';
  if (text.startsWith('extra:')) {
    const label = text.slice('extra:'.length).trim();
    return label === '' ? undefined : { level: 'extra', label, of: 'either' };
  }
  const [level, key = ''] = text.split('.');
  if (level === 'entry' && key in ENTRY_FIELDS) return { level, key: key as EntryFieldKey };
  if (level === 'item' && key in ITEM_FIELDS) return { level, key: key as ItemFieldKey };
  const folded = foldLabel(text);
  // In a sheet with items, sharing and the like belong to the item rows.
  const item = ITEM_FIELD_KEYS.find((name) => foldLabel(ITEM_FIELDS[name].label) === folded);
  if (item) return { level: 'item', key: item };
  const entry = ENTRY_FIELD_KEYS.find((name) => foldLabel(ENTRY_FIELDS[name].label) === folded);
  return entry ? { level: 'entry', key: entry } : undefined;
}
