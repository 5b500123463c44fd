/** The built program carries the parser of .xls as a file of its own; here it is found and used. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as xls from '@e965/xlsx';
import { expect, test } from 'vitest';
import { mulu } from '#tests/support/mulu';
import { tempFolder } from '#tests/support/temp-folder';
import { HEADERS, sheetRow } from './import-support';

const folder = tempFolder();

test('mulu import takes .xls and .et, tells what was left aside, and exports the chosen entries', async () => {
  const lib = join(folder, 'a.mulu');
  const settings = [
    '--department',
    '示例市信用办',
    '--credit-code',
    '119900009999000119',
    '--region',
    '610000',
  ];
  expect((await mulu(['init', lib, ...settings, '--rules', 'shaanxi-2017'])).code).toBe(0);
  const rows = [sheetRow('甲资源', '307999/000001', '姓名'), sheetRow('乙资源', '307999/000002', '名称')];
  const book = xls.utils.book_new();
  const cells = rows.map((row) => HEADERS.map((header) => row[header] ?? ''));
  xls.utils.book_append_sheet(book, xls.utils.aoa_to_sheet([[...HEADERS], ...cells]), '目录');
  xls.utils.book_append_sheet(book, xls.utils.aoa_to_sheet([['封面']]), '封面');
  const file = join(folder, '目录.et');
  writeFileSync(file, xls.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);

  const { code, json } = await mulu(['import', lib, file]);
  expect(code).toBe(0);
  expect(json.value).toMatchObject({
    layout: 'national-2017',
    entries: { created: 2, failed: 0 },
    rows: [
      { sheet: '目录', row: 2, result: 'created' },
      { sheet: '目录', row: 3, result: 'created' },
    ],
    sheets: [
      { sheet: '目录', use: 'whole' },
      { sheet: '封面', use: 'unused' },
    ],
  });
  for (const to of ['csv', 'json']) {
    const out = join(folder, `out.${to}`);
    const exported = await mulu(['export', lib, '--to', to, '--out', out, '--query', '乙']);
    expect([to, exported.json.value]).toEqual([to, { file: out, entries: 1, items: 1 }]);
  }
  const template = await mulu([
    'export',
    lib,
    '--to',
    'csv',
    '--out',
    join(folder, 'x.csv'),
    '--template',
    file,
  ]);
  expect([template.code, template.json.failure?.code]).toEqual([3, 'invalid-input']);
});
