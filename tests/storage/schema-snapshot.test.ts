import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { schemaText } from '#app/storage/schema-text';

test('schema.sql, which reviewers read, is exactly what the migrations make', async () => {
  const committed = await readFile(new URL('../../app/storage/schema.sql', import.meta.url), 'utf8');
  expect(await schemaText()).toBe(committed);
});

test('every table is STRICT, so that a column never holds another type than it says', async () => {
  const tables = (await schemaText()).split('\n\n').filter((sql) => /CREATE TABLE/.test(sql));
  expect(tables.length).toBeGreaterThan(10);
  for (const table of tables) expect(table).toMatch(/STRICT/);
});
