import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, ask, checkWorkbook, createLibrary, cutOff, goTo } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const SAMPLE = fileURLToPath(new URL('../../resources/samples/national-2017.xlsx', import.meta.url));
const FAULTY = fileURLToPath(new URL('../../resources/samples/national-2017-faulty.xlsx', import.meta.url));
const folder = makeFolder('exchange');
const library = join(folder, '示例市信用办.mulu');
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

async function entries(): Promise<number> {
  return (await ask<{ entries: number }>(journey, 'library.summary', {})).entries;
}

async function sound(name: string): Promise<void> {
  await journey.screenshot(name);
  expect(await accessibilityFaults(journey), name).toEqual([]);
  expect(await cutOff(journey), name).toEqual([]);
}

describe('the first hour: a department brings its own sheet into a new library', () => {
  it('without account, certificate, tree or code asked for before', async () => {
    await createLibrary(journey, library);
    await goTo(journey, '导入导出');
    await journey.page.getByText('目录库中还没有信息资源').first().waitFor();
    await sound('import-empty');
  });

  it('the dry run says what was recognised and what would come in, and writes nothing', async () => {
    const { page } = journey;
    journey.answerDialogs([SAMPLE]);
    await page.getByRole('button', { name: '选择工作簿' }).click();
    await page.getByRole('button', { name: '开始预检（不写入）' }).click();
    await page.getByText('国家填报模板（2017）').first().waitFor();
    await page.getByText(/共\d+列：对应\d+列/).waitFor();
    await sound('import-columns');
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByText(/新增 79条/).waitFor();
    await page.getByRole('button', { name: /^写入目录库（新增79条）/ }).waitFor();
    expect(await entries()).toBe(0);
    await page.locator('.row-open-link').first().click();
    await page.getByRole('heading', { name: '问题清单' }).waitFor();
    await sound('import-rows');
    await page.getByText(/^问题清单（\d+）$/).click();
    await sound('import-problems');
  });

  it('each step back is open until the write', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '上一步' }).click();
    await page.getByRole('button', { name: '上一步' }).click();
    await page.getByRole('button', { name: '换一个文件' }).waitFor();
    await page.getByText('查看预检结果').click();
  });

  it('leaving for another screen and coming back loses nothing', async () => {
    await goTo(journey, '审核审签');
    await goTo(journey, '导入导出');
    await journey.page.getByRole('button', { name: /^写入目录库（新增79条）/ }).waitFor();
  });

  it('the write brings in the 79 entries and can be taken back and repeated', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: /^写入目录库/ }).click();
    await page.getByText('已写入：新增79条，修改0条').waitFor();
    expect(await entries()).toBe(79);
    await sound('import-done');
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByText('这次导入已撤销').waitFor();
    expect(await entries()).toBe(0);
    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await checkWorkbook(journey, SAMPLE);
    await page.getByRole('button', { name: /^写入目录库/ }).click();
    await page.getByText('已写入：新增79条，修改0条').waitFor();
  });
});

describe('what leaves as a workbook comes back as the same catalogue', () => {
  it('the export for another round names its file and changes nothing when it is read again', async () => {
    const { page } = journey;
    const out = join(folder, '可回导.xlsx');
    await goTo(journey, '导入导出');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('radio', { name: /可回导/ }).check();
    await sound('export');
    journey.answerDialogs([out]);
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    await page.getByText(/信息资源79条，信息项\d+个/).waitFor();
    expect(existsSync(out)).toBe(true);
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await checkWorkbook(journey, out);
    await page.getByText(/无变化 79条/).waitFor();
    expect(await page.getByRole('button', { name: '没有可写入的内容' }).isDisabled()).toBe(true);
  });
});

describe('a sheet with faults', () => {
  it('a file that is no workbook is named with what to do, and another can be chosen', async () => {
    const { page } = journey;
    await goTo(journey, '导入导出');
    await page.getByText('选择文件').first().click();
    journey.answerDialogs([library], [FAULTY]);
    await page.getByRole('button', { name: '换一个文件' }).click();
    await page.getByRole('button', { name: '开始预检（不写入）' }).click();
    await page.getByRole('alert').getByText(/不能作为工作簿打开/).waitFor();
    await sound('import-unreadable');
    await page.getByRole('button', { name: '换一个文件' }).click();
    await page.getByRole('button', { name: '开始预检（不写入）' }).click();
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByText(/^问题清单（\d+）$/).waitFor();
  });

  it('each problem stands at its cell with the article, which opens (no message without reason)', async () => {
    const { page } = journey;
    await page.getByText(/^问题清单（\d+）$/).click();
    await page.locator('.citation').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/施行/).first().waitFor();
    await journey.screenshot('import-article');
    await drawer.getByRole('button', { name: /关闭|Close/ }).click();
  });

  it('the workbook with the reasons is written beside, the original stays as it was', async () => {
    const { page } = journey;
    const before = readFileSync(FAULTY);
    const out = join(folder, '待修改.xlsx');
    journey.answerDialogs([out]);
    await page.getByRole('button', { name: '另存批注后的工作簿' }).click();
    await page.getByText('已写入“待修改.xlsx”').waitFor();
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
    expect(readFileSync(FAULTY).equals(before)).toBe(true);
    await sound('import-errors-saved');
  });
});

describe('the page itself', () => {
  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
