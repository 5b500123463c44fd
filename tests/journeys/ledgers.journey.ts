import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { walkDialog } from './dialog-walk';
import { ask, atRest, createLibrary, goTo, keyboardIn, sight, typeDate } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('ledgers');
const library = join(folder, '示例市信用办.mulu');
const APPLICATIONS = 'national-2025/applications';
let journey: Journey;

interface Rows {
  readonly total: number;
  readonly rows: readonly {
    readonly values: Readonly<Record<string, string>>;
    readonly duties: readonly { readonly due: string; readonly status: string }[];
    readonly withdrawn: { readonly reason: string } | null;
  }[];
}

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, library);
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('ledgers-failed');
});

async function sound(name: string): Promise<void> {
  await atRest(journey);
  await sight(journey, name);
}

const rows = (more: object = {}) => ask<Rows>(journey, 'ledger.rows', { ledger: APPLICATIONS, ...more });
const field = (name: string) => journey.page.getByRole('dialog').getByRole('textbox', { name, exact: true });

async function fillDate(label: string, date: string): Promise<void> {
  await typeDate(field(label), date);
  await field(label).press('Enter');
}

describe('the record books that the rules ask for', () => {
  it('stand in a list, each with its article; an empty one says what goes into it', async () => {
    const { page } = journey;
    await goTo(journey, '台账报告');
    const chooser = page.getByRole('navigation', { name: '台账' });
    for (const name of [
      '目录更新登记簿',
      '共享申请与答复',
      '本部门提出的共享申请',
      '疑义反馈与校核更正',
      '整改通知与整改情况',
      '机构人员备案',
    ]) {
      await chooser.getByRole('button', { name }).waitFor();
    }
    await chooser.getByRole('button', { name: '共享申请与答复' }).click();
    await page.getByText('共享申请与答复还没有记录').waitFor();
    await page.getByRole('button', { name: '政务数据共享条例第二十条第二款' }).waitFor();
    await sound('ledgers-empty');
  });

  it('an event that was registered on 首页 stands in the book of its kind (条例第十七条)', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await page.getByRole('button', { name: '登记事项' }).click();
    await page.getByRole('dialog').locator('#event-about').fill('《社会信用条例》修订');
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await goTo(journey, '台账报告');
    await page
      .getByRole('navigation', { name: '台账' })
      .getByRole('button', { name: '目录更新登记簿' })
      .click();
    await page.getByText('《社会信用条例》修订').first().waitFor();
    await page.getByText('2026-12-04').first().waitFor();
    await sound('ledgers-updates');
  });
});

