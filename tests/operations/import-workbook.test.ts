import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { HEADERS, newFile, sheetRow as row, writeSheets, type SheetRow } from './import-support';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const out = (extension: string): string => newFile(folder, extension);
const sheet = (rows: readonly SheetRow[], headers: readonly string[] = HEADERS): Promise<string> =>
  writeSheets(folder, { 目录: rows }, headers);

const TWO = [
  row('甲资源', '307999/000001', '姓名'),
  row('甲资源', '307999/000001', '证号'),
  row('乙资源', '307999/000002', '名称'),
];

async function exported(core: TestCore): Promise<string> {
  const file = out('xlsx');
  await core.call('workbook.export', { to: 'xlsx', out: file });
  return file;
}

async function sortedCopy(source: string, header: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(source);
  const page = book.worksheets[0]!;
  const names = (page.getRow(2).values as unknown[]).map((value) => String(value ?? ''));
  const first = (page.getRow(1).values as unknown[]).map((value) => String(value ?? ''));
  const column = Math.max(names.indexOf(header), first.indexOf(header));
  expect(column).toBeGreaterThan(0);
  const rows: unknown[][] = [];
  page.eachRow((one, number) => {
    if (number > 2) rows.push(one.values as unknown[]);
  });
  rows.sort((a, b) => (String(a[column]) < String(b[column]) ? 1 : -1));
  rows.forEach((values, index) => {
    page.getRow(index + 3).values = values as ExcelJS.CellValue[];
  });
  const file = out('xlsx');
  await book.xlsx.writeFile(file);
  return file;
}

