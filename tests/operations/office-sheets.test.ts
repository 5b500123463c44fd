import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '#app/documents/office-workbook';
import { runCall } from '#app/operations/create-operations';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';
import { edited, newFile, writeEntries } from './import-support';

const folder = tempFolder();
let folders = 0;
const newFolder = (): string => {
  const path = join(folder, `offices-${++folders}`);
  mkdirSync(path);
  return path;
};

const entries = ['法规处', '法规处', '信息/科', ''].map((office, i) =>
  sampleEntry({ name: `核对资源${i}`, summary: `摘要${i}`, office }),
);

async function filled(): Promise<TestCore & { file: string }> {
  const core = await newLibrary(folder);
  await core.call('workbook.import', { file: await writeEntries(folder, entries) });
  return core;
}

/** Cell of the sheet to tick, by the name of the resource and the header. */
function cellOf(book: ExcelJS.Workbook, name: string, header: string): ExcelJS.Cell {
  const page = book.getWorksheet('处室核对表')!;
  const headers = page.getRow(4).values as unknown[];
  const column = headers.indexOf(header);
  expect(column).toBeGreaterThan(0);
  let found: ExcelJS.Cell | undefined;
  page.eachRow((row) => {
    if (row.getCell(3).value === name) found = row.getCell(column);
  });
  return found!;
}

const tick = (book: ExcelJS.Workbook, name: string, answer: string): void => {
  const cell = cellOf(book, name, '核对结果');
  cell.value = String(cell.value).replace(`□${answer}`, `☑${answer}`);
};

