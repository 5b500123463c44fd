import { writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';
import { edited, newFile, sheetRow, writeSheets } from './import-support';

const folder = tempFolder();

/** Headers that say nothing to the program. */
const STRANGE = { 甲栏: '甲资源', 乙栏: '307999/000001', 丙栏: '姓名', 丁栏: '说明文字', 戊栏: '保留' };
const strange = (changes: Record<string, string> = {}) => ({ ...STRANGE, ...changes });
const COLUMNS = { A: 'entry.name', B: 'entry.code', C: 'item.name', D: 'entry.summary', E: 'extra' };

describe('a sheet is mapped by hand once (pain 15: a catalogue in a spreadsheet of its own shape)', () => {
  test('preview shows the first rows, samples of each column and what it is taken for', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, {
      目录: [
        sheetRow('甲资源', '307999/000001', '姓名', { 备注: '旧' }),
        sheetRow('甲资源', '307999/000001', '证号'),
      ],
    });
    const shown = await core.call('mapping.preview', { file });
    const [sheet] = shown.sheets;
    expect(sheet).toMatchObject({
      sheet: '目录',
      use: 'whole',
      rows: 3,
      headerRows: [1],
      layout: 'national-2017',
    });
    const column = (header: string) => sheet!.columns.find((one) => one.header === header);
    expect(column('信息项名称')).toMatchObject({
      letter: 'I',
      target: 'item.name',
      confidence: 1,
      samples: ['姓名', '证号'],
    });
    expect(column('备注')).toMatchObject({ target: 'extra.备注', confidence: 0.5 });
    expect(sheet!.head[0]).toMatchObject({ row: 1, cells: expect.arrayContaining(['信息资源名称']) });
    expect(shown.targets).toContainEqual({ target: 'entry.summary', label: '信息资源摘要', level: 'entry' });
    await core.close();
  });

  test('a sheet that is not recognised shows its rows, so that the header can be pointed at', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 表: [strange()] });
    expect((await core.failure('workbook.import', { file })).code).toBe('workbook-shape-unknown');
    const before = await core.call('mapping.preview', { file });
    expect(before.sheets[0]).toMatchObject({ use: 'unused', head: [{ row: 1 }, { row: 2 }] });
    expect(before.sheets[0]!.reason).toMatch(/表头/);
    const after = await core.call('mapping.preview', {
      file,
      sheets: [{ sheet: '表', headerRow: 1, columns: COLUMNS }],
    });
    expect(after.sheets[0]).toMatchObject({ use: 'whole' });
    expect(after.sheets[0]!.columns.map(({ target }) => target)).toEqual([
      'entry.name',
      'entry.code',
      'item.name',
      'entry.summary',
      'extra.戊栏',
    ]);
    await core.close();
  });

  test('saved, it is applied to every file of that shape, whatever stands above and the sheet is called, and told', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 表: [strange()] });
    const sheets = [{ sheet: '表', headerRow: 1, columns: COLUMNS }];
    const saved = await core.call('mapping.save', { file, name: '一科的表', sheets });
    expect(saved).toMatchObject({ name: '一科的表', replaced: false });
    const first = await core.call('workbook.import', { file });
    expect(first.savedMapping).toEqual({ id: saved.id, name: '一科的表' });
    expect(first.entries.created).toBe(1);
    const { entry } = await core.call('entries.read', { entry: '307999/000001' });
    expect(entry).toMatchObject({ name: '甲资源', summary: '说明文字', extra: { 戊栏: '保留' } });
    expect(entry.items.map((item) => item.name)).toEqual(['姓名']);

    const later = newFile(folder, 'csv');
    writeFileSync(
      later,
      `\ufeff××局报表\n${Object.keys(STRANGE).join(',')}\n乙资源,307999/000002,名称,新,x\n`,
    );
    const second = await core.call('workbook.import', { file: later });
    expect(second.savedMapping?.name).toBe('一科的表');
    expect(second.entries.created).toBe(1);
    const again = await core.call('mapping.save', { file, name: '新名', sheets });
    expect(again).toEqual({ id: saved.id, name: '新名', replaced: true });
    await core.close();
  });

  test('a file with one header more has another shape; removing the mapping ends it', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 表: [strange()] });
    const sheets = [{ sheet: '表', headerRow: 1, columns: COLUMNS }];
    const { id } = await core.call('mapping.save', { file, name: '表', sheets });
    const other = await writeSheets(folder, { 表: [{ ...strange(), 己栏: 'x' }] });
    expect((await core.failure('workbook.import', { file: other })).code).toBe('workbook-shape-unknown');
    expect((await core.call('mapping.list', {})).mappings).toMatchObject([
      { id, name: '表', sheets: [{ headers: ['甲栏', '乙栏', '丙栏', '丁栏', '戊栏'] }] },
    ]);
    expect(await core.call('mapping.remove', { id })).toEqual({ removed: 1 });
    expect((await core.failure('workbook.import', { file })).code).toBe('workbook-shape-unknown');
    await core.close();
  });

  test('the error workbook of a mapped sheet is of the same shape: mended, it comes back by the same mapping', async () => {
    const core = await newLibrary(folder);
    const long = strange({ 丙栏: '长'.repeat(600) });
    const file = await writeSheets(folder, { 表: [long] });
    const sheets = [{ sheet: '表', headerRow: 1, columns: COLUMNS }];
    await core.call('mapping.save', { file, name: '一科的表', sheets });
    const errors = newFile(folder, 'xlsx');
    const first = await core.call('workbook.import', { file, errors });
    expect(first.rows).toMatchObject([{ row: 2, result: 'failed' }]);
    expect(first.entries.failed).toBe(1);
    const mended = await edited(folder, errors, (book) => {
      expect(book.worksheets[0]!.getCell('F1').text).toBe('问题说明');
      book.worksheets[0]!.getCell('C2').value = '改短的名称';
    });
    const again = await core.call('workbook.import', { file: mended });
    expect(again.savedMapping?.name).toBe('一科的表');
    expect(again.entries).toMatchObject({ created: 1, failed: 0 });
    const { entry } = await core.call('entries.read', { entry: '307999/000001' });
    expect([entry.items[0]!.name, Object.keys(entry.extra)]).toEqual(['改短的名称', ['戊栏']]);
    await core.close();
  });

  describe('a sheet without any header row', () => {
    const rows = [
      ['甲资源', '307999/000001', '姓名', '一科', '不分享'],
      ['甲资源', '307999/000001', '证号', '一科', '不分享'],
      ['乙资源', '307999/000002', '名称', '二科', '不分享'],
    ];
    const columns = {
      A: 'entry.name',
      B: 'entry.code',
      C: 'item.name',
      D: 'entry.office',
      E: 'extra',
    };
    const write = async (content: readonly (readonly string[])[]): Promise<string> => {
      const book = new ExcelJS.Workbook();
      const page = book.addWorksheet('表');
      for (const row of content) page.addRow([...row]);
      const file = newFile(folder, 'xlsx');
      await book.xlsx.writeFile(file);
      return file;
    };

    test('its columns are told by letter and samples, and all its rows are data', async () => {
      const core = await newLibrary(folder);
      const file = await write(rows);
      expect((await core.failure('workbook.import', { file })).code).toBe('workbook-shape-unknown');
      const sheets = [{ sheet: '表', headerRow: 0, columns }];
      const shown = await core.call('mapping.preview', { file, sheets });
      expect(shown.sheets[0]).toMatchObject({ use: 'whole', headerRows: [] });
      expect(shown.sheets[0]!.columns[0]).toMatchObject({
        letter: 'A',
        header: '',
        samples: ['甲资源', '乙资源'],
      });
      await core.call('mapping.save', { file, name: '无表头', sheets });
      const result = await core.call('workbook.import', { file });
      expect(result.entries.created).toBe(2);
      expect(result.problems.map(({ code }) => code)).toContain('sheet-without-header');
      const { entry } = await core.call('entries.read', { entry: '307999/000001' });
      expect(entry).toMatchObject({ office: '一科', extra: { E列: '不分享' } });
      expect(entry.items.map(({ name }) => name)).toEqual(['姓名', '证号']);
      // Next month's sheet, filled alike, is known; one with a column more is asked about anew.
      const next = await write([['丙资源', '307999/000003', '编号', '二科', '分享']]);
      expect((await core.call('workbook.import', { file: next, dryRun: true })).savedMapping?.name).toBe(
        '无表头',
      );
      const wider = await write(rows.map((row) => [...row, '1']));
      expect((await core.failure('workbook.import', { file: wider })).code).toBe('workbook-shape-unknown');
      await core.close();
    });

    test('its error workbook gets a header that is understood when it comes back', async () => {
      const core = await newLibrary(folder);
      const file = await write([...rows, ['丙资源', '307999/000003', '长'.repeat(600), '三科', '分享']]);
      await core.call('mapping.save', {
        file,
        name: '无表头',
        sheets: [{ sheet: '表', headerRow: 0, columns }],
      });
      const errors = newFile(folder, 'xlsx');
      const first = await core.call('workbook.import', { file, errors });
      expect(first.entries).toMatchObject({ created: 2, failed: 1 });
      const failed = first.problems.find(({ code }) => code === 'text-too-long');
      expect(failed).toMatchObject({ cell: 'C4' });
      expect(failed!.message).not.toContain('“”');
      const mended = await edited(folder, errors, (book) => {
        const page = book.worksheets[0]!;
        expect(page.getCell('F5').text).toContain('超过');
        page.getCell('C5').value = '编号';
      });
      const again = await core.call('workbook.import', { file: mended });
      expect(again.entries).toMatchObject({ created: 1, failed: 0 });
      const { entry } = await core.call('entries.read', { entry: '307999/000003' });
      expect(entry).toMatchObject({ office: '三科', extra: { E列: '分享' } });
      await core.close();
    });
  });

  test('two related sheets are a shape too: resources on one, items on the other, joined by code', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, {
      主表: [
        { 编号: '307999/000001', 称呼: '甲资源', 讲述: '甲' },
        { 编号: '307999/000002', 称呼: '乙资源', 讲述: '乙' },
      ],
      字段: [
        { 编号: '307999/000002', 栏目: '地址' },
        { 编号: '307999/000001', 栏目: '姓名' },
      ],
    });
    const sheets = [
      { sheet: '主表', headerRow: 1, columns: { A: 'entry.code', B: 'entry.name', C: 'entry.summary' } },
      { sheet: '字段', headerRow: 1, columns: { A: 'entry.code', B: 'item.name' } },
    ];
    await core.call('mapping.save', { file, name: '主表和字段', sheets });
    const result = await core.call('workbook.import', { file });
    expect(result.savedMapping?.name).toBe('主表和字段');
    expect(result.entries.created).toBe(2);
    expect(result.sheets.map(({ use }) => use)).toEqual(['resources', 'items']);
    expect(result.rows.map(({ sheet, row, result: kind }) => [sheet, row, kind])).toEqual([
      ['主表', 2, 'created'],
      ['主表', 3, 'created'],
      ['字段', 2, 'created'],
      ['字段', 3, 'created'],
    ]);
    const { entry } = await core.call('entries.read', { entry: '307999/000002' });
    expect(entry.items.map((item) => item.name)).toEqual(['地址']);
    expect((await core.call('workbook.import', { file, dryRun: true })).entries.unchanged).toBe(2);
    await core.close();
  });

  test.each([
    ['a sheet that is not there', { sheet: '无', headerRow: 1, columns: COLUMNS }],
    ['a field that is unknown', { sheet: '表', headerRow: 1, columns: { A: 'entry.nothing' } }],
    ['no column for name or code', { sheet: '表', headerRow: 1, columns: { C: 'item.name' } }],
  ])('%s: mapping-invalid', async (_what, sheet) => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 表: [strange()] });
    const failure = await core.failure('mapping.save', { file, name: '表', sheets: [sheet] });
    expect(failure.code).toBe('mapping-invalid');
    expect((await core.call('mapping.list', {})).mappings).toEqual([]);
    await core.close();
  });

  test('a mapping file names columns by letter or header; one that is broken is told', async () => {
    const core = await newLibrary(folder);
    const file = await writeSheets(folder, { 表: [strange()] });
    const mapping = newFile(folder, 'json');
    writeFileSync(
      mapping,
      JSON.stringify({ columns: { 甲栏: '信息资源名称', B: 'entry.code', C: 'item.name' } }),
    );
    const result = await core.call('workbook.import', { file, mapping });
    expect(result.entries.created).toBe(1);
    writeFileSync(mapping, '{');
    expect((await core.failure('workbook.import', { file, mapping })).code).toBe('mapping-invalid');
    expect((await core.failure('workbook.import', { file, mapping: newFile(folder, 'json') })).code).toBe(
      'file-not-found',
    );
    await core.close();
  });
});

