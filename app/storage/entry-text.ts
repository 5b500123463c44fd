/**
 * The stored text of an entry: JSON without its blank fields. Most fields of most items are blank, and a library of
 * 100,000 entries is a third of the size and reads in less time without them.
 */
import { emptyEntry, emptyItem, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';

const BLANK_ENTRY = emptyEntry('');
const BLANK_ITEM = emptyItem('');

export function entryText(entry: CatalogueEntry): string {
  return JSON.stringify({ ...withoutBlanks(entry), items: entry.items.map(withoutBlanks) });
}

interface StoredText extends Omit<Partial<CatalogueEntry>, 'items'> {
  readonly items?: readonly Partial<InformationItem>[];
}

export function entryFromText(text: string): CatalogueEntry {
  const stored = JSON.parse(text) as StoredText;
  const items = (stored.items ?? []).map((item): InformationItem => ({
    ...BLANK_ITEM,
    ...item,
    extra: item.extra ?? {},
  }));
  const { formerCodes = [], extra = {} } = stored;
  return { ...BLANK_ENTRY, ...stored, formerCodes, extra, items };
}

function withoutBlanks<T extends object>(record: T): Partial<T> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) if (!isBlank(value)) kept[key] = value;
  return kept as Partial<T>;
}

function isBlank(value: unknown): boolean {
  if (value === '') return true;
  if (typeof value !== 'object' || value === null) return false;
  for (const _ in value) return false;
  return true;
}
