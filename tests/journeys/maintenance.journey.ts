import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { docxParts, docxText } from '#tests/documents/docx-parts';
import { walkDialog } from './dialog-walk';
import { ask, atRest, checkWorkbook, createLibrary, goTo, SAMPLE, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const SIZE = { width: 1366, height: 728 };
const TODAY = '2026-11-21';
const ENTRIES = 79;
const folder = makeFolder('maintenance');
const library = join(folder, '示例市信用办.mulu');
let journey: Journey;

interface Status {
  readonly campaign: {
    readonly state: string;
    readonly remaining: number;
    readonly answered: Readonly<Record<string, number>>;
    readonly byOffice: readonly { readonly office: string; readonly remaining: number }[];
  } | null;
}

beforeAll(async () => {
  journey = await launch({ folder, today: TODAY, size: SIZE });
  journey.page.setDefaultTimeout(30_000);
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('maintenance-failed');
});

async function sound(name: string): Promise<void> {
  await atRest(journey);
  await sight(journey, name);
}

async function status(): Promise<NonNullable<Status['campaign']>> {
  const { campaign } = await ask<Status>(journey, 'maintenance.status', {});
  expect(campaign).not.toBeNull();
  return campaign!;
}

const table = () => journey.page.getByRole('grid', { name: '应核对的信息资源' });
const dialog = () => journey.page.getByRole('dialog');
const progress = (done: number) => journey.page.getByText(`已核对${done}条，共${ENTRIES}条`);

describe('before there is anything to maintain', () => {
  it('an empty library says what to do first', async () => {
    await createLibrary(journey, library);
    await goTo(journey, '全面维护');
    await journey.page.getByText('目录库中还没有信息资源').waitFor();
    await sound('maintenance-empty');
  });

  it('once there are entries, the rule with its article and the working days left is shown (陕政发〔2017〕34号第九条)', async () => {
    const { page } = journey;
    await checkWorkbook(journey, SAMPLE);
    await page.getByRole('button', { name: /^写入目录库/ }).click();
    await page.getByText(`已写入：新增${ENTRIES}条，修改0条`).waitFor();
    await goTo(journey, '全面维护');
    await page.getByText('2026年第四季度的全面维护尚未开始').waitFor();
    await page.getByText('2026-12-31 星期四').first().waitFor();
    await page
      .getByText(/^还剩\d+个工作日$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: /第九条$/ }).click();
    await page.getByRole('dialog').getByText('每季度应当至少进行一次全面维护').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await sound('maintenance-start');
  });
});

describe('a change in the law starts its clocks (条例第十七条)', () => {
  it('registered on 首页, it stands on the board at once, and beside it the maintenance of the quarter', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await page.getByRole('button', { name: '登记事项' }).click();
    await dialog().locator('#event-about').fill('《社会信用条例》修订，涉及失信惩戒信息');
    await dialog().getByRole('button', { name: '登记', exact: true }).click();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText('《社会信用条例》修订，涉及失信惩戒信息').first().waitFor();
    await page.locator('.duty', { hasText: '目录全面维护' }).getByText('2026-12-31').waitFor();
  });
});

