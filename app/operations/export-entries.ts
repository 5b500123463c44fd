/** Which entries go into a file, and the file as JSON. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { CATALOGUE_EXPORT_FORMAT } from '#app/catalogue/catalogue-export';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { WrittenCounts } from '#app/documents/write-workbook';
import { APPROVED_STATES } from '#app/review/review-steps';
import { chosenKeys } from '#app/storage/entry-choice';
import { readEntries, type StoredEntry } from '#app/storage/entry-store';
import type { CallContext } from './host';
import { opened, type Workspace } from './workspace';

type Choice = CallParsedInput<'workbook.choice'>;

/** Entries read at a time. */
const PAGE = 500;

/** Entries in the order of the catalogue. Without states asked for, all but those struck off (注销). */
export async function* chosenEntries(workspace: Workspace, choice: Choice): AsyncGenerator<StoredEntry> {
  const { reader } = opened(workspace).library;
  const keys = await chosenKeys(reader, choice);
  for (let at = 0; at < keys.length; at += PAGE) {
    yield* await readEntries(
      reader,
      keys.slice(at, at + PAGE).map(({ id }) => id),
    );
  }
}

export async function describeChoice(
  workspace: Workspace,
  { offices, ...choice }: Choice,
): Promise<CallOutput<'workbook.choice'>> {
  const keys = await chosenKeys(opened(workspace).library.reader, choice);
  const counts = new Map<string, number>();
  for (const { office } of keys) counts.set(office, (counts.get(office) ?? 0) + 1);
  const wanted = offices && new Set(offices);
  const chosen = wanted ? keys.filter(({ office }) => wanted.has(office)) : keys;
  return {
    entries: chosen.length,
    items: chosen.reduce((sum, { items }) => sum + items, 0),
    unapproved: chosen.filter(({ state }) => !APPROVED_STATES.includes(state)).length,
    faulty: chosen.filter(({ errors }) => errors > 0).length,
    offices: [...counts].map(([office, entries]) => ({ office, entries })),
  };
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
