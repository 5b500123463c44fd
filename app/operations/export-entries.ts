/** Which entries go into a file, and the file as JSON. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { CATALOGUE_EXPORT_FORMAT } from '#app/catalogue/catalogue-export';
import type { CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { WrittenCounts } from '#app/documents/write-workbook';
import { eachEntry, searchText, type StoredEntry } from '#app/storage/entry-store';
import type { CallContext } from './host';
import { opened, type Workspace } from './workspace';

type Filter = Pick<CallParsedInput<'workbook.export'>, 'query' | 'states' | 'offices'>;

/** Entries in the order of the catalogue. Without states asked for, all but those struck off (注销). */
export async function* chosenEntries(workspace: Workspace, filter: Filter): AsyncGenerator<StoredEntry> {
  const words = (filter.query ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const states = filter.states && new Set(filter.states);
  const offices = filter.offices && new Set(filter.offices);
  for await (const stored of eachEntry(opened(workspace).library.reader)) {
    const { entry, state } = stored;
    if (states ? !states.has(state) : state === '注销') continue;
    if (offices && !offices.has(entry.office)) continue;
    if (words.length > 0) {
      const text = searchText(entry);
      if (!words.every((word) => text.includes(word))) continue;
    }
    yield stored;
  }
}

export async function* contentsOf(entries: AsyncIterable<StoredEntry>): AsyncGenerator<CatalogueEntry> {
  for await (const { entry } of entries) yield entry;
}

/** One JSON document, written as it is read; its schema is `resources/schema/catalogue-export.json`. */
export async function writeJson(
  file: string,
  entries: AsyncIterable<StoredEntry>,
  workspace: Workspace,
  { signal }: CallContext,
  onProgress: (done: number) => void,
): Promise<WrittenCounts> {
  const { settings } = opened(workspace);
  const counts = { entries: 0, items: 0 };
  const head = {
    format: CATALOGUE_EXPORT_FORMAT,
    department: settings['department'] ?? '',
    creditCode: settings['creditCode'] ?? '',
    exportedOn: workspace.host.today(),
  };
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
    for await (const { entry, state, version } of entries) {
      if (signal.aborted) throw new FailureError('cancelled');
      yield `${counts.entries === 0 ? '' : ','}\n${JSON.stringify({ ...entry, state, version })}`;
      counts.entries++;
      counts.items += entry.items.length;
      onProgress(counts.entries);
    }
    yield '\n]}\n';
  }
  await pipeline(Readable.from(text()), createWriteStream(file, { encoding: 'utf8', flush: true }));
  return counts;
}