describe('what an import means', () => {
  test('a dry run counts as if done and writes nothing: no entry, no snapshot', async () => {
    const core = await newLibrary(folder);
    const before = readFileSync(core.file);
    const result = await core.call('workbook.import', { file: await sheet(TWO), dryRun: true });
    expect(result.entries).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 0 });
    expect(result.items.created).toBe(3);
    expect((await core.call('entries.list', {})).total).toBe(0);
    await core.close();
    expect(readdirSync(folder).some((name) => name.startsWith(core.file) && name.endsWith('snapshots'))).toBe(
      false,
    );
    expect(readFileSync(core.file).length).toBe(before.length);
  });

  test('importing the export again changes nothing, also after its rows were sorted by another column', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await sheet(TWO) });
    const file = await exported(core);
    for (const again of [file, await sortedCopy(file, '信息项名称')]) {
      const result = await core.call('workbook.import', { file: again });
      expect(result.entries).toEqual({ created: 0, updated: 0, unchanged: 2, failed: 0 });
      expect(result.items).toEqual({ created: 0, updated: 0, unchanged: 3, removed: 0, failed: 0 });
    }
    await core.close();
  });

  test('a column that the sheet lacks leaves its field alone; an empty cell in a present column clears it', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await sheet(TWO) });
    const without = HEADERS.filter((header) => header !== '信息资源摘要');
    const changed = TWO.map((one) => ({ ...one, 更新周期: '' }));
    const result = await core.call('workbook.import', { file: await sheet(changed, without) });
    expect(result.entries.updated).toBe(2);
    expect(result.differences[0]!.changes.map((change) => [change.label, change.after])).toContainEqual([
      '更新周期',
      '',
    ]);
    const { entry } = await core.call('entries.read', { entry: '307999/000001' });
    expect(entry.summary).toBe('甲资源的登记情况');
    expect(entry.updateCycle).toBe('');
    await core.close();
  });

  test('items missing from an entry’s rows are removed and counted; an entry missing from the sheet stays', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await sheet(TWO) });
    const result = await core.call('workbook.import', { file: await sheet([TWO[0]!]) });
    expect(result.items.removed).toBe(1);
    expect((await core.call('entries.list', {})).total).toBe(2);
    await core.close();
  });

  test('an entry is found by its code when its name changed, and by name and office when it has no code yet', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', {
      file: await sheet([row('甲资源', '307999/000001', '姓名'), row('丙资源', '', '名称')]),
    });
    const result = await core.call('workbook.import', {
      file: await sheet([
        row('甲资源（新名）', '307999/000001', '姓名'),
        row('丙资源', '307999/000003', '名称'),
      ]),
    });
    expect(result.entries).toEqual({ created: 0, updated: 2, unchanged: 0, failed: 0 });
    expect((await core.call('entries.read', { entry: '307999/000003' })).entry.name).toBe('丙资源');
    await core.close();
  });

  test('same name with another code is another resource: true duplicates stay apart', async () => {
    const core = await newLibrary(folder);
    const rows = ['1', '2', '3'].map((n) => row('教育机构信息', `307999/00000${n}`, `项${n}`));
    const result = await core.call('workbook.import', { file: await sheet(rows) });
    expect(result.entries.created).toBe(3);
    const { findings } = await core.call('check.run', {});
    expect(findings.filter((finding) => finding.rule === 'duplicate-name').length).toBeGreaterThan(0);
    await core.close();
  });

  test('ids that contradict code and name fail their rows with id-mismatch and change nothing', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await sheet(TWO) });
    const file = await exported(core);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const page = book.worksheets[0]!;
    page.getRow(3).getCell(1).value = '乙资源';
    page.getRow(3).getCell(2).value = '307999/000002';
    page.getRow(4).getCell(1).value = '乙资源';
    page.getRow(4).getCell(2).value = '307999/000002';
    const wrong = out('xlsx');
    await book.xlsx.writeFile(wrong);
    const result = await core.call('workbook.import', { file: wrong });
    expect(result.rows.filter((one) => one.result === 'failed').map((one) => one.code)).toContain(
      'id-mismatch',
    );
    expect((await core.call('entries.read', { entry: '307999/000001' })).entry.items.length).toBe(2);
    await core.close();
  });

  test('undo takes an import back: what was new is gone, what was changed is as it was', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await sheet(TWO) });
    const changed = [
      ...TWO.map((one) => ({ ...one, 更新周期: '每年' })),
      row('丁资源', '307999/000009', '名称'),
    ];
    await core.call('workbook.import', { file: await sheet(changed) });
    expect((await core.call('entries.list', {})).total).toBe(3);
    await core.call('library.undo', {});
    expect((await core.call('entries.list', {})).total).toBe(2);
    expect((await core.call('entries.read', { entry: '307999/000001' })).entry.updateCycle).toBe('每月');
    await core.call('library.undo', {});
    expect((await core.call('entries.list', {})).total).toBe(0);
    expect((await core.failure('library.undo', {})).code).toBe('nothing-to-undo');
    await core.close();
  });

  test('an unknown value is kept and flagged at its cell with article and advice, and the row still goes in', async () => {
    const core = await newLibrary(folder);
    const result = await core.call('workbook.import', {
      file: await sheet([row('甲资源', '307999/000001', '姓名', { 数据类型: '汉字' })]),
    });
    expect(result.entries.created).toBe(1);
    const problem = result.problems.find((one) => one.cell === 'J2')!;
    expect(problem.message).toContain('汉字');
    expect(problem.article).toBeTruthy();
    await core.close();
  });

  test('an entry under review is not changed behind the reviewers’ backs', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await sheet(TWO) });
    const { entries } = await core.call('review.take', {
      step: 'submit',
      entries: 'all',
      by: '王某',
      opinion: '首次编制',
    });
    expect(entries).toBe(2);
    const changed = TWO.map((one) => ({ ...one, 更新周期: '每年' }));
    const result = await core.call('workbook.import', { file: await sheet(changed) });
    expect(result.entries.failed).toBe(2);
    expect(result.rows[0]!.code).toBe('entry-locked');
    await core.close();
  });

  test('cancelling leaves nothing behind', async () => {
    const core = await newLibrary(folder);
    const stop = new AbortController();
    stop.abort();
    const file = await sheet(TWO);
    await expect(core.call('workbook.import', { file }, stop.signal)).rejects.toThrow('cancelled');
    expect((await core.call('entries.list', {})).total).toBe(0);
    await core.close();
  });
});

describe('wrong files answer a code and leave the library alone', () => {
  test.each([
    [
      'a text file',
      'workbook-unreadable',
      () => {
        const file = out('xlsx');
        writeFileSync(file, '不是工作簿');
        return file;
      },
    ],
    ['a missing file', 'file-not-found', () => join(folder, 'nowhere.xlsx')],
    ['a folder', 'file-is-directory', () => folder],
  ])('%s: %s', async (_what, code, make) => {
    const core = await newLibrary(folder);
    expect((await core.failure('workbook.import', { file: make() })).code).toBe(code);
    expect((await core.call('entries.list', {})).total).toBe(0);
    await core.close();
  });
});
