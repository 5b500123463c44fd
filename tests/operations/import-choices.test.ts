import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { runCall } from '#app/operations/create-operations';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';
import { HEADERS, newFile, sheetRow, writeSheets } from './import-support';

const folder = tempFolder();
const THREE = [
  sheetRow('甲资源', '307999/000001', '姓名'),
  sheetRow('甲资源', '307999/000001', '证号'),
  sheetRow('乙资源', '307999/000002', '名称'),
];

describe('dry run, then decide', () => {
  test('rows that are left out change nothing; an item of a row left out is neither changed nor removed', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await writeSheets(folder, { 目录: THREE }) });
    const changed = THREE.map((row) => ({ ...row, 更新周期: '每年', 数据长度: '99' }));
    const file = await writeSheets(folder, { 目录: changed });
    const skipRows = [
      { sheet: '目录', row: 3 },
      { sheet: '目录', row: 4 },
    ];
    const result = await core.call('workbook.import', { file, skipRows });
    expect(result.leftOut).toEqual({ entries: 1, rows: 2 });
    expect(result.items).toMatchObject({ updated: 1, removed: 0 });
    expect(result.rows.map(({ row }) => row)).toEqual([2]);
    const read = async (code: string) => (await core.call('entries.read', { entry: code })).entry;
    expect((await read('307999/000001')).items.map((item) => [item.name, item.dataLength])).toEqual([
      ['姓名', '99'],
      ['证号', '50'],
    ]);
    expect((await read('307999/000002')).updateCycle).toBe('每月');
    await core.close();
  });

  test('only chosen entries go in: by code, by name, by id', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 目录: THREE });
    const first = await core.call('workbook.import', { file, onlyEntries: ['乙资源'] });
    expect(first.entries).toEqual({ created: 1, updated: 0, unchanged: 0, failed: 0 });
    expect(first.leftOut).toEqual({ entries: 1, rows: 2 });
    const second = await core.call('workbook.import', { file, onlyEntries: ['307999/000001'] });
    expect(second.entries.created).toBe(1);
    const { entries } = await core.call('entries.list', {});
    const third = await core.call('workbook.import', { file, onlyEntries: [entries[0]!.id], dryRun: true });
    expect(third.entries.unchanged).toBe(1);
    await core.close();
  });

  test('what would be cleared and removed is named before it happens', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await writeSheets(folder, { 目录: THREE }) });
    const poorer = [{ ...THREE[0]!, 信息资源摘要: '', 数据长度: '' }, THREE[2]!];
    const file = await writeSheets(folder, { 目录: poorer }, HEADERS);
    const result = await core.call('workbook.import', { file, dryRun: true });
    const named = { code: '307999/000001', name: '甲资源' };
    expect(result.cleared).toMatchObject([
      { entry: named, field: 'summary', label: '信息资源摘要', before: '甲资源的登记情况' },
      { entry: named, field: 'dataLength', item: { name: '姓名' }, before: '50' },
    ]);
    expect(result.removed).toMatchObject([{ entry: named, item: { name: '证号' } }]);
    expect(result.losses).toEqual({ cleared: 2, removed: 1 });
    expect((await core.call('entries.read', { entry: '307999/000001' })).entry.items.length).toBe(2);
    await core.close();
  });

  test('a sheet of resources alone changes their sharing for all their items', async () => {
    const core = await newLibrary(folder);
    await core.call('workbook.import', { file: await writeSheets(folder, { 目录: THREE }) });
    const file = await writeSheets(folder, {
      目录: [{ 信息资源名称: '甲资源', 信息资源代码: '307999/000001', 信息资源摘要: '新', 更新周期: '每日' }],
    });
    const result = await core.call('workbook.import', { file });
    expect(result.items).toMatchObject({ updated: 2, removed: 0 });
    const { entry } = await core.call('entries.read', { entry: '307999/000001' });
    expect([entry.updateCycle, ...entry.items.map((item) => item.updateCycle)]).toEqual([
      '每日',
      '每日',
      '每日',
    ]);
    await core.close();
  });

  test('bad rows go to the error workbook with reasons; mended there, they go in', async () => {
    const core = await newLibrary(folder);
    const bad = [...THREE, sheetRow('丙资源', '307999/000003', 'x'.repeat(600))];
    const errors = newFile(folder, 'xlsx');
    const result = await core.call('workbook.import', {
      file: await writeSheets(folder, { 目录: bad }),
      errors,
    });
    expect(result.entries).toMatchObject({ created: 2 });
    expect(result.rows.filter((row) => row.result === 'failed')).toMatchObject([
      { row: 5, code: 'text-too-long' },
    ]);
    expect(result.problems.find(({ code }) => code === 'text-too-long')?.cell).toBe('I5');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(errors);
    const page = book.worksheets[0]!;
    const reason = page.getRow(1).cellCount;
    expect(page.getCell(1, reason).value).toBe('问题说明');
    page.getCell(2, 9).value = '名称';
    const mended = newFile(folder, 'xlsx');
    await book.xlsx.writeFile(mended);
    expect((await core.call('workbook.import', { file: mended })).entries.created).toBe(1);
    expect((await core.call('entries.list', {})).total).toBe(3);
    await core.close();
  });

  test('where items stand on a sheet of their own, both sheets hand back the rows of a resource with a fault', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, {
      资源: [
        {
          信息资源名称: '甲资源',
          信息资源代码: '307999/000001',
          信息资源摘要: '甲',
          信息资源格式分类: '数据库',
        },
        {
          信息资源名称: '乙资源',
          信息资源代码: '307999/000002',
          信息资源摘要: '乙',
          信息资源格式分类: '数据库',
        },
      ],
      信息项: [
        { 信息资源代码: '307999/000001', 信息项名称: '姓名', 数据类型: '字符型C' },
        { 信息资源代码: '307999/000002', 信息项名称: '名'.repeat(600), 数据类型: '字符型C' },
        { 信息资源代码: '307999/000009', 信息项名称: '无主', 数据类型: '字符型C' },
      ],
    });
    const errors = newFile(folder, 'xlsx');
    const result = await core.call('workbook.import', { file, errors });
    const failed = result.rows.filter((row) => row.result === 'failed');
    expect(failed.map(({ sheet, row, code }) => [sheet, row, code])).toEqual([
      ['信息项', 3, 'text-too-long'],
      ['信息项', 4, 'row-without-resource'],
    ]);
    expect(result.entries.created).toBe(2);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(errors);
    const names = book.worksheets.map((page) => {
      const texts: string[] = [];
      page.eachRow((row, at) => void (at > 1 && texts.push(String(row.getCell(1).value))));
      return [page.name, texts];
    });
    // All findings of 必须修改 are handed back as well, hence both resources.
    expect(new Map(names as [string, string[]][]).get('信息项')).toEqual(
      expect.arrayContaining(['307999/000002', '307999/000009']),
    );
    expect(new Map(names as [string, string[]][]).get('资源')).toContain('乙资源');
    await core.close();
  });

  test('the error workbook never takes the place of the file itself', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 目录: THREE });
    const before = readFileSync(file);
    expect((await core.failure('workbook.import', { file, errors: file })).code).toBe('invalid-input');
    expect(readFileSync(file).equals(before)).toBe(true);
    await core.close();
  });

  test('an import is one change: one snapshot before it, one undo after it, findings kept up to date', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 目录: THREE });
    const result = await core.call('workbook.import', { file });
    expect(readdirSync(`${core.file}.snapshots`)).toEqual([result.snapshot]);
    const counted = await core.call('check.counts', {});
    expect((await core.call('check.run', {})).counts).toEqual(counted);
    const twin = [sheetRow('甲资源', '307999/000008', '姓名')];
    await core.call('workbook.import', { file: await writeSheets(folder, { 目录: twin }) });
    const after = await core.call('check.counts', {});
    expect((await core.call('check.run', {})).counts).toEqual(after);
    await core.call('library.undo', {});
    expect((await core.call('entries.list', {})).total).toBe(2);
    await core.close();
  });
});

