/** The published JSON schemas are generated from the program's own; `npx vitest run -u` renews them after a change. */
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { holidayNoticeSchema, localHolidaysSchema } from '#app/deadlines/holiday-notice-schema';
import { rulePackSchema } from '#app/jurisdictions/rule-pack';

const SCHEMAS = join(import.meta.dirname, '../../resources/schema');

test.each([
  ['rule-pack.schema.json', '规则包（mulu-rule-pack/1）', rulePackSchema],
  ['working-days.schema.json', '年度节假日安排（mulu-working-days/1）', holidayNoticeSchema],
  ['working-days-local.schema.json', '地方节假日（mulu-local-holidays/1）', localHolidaysSchema],
])('resources/schema/%s 与程序所用的一致', async (file, title, schema) => {
  const generated = { title, ...z.toJSONSchema(schema, { io: 'input' }) };
  const written = await format(JSON.stringify(generated), {
    parser: 'json',
    singleQuote: true,
    printWidth: 110,
  });
  await expect(written).toMatchFileSnapshot(join(SCHEMAS, file));
});
