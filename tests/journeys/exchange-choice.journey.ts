import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, checkWorkbook, createLibrary, goTo, SAMPLE, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('exchange-choice');
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('exchange-choice-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);

const entries = async (): Promise<number> =>
  (await ask<{ entries: number }>(journey, 'library.summary', {})).entries;

describe('逐行选择：what is not ticked is not written', () => {
  it('one resource is left out, then all of them, then the choice is taken back', async () => {
    const { page } = journey;
    await checkWorkbook(journey, SAMPLE);
    await page.getByRole('button', { name: '写入目录库（新增79条）' }).waitFor();
    await page.locator('.row-open-link').first().click();
    await page.getByRole('button', { name: '这条信息资源不写入' }).click();
    await page.getByText(/^不写入\d+行（其中1条信息资源整条不写入）。$/).waitFor();
    await page.getByRole('button', { name: '写入目录库（新增78条）' }).waitFor();
    await sound('import-choice');
    await page.getByRole('button', { name: '恢复全部写入' }).click();
    await page.getByRole('checkbox', { name: '写入列出的各行' }).click();
    expect(await page.getByRole('button', { name: '没有可写入的内容' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '恢复全部写入' }).click();
    await page.getByRole('button', { name: '写入目录库（新增79条）' }).waitFor();
  });

  it('a row without its tick stays out, the rest goes in, and the last step says so', async () => {
    const { page } = journey;
    await page.locator('.row-open-link').first().click();
    await page.getByRole('button', { name: '这条信息资源不写入' }).click();
    await page.getByRole('button', { name: '写入目录库（新增78条）' }).click();
    await page.getByText('已写入：新增78条，修改0条').waitFor();
    await page.getByText(/^按选择没有写入\d+行。$/).waitFor();
    expect(await entries()).toBe(78);
    // Whatever was written, the status line says when.
    await page
      .getByRole('contentinfo')
      .getByText(/已保存 \d\d:\d\d/)
      .waitFor();
    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await checkWorkbook(journey, SAMPLE);
    await page.getByRole('button', { name: '写入目录库（新增1条）' }).click();
    await page.getByText('已写入：新增1条，修改0条').waitFor();
    expect(await entries()).toBe(79);
  });
});

describe('导出范围：by conditions, or what was chosen in the list', () => {
  it('says how much the conditions hold before anything is written', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByText('信息资源79条，信息项1049个').waitFor();
    await page.getByRole('radio', { name: '按条件' }).check();
    await page.getByRole('textbox', { name: '关键词' }).fill('没有这样的词');
    await page.getByText('没有符合条件的信息资源。放宽条件后再导出。').waitFor();
    expect(await page.getByRole('button', { name: '选择保存位置并导出' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: '关键词' }).fill('教育');
    await page.getByText(/^信息资源[1-9]\d?条，信息项\d+个$/).waitFor();
    await sound('export-choice');
    const held = Number(
      /信息资源(\d+)条/.exec(
        (await page.locator('[data-field="export-scope"] .field-note').textContent()) ?? '',
      )?.[1],
    );
    const out = join(folder, '教育.json');
    await page.getByRole('radio', { name: 'JSON 文件' }).check();
    journey.answerDialogs([out]);
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    await page.getByText('已写入“教育.json”').waitFor();
    const written = JSON.parse(readFileSync(out, 'utf8')) as { entries: unknown[] };
    expect(written.entries.length).toBe(held);
    expect(held).toBeLessThan(79);
  });

  it('the entries chosen in the list, and nothing else', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    const boxes = page.getByRole('grid').getByRole('checkbox');
    await boxes.nth(1).click();
    await boxes.nth(2).click();
    await sound('entries-chosen');
    await page.getByRole('toolbar', { name: '已选2条' }).getByRole('button', { name: '导出' }).click();
    await page.getByRole('radio', { name: '所选信息资源（2）' }).waitFor();
    await page.getByText(/^信息资源2条，信息项\d+个$/).waitFor();
    const out = join(folder, '所选.csv');
    await page.getByRole('radio', { name: 'CSV 文本' }).check();
    journey.answerDialogs([out]);
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    await page.getByText('已写入“所选.csv”').waitFor();
    const lines = readFileSync(out, 'utf8').trim().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',')[1])).size).toBe(2);
  });
});

describe('用于上传共享平台：what is unfinished is said before and after', () => {
  it('names how many are not 已审定 and how many must be mended, and can leave out what is not', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    await goTo(journey, '导入导出');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('radio', { name: '全部（已注销的除外）' }).check();
    await page.getByRole('radio', { name: 'Excel 工作簿（xlsx）' }).check();
    const told = page.getByText(/其中79条未审定，\d+条有“必须修改”的问题。$/);
    await told.waitFor();
    await sound('export-unfinished');
    // What stays in the house says nothing of the kind.
    await page.getByRole('radio', { name: /^供修改后再导入/ }).check();
    await told.waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: /^按平台模板导出/ }).check();
    await page.getByRole('checkbox', { name: '只导出已审定的（0条）' }).check();
    await page.getByText('没有符合条件的信息资源。放宽条件后再导出。').waitFor();
    expect(await page.getByRole('button', { name: '选择保存位置并导出' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: '只导出已审定的（0条）' }).uncheck();
    journey.answerDialogs([join(folder, '上传.xlsx')]);
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    const done = page.getByRole('status').filter({ hasText: '已写入“上传.xlsx”' });
    await done.getByText(/其中79条未审定，\d+条有“必须修改”的问题。$/).waitFor();
    await sound('export-unfinished-done');
  });
});

describe('处室核对：a workbook for each office, out and back', () => {
  it('goes out, comes back ticked and changed, and says who has not answered', async () => {
    const { page } = journey;
    await goTo(journey, '导入导出');
    await page.getByRole('button', { name: '处室核对', exact: true }).click();
    journey.answerDialogs([folder]);
    await page.getByRole('button', { name: '选择文件夹并导出' }).click();
    await page.getByText(/^已导出\d+个处室的核对表，共79条。$/).waitFor();
    const sheets = readdirSync(folder).filter((name) => name.startsWith('核对表-'));
    expect(sheets.length).toBeGreaterThan(1);

    const book = new ExcelJS.Workbook();
    const file = join(folder, sheets[0]!);
    await book.xlsx.readFile(file);
    const check = book.getWorksheet('处室核对表')!;
    check.getCell('G5').value = '□无变化 ☑有变化 □停用';
    check.getCell('H5').value = '摘要已改';
    check.getCell('D5').value = '处室改过的摘要';
    await book.xlsx.writeFile(file);

    journey.answerDialogs([file]);
    await page.getByRole('button', { name: '选择收回的工作簿' }).click();
    await page.getByText('处室改过的摘要').first().waitFor();
    await page.getByText(/^没有交回的处室/).waitFor();
    await sound('office-back');
    await page.getByRole('button', { name: '写入处室的改动（1条）' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '写入处室的改动（1条）' }).click();
    await page.getByText('已写入1条。').waitFor();
    const found = await ask<{ total: number }>(journey, 'entries.list', { query: '处室改过的摘要' });
    expect(found.total).toBe(1);
  });

  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