describe('分发：one workbook per office', () => {
  test('with its entries, a column to tick, a place to sign, and the whole content', async () => {
    const core = await filled();
    const out = newFolder();
    const { files } = await core.call('office.export', { folder: out });
    expect(files.map(({ office, entries: count }) => [office, count])).toEqual([
      ['法规处', 2],
      ['信息/科', 1],
      ['', 1],
    ]);
    expect(files.map(({ file }) => basename(file))).toEqual([
      '核对表-法规处-2026-11-21.xlsx',
      '核对表-信息_科-2026-11-21.xlsx',
      '核对表-未填处室-2026-11-21.xlsx',
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(files[0]!.file);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['处室核对表', '目录明细']);
    const mark = cellOf(book, '核对资源0', '核对结果');
    expect(mark.value).toBe('□无变化 □有变化 □停用');
    expect(mark.dataValidation).toMatchObject({ type: 'list' });
    const text = JSON.stringify(book.worksheets[0]!.getSheetValues());
    expect(text).toContain('处室负责人（签名）');
    expect(text).not.toContain('核对资源2');
    expect(book.worksheets[0]!.getColumn(9).hidden).toBe(true);
    await core.close();
  });

  test('a name that is taken gets a number; an office without entries is refused; cancelled, nothing stays', async () => {
    const core = await filled();
    const out = newFolder();
    await core.call('office.export', { folder: out, offices: ['法规处'] });
    await core.call('office.export', { folder: out, offices: ['法规处'] });
    expect(readdirSync(out).sort()).toEqual([
      '核对表-法规处-2026-11-21.xlsx',
      '核对表-法规处-2026-11-21（2）.xlsx',
    ]);
    expect((await core.failure('office.export', { folder: out, offices: ['没有'] })).code).toBe(
      'invalid-input',
    );
    const stop = new AbortController();
    let seen = 0;
    const progress = (): void => {
      if (++seen === 2) stop.abort();
    };
    const other = newFolder();
    const outcome = await runCall(
      core.operations,
      'office.export',
      { folder: other },
      { signal: stop.signal, progress },
    );
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(readdirSync(other)).toEqual([]);
    await core.close();
  });
});

describe('收回：what came back, what is missing, what changed', () => {
  async function handedOut(core: TestCore): Promise<string> {
    const { files } = await core.call('office.export', { folder: newFolder(), offices: ['法规处'] });
    return files[0]!.file;
  }

  test('answers, changes in either sheet, offices still waited for; nothing is written without being asked', async () => {
    const core = await filled();
    const back = await edited(folder, await handedOut(core), (book) => {
      tick(book, '核对资源0', '有变化');
      cellOf(book, '核对资源0', '变化说明').value = '周期改为每年';
      tick(book, '核对资源1', '无变化');
      const content = book.getWorksheet('目录明细')!;
      content.eachRow((row) => {
        if (row.getCell(1).value !== '核对资源0') return;
        row.eachCell((cell) => {
          if (cell.value === '每月') cell.value = '每年';
        });
      });
      cellOf(book, '核对资源1', '信息资源摘要').value = '新的摘要';
    });
    const result = await core.call('office.import', { files: [back] });
    const [file] = result.files;
    expect(file).toMatchObject({
      office: '法规处',
      handedOutOn: '2026-11-21',
      entries: 2,
      answers: { 无变化: 1, 有变化: 1, 停用: 0 },
      unanswered: [],
      missing: [],
      movedOn: [],
      failure: '',
    });
    expect(file!.answered[0]).toMatchObject({ answer: '有变化', note: '周期改为每年' });
    const changed = new Map(file!.changes.map((one) => [one.entry.name, one.changes]));
    expect(changed.get('核对资源0')).toContainEqual(
      expect.objectContaining({ field: 'updateCycle', before: '每月', after: '每年' }),
    );
    expect(changed.get('核对资源1')).toMatchObject([{ field: 'summary', after: '新的摘要' }]);
    expect(result.waiting).toEqual([
      { office: '信息/科', entries: 1 },
      { office: '', entries: 1 },
    ]);
    expect(result).toMatchObject({ applied: 0, recorded: 0 });
    expect((await core.call('entries.read', { entry: entries[1]!.id })).entry.summary).toBe('摘要1');

    expect((await core.call('office.import', { files: [back], apply: true })).applied).toBe(2);
    expect((await core.call('entries.read', { entry: entries[1]!.id })).entry.summary).toBe('新的摘要');
    expect((await core.call('entries.read', { entry: entries[0]!.id })).entry.updateCycle).toBe('每年');
    await core.call('library.undo', {});
    expect((await core.call('entries.read', { entry: entries[0]!.id })).entry.updateCycle).toBe('每月');
    await core.close();
  });

  test('an untouched sheet has no answer and no change; a row that was taken out is missing', async () => {
    const core = await filled();
    const file = await handedOut(core);
    const untouched = (await core.call('office.import', { files: [file] })).files[0]!;
    expect(untouched.unanswered.map(({ name }) => name)).toEqual(['核对资源0', '核对资源1']);
    expect(untouched.changes).toEqual([]);
    const back = await edited(folder, file, (book) => {
      book.getWorksheet('处室核对表')!.spliceRows(5, 1);
    });
    const shorter = (await core.call('office.import', { files: [back] })).files[0]!;
    expect(shorter.missing.map(({ name }) => name)).toEqual(['核对资源0']);
    await core.close();
  });

  test('content that moved on in the library since is shown and not written over (pain 7: last write wins)', async () => {
    const core = await filled();
    const file = await handedOut(core);
    const { entry, meta } = await core.call('entries.read', { entry: entries[0]!.id });
    await core.call('entries.save', { entry: { ...entry, summary: '后来改的' }, revision: meta.revision });
    const result = await core.call('office.import', { files: [file], apply: true });
    expect(result.files[0]!.movedOn.map(({ name }) => name)).toEqual(['核对资源0']);
    expect(result.applied).toBe(0);
    expect((await core.call('entries.read', { entry: entry.id })).entry.summary).toBe('后来改的');
    await core.close();
  });

  test('the answers are entered into the maintenance under way; without one nothing is done', async () => {
    const core = await filled();
    const back = await edited(folder, await handedOut(core), (book) => {
      tick(book, '核对资源0', '停用');
      tick(book, '核对资源1', '无变化');
    });
    const asked = { files: [back], record: true, by: '王某' };
    expect((await core.failure('office.import', asked)).code).toBe('campaign-not-open');
    await core.call('maintenance.start', { by: '王某' });
    expect((await core.failure('office.import', { files: [back], record: true })).code).toBe('invalid-input');
    expect((await core.call('office.import', asked)).recorded).toBe(2);
    const status = await core.call('maintenance.status', {});
    expect(JSON.stringify(status)).toMatch(/"应停用":1/);
    await core.close();
  });

  test('a file that is something else stands in the answer with its reason; the others are taken', async () => {
    const core = await filled();
    const plain = newFile(folder, 'xlsx');
    await core.call('workbook.export', { to: 'xlsx', out: plain });
    const good = await handedOut(core);
    const { files } = await core.call('office.import', {
      files: [plain, join(folder, 'nowhere.xlsx'), good],
    });
    expect(files.map(({ failure }) => failure === '')).toEqual([false, false, true]);
    expect(files[0]!.failure).toMatch(/核对结果/);
    await core.close();
  });

  test.each([
    ['□无变化 ☑有变化 □停用', '有变化'],
    ['√无变化 □有变化 □停用', '无变化'],
    ['□无变化 □有变化 ■停用', '停用'],
    ['□无变化 □有变化 □停用√', '停用'],
    ['□无变化√ □有变化 □停用', '无变化'],
    ['[x]无变化 [ ]有变化 [ ]停用', '无变化'],
    ['无变化', '无变化'],
    ['应停用', '停用'],
    ['没有变化', '无变化'],
    ['□无变化 □有变化 □停用', null],
    ['☑无变化 ☑有变化 □停用', null],
    ['', null],
    ['待定', null],
    ['无变化、停用', null],
  ])('the mark “%s” reads %s', (text, answer) => {
    expect(readAnswer(text)).toBe(answer);
  });
});
