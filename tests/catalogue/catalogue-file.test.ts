/** `payload/catalogue.json`: the published schema, what is really packed, and what other programs may send. */
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { catalogueFileSchema, readCatalogueFile } from '#app/catalogue/catalogue-file';
import { catalogueDifference } from '#app/catalogue/catalogue-difference';
import { sampleEntry } from '#tests/support/sample-entry';

// `npx vitest run -u` renews the file after a change of the schema.
test('resources/schema/catalogue.json 与程序所用的一致', async () => {
  const title = '报送包中的目录（payload/catalogue.json，mulu-catalogue/1）';
  const generated = { title, ...z.toJSONSchema(catalogueFileSchema, { io: 'input' }) };
  const written = await format(JSON.stringify(generated), {
    parser: 'json',
    singleQuote: true,
    printWidth: 110,
  });
  await expect(written).toMatchFileSnapshot(
    join(import.meta.dirname, '../../resources/schema/catalogue.json'),
  );
});

test('a file of another version: fields it lacks are empty, unknown ones are left out, nothing else is lost', () => {
  const read = readCatalogueFile({
    format: 'mulu-catalogue/9',
    entries: [{ id: 'a', name: '资源', items: [{ id: 'i', name: '项' }], version: 3, news: { x: 1 } }],
  });
  expect(read).toMatchObject({ libraryId: '', scope: 'whole', removed: [], ancestry: {} });
  expect(read!.entries[0]!.entry).toMatchObject({
    id: 'a',
    name: '资源',
    summary: '',
    items: [{ id: 'i', name: '项', dataType: '' }],
  });
  expect(read!.entries[0]!.raw).toEqual({
    id: 'a',
    name: '资源',
    items: [{ id: 'i', name: '项' }],
    news: { x: 1 },
  });
});

test.each([
  ['no object', 5],
  ['no entries', { format: 'mulu-catalogue/1' }],
  ['an entry without an id', { entries: [{ name: 'x' }] }],
  ['a field that is no text', { entries: [{ id: 'a', name: 5 }] }],
  ['a text longer than any field', { entries: [{ id: 'a', name: 'x'.repeat(40_000) }] }],
])('%s is no catalogue', (_, value) => {
  expect(readCatalogueFile(value)).toBeNull();
});

test('two catalogues side by side: found by id, then by code; per field, and items by name where the ids differ', () => {
  const [a, b, c] = [sampleEntry(), sampleEntry(), sampleEntry()];
  const typedThere = { ...b, id: 'there', items: b.items.map((item) => ({ ...item, id: `${item.id}x` })) };
  const result = catalogueDifference(
    [{ ...a, summary: '平台上的摘要' }, typedThere, sampleEntry({ name: '只在平台' })],
    [a, b, c],
  );
  expect(result.same).toBe(1);
  expect(result.onlyHere.map((entry) => entry.id)).toEqual([c.id]);
  expect(result.onlyThere.map((entry) => entry.name)).toEqual(['只在平台']);
  expect(result.different).toMatchObject([
    { entry: { id: a.id }, changes: [{ field: 'summary', before: '平台上的摘要', after: a.summary }] },
  ]);
});
