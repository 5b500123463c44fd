import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { catalogueExportSchema } from '#app/catalogue/catalogue-export';
import { closeArchive, openArchive, readMember } from '#app/documents/zip-archive';
import { runCall } from '#app/operations/create-operations';
import { APPROVED_STATES } from '#app/review/review-steps';
import { openConnection } from '#app/storage/sqlite';
import { newLibrary, RESOURCES, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';
import { edited, newFile, sheetRow, writeEntries, writeSheets } from './import-support';

const folder = tempFolder();
const AWKWARD = [
  '=1+1',
  '+86',
  '-x',
  '@SUM(A1)',
  '\t=2',
  "'=3",
  '000123',
  '第一行\n第二行',
  '😀“引号”,逗号',
  ' 前后空格 ',
];
const SCHEMA = join(RESOURCES, 'schema', 'catalogue-export.json');

const entries = AWKWARD.map((text, i) =>
  sampleEntry({ name: `资源${i}`, summary: text, office: i < 4 ? '一处' : '二处', extra: { 自有列: text } }),
);

async function filled(): Promise<TestCore & { file: string }> {
  const core = await newLibrary(folder);
  const result = await core.call('workbook.import', { file: await writeEntries(folder, entries) });
  expect(result.entries.created).toBe(entries.length);
  return core;
}

describe('the catalogue goes out in any layout, whole or filtered', () => {
  test.each(['national-2017', 'resource-list', 'file-upload'])(
    'our own export in the layout %s comes back without a difference',
    async (layout) => {
      const core = await filled();
      for (const to of ['xlsx', 'csv'] as const) {
        const out = newFile(folder, to);
        expect(await core.call('workbook.export', { to, out, layout })).toEqual({
          file: out,
          entries: 10,
          items: 20,
        });
        const back = await core.call('workbook.import', { file: out, dryRun: true });
        expect([to, back.entries]).toEqual([to, { created: 0, updated: 0, unchanged: 10, failed: 0 }]);
      }
      await core.close();
    },
  );

  test('--upload holds nothing that the platform did not ask for', async () => {
    const core = await filled();
    const out = newFile(folder, 'xlsx');
    await core.call('workbook.export', { to: 'xlsx', out, upload: true });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    const text = JSON.stringify(book.worksheets[0]!.getSheetValues());
    expect(text).not.toContain('自有列');
    expect(text).not.toContain('标识');
    expect(text).not.toContain(entries[0]!.id);
    expect(book.worksheets[0]!.columnCount).toBe(27);
    await core.close();
  });

  test('a csv cannot run anything when a spreadsheet program opens it: an apostrophe stands before', async () => {
    const core = await filled();
    const out = newFile(folder, 'csv');
    await core.call('workbook.export', { to: 'csv', out });
    const text = readFileSync(out, 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    for (const risky of ["'=1+1", "'+86", "'-x", "'@SUM(A1)", "'\t=2", "''=3"]) expect(text).toContain(risky);
    expect(text).not.toMatch(/(?:^|,|\n)"?[=+@\t-]/);
    await core.close();
  });

  test('the JSON file is as its published schema says', async () => {
    const core = await filled();
    const out = newFile(folder, 'json');
    await core.call('workbook.export', { to: 'json', out });
    const json: unknown = JSON.parse(readFileSync(out, 'utf8'));
    const published = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0];
    expect(z.fromJSONSchema(published).safeParse(json).error).toBeUndefined();
    const parsed = catalogueExportSchema.parse(json);
    expect(parsed).toMatchObject({
      format: 'mulu-export/1',
      department: '示例市信用办',
      exportedOn: '2026-11-21',
    });
    expect(parsed.entries.map(({ summary, state }) => [summary, state])).toEqual(
      AWKWARD.map((text) => [text, '草稿']),
    );
    await core.close();
  });

  test('the published schema is what the program writes by', async () => {
    const generated = {
      title: '目录导出文件（mulu-export/1）',
      ...z.toJSONSchema(catalogueExportSchema, { io: 'input' }),
    };
    const options = { parser: 'json', singleQuote: true, printWidth: 110 };
    await expect(await format(JSON.stringify(generated), options)).toMatchFileSnapshot(SCHEMA);
  });

  test('filters: words, states, offices', async () => {
    const core = await filled();
    const count = async (filter: object) =>
      (await core.call('workbook.export', { to: 'json', out: newFile(folder, 'json'), ...filter })).entries;
    expect(await count({ offices: ['一处'] })).toBe(4);
    expect(await count({ offices: ['二处'], query: '资源7' })).toBe(1);
    expect(await count({ query: '资源 SUM' })).toBe(1);
    expect(await count({ states: ['已发布'] })).toBe(0);
    expect(await count({ states: ['草稿'] })).toBe(10);
    await core.close();
  });

  test('filters: a category, single entries; what a choice holds is told before anything is written', async () => {
    const core = await newLibrary(folder);
    const codes = ['307999/000001', '307999/000002', '307001/000003', ''];
    const four = codes.map((code, i) =>
      sampleEntry({ name: `资源${i}`, code, office: i < 2 ? '一处' : '二处' }),
    );
    await core.call('workbook.import', { file: await writeEntries(folder, four) });
    const names = async (choice: object): Promise<string[]> => {
      const out = newFile(folder, 'json');
      const written = await core.call('workbook.export', { to: 'json', out, ...choice });
      const told = await core.call('workbook.choice', choice);
      expect([told.entries, told.items]).toEqual([written.entries, written.items]);
      return catalogueExportSchema
        .parse(JSON.parse(readFileSync(out, 'utf8')))
        .entries.map(({ name }) => name);
    };
    expect(await names({})).toEqual(['资源0', '资源1', '资源2', '资源3']);
    expect(await names({ category: '307999' })).toEqual(['资源0', '资源1']);
    expect(await names({ category: '-' })).toEqual(['资源3']);
    expect(await names({ category: '307', offices: ['二处'] })).toEqual(['资源2']);
    const { entries: listed } = await core.call('entries.list', {});
    // In the order of the catalogue, whatever the order of the ids.
    expect(await names({ entries: [listed[2]!.id, listed[0]!.id, 'none'] })).toEqual(['资源0', '资源2']);
    expect(await names({ entries: [] })).toEqual([]);
    const { offices } = await core.call('workbook.choice', { category: '307', offices: ['一处'] });
    expect(offices).toEqual([
      { office: '一处', entries: 2 },
      { office: '二处', entries: 1 },
    ]);
    await core.close();
  });

  test('a choice tells how many of its entries are not 已审定, and how many the platform would refuse', async () => {
    const core = await newLibrary(folder);
    const file = await writeEntries(folder, [
      sampleEntry({ name: '完整的', code: '307999/000001' }),
      sampleEntry({ name: '缺摘要的', code: '307999/000002', summary: '' }),
      sampleEntry({ name: '已发布的', code: '307999/000003', summary: '' }),
    ]);
    await core.call('workbook.import', { file });
    await core.call('check.run', {});
    const { entries: listed } = await core.call('entries.list', {});
    const faulty = listed.filter(({ errors }) => errors > 0).length;
    expect(faulty).toBeGreaterThanOrEqual(2);
    const told = await core.call('workbook.choice', {});
    expect(told).toMatchObject({ entries: 3, unapproved: 3, faulty });
    const one = await core.call('workbook.choice', { entries: [listed[1]!.id] });
    expect(one).toMatchObject({ entries: 1, unapproved: 1, faulty: 1 });
    const raw = await openConnection(core.file, 'write');
    for (const [state, unapproved] of [
      ['已审定', 2],
      ['已报送', 2],
      ['已发布', 2],
      ['待负责人审签', 3],
      ['退回补正', 3],
    ] as const) {
      await raw.run('UPDATE entry SET state = ? WHERE id = ?', [state, listed[2]!.id]);
      expect([state, (await core.call('workbook.choice', {})).unapproved]).toEqual([state, unapproved]);
    }
    await raw.close();
    const only = await core.call('workbook.choice', { states: [...APPROVED_STATES] });
    expect(only).toMatchObject({ entries: 0, unapproved: 0, faulty: 0 });
    await core.close();
  });

  test('an empty library exports an empty form', async () => {
    const core = await newLibrary(folder);
    for (const to of ['xlsx', 'csv', 'json'] as const) {
      const out = newFile(folder, to);
      expect(await core.call('workbook.export', { to, out })).toMatchObject({ entries: 0, items: 0 });
    }
    await core.close();
  });
});

async function members(file: string): Promise<Map<string, string>> {
  const archive = await openArchive(file);
  const parts = new Map<string, string>();
  for (const { fileName } of archive.members.values()) {
    if (fileName.endsWith('/')) continue;
    const pieces: Buffer[] = [];
    await readMember(archive, fileName, (piece) => void pieces.push(piece));
    parts.set(fileName, Buffer.concat(pieces).toString('latin1'));
  }
  closeArchive(archive);
  return parts;
}

describe('--template: cells are written into the platform’s own workbook', () => {
  const form = async (): Promise<string> => {
    const plain = await writeSheets(folder, { 填报表: [sheetRow('x', 'y', 'z')] });
    return edited(folder, plain, (book) => {
      book.worksheets[0]!.spliceRows(2, 1);
      book.addWorksheet('填表说明').addRow(['请勿改动表头']);
      book.worksheets[0]!.getCell('J2').dataValidation = { type: 'list', formulae: ['"字符型C,数值型N"'] };
    });
  };

  test('every other part stays byte for byte, and what was written comes back', async () => {
    const core = await filled();
    const template = await form();
    const out = newFile(folder, 'xlsx');
    expect(await core.call('workbook.export', { to: 'xlsx', out, template })).toMatchObject({
      entries: 10,
      items: 20,
    });
    const [before, after] = [await members(template), await members(out)];
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    const changed = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(changed).toEqual(['xl/worksheets/sheet1.xml']);
    const back = await core.call('workbook.import', { file: out, dryRun: true });
    expect(back.rows.length).toBe(20);
    expect(back.entries.failed).toBe(0);
    await core.close();
  });

  test('a template with strange headers works once its columns have been mapped', async () => {
    const core = await filled();
    const template = await writeSheets(folder, { 表: [{ 栏一: '', 栏二: '', 栏三: '' }] });
    const out = newFile(folder, 'xlsx');
    expect((await core.failure('workbook.export', { to: 'xlsx', out, template })).code).toBe(
      'workbook-shape-unknown',
    );
    const columns = { A: 'entry.name', B: 'entry.code', C: 'item.name' };
    const sheets = [{ sheet: '表', headerRow: 1, columns }];
    await core.call('mapping.save', { file: template, name: '表', sheets });
    await core.call('workbook.export', { to: 'xlsx', out, template });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    expect(book.worksheets[0]!.getRow(2).values).toEqual([undefined, '资源0', entries[0]!.code, '信息项1']);
    await core.close();
  });

  test('neither the template nor the library is ever written over; a csv has no template', async () => {
    const core = await filled();
    const template = await form();
    for (const input of [
      { to: 'xlsx', out: template, template },
      { to: 'xlsx', out: core.file },
      { to: 'json', out: `${core.file}-wal` },
      { to: 'csv', out: newFile(folder, 'csv'), template },
      { to: 'xlsx', out: newFile(folder, 'xlsx'), layout: 'no-such-layout' },
    ] as const) {
      expect((await core.failure('workbook.export', input)).code).toBe('invalid-input');
    }
    await core.close();
  });
});

describe('a file appears whole or not at all', () => {
  test.each(['xlsx', 'csv', 'json'] as const)('%s: cancelled half-way, nothing is there', async (to) => {
    const core = await filled();
    const stop = new AbortController();
    const out = newFile(folder, to);
    const context = { signal: stop.signal, progress: () => stop.abort() };
    const outcome = await runCall(core.operations, 'workbook.export', { to, out }, context);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => /\.(part|partial|entries)$/.test(name))).toEqual([]);
    await core.close();
  });

  test('a place that cannot be written is told', async () => {
    const core = await filled();
    for (const to of ['xlsx', 'csv', 'json'] as const) {
      const out = join(folder, 'no', 'such', 'folder', `x.${to}`);
      expect((await core.failure('workbook.export', { to, out })).code).toBe('file-unwritable');
    }
    await core.close();
  });
});
