/**
 * `payload/catalogue.json` of a package: the entries as they were approved, those taken out of use, and what is needed
 * to find the version that two libraries last had in common. Its JSON schema is `resources/schema/catalogue.json`.
 */
import * as z from 'zod';
import { emptyEntry, emptyItem, MOST_ITEMS, type CatalogueEntry } from './entry';
import { entrySchema } from './entry-schema';

export const CATALOGUE_FILE_FORMAT = 'mulu-catalogue/1';

const sm3 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(64);

const packedEntrySchema = entrySchema.extend({
  /** Number of the approved version. */
  version: z.int().nonnegative(),
});

const tombstoneSchema = z.object({
  id,
  code: z.string(),
  name: z.string(),
  version: z.int().nonnegative(),
});

export const catalogueFileSchema = z.object({
  format: z.literal(CATALOGUE_FILE_FORMAT),
  department: z.string(),
  creditCode: z.string(),
  region: z.string(),
  libraryId: z.string(),
  /** Tells copies of one library apart. */
  instanceId: z.string(),
  /** `whole`: all approved entries; `changes`: an entry that is absent is as it was. */
  scope: z.enum(['whole', 'changes']),
  entries: z.array(packedEntrySchema),
  /** 停用: entries that the platform is to strike off. */
  removed: z.array(tombstoneSchema),
  /**
   * For each entry, the SM3 of the versions it grew from: versions approved in this library and versions of other
   * libraries that went into it, over the canonical JSON (RFC 8785) of the entry without `version`.
   */
  ancestry: z.record(z.string(), z.array(sm3)),
});
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;
export type Tombstone = z.infer<typeof tombstoneSchema>;

/** What is asked of a file that another program, or another version of this one, wrote: that its entries have names. */
const lenientRecord = z.looseObject({ id });
const lenientFileSchema = z.looseObject({
  department: z.string().optional(),
  creditCode: z.string().optional(),
  libraryId: z.string().optional(),
  instanceId: z.string().optional(),
  scope: z.string().optional(),
  entries: z.array(lenientRecord.extend({ items: z.array(lenientRecord).max(MOST_ITEMS).optional() })),
  removed: z.array(tombstoneSchema.partial({ code: true, name: true, version: true })).optional(),
  ancestry: z.record(z.string(), z.array(z.string())).optional(),
});

export interface ReadCatalogueFile {
  readonly department: string;
  readonly creditCode: string;
  readonly libraryId: string;
  readonly instanceId: string;
  readonly scope: 'whole' | 'changes';
  /** `raw`: the entry as it stood in the file without `version`, for its SM3. */
  readonly entries: readonly { readonly entry: CatalogueEntry; readonly raw: unknown }[];
  readonly removed: readonly { readonly id: string; readonly code: string; readonly name: string }[];
  /** By id: any text from outside, also such as every object has as a property. */
  readonly ancestry: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a parsed `catalogue.json`; null when it is none, or when it says two things of one entry. Fields that it lacks
 * are empty, those unknown here are left out.
 */
export function readCatalogueFile(value: unknown): ReadCatalogueFile | null {
  const parsed = lenientFileSchema.safeParse(value);
  if (!parsed.success) return null;
  const file = parsed.data;
  const ids = [...file.entries, ...(file.removed ?? [])].map((one) => one.id);
  if (new Set(ids).size !== ids.length) return null;
  const entries: { entry: CatalogueEntry; raw: unknown }[] = [];
  for (const given of file.entries) {
    const { version: _, ...raw } = given as Record<string, unknown>;
    const full = entrySchema.safeParse({
      ...emptyEntry(given.id),
      ...raw,
      items: (given.items ?? []).map((item) => ({ ...emptyItem(item.id), ...item })),
    });
    if (!full.success) return null;
    entries.push({ entry: full.data, raw });
  }
  return {
    department: file.department ?? '',
    creditCode: file.creditCode ?? '',
    libraryId: file.libraryId ?? '',
    instanceId: file.instanceId ?? '',
    scope: file.scope === 'changes' ? 'changes' : 'whole',
    entries,
    removed: (file.removed ?? []).map((one) => ({ id: one.id, code: one.code ?? '', name: one.name ?? '' })),
    ancestry: new Map(Object.entries(file.ancestry ?? {})),
  };
}
