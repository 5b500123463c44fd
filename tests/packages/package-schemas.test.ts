/** The published JSON schemas are generated from the program's own; `npx vitest run -u` renews them after a change. */
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { manifestSchema } from '#app/packages/manifest';
import { headSchema, opinionsSchema } from '#app/packages/platform-documents';
import { receiptSchema } from '#app/packages/receipt';

const SCHEMAS = join(import.meta.dirname, '../../resources/schema');

it.each([
  ['zwml-manifest.schema.json', '报送包清单（zwml/1）', manifestSchema],
  ['zwml-receipt.schema.json', '平台回执（zwml-receipt/1）', receiptSchema],
  ['zwml-head.schema.json', '平台已接收序号（zwml-head/1）', headSchema],
  ['zwml-opinions.schema.json', '平台审核意见（zwml-opinions/1）', opinionsSchema],
])('resources/schema/%s is what the program reads by', async (file, title, schema) => {
  const generated = { title, ...z.toJSONSchema(schema, { io: 'input' }) };
  const options = { parser: 'json', singleQuote: true, printWidth: 110 };
  await expect(await format(JSON.stringify(generated), options)).toMatchFileSnapshot(join(SCHEMAS, file));
});
