/** The whole way of a sheet that nobody knows: mapped by hand, imported, mended, imported again, undone. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, createLibrary, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('workbook-life');
const sheet = join(folder, '业务科自拟表.xlsx');
const errors = join(folder, '待修改.xlsx');
let journey: Journey;

/** Nothing in it is called as a template calls it; one row cannot be taken. */
async function writeUnknownSheet(): Promise<void> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('汇总');
  page.addRow(['××县××局数据家底摸排表（2026年）']);
  page.mergeCells('A1:D1');
  page.addRow(['数据叫什么', '编号', '有哪些栏', '干什么用']);
  page.addRow(['低保对象登记', '307999/000101', '姓名', '发放低保金']);
  page.addRow(['低保对象登记', '307999/000101', '身份证号', '发放低保金']);
  page.addRow(['临时救助台账', '307999/000102', '救助金额'.repeat(200), '发放救助金']);
  page.addRow(['养老机构名册', '307999/000103', '机构名称', '日常监管']);
  await book.xlsx.writeFile(sheet);
}

beforeAll(async () => {
  await writeUnknownSheet();
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('workbook-life-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);

async function names(): Promise<string[]> {
  const { entries } = await ask<{ entries: { name: string }[] }>(journey, 'entries.list', {});
  return entries.map(({ name }) => name);
}

async function check(file: string): Promise<void> {
  const { page } = journey;
  journey.answerDialogs([file]);
  await page.getByRole('button', { name: '选择工作簿' }).click();
  await page.getByRole('button', { name: '开始预检（不写入）' }).click();
}

describe('an unknown sheet', () => {
  it('is mapped by hand, its samples beside each column', async () => {
    const { page } = journey;
    await goTo(journey, '导入导出');
    await check(sheet);
    await page.getByRole('button', { name: '手工指定各列' }).click();
    await page.getByRole('spinbutton', { name: '表头最后一行的行号' }).fill('2');
    await page.getByRole('cell', { name: '数据叫什么' }).last().waitFor();
    for (const [letter, label] of [
      ['A', '信息资源名称'],
      ['B', '信息资源代码'],
      ['C', '信息项名称'],
      ['D', '信息资源摘要'],
    ] as const) {
      await page.getByRole('combobox', { name: `${letter}列的对应项目` }).click();
      await page.keyboard.type(label);
      const option = page.locator('.ant-select-item-option').filter({ hasText: new RegExp(`^${label}$`) });
      await option.last().click();
    }
    await page.locator('.ant-select-dropdown:visible').last().waitFor({ state: 'hidden' });
    await page.getByText('低保对象登记；临时救助台账；养老机构名册').waitFor();
    await sound('life-mapping');
    await page.getByRole('button', { name: '保存对应关系并重新预检' }).click();
    await page.getByText('按已保存的对应关系“业务科自拟表”识别。').waitFor();
  });

  it('its good rows go in; the bad one is named and waits in the error workbook', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByText('未导入 1行').waitFor();
    await page.getByRole('button', { name: '写入目录库（新增2条）' }).click();
    await page.getByText('已写入：新增2条，修改0条').waitFor();
    await page.getByText('无变化0条，未导入1条（1行）').waitFor();
    expect(await names()).toEqual(['低保对象登记', '养老机构名册']);
    journey.answerDialogs([errors]);
    await page.getByRole('button', { name: '另存批注后的工作簿' }).click();
    await page.getByText('已写入“待修改.xlsx”').waitFor();
    await sound('life-errors');
  });

  it('mended in a spreadsheet program, the same workbook is understood and the rest goes in', async () => {
    const { page } = journey;
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(errors);
    const mended = book.worksheets[0]!;
    let found = 0;
    mended.eachRow((row) => {
      if (row.getCell(1).text !== '临时救助台账') return;
      found++;
      expect(row.getCell(5).text).toContain('超过');
      row.getCell(3).value = '救助金额';
    });
    expect(found).toBe(1);
    await book.xlsx.writeFile(errors);

    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await check(errors);
    await page.getByText('按已保存的对应关系“业务科自拟表”识别。').waitFor();
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByRole('button', { name: '写入目录库（新增1条）' }).click();
    await page.getByText('已写入：新增1条，修改0条').waitFor();
    expect((await names()).sort()).toEqual(['临时救助台账', '低保对象登记', '养老机构名册']);
  });

  it('one click takes the second import back, and only that', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByText('这次导入已撤销').waitFor();
    expect(await names()).toEqual(['低保对象登记', '养老机构名册']);
  });
});

describe('a sheet without any header', () => {
  it('is told column by column with its samples', async () => {
    const { page } = journey;
    const file = join(folder, '没有表头.xlsx');
    const book = new ExcelJS.Workbook();
    const content = book.addWorksheet('Sheet1');
    content.addRow(['殡葬服务机构', '机构名称']);
    content.addRow(['殡葬服务机构', '服务电话']);
    await book.xlsx.writeFile(file);
    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await check(file);
    await page.getByRole('button', { name: '手工指定各列' }).click();
    await page.getByRole('checkbox', { name: '没有表头' }).check();
    for (const [letter, label] of [
      ['A', '信息资源名称'],
      ['B', '信息项名称'],
    ] as const) {
      await page.getByRole('combobox', { name: `${letter}列的对应项目` }).click();
      await page.keyboard.type(label);
      const option = page.locator('.ant-select-item-option').filter({ hasText: new RegExp(`^${label}$`) });
      await option.last().click();
    }
    await page.locator('.ant-select-dropdown:visible').last().waitFor({ state: 'hidden' });
    await page.getByText('机构名称；服务电话').waitFor();
    await sound('life-no-header');
    await page.getByRole('button', { name: '保存对应关系并重新预检' }).click();
    await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
    await page.getByText(/^问题清单（\d+）$/).click();
    await page.getByText('工作表没有表头，各列按指定的对应关系读取').first().waitFor();
    await page.getByRole('button', { name: '写入目录库（新增1条）' }).click();
    await page.getByText('已写入：新增1条，修改0条').waitFor();
    expect(await names()).toContain('殡葬服务机构');
    // The list shows what came in, and nothing else.
    await page.getByRole('button', { name: '到目录编制查看' }).click();
    await page.getByText('导入“没有表头.xlsx”').waitFor();
    await page.getByText('共1条', { exact: true }).waitFor();
    await page.getByRole('grid', { name: '信息资源列表' }).getByText('殡葬服务机构').waitFor();
    await goTo(journey, '导入导出');
  });

  it('what was said once can be seen and taken away', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '再导入一个文件' }).click();
    await page.getByRole('button', { name: '识别不对时的设置' }).click();
    await page.getByText('已保存的对应关系（2个）').waitFor();
    await sound('life-saved');
    await page.getByRole('button', { name: '删除“没有表头”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await page.getByText('已保存的对应关系（1个）').waitFor();
    const { mappings } = await ask<{ mappings: { name: string }[] }>(journey, 'mapping.list', {});
    expect(mappings.map(({ name }) => name)).toEqual(['业务科自拟表']);
  });

  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