describe('progress and cancel', () => {
  test('cancelled at any moment it leaves nothing behind: no entry, no staged row, no snapshot, no file', async () => {
    const rows = Array.from({ length: 450 }, (_, i) =>
      sheetRow(`资源${i}`, `307999/${String(i + 1).padStart(6, '0')}`, '名称'),
    );
    const file = await writeSheets(folder, { 目录: rows });
    const labels = new Set<string>();
    let moments = 0;
    const attempt = async (stopAt: number) => {
      const core = await newLibrary(folder);
      const errors = newFile(folder, 'xlsx');
      const stop = new AbortController();
      let seen = 0;
      const outcome = await runCall(
        core.operations,
        'workbook.import',
        { file, errors },
        {
          signal: stop.signal,
          progress: (_done, _total, label) => {
            labels.add(label);
            if (++seen === stopAt) stop.abort();
          },
        },
      );
      moments = Math.max(moments, seen);
      const total = (await core.call('entries.list', {})).total;
      const snapshots = existsSync(`${core.file}.snapshots`) ? readdirSync(`${core.file}.snapshots`) : [];
      const again = await core.call('workbook.import', { file, dryRun: true });
      await core.close();
      return { outcome, total, snapshots, left: existsSync(errors), again: again.entries };
    };
    const whole = await attempt(0);
    expect(whole.outcome.ok).toBe(true);
    expect([...labels]).toEqual(['读取工作簿', '与目录库比对', '校验信息资源', '准备写入', '写入目录库']);
    const steps = moments;
    for (let stopAt = 1; stopAt < steps; stopAt += Math.max(1, Math.floor(steps / 12))) {
      const { outcome, total, snapshots, left, again } = await attempt(stopAt);
      if (outcome.ok) {
        // Too late to be stopped: then it is in, whole.
        expect(total).toBe(450);
        continue;
      }
      expect(outcome).toMatchObject({ failure: { code: 'cancelled' } });
      expect({ total, snapshots, left, created: again.created }).toEqual({
        total: 0,
        snapshots: [],
        left: false,
        created: 450,
      });
    }
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
