/** A host that writes entries until it is killed, printing the id of each one that was acknowledged. */
import { openLibrary } from '#app/storage/database';
import { insertEntry } from '#app/storage/entry-store';
import { sampleEntry } from '#tests/support/sample-entry';

const library = await openLibrary(process.argv[2]!);
for (;;) {
  const entry = sampleEntry();
  await library.write((tx) => insertEntry(tx, entry, { atMs: Date.now(), by: '测试' }));
  process.stdout.write(`${entry.id}\n`);
}
