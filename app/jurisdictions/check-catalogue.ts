/**
 * The check of a whole catalogue: every entry by itself, then what shows only across entries (duplicates, filled-down
 * digits).
 *
 * For a library that is edited, keep the index: `changeEntry` tells whose cross findings to ask for again, so that one
 * edit re-checks the entry and those that share a name or code with it, never the whole catalogue.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { checkEntry } from './check-entry';
import { createCatalogueIndex, setEntry, type CatalogueIndex } from './checks/catalogue-index';
import { compileContext, type CheckContext } from './checks/check-context';
import { crossFindings } from './checks/cross-checks';
import type { Finding } from './finding';

export { isAcross } from './checks/cross-checks';
export {
  changeEntries,
  changeEntry,
  createCatalogueIndex,
  removeEntry,
  setEntry,
  type CatalogueIndex,
  type IndexSource,
} from './checks/catalogue-index';

/** Findings of all entries, entry by entry in their order, those across entries after the entry's own. */
export function checkCatalogue(entries: Iterable<CatalogueEntry>, context: CheckContext): Finding[] {
  const index = createCatalogueIndex();
  const own = new Map<string, Finding[]>();
  for (const entry of entries) {
    setEntry(index, entry);
    own.set(entry.id, checkEntry(entry, context));
  }
  const compiled = compileContext(context);
  const findings: Finding[] = [];
  for (const [id, found] of own) {
    for (const finding of found) findings.push(finding);
    for (const finding of crossFindings(index, [id], compiled)) findings.push(finding);
  }
  return findings;
}

/** Cross findings of certain entries, or of all that the index holds. */
export function checkAcross(index: CatalogueIndex, context: CheckContext, ids?: Iterable<string>): Finding[] {
  return crossFindings(index, ids ?? index.entries.keys(), compileContext(context));
}
