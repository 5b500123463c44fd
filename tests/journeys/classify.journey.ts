/** Entries put into the classification: dragged onto a node, or by keys; new codes are shown before they are given. */
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, launchWithSample, dialogAtRest, goTo, sight } from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

let journey: Journey;
const FRONT = '307001';

beforeAll(async () => {
  const folder = makeFolder('classify');
  journey = await launchWithSample(folder);
  const { categories } = await ask<CallOutput<'categories.list'>>(journey, 'categories.list', {});
  await ask(journey, 'categories.save', {
    categories: [
      ...categories.map(({ code, name, note }) => ({ code, name, note })),
      { code: FRONT, name: '信用信息', note: '' },
    ],
  });
  await goTo(journey, '目录编制');
}, 120_000);
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('classify-failed');
});

const grid = () => journey.page.getByRole('grid', { name: '信息资源列表' });
const node = () => journey.page.locator('.category-tree .tree-node', { hasText: FRONT });
const under = async (): Promise<CallOutput<'entries.list'>['entries']> =>
  (await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { category: FRONT, limit: 100 })).entries;

it('selected rows dragged onto a node: it lights up with their number, and every new code is shown first', async () => {
  const { page } = journey;
  await page.getByRole('checkbox', { name: '只列有信息资源的分类' }).uncheck();
  await page.getByRole('textbox', { name: '查找分类' }).fill(FRONT);
  await node().waitFor();
  await grid().focus();
  for (const key of ['Home', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await page.getByText('已选3条', { exact: true }).waitFor();
  const before = (await under()).length;
  const row = (await grid().getByRole('row').nth(2).boundingBox())!;
  await page.mouse.move(row.x + 200, row.y + row.height / 2);
  await page.mouse.down();
  await page.mouse.move(row.x + 190, row.y + row.height / 2 - 5, { steps: 3 });
  const target = (await node().boundingBox())!;
  await page.mouse.move(target.x + 30, target.y + target.height / 2, { steps: 8 });
  await page.mouse.move(target.x + 34, target.y + target.height / 2 + 1, { steps: 2 });
  await node().getByText('编入3条').waitFor();
  await journey.screenshot('classify-over');
  await page.mouse.up();
  const dialog = page.getByRole('dialog', { name: '批量修改：3条' });
  await dialog.getByText('其中3条有改动').waitFor();
  await dialogAtRest(journey);
  await sight(journey, 'classify-preview');
  await dialog.getByRole('button', { name: '修改3条' }).click();
  await dialog.waitFor({ state: 'detached' });
  const moved = await under();
  expect(moved.length).toBe(before + 3);
  const { entry } = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: moved[0]!.id });
  expect(entry.formerCodes).toHaveLength(1);
  await ask(journey, 'library.undo', {});
  expect((await under()).length).toBe(before);
});

it('by keys: Ctrl+Shift+M asks for the category and shows the same preview', async () => {
  const { page } = journey;
  const before = (await under()).length;
  await grid().focus();
  await page.keyboard.press('Control+Shift+M');
  const dialog = page.getByRole('dialog', { name: /^批量修改：3条/ });
  await dialog.getByRole('combobox').fill(FRONT);
  await page.locator('.ant-select-tree-title', { hasText: FRONT }).first().click();
  await dialog.getByRole('button', { name: '预览改动' }).click();
  await dialog.getByText('其中3条有改动').waitFor();
  await dialog.getByRole('button', { name: '修改3条' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await under()).length).toBe(before + 3);
  await grid().focus();
  await page.keyboard.press('Control+z');
  const question = page.getByRole('dialog', { name: '撤销：批量编排代码（3条）' });
  await question.waitFor();
  await dialogAtRest(journey);
  await sight(journey, 'undo-asked');
  // What one key brings in again, Enter takes back.
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await under()).length).toBe(before);
  await question.waitFor({ state: 'detached' });
  await grid().focus();
  await page.keyboard.press('Control+y');
  await page.getByText('已恢复操作：批量编排代码（3条）').waitFor();
  expect((await under()).length).toBe(before + 3);
});

/** Begins to drag the third row, and holds it over a node. */
async function holdOver(target: Locator): Promise<void> {
  const { page } = journey;
  const row = (await grid().getByRole('row').nth(3).boundingBox())!;
  await page.mouse.move(row.x + 200, row.y + row.height / 2);
  await page.mouse.down();
  await page.mouse.move(row.x + 190, row.y + row.height / 2 - 5, { steps: 3 });
  const place = (await target.boundingBox())!;
  await page.mouse.move(place.x + 30, place.y + place.height / 2, { steps: 8 });
  await page.mouse.move(place.x + 34, place.y + place.height / 2 + 1, { steps: 2 });
}

it('a node at which no entry can stand takes none, says why, and opens when it is held over', async () => {
  const { page } = journey;
  const named = (name: RegExp) => page.locator('.category-tree .tree-node').filter({ hasText: name }).first();
  const fold = (name: RegExp) =>
    named(name)
      .locator('xpath=ancestor::*[contains(@class,"ant-tree-treenode")][1]')
      .locator('.ant-tree-switcher')
      .click();
  const hint = page.locator('.pane-foot [role=status]');
  await page.getByRole('textbox', { name: '查找分类' }).fill('307');
  await named(/^307001/).waitFor();
  await fold(/^3部门/);
  await named(/^307/).waitFor({ state: 'detached' });
  await holdOver(named(/^3部门/));
  await expect.poll(() => hint.textContent()).toMatch(/^“部门.*”是类，信息资源编在目或细目下：停留片刻展开/);
  await journey.screenshot('classify-closed');
  await named(/^307/).waitFor();
  await page.mouse.up();
  // 项 without any 目.
  await page.getByRole('textbox', { name: '查找分类' }).fill('201');
  await holdOver(named(/^201/));
  await expect.poll(() => hint.textContent()).toMatch(/^“公共服务”是项.*还没有目/);
  await journey.screenshot('classify-without-level');
  await page.mouse.up();
  await expect.poll(() => hint.textContent()).toMatch(/^没有编入。“公共服务”是项.*还没有目。先在系统设置/);
  await sight(journey, 'classify-refused');
  await page.waitForTimeout(300);
  expect(await hint.count()).toBe(1);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect((await under()).length).toBe(3);
  // Given up by Esc, a real window tells the page the same as letting go, and then of the key being released.
  await page.keyboard.up('Escape');
  await hint.waitFor({ state: 'detached' });
});