describe('every entry is confirmed unchanged, changed or to be retired', () => {
  it('the maintenance begins in the name of whoever organises it', async () => {
    const { page } = journey;
    await goTo(journey, '全面维护');
    await page.locator('#maintenance-by').fill('张三');
    await page.getByRole('button', { name: '开始2026年第四季度全面维护' }).click();
    await progress(0).waitFor();
    await table().waitFor();
    await sound('maintenance-work');
  });

  it('with the keys 1, 2, 3, from row to row', async () => {
    const { page } = journey;
    await table().focus();
    await page.keyboard.press('1');
    await page.keyboard.press('1');
    await progress(2).waitFor();
    await page.keyboard.press('2');
    await dialog().locator('#check-note').fill('新增“失信行为公开日期”信息项');
    await sound('maintenance-changed');
    await dialog().getByRole('button', { name: '登记核对结果' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await progress(3).waitFor();
    expect((await status()).answered).toEqual({ 无变化: 2, 有变化: 1, 应停用: 0 });
  });

  it('several at once only with an opinion', async () => {
    const { page } = journey;
    await table().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('已选2条').waitFor();
    await sound('maintenance-selected');
    await page.keyboard.press('3');
    await dialog().getByRole('button', { name: '登记核对结果' }).click();
    await dialog().getByText('还缺：核对意见').waitFor();
    await dialog().locator('#check-opinion').fill('职能已划出');
    await dialog().getByRole('button', { name: '登记核对结果' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await progress(5).waitFor();
  });

  it('an answer is found again under its filter and can be changed', async () => {
    const { page } = journey;
    await page.getByText('应停用 2', { exact: true }).first().click();
    await page.locator('[role=grid][aria-rowcount="3"]').waitFor();
    await page
      .getByRole('button', { name: /”无变化$/ })
      .first()
      .click();
    await page.getByText('应停用 1', { exact: true }).first().waitFor();
    expect((await status()).answered).toEqual({ 无变化: 3, 有变化: 1, 应停用: 1 });
  });

  it('the sheets of the offices lie in the folder that was chosen, one for each', async () => {
    const { page } = journey;
    journey.answerDialogs([folder]);
    await page.getByRole('button', { name: /处室核对表/ }).click();
    await page.getByRole('menuitem', { name: '导出处室核对表' }).click();
    await page.getByText(/^已导出\d+个处室的核对表，共79条$/).waitFor();
    const sheets = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
    expect(sheets.length).toBe((await status()).byOffice.length);
    await page.getByRole('button', { name: '关闭' }).first().click();
  });

  it('what the head of an office signed on paper is entered with day, scan and who entered it', async () => {
    const { page } = journey;
    const scan = join(folder, '签字页.pdf');
    writeFileSync(scan, '%PDF-1.4\n%签字页\n');
    const before = await status();
    const office = before.byOffice.find((one) => one.remaining > 1)!;
    await page
      .getByRole('navigation', { name: '处室' })
      .getByRole('button', { name: new RegExp(office.office) })
      .click();
    await page.getByRole('button', { name: '线下签字登记' }).click();
    await dialog().locator('#check-by').fill('李处长');
    await dialog().locator('#check-opinion').fill('已逐条核对，无变化');
    journey.answerDialogs([scan]);
    await dialog().getByRole('button', { name: '选择扫描件' }).click();
    await dialog().getByText('签字页.pdf').waitFor();
    await sound('maintenance-offline');
    await dialog().getByRole('button', { name: '登记核对结果' }).click();
    await dialog().waitFor({ state: 'hidden' });
    expect((await status()).remaining).toBe(before.remaining - office.remaining);
    const listed = await ask<{ entries: { by: string; offline: boolean }[] }>(journey, 'maintenance.list', {
      office: office.office,
      answer: '无变化',
    });
    expect(listed.entries.some((entry) => entry.offline && entry.by === '李处长')).toBe(true);
  });

  it('a sheet that an office filled in on its own computer comes back and is entered', async () => {
    const { page } = journey;
    const before = await status();
    const office = before.byOffice.find((one) => one.remaining > 1 && one.office !== '')!;
    const sheet = join(
      folder,
      readdirSync(folder).find((name) => name.includes(`-${office.office}-`))!,
    );
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(sheet);
    const rows = book.getWorksheet('处室核对表')!;
    rows.eachRow((row) =>
      row.eachCell((cell) => {
        if (typeof cell.value === 'string') cell.value = cell.value.replace('□无变化', '☑无变化');
      }),
    );
    await book.xlsx.writeFile(sheet);
    journey.answerDialogs([sheet]);
    await page.getByRole('button', { name: /处室核对表/ }).click();
    await page.getByRole('menuitem', { name: '收回处室核对表' }).click();
    await dialog().getByText(office.office).first().waitFor();
    await sound('maintenance-sheet-back');
    await dialog()
      .getByRole('button', { name: `登记${office.remaining}条核对结果` })
      .click();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText(`已登记${office.remaining}条核对结果`).waitFor();
    expect((await status()).remaining).toBe(before.remaining - office.remaining);
  });

  it('finishing too early is refused with how many are left, office by office', async () => {
    const { page } = journey;
    const { remaining } = await status();
    await page.getByRole('button', { name: '完成维护' }).click();
    await page.getByText(`还有${remaining}条没有核对结果`).waitFor();
    await sound('maintenance-unfinished');
    await page.getByRole('button', { name: '查看未答复的' }).click();
  });

  it('closed in between and opened again, it goes on where it stopped', async () => {
    const { remaining } = await status();
    await journey.close();
    journey = await launch({ folder, profile: journey.profile, library, today: TODAY, size: SIZE });
    journey.page.setDefaultTimeout(30_000);
    await goTo(journey, '全面维护');
    await progress(ENTRIES - remaining).waitFor();
  });
});

describe('the end of a maintenance', () => {
  it('the rest is confirmed in one go, with a word', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: /^其余\d+条整批确认$/ }).click();
    await dialog().locator('#check-opinion').fill('各处室书面回复无变化');
    await sound('maintenance-rest');
    await dialog().getByRole('button', { name: '登记核对结果' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await progress(ENTRIES).waitFor();
  });

  it('finishing fulfils the duty of the quarter, here and on 首页', async () => {
    const { page } = journey;
    const finish = page.getByRole('button', { name: '完成维护' }).first();
    await walkDialog(journey, {
      from: finish,
      title: /^完成/,
      first: 'finish-conclusion',
      picture: 'finish',
    });
    await finish.click();
    await sound('maintenance-finish');
    await dialog().getByRole('button', { name: '完成维护' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText(/2026-11-21 星期六由张三完成/).waitFor();
    expect((await status()).state).toBe('已完成');
    await sound('maintenance-finished');
    await goTo(journey, '首页');
    await page.getByRole('button', { name: /^已办结/ }).click();
    await page.locator('.duty', { hasText: '目录全面维护' }).getByText('已按期办结').waitFor();
  });

  it('the record of the maintenance is written as Word, with changes and no signature filled in', async () => {
    const { page } = journey;
    const out = join(folder, '维护记录.docx');
    await goTo(journey, '全面维护');
    await page.getByRole('button', { name: '打印维护记录' }).click();
    await page.getByText('内容为2026年第四季度的全面维护（已完成）。').waitFor();
    await sound('maintenance-record');
    journey.answerDialogs([out]);
    const record = page.getByRole('region', { name: '全面维护记录表' });
    await record.getByRole('button', { name: '存为Word' }).click();
    await page.getByText('已写入“维护记录.docx”').waitFor();
    const parts = await docxParts(readFileSync(out));
    const words = docxText(parts.get('word/document.xml') ?? '').join('\n');
    expect(words).toContain('全面维护记录表（2026年第四季度）');
    expect(words).toContain('新增“失信行为公开日期”信息项');
    await record.getByRole('button', { name: '打印预览' }).click();
    await journey.page.frameLocator('iframe.page-preview').getByText('表1').first().waitFor();
    await journey.screenshot('maintenance-preview');
    await page.keyboard.press('Escape');
  });

  it('stays on the list of all that were done', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '历次维护' }).click();
    await page.getByText('按期', { exact: true }).waitFor();
    await sound('maintenance-past');
    await page.getByRole('button', { name: '查看2026年第四季度的核对结果' }).click();
    await progress(ENTRIES).waitFor();
  });

  it('the page wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
