/**
 * Findings of which there is only one right mending: what was meant stands in what was written, and no judgement is
 * asked for. Everything else is for the clerk to decide.
 */
import { foldCreditCode, providerCodeState } from '#app/classification/department';
import { resourceCodeState } from '#app/classification/resource-code';
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import type { EntryFieldKey, FieldDefinition } from '#app/catalogue/entry-fields';
import { rollUp } from '#app/catalogue/roll-up';
import { readDate } from './checks/date-text';
import { isLength, meantLength } from './checks/length-text';
import { lookupIn, type CodeTables, type Lookup } from './checks/lookup';
import { bareNumber, listedName } from './checks/value-checks';
import { compact, isBlank } from './checks/words';

interface Named {
  readonly rule: string;
  readonly field: string;
  readonly item?: { readonly id: string } | undefined;
}

/** The entry with the finding mended, or null where its mending is not certain (or nothing is left to mend). */
export function certainlyMended(
  entry: CatalogueEntry,
  { rule, field, item }: Named,
  tables: CodeTables,
): CatalogueEntry | null {
  switch (rule) {
    case 'value-alias':
      return withListedNames(entry, field, item?.id, lookupIn(tables));
    case 'survey-number':
      return withText(entry, field as EntryFieldKey, bareNumber(entry[field as EntryFieldKey].trim()));
    case 'credit-code-form': {
      const folded = foldCreditCode(entry.providerCode);
      return withText(entry, 'providerCode', providerCodeState(folded) === 'valid' ? folded : null);
    }
    case 'code-unusable':
    case 'code-other-form': {
      // A full-width digit or a blank in a code that is right otherwise.
      const folded = compact(entry.code);
      return withText(entry, 'code', resourceCodeState(folded) === 'valid' ? folded : null);
    }
    case 'date-form':
      return withDates(entry, item?.id);
    case 'length-form':
      return withLengths(entry, item?.id);
    default:
      return null;
  }
}

function withText(entry: CatalogueEntry, key: EntryFieldKey, text: string | null): CatalogueEntry | null {
  return text === null || text === entry[key] ? null : { ...entry, [key]: text };
}

/** Blanks between the parts of a date, which leave no doubt about the day. */
function mendedDate(text: string): string | null {
  return text.trim() === '' || readDate(text) !== null ? null : readDate(compact(text));
}

function withDates(entry: CatalogueEntry, onlyItem: string | undefined): CatalogueEntry | null {
  let mended = false;
  const mend = <T extends { readonly publishedOn: string }>(holder: T): T => {
    const date = mendedDate(holder.publishedOn);
    if (date === null) return holder;
    mended = true;
    return { ...holder, publishedOn: date };
  };
  const items = entry.items.map((one: InformationItem) =>
    onlyItem === undefined || one.id === onlyItem ? mend(one) : one,
  );
  const next = mend({ ...entry, items });
  return mended ? next : null;
}

function withLengths(entry: CatalogueEntry, onlyItem: string | undefined): CatalogueEntry | null {
  let mended = false;
  const items = entry.items.map((item) => {
    const concerned = (onlyItem === undefined || item.id === onlyItem) && !isLength(item.dataLength.trim());
    const meant = concerned && !isBlank(item.dataLength) ? meantLength(item.dataLength) : null;
    if (meant === null) return item;
    mended = true;
    return { ...item, dataLength: meant };
  });
  return mended ? { ...entry, items } : null;
}

function withListedNames(
  entry: CatalogueEntry,
  field: string,
  onlyItem: string | undefined,
  lookup: Lookup,
): CatalogueEntry | null {
  let mended = false;
  const mend = <T extends object>(holder: T, fields: Readonly<Record<string, FieldDefinition>>): T => {
    const definition = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (definition === undefined) return holder;
    const listed = listedName(definition.codeTable, (holder as Record<string, string>)[field]!, lookup);
    if (listed === null) return holder;
    mended = true;
    return { ...holder, [field]: listed };
  };
  const items = entry.items.map((one) =>
    onlyItem === undefined || one.id === onlyItem ? mend(one, ITEM_FIELDS) : one,
  );
  const next = mend({ ...entry, items }, ENTRY_FIELDS);
  return mended ? rollUp(next) : null;
}

/** All certain mendings of an entry, one after another; the same object where there is none. */
export function mendAll(
  entry: CatalogueEntry,
  findings: readonly Named[],
  tables: CodeTables,
): CatalogueEntry {
  return findings.reduce((mended, finding) => certainlyMended(mended, finding, tables) ?? mended, entry);
}
