/** Reasons given from the board by keys: for what is named, for what still stands, and by those who may. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, dialogAtRest, goTo, keyboardIn, launchWithSample, sight } from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

type Listed = CallOutput<'findings.list'>;
type Finding = Listed['findings'][number];

const folder = makeFolder('finding-ticks');
const ADMINISTRATOR = '马管理';
const PASSWORD = 'Zheng-wu-2026!';
let journey: Journey;

beforeAll(async () => {
  journey = await launchWithSample(folder);
}, 120_000);
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('finding-ticks-failed');
});

const press = (key: string): Promise<void> => journey.page.keyboard.press(key);
const table = () => journey.page.getByRole('grid', { name: '问题列表' });
const dialogs = () => journey.page.getByRole('dialog');
const bar = (count: number) => journey.page.getByRole('toolbar', { name: `已选${count}个问题` });
const rowAt = (index: number) => table().locator(`[aria-rowindex="${index + 2}"]`);
const listed = (filter: object): Promise<Listed> => ask<Listed>(journey, 'findings.list', filter);
const isOpen = async ({ entry, rule, message }: Finding): Promise<boolean> => {
  const read = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: entry.id });
  return read.findings.some(
    (one) => one.rule === rule && one.message === message && one.settled === undefined,
  );
};
function settle({ entry, rule, field, item, message }: Finding, reason: string): Promise<unknown> {
  const finding = { rule, field, message, ...(item === undefined ? {} : { item: item.id }) };
  return ask(journey, 'findings.settle', { entry: entry.id, findings: [finding], reason, by: '乙' });
}
/** The table shows so many findings, also where ticks take the place of the words that say so. */
const countIs = (count: number): Promise<void> =>
  expect.poll(() => table().getAttribute('aria-rowcount')).toBe(String(count + 1));
async function tickRow(index: number): Promise<void> {
  await table().focus();
  await press('Home');
  for (let i = 0; i < index; i++) await press('ArrowDown');
  await rowAt(index).getByRole('checkbox').click();
}
async function showSeverity(label: string, count: number): Promise<void> {
  await journey.page.getByTitle(`${label} ${count}`, { exact: true }).click();
  await countIs(count);
  await table().focus();
  await press('Home');
}