describe('an application for sharing and its reply (条例第二十条、第二十一条)', () => {
  it('is not saved before what must be there is there, and says what that is', async () => {
    const { page } = journey;
    await page
      .getByRole('navigation', { name: '台账' })
      .getByRole('button', { name: '共享申请与答复' })
      .click();
    const register = page.getByRole('button', { name: '登记', exact: true }).first();
    await register.click();
    await field('申请部门').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await keyboardIn(register);
    await register.click();
    await field('申请部门').fill('市卫生健康委员会');
    await page.keyboard.press('Control+Enter');
    await page.getByText('还缺：申请的信息资源、共享类型、收到日期').waitFor();
    await sound('ledgers-form');
    expect((await rows()).total).toBe(0);
  });

  it('saved, its limits run: 无条件 1 and 有条件 10 working days are told apart', async () => {
    const { page } = journey;
    await field('申请的信息资源').fill('婚姻登记信息');
    await page.getByRole('dialog').getByRole('combobox', { name: '共享类型' }).click();
    await page.getByTitle('有条件共享').last().click();
    await fillDate('收到日期', '2026-11-09');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByText(/^已保存，计算时限\d+项$/).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('2026-11-23').first().waitFor();
    const [row] = (await rows()).rows;
    expect(row?.duties.map(({ due, status }) => `${due} ${status}`)).toContain('2026-11-23 due-soon');
    await sound('ledgers-rows');
  });

  it('a refusal asks for its reason, a consent for the day of providing', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '市卫生健康委员会' }).click();
    await page.getByRole('region', { name: '时限' }).getByText('2026-11-23').first().waitFor();
    expect(await field('理由').count()).toBe(0);
    await page.getByRole('dialog').getByRole('combobox', { name: '答复结果' }).click();
    await page.getByTitle('不同意', { exact: true }).last().click();
    await field('理由').waitFor();
    await page.getByRole('dialog').getByRole('combobox', { name: '答复结果' }).click();
    await page.getByTitle('同意', { exact: true }).last().click();
    await field('提供日期').waitFor();
    // 条例第二十条第三款: either reply is made with his consent.
    await field('共享工作机构负责人').fill('孙某');
    expect(await field('理由').count()).toBe(0);
    await sound('ledgers-reply');
  });

  it('a date that cannot be is refused at its field', async () => {
    const { page } = journey;
    // What is no date is not passed over: nothing is saved, and the cursor goes there.
    await typeDate(field('答复日期'), '2026-11-31');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByText('2026年11月没有31日').waitFor();
    await expect.poll(() => field('答复日期').evaluate((box) => box === document.activeElement)).toBe(true);
    expect((await rows()).rows[0]?.values['共享工作机构负责人'] ?? '').toBe('');
    await fillDate('答复日期', '2026-11-01');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page
      .getByRole('dialog')
      .getByRole('alert')
      .getByText(/答复日期/)
      .waitFor();
    await fillDate('答复日期', '2026-11-20');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const [row] = (await rows()).rows;
    expect(row?.duties.map(({ status }) => status)).toContain('done');
    expect(row?.duties.length).toBeGreaterThan(1);
  });

  it('the same rows leave as a workbook, as Word, and as a page for the printer', async () => {
    const { page } = journey;
    const [xlsx, docx] = [join(folder, '台账.xlsx'), join(folder, '台账.docx')];
    journey.answerDialogs([xlsx]);
    await page.getByRole('button', { name: '导出Excel' }).click();
    await page.getByText('已写入“台账.xlsx”').waitFor();
    journey.answerDialogs([docx]);
    await page.getByRole('button', { name: '存为Word' }).click();
    await page.getByText('已写入“台账.docx”').waitFor();
    for (const file of [xlsx, docx]) expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    await sound('ledgers-exported');
    await page.locator('.ledger-head').getByRole('button', { name: '打印' }).click();
    await page.getByRole('menuitem', { name: '打印预览' }).click();
    await page.frameLocator('iframe.page-preview').getByText('市卫生健康委员会').first().waitFor();
    await journey.screenshot('ledgers-preview');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('the book is kept as PDF, and the papers of a row stand with it (条例第二十一条)', async () => {
    const { page } = journey;
    const out = join(folder, '台账.pdf');
    journey.answerDialogs([out]);
    await page.locator('.ledger-head').getByRole('button', { name: '打印' }).click();
    await page.getByRole('menuitem', { name: '存为PDF' }).click();
    await page.getByText('已写入“台账.pdf”').waitFor();
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('button', { name: '市卫生健康委员会' }).click();
    await page.getByRole('button', { name: /^打印材料：/ }).click();
    const papers = page.getByRole('dialog').last();
    await papers.getByRole('region', { name: '一次性告知单' }).waitFor();
    const answer = papers.getByRole('region', { name: '申请答复单' });
    await sound('ledger-row-papers');
    await answer.getByRole('button', { name: '打印预览' }).click();
    await page.frameLocator('iframe.page-preview').getByText('市卫生健康委员会').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('iframe.page-preview').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await papers.getByRole('region', { name: '一次性告知单' }).waitFor({ state: 'hidden' });
    await page.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('a row entered by mistake is withdrawn with a reason, kept, and its limits stop', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '市卫生健康委员会' }).click();
    await walkDialog(journey, {
      from: page.getByRole('button', { name: '撤回', exact: true }),
      title: '撤回这条记录',
      first: 'withdraw-reason',
      lacks: { named: '撤回原因', field: 'withdraw-reason' },
      picture: 'withdraw-row',
    });
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    const withdrawing = page.getByRole('dialog', { name: '撤回这条记录' });
    await withdrawing.getByRole('button', { name: '撤回', exact: true }).click();
    await withdrawing.getByText(/^还缺：/).waitFor();
    await page.locator('#withdraw-reason').fill('重复登记');
    await sound('ledgers-withdraw');
    await withdrawing.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByText('共享申请与答复还没有记录').waitFor();
    await page.getByRole('checkbox', { name: '含已撤回' }).check();
    await page
      .getByRole('gridcell', { name: '已撤回' })
      .or(page.locator('.ledger-withdrawn').getByText('已撤回'))
      .first()
      .waitFor();
    expect((await rows({ withdrawn: true })).rows[0]?.withdrawn?.reason).toBe('重复登记');
    await sound('ledgers-withdrawn');
  });
});

describe('the yearly report (陕政发〔2017〕34号第二十三条)', () => {
  it('is written as PDF and Word, and the day on which it was sent closes its limit', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '年度报告' }).click();
    await page.getByRole('button', { name: '陕政发〔2017〕34号第二十三条' }).first().waitFor();
    await sound('ledgers-annual');
    // In November the running year is meant, up to that day; another one is a choice away.
    await page.getByText('统计截至2026-11-21').waitFor();
    await page.locator('#annual-year').click();
    await page.getByTitle('2025年', { exact: true }).last().click();
    await page.getByText('统计截至2025-12-31').waitFor();
    await page.getByRole('button', { name: '打印预览' }).click();
    await page
      .frameLocator('iframe.page-preview')
      .getByText(/2025年度.*情况报告/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.locator('iframe.page-preview').waitFor({ state: 'detached' });
    const pdf = join(folder, '年度报告.pdf');
    journey.answerDialogs([pdf]);
    await page.getByRole('button', { name: '存为PDF' }).click();
    await page.getByText('已写入“年度报告.pdf”').waitFor();
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('button', { name: '登记已报送' }).first().click();
    await page.locator('#sent-on').waitFor();
    await sound('ledgers-sent');
    await page.getByRole('button', { name: '登记报送日期' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('已按期办结').first().waitFor();
    await page.getByRole('button', { name: '更正日期' }).waitFor();
  });

  it('the page wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
