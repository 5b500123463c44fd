import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLibrary } from '#app/storage/database';
import { readEntry } from '#app/storage/entry-store';
import { migrate } from '#app/storage/migrate';
import { LATEST_MIGRATION, MIGRATIONS } from '#app/storage/migrations/index';
import { openPackages } from '#app/storage/package-store';
import { packageTexts } from '#app/storage/package-text-store';
import { readSettlements } from '#app/storage/settlement-store';
import { openConnection } from '#app/storage/sqlite';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

test('migrations are numbered upwards in small steps that fit user_version', () => {
  const numbers = MIGRATIONS.map((migration) => migration.number);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.at(-1)).toBeLessThan(10_000);
});

test.each(MIGRATIONS.slice(0, -1).map((migration) => migration.number))(
  'a library of layout %i opens with its entries, after a copy was put aside',
  async (number) => {
    const file = join(folder, `from-${number}.mulu`);
    const entry = sampleEntry();
    const raw = await openConnection(file, 'create');
    await migrate(raw, 0, number);
    await raw.run(
      `INSERT INTO entry (id, position, state, code, name, provider, office, sharing_type, update_cycle, item_count,
                          content_json, search_text, changed_at_ms, changed_by)
       VALUES (?, 1, '草稿', ?, ?, '', '', '', '', 2, ?, '', 0, '')`,
      [entry.id, entry.code, entry.name, JSON.stringify(entry)],
    );
    await raw.close();
    const library = await openLibrary(file);
    expect((await readEntry(library.reader, entry.id))?.entry).toEqual(entry);
    await library.close();
    expect(readdirSync(`${file}.snapshots`)).toEqual([
      `before-layout-${LATEST_MIGRATION}-from-${number}.mulu`,
    ]);
  },
);

test('a migration that fails leaves the layout as it was', async () => {
  const raw = await openConnection(':memory:', 'create');
  await migrate(raw, 0, 10);
  await raw.exec('CREATE TABLE review_record (mine TEXT)');
  await expect(migrate(raw, 10)).rejects.toThrow();
  expect(await raw.get('PRAGMA user_version')).toEqual({ user_version: 10 });
  expect(await raw.get("SELECT 1 FROM sqlite_schema WHERE name = 'attachment'")).toBeUndefined();
  await raw.close();
});

test('a package queued under layout 90 stays in the queue; what it says beside its entries is not known', async () => {
  const file = join(folder, 'queued.mulu');
  const raw = await openConnection(file, 'create');
  await migrate(raw, 0, 90);
  await raw.run(
    `INSERT INTO package (package_id, seq, prev_sm3, manifest_sm3, state, file, content, entry_count, created_at_ms)
     VALUES ('p', 1, NULL, ?, '待报送', 'p.zwml', x'00', 0, 0)`,
    ['0'.repeat(64)],
  );
  await raw.close();
  const library = await openLibrary(file);
  expect(await openPackages(library.reader)).toMatchObject([{ packageId: 'p', state: '待报送' }]);
  expect(await packageTexts(library.reader, 'p')).toEqual([]);
  await library.close();
});

test('a reason given under layout 93 stands, as one given to its finding alone', async () => {
  const file = join(folder, 'reasons.mulu');
  const entry = sampleEntry();
  const raw = await openConnection(file, 'create');
  await migrate(raw, 0, 93);
  await raw.run(
    `INSERT INTO entry (id, position, state, code, name, provider, office, sharing_type, update_cycle, item_count,
                        content_json, search_text, changed_at_ms, changed_by)
     VALUES (?, 1, '草稿', '', '', '', '', '', '', 0, ?, '', 0, '')`,
    [entry.id, JSON.stringify(entry)],
  );
  const given = { rule: 'grading-missing', field: 'grading', item: '', told: '没有填写', reason: '正在制定' };
  await raw.run(`INSERT INTO finding_settlement VALUES (?, ?, ?, ?, ?, ?, '甲', '2026-11-21', 0)`, [
    entry.id,
    ...Object.values(given),
  ]);
  await raw.close();
  const library = await openLibrary(file);
  const settlements = await readSettlements(library.reader);
  expect(settlements.get(entry.id)).toEqual([{ ...given, by: '甲', on: '2026-11-21' }]);
  await library.close();
});