describe('a reason by keys on the board', () => {
  it('without ticks is for the row with the cursor, from the table alone; the row is in view and the dialog names it', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    await press('Control+Shift+L');
    await table().waitFor();
    const warnings = await listed({ severity: 'warning', limit: 1000 });
    await showSeverity('需要说明', warnings.total);
    await page.getByRole('textbox', { name: '在校验结果中查找' }).focus();
    await press('Control+e');
    expect(await dialogs().count()).toBe(0);

    await table().focus();
    await press('ArrowDown');
    await table().evaluate((body) => body.scrollTo({ top: body.scrollHeight }));
    await rowAt(1).waitFor({ state: 'detached' });
    await press('Control+e');
    const dialog = page.getByRole('dialog', { name: '说明为什么保留', exact: true });
    const { entry, message } = warnings.findings[1]!;
    await dialog.getByText(entry.name, { exact: true }).waitFor();
    await dialog.getByText(message).waitFor();
    await rowAt(1).waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'ticks-one-by-key');
    await page.keyboard.insertText('本地分级办法正在制定');
    await press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => isOpen(warnings.findings[1]!)).toBe(false);
    expect((await listed({ severity: 'warning' })).total).toBe(warnings.total - 1);
    await keyboardIn(table());
    await ask(journey, 'library.undo', {});
    await countIs(warnings.total);
  });

  it('with ticks names the first of them, how many more there are, and of which kinds', async () => {
    const { page } = journey;
    const { findings, total } = await listed({ severity: 'warning', limit: 1000 });
    await table().focus();
    await press('Home');
    for (let i = 0; i < 5; i++) await press('Shift+ArrowDown');
    await press('End');
    await press('Space');
    await bar(7).waitFor();
    await press('Control+e');
    const dialog = page.getByRole('dialog', { name: '说明为什么保留：所选问题（7个）' });
    await dialog.getByText('另有3个', { exact: true }).waitFor();
    const told = await dialog.getByRole('listitem').allTextContents();
    expect(told).toHaveLength(4);
    for (const [index, said] of told.entries()) {
      expect(said).toContain(findings[index]!.entry.name);
      expect(said).toContain(findings[index]!.message);
    }
    const kinds = new Set([0, 1, 2, 3, 4, 5, total - 1].map((index) => findings[index]!.rule)).size;
    expect(kinds).toBeGreaterThan(1);
    await dialog.getByText(new RegExp(`^共${kinds}类问题：`)).waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'ticks-several-named');
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '取消选择' }).click();
  });

  it('by mouse: Shift ticks all rows from the box pressed before, marks no text, and the arrow keys go on from there', async () => {
    const { page } = journey;
    const box = (index: number) => rowAt(index).getByRole('checkbox');
    await table().focus();
    await press('Home');
    await box(1).click();
    await box(4).click({ modifiers: ['Shift'] });
    await bar(4).waitFor();
    await press('ArrowDown');
    await press('Space');
    await bar(5).waitFor();
    await expect.poll(() => box(5).isChecked()).toBe(true);
    await rowAt(0).click();
    await rowAt(2).click({ modifiers: ['Shift'] });
    await bar(6).waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    // From a box that is ticked already, Shift takes the ticks away.
    await box(1).click();
    await bar(5).waitFor();
    await box(5).click({ modifiers: ['Shift'] });
    await bar(1).waitFor();
    await page.getByRole('button', { name: '取消选择' }).click();
  });

  it('ticks go from the findings that are gone, and how many is said; others of the same entry stay ticked', async () => {
    const { page } = journey;
    const { findings } = await listed({ severity: 'warning', limit: 1000 });
    const of = (id: string): Finding[] => findings.filter(({ entry }) => entry.id === id);
    const { entry } = findings.find((one) => of(one.entry.id).length >= 2)!;
    const [ticked, other] = of(entry.id);
    const away = findings.findIndex((one) => one.entry.id !== entry.id);
    await tickRow(findings.indexOf(ticked!));
    await tickRow(away);
    await bar(2).waitFor();

    await settle(other!, '另有说明');
    await countIs(findings.length - 1);
    await bar(2).waitFor();
    await settle(ticked!, '另有说明');
    await page.getByText('所选问题中有1个已经改正或说明，已取消选择').waitFor();
    await bar(1).waitFor();

    // Answered while one is in the editor: told of on coming back.
    await table().focus();
    await press('Enter');
    await table().waitFor({ state: 'hidden' });
    await settle(findings[away]!, '另有说明');
    await page.locator('.ant-message-notice').first().waitFor({ state: 'detached' });
    await press('Escape');
    await page.getByText('所选问题中有1个已经改正或说明，已取消选择').waitFor();
    await page.getByRole('toolbar', { name: /^已选/ }).waitFor({ state: 'detached' });
    for (const one of [ticked!, other!, findings[away]!]) await settle(one, '');
    await countIs(findings.length);
  });

  it('a press on the box of a finding that can have no reason leads to its row and says why', async () => {
    const { page } = journey;
    const errors = await listed({ severity: 'error' });
    await showSeverity('必须修改', errors.total);
    // The driver would wait for the box to be one that can be ticked.
    await rowAt(2).getByRole('checkbox').click({ force: true });
    await page.getByText('必须修改的问题要改正，不能说明理由').first().waitFor();
    await expect.poll(() => rowAt(2).getAttribute('aria-selected')).toBe('true');
    expect(await rowAt(0).getAttribute('aria-selected')).toBe('false');
    expect(await table().getByRole('checkbox', { checked: true }).count()).toBe(0);
    await sight(journey, 'ticks-fixed-box');
  });

  it('an account that may give no reason is offered none', async () => {
    const { page } = journey;
    const account = { office: '', password: PASSWORD, mustChange: false };
    await ask(journey, 'account.add', { ...account, name: ADMINISTRATOR, roles: ['系统管理员'] });
    await goTo(journey, '首页');
    await page.locator('#sign-in-account').fill(ADMINISTRATOR);
    await page.locator('#sign-in-password').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('button', { name: ADMINISTRATOR }).first().waitFor();
    await goTo(journey, '目录编制');
    await press('Control+Shift+L');
    await table().waitFor();
    const warnings = await listed({ severity: 'warning' });
    await showSeverity('需要说明', warnings.total);
    await page
      .locator('.finding-rules')
      .getByRole('button')
      .filter({ hasText: /分类分级/ })
      .click();
    const detail = page.getByRole('article', { name: '所选问题' });
    await detail.getByText('数据分类分级').first().waitFor();
    expect(await table().getByRole('checkbox').count()).toBe(0);
    expect(await detail.getByRole('button', { name: /说明/ }).count()).toBe(0);
    await table().focus();
    await press('Control+e');
    await press('Space');
    expect(await dialogs().count()).toBe(0);
    await sight(journey, 'ticks-not-offered');
  });
});
