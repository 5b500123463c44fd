import type { CatalogueEntry } from '#app/catalogue/entry';
import { sampleEntry } from './sample-entry';
import type { TestCore } from './open-workspace';

/** Puts an entry without faults into the opened library; `changes` overrides fields. */
export async function addEntry(
  core: TestCore,
  changes: Partial<CatalogueEntry> = {},
): Promise<CatalogueEntry> {
  const { entry, meta } = await core.call('entries.create', {});
  const wanted = { ...sampleEntry(changes), id: entry.id };
  return (await core.call('entries.save', { entry: wanted, revision: meta.revision, by: '张三' })).entry;
}
