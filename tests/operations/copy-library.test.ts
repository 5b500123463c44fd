/** A library from a place where it cannot be worked on: the copy holds all of it, or nothing is left behind. */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '#app/storage/migrate';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary, openCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

test('of a former layout: it is brought to the present one, the source stays as it was', async () => {
  const file = join(folder, 'old.mulu');
  const raw = await openConnection(file, 'create');
  await migrate(raw, 0, 85);
  await raw.run("INSERT INTO setting (key, value) VALUES ('rules', 'shaanxi-2017')");
  await raw.close();
  const core = await openCore();
  expect((await core.failure('library.open', { library: file, readOnly: true })).code).toBe(
    'library-read-only',
  );
  await core.call('library.restore', { file, out: join(folder, 'copy.mulu') });
  const source = await openConnection(file, 'read');
  expect(await source.get('PRAGMA user_version')).toEqual({ user_version: 85 });
  await source.close();
  expect((await core.call('library.open', { library: join(folder, 'copy.mulu') })).entries).toBe(0);
  await core.close();
});

test('with a log left over: what was saved last is in the copy', async () => {
  const core = await newLibrary(folder);
  await addEntry(core, { name: '最后保存的一条' });
  const away = join(folder, 'stick.mulu');
  // As the stick was pulled out: the library beside its log.
  copyFileSync(core.file, away);
  copyFileSync(`${core.file}-wal`, `${away}-wal`);
  await core.close();
  const out = join(folder, 'from-stick.mulu');
  await core.call('library.restore', { file: away, out });
  await core.call('library.open', { library: out });
  expect((await core.call('entries.list', { query: '最后保存' })).total).toBe(1);
  await core.close();
});

test('what is no library, or damaged, leaves no file behind', async () => {
  const core = await newLibrary(folder);
  await core.close();
  const damaged = join(folder, 'damaged.mulu');
  writeFileSync(damaged, 'SQLite format 3\0'.padEnd(8192, 'x'));
  for (const file of [damaged, join(folder, 'absent.mulu')]) {
    const out = join(folder, 'never.mulu');
    await core.failure('library.restore', { file, out });
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.part`)).toBe(false);
  }
});

test('one that does not open leaves the open one open; the open one opens anew', async () => {
  const core = await newLibrary(folder);
  await addEntry(core, { name: '仍在编制的一条' });
  expect((await core.failure('library.open', { library: join(folder, 'absent.mulu') })).code).toBe(
    'library-not-found',
  );
  expect((await core.call('entries.list', { query: '仍在编制' })).total).toBe(1);
  expect((await core.call('library.open', { library: core.file })).entries).toBe(1);
  const other = await newLibrary(folder);
  await core.failure('library.open', { library: other.file });
  expect((await core.call('library.summary', {})).library).toBe(core.file);
  await other.close();
  // Given up for another one, it is free for anybody.
  await core.call('library.open', { library: other.file });
  expect((await other.call('library.open', { library: core.file })).entries).toBe(1);
  await core.close();
  await other.close();
});