describe('a value that no code table knows is kept, flagged and offered for mapping', () => {
  test('its meaning is said once and holds for later imports', async () => {
    const core = await newLibrary(folder);
    const rows = [
      sheetRow('甲资源', '307999/000001', '姓名', { 数据类型: '汉字串', 共享类型: '都能看' }),
      sheetRow('甲资源', '307999/000001', '证号', { 数据类型: '汉字串', 共享类型: '都能看' }),
    ];
    const file = await writeSheets(folder, { 目录: rows });
    const first = await core.call('workbook.import', { file });
    expect(first.entries.created).toBe(1);
    const unknown = first.unknownValues.find(({ value }) => value === '汉字串')!;
    expect(unknown).toMatchObject({
      field: 'dataType',
      label: '数据类型',
      rows: 2,
      sheet: '目录',
      cell: 'J2',
    });
    expect(unknown.suggestions.length).toBeGreaterThan(0);
    const sharing = first.unknownValues.find(({ value }) => value === '都能看')!;
    expect(sharing.suggestions).toContain('无条件共享');
    const { entry } = await core.call('entries.read', { entry: '307999/000001' });
    expect(entry.items[0]!.dataType).toBe('汉字串');

    const values = [
      { field: 'dataType', from: '汉 字 串', to: '字符型C' },
      { field: 'sharingType', from: '都能看', to: '无条件共享' },
    ];
    expect(await core.call('values.save', { values })).toEqual({ saved: 2, removed: 0 });
    const second = await core.call('workbook.import', { file });
    expect(second.unknownValues).toEqual([]);
    expect((await core.call('entries.read', { entry: '307999/000001' })).entry).toMatchObject({
      sharingType: '无条件共享',
      items: [{ dataType: '字符型C' }, { dataType: '字符型C' }],
    });
    expect((await core.call('values.list', {})).values).toMatchObject([
      { field: 'dataType', label: '数据类型', from: '汉 字 串', to: '字符型C' },
      { field: 'sharingType', to: '无条件共享' },
    ]);
    const forget = [{ field: 'dataType', from: '汉字串', to: null }];
    expect(await core.call('values.save', { values: forget })).toEqual({ saved: 0, removed: 1 });
    await core.close();
  });

  test.each([
    ['a field without a code table', { field: 'summary', from: 'a', to: 'b' }],
    ['a field that is unknown', { field: 'constructor', from: 'a', to: 'b' }],
    ['a meaning that is not in the table', { field: 'dataType', from: '汉字串', to: '没有这个' }],
    ['a value that the table knows itself', { field: 'sharingType', from: '无条件共享', to: '有条件共享' }],
  ])('%s is refused', async (_what, value) => {
    const core = await newLibrary(folder);
    expect((await core.failure('values.save', { values: [value] })).code).toBe('invalid-input');
    expect((await core.call('values.list', {})).values).toEqual([]);
    await core.close();
  });
});
