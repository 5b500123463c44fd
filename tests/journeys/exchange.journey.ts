import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { writeWorkbook } from '#app/documents/write-workbook';
import { loadResources } from '#app/operations/resources';
import { RESOURCES } from '#tests/support/open-workspace';
import { ask, checkWorkbook, createLibrary, goTo, SAMPLE, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const FAULTY = fileURLToPath(new URL('../../resources/samples/national-2017-faulty.xlsx', import.meta.url));
const folder = makeFolder('exchange');
const library = join(folder, '示例市信用办.mulu');
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('exchange-failed');
});

async function entries(): Promise<number> {
  return (await ask<{ entries: number }>(journey, 'library.summary', {})).entries;
}

/** A workbook after the national form, with the identifiers of its entries. */
async function write(file: string, content: readonly CatalogueEntry[]): Promise<void> {
  const resources = await loadResources(RESOURCES);
  const layout = resources.layouts.find((one) => one.id === 'national-2017')!;
  await writeWorkbook(file, content, { layout, codeTables: resources.codeTables, upload: false });
}

const sound = (name: string): Promise<void> => sight(journey, name);

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
    const out = join(folder, '再导入.xlsx');
    await goTo(journey, '导入导出');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('radio', { name: /供修改后再导入/ }).check();
    await sound('export');
    journey.answerDialogs([out]);
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    await page.getByText('已写入“再导入.xlsx”').waitFor();
    expect(existsSync(out)).toBe(true);
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await checkWorkbook(journey, out);
    await page.getByText(/无变化 79条/).waitFor();
    expect(await page.getByRole('button', { name: '没有可写入的内容' }).isDisabled()).toBe(true);
  });
});

describe('a sheet that takes something away', () => {
  it('shows old and new side by side and asks before it clears content and removes items', async () => {
    const { page } = journey;
    const { entries: listed } = await ask<{ entries: { id: string }[] }>(journey, 'entries.list', {
      limit: 1,
    });
    const { entry } = await ask<{ entry: CatalogueEntry }>(journey, 'entries.read', { entry: listed[0]!.id });
    const file = join(folder, '一条.xlsx');
    await write(file, [{ ...entry, summary: '', items: entry.items.slice(1) }]);
    await page.getByText('选择文件').first().click();
    journey.answerDialogs([file]);
    await page.getByRole('button', { name: '换一个文件' }).click();
    await page.getByRole('button', { name: '开始预检（不写入）' }).click();
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByText(/将清空原有内容1处，删除信息项1个/).waitFor();
    await page.getByText('有清空或删除 1条').click();
    await page.locator('.row-open-link').first().click();
    await page.locator('.difference-old').getByText(entry.summary).waitFor();
    await page.getByText('删除信息项1个').first().waitFor();
    await sound('import-losing');

    await page.getByRole('button', { name: '写入目录库（修改1条）' }).click();
    const question = page.getByRole('dialog');
    await question.getByText(/将清空原有内容1处，删除信息项1个/).waitFor();
    expect(
      await question.getByRole('button', { name: '取消' }).evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await question.getByRole('button', { name: '取消' }).click();
    const after = await ask<{ entry: CatalogueEntry }>(journey, 'entries.read', { entry: entry.id });
    expect(after.entry).toEqual(entry);
  });
});

describe('a sheet whose headers nobody knows', () => {
  it('is mapped by hand once; the next file of this shape is understood by itself', async () => {
    const { page } = journey;
    const file = join(folder, '自拟表.csv');
    const rows = [
      '甲,乙,丙',
      '登记对象年度信息,各类登记对象的年度情况,对象名称',
      '登记对象年度信息,,登记日期',
    ];
    writeFileSync(file, rows.join('\r\n'));
    await page.getByText('选择文件').first().click();
    journey.answerDialogs([file]);
    await page.getByRole('button', { name: '换一个文件' }).click();
    await page.getByRole('button', { name: '开始预检（不写入）' }).click();
    await page.getByRole('button', { name: '手工指定各列' }).click();
    for (const [letter, label] of [
      ['A', '信息资源名称'],
      ['B', '信息资源摘要'],
      ['C', '信息项名称'],
    ] as const) {
      await page.getByRole('combobox', { name: `${letter}列的对应项目` }).click();
      await page.keyboard.type(label);
      await page
        .locator('.ant-select-item-option')
        .filter({ hasText: new RegExp(`^${label}$`) })
        .last()
        .click();
    }
    // The list of the last choice fades out; until then it is neither open nor gone.
    await page.locator('.ant-select-dropdown:visible').last().waitFor({ state: 'hidden' });
    await sound('import-mapping');
    await page.getByRole('button', { name: '保存对应关系并重新预检' }).click();
    await page.getByText('按已保存的对应关系“自拟表”识别。').waitFor();
    await sound('import-mapped');
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByRole('button', { name: '写入目录库（新增1条）' }).waitFor();
  });
});

describe('the other forms of an export', () => {
  it('csv, JSON, and the platform’s own workbook filled in with the rest of it untouched', async () => {
    const { page } = journey;
    const template = join(folder, '平台模板.xlsx');
    await write(template, []);
    await page.getByRole('button', { name: '导出', exact: true }).click();
    for (const [format, file] of [
      ['CSV 文本', 'a.csv'],
      ['JSON 文件', 'a.json'],
    ] as const) {
      await page.getByRole('radio', { name: format }).check();
      journey.answerDialogs([join(folder, file)]);
      await page.getByRole('button', { name: '选择保存位置并导出' }).click();
      await page.getByText(`已写入“${file}”`).waitFor();
      expect(existsSync(join(folder, file))).toBe(true);
    }
    await page.getByRole('radio', { name: 'Excel 工作簿' }).check();
    await page.getByRole('radio', { name: /填入平台下发的工作簿/ }).check();
    expect(await page.getByRole('button', { name: '选择保存位置并导出' }).isDisabled()).toBe(true);
    journey.answerDialogs([template], [join(folder, '已填.xlsx')]);
    await page.getByRole('button', { name: '选择文件' }).click();
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    await page.getByText('已写入“已填.xlsx”').waitFor();
    await sound('export-filled');
    await page.getByRole('button', { name: '导入', exact: true }).click();
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
    await page
      .getByRole('alert')
      .getByText(/不能作为工作簿打开/)
      .waitFor();
    await sound('import-unreadable');
    await page.getByRole('button', { name: '换一个文件' }).click();
    await page.getByRole('button', { name: '开始预检（不写入）' }).click();
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByText(/^问题清单（\d+）$/).waitFor();
  });

  it('each problem stands at its cell with the article, which opens (no message without reason)', async () => {
    const { page } = journey;
    await page.getByText(/^问题清单（\d+）$/).click();
    await page.locator('.citation').filter({ hasText: '政务数据共享条例第' }).first().click();
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
