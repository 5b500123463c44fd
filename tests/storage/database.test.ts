import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FailureError } from '#app/contract/failure';
import { createLibrary, openLibrary } from '#app/storage/database';
import { countEntries, insertEntry, readEntry } from '#app/storage/entry-store';
import { openConnection } from '#app/storage/sqlite';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
let files = 0;
const fresh = (): string => join(folder, `library-${++files}.mulu`);
const change = { atMs: 1, by: '测试' };

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'no failure';
}

describe('one library is one file', () => {
  test('after a clean close the .mulu alone, copied elsewhere, is the whole library', async () => {
    const file = fresh();
    const library = await createLibrary(file);
    const entry = sampleEntry();
    await library.write((tx) => insertEntry(tx, entry, change));
    await library.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const copy = fresh();
    copyFileSync(file, copy);
    const again = await openLibrary(copy);
    expect((await readEntry(again.reader, entry.id))?.entry).toEqual(entry);
    await again.close();
  });

  test('a library on a read-only medium opens for reading and refuses every write', async () => {
    const file = fresh();
    await (await createLibrary(file)).close();
    const library = await openLibrary(file, { readOnly: true });
    expect(await countEntries(library.reader)).toEqual({ entries: 0, items: 0 });
    expect(await codeOf(library.write((tx) => insertEntry(tx, sampleEntry(), change)))).toBe(
      'library-read-only',
    );
    await library.close();
  });
});

describe('one host per library', () => {
  test('a second opening is refused while the first holds it, and works after it closed', async () => {
    const file = fresh();
    const first = await createLibrary(file);
    expect(await codeOf(openLibrary(file))).toBe('library-in-use');
    await first.close();
    await (await openLibrary(file)).close();
  });

  test('after kill -9 of the host the library opens at once and holds every acknowledged entry', async () => {
    const file = fresh();
    await (await createLibrary(file)).close();
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./keep-writing.ts', import.meta.url)), file],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const acknowledged: string[] = [];
    let rest = '';
    for await (const chunk of child.stdout) {
      rest += String(chunk);
      const lines = rest.split('\n');
      rest = lines.pop()!;
      acknowledged.push(...lines);
      if (acknowledged.length >= 30) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const library = await openLibrary(file);
    for (const id of acknowledged) expect(await readEntry(library.reader, id)).not.toBeNull();
    expect(library.notices.join()).toContain('恢复');
    await library.close();
  });
});

describe('writers wait for each other', () => {
  test('what one caller rolls back does not take another caller’s entry with it', async () => {
    const library = await createLibrary(fresh());
    const kept = sampleEntry();
    const lost = sampleEntry();
    const failing = library.write(async (tx) => {
      await insertEntry(tx, lost, change);
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('changed my mind');
    });
    const working = library.write((tx) => insertEntry(tx, kept, change));
    await expect(failing).rejects.toThrow('changed my mind');
    await working;
    expect(await readEntry(library.reader, lost.id)).toBeNull();
    expect(await readEntry(library.reader, kept.id)).not.toBeNull();
    await library.close();
  });

  test('readers do not see an import’s uncommitted entries', async () => {
    const library = await createLibrary(fresh());
    const entry = sampleEntry();
    await library.write(async (tx) => {
      await insertEntry(tx, entry, change);
      expect(await readEntry(library.reader, entry.id)).toBeNull();
    });
    expect(await readEntry(library.reader, entry.id)).not.toBeNull();
    await library.close();
  });

  test('foreign keys hold: a version of an entry that does not exist is refused', async () => {
    const library = await createLibrary(fresh());
    await expect(
      library.write((tx) =>
        tx.run("INSERT INTO entry_version VALUES ('nobody', 1, '{}', ?, 0)", ['0'.repeat(64)]),
      ),
    ).rejects.toThrow(/FOREIGN KEY/);
    await library.close();
  });

  test('a value the driver would silently change is refused before it is bound', async () => {
    const library = await createLibrary(fresh());
    for (const value of [10n, new Date(), undefined, true, Number.NaN]) {
      await expect(library.reader.all('SELECT ?', [value as never])).rejects.toThrow(TypeError);
    }
    await library.close();
  });
});

describe('wrong files are refused with a code, and left as they were', () => {
  test.each([
    ['a text file', 'library-foreign', (file: string) => writeFileSync(file, '这不是目录库')],
    ['an empty file', 'library-foreign', (file: string) => writeFileSync(file, '')],
    ['a folder', 'file-is-directory', (file: string) => mkdirSync(file)],
    ['a missing file', 'library-not-found', () => undefined],
  ])('%s: %s', async (_what, code, make) => {
    const file = fresh();
    make(file);
    expect(await codeOf(openLibrary(file))).toBe(code);
  });

  test('a database of another program', async () => {
    const file = fresh();
    const other = await openConnection(file, 'create');
    await other.exec('CREATE TABLE notes (text TEXT)');
    await other.close();
    const before = readFileSync(file);
    expect(await codeOf(openLibrary(file))).toBe('library-foreign');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a library of a newer version of the program', async () => {
    const file = fresh();
    await (await createLibrary(file)).close();
    const raw = await openConnection(file, 'write');
    await raw.exec('PRAGMA user_version = 9990');
    await raw.close();
    expect(await codeOf(openLibrary(file))).toBe('library-newer');
  });

  test('half a library', async () => {
    const file = fresh();
    const library = await createLibrary(file);
    for (let i = 0; i < 50; i++) await library.write((tx) => insertEntry(tx, sampleEntry(), change));
    await library.close();
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    const opening = openLibrary(file).then(async (opened) => {
      try {
        await opened.reader.all('SELECT content_json FROM entry');
      } finally {
        await opened.close();
      }
    });
    await expect(opening).rejects.toThrow();
  });

  test('an existing file is never overwritten by a new library', async () => {
    const file = fresh();
    writeFileSync(file, 'mine');
    expect(await codeOf(createLibrary(file))).toBe('library-exists');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
