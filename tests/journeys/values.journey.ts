/** Values that are typed wrong speak at once, and what is certain is put right; on a machine whose clock is elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { minuteInShanghai } from '#app/deadlines/calendar-date';
import { sampleEntry } from '#tests/support/sample-entry';
import { mulu } from '#tests/support/mulu';
import { ask, createLibrary, dialogAtRest, goTo, paste, sight, typeDate } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

type Entry = CallOutput<'entries.read'>['entry'];
const NAME = '行政许可信息';
const folder = makeFolder('values');
let journey: Journey;
let id = '';

beforeAll(async () => {
  journey = await launch({
    folder,
    today: '2026-11-21',
    size: { width: 1366, height: 728 },
    env: { TZ: 'America/New_York' },
  });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
  const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', { front: '307001' });
  id = made.entry.id;
  // As it came from elsewhere: other names of the values.
  const entry = { ...sampleEntry({}, 3), id, code: made.entry.code, name: NAME, updateCycle: '每天' };
  const items = entry.items.map((item) => ({ ...item, updateCycle: '每天' }));
  await ask(journey, 'entries.save', { entry: { ...entry, items }, revision: made.meta.revision, by: '甲' });
  await goTo(journey, '目录编制');
  await journey.page.getByRole('grid', { name: '信息资源列表' }).getByText(NAME, { exact: true }).dblclick();
  await journey.page.locator('#field-name').waitFor();
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('values-failed');
});

const panel = () => journey.page.getByRole('complementary', { name: '校验结果' });
const finding = (words: string) => panel().getByRole('listitem').filter({ hasText: words });

async function kept(what: (entry: Entry) => unknown, expected: unknown): Promise<void> {
  const read = () => ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: id });
  await expect.poll(async () => what((await read()).entry)).toEqual(expected);
}

/** Selects the data length of a row, counted from 0; the other columns are some keys away. */
async function clickLength(row: number): Promise<void> {
  const box = await journey.page.locator('.item-grid canvas').first().boundingBox();
  await journey.page.mouse.click(box!.x + 500, box!.y + 32 + row * 30 + 15);
  await journey.page.waitForFunction(() =>
    document.querySelector('.item-grid')?.contains(document.activeElement),
  );
  await journey.page.waitForTimeout(150);
}

it('a data length in words is told in the cell and in the panel, and mended by one press', async () => {
  const { page } = journey;
  await clickLength(0);
  await page.keyboard.type('五十', { delay: 30 });
  await page.keyboard.press('Enter');
  const told = finding('数据长度“五十”不是数字');
  await told.getByText('改为50').waitFor();
  await told.getByRole('button', { name: /数据长度/ }).click();
  await page.locator('.item-remark').getByText('数据长度“五十”不是数字').waitFor();
  await sight(journey, 'values-length');
  await told.getByRole('button', { name: '一键修正' }).click();
  await told.waitFor({ state: 'hidden' });
  await kept((entry) => entry.items[0]?.dataLength, '50');
});

it('a click right after one elsewhere selects the cell, and only two clicks on it open it', async () => {
  const { page } = journey;
  const box = page.locator('#portal textarea, #portal input');
  await clickLength(0);
  await page.getByRole('heading', { name: /^信息项（/ }).click();
  await clickLength(0);
  expect(await box.count()).toBe(0);
  const grid = await page.locator('.item-grid canvas').first().boundingBox();
  await page.mouse.dblclick(grid!.x + 500, grid!.y + 32 + 15);
  await box.waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
  await kept((entry) => entry.items[0]?.dataLength, '50');
});

it('a length that nobody can read for certain stays, and is told for all items at once', async () => {
  const { page } = journey;
  await clickLength(0);
  await paste(journey, '约50\r\n约50\r\n约50\r\n');
  const told = finding('数据长度“约50”不是数字（涉及全部3个信息项）');
  await told.getByText('只填数字').waitFor();
  expect(await told.getByRole('button', { name: '一键修正' }).count()).toBe(0);
  // Without an item of its own it leads to the first cell concerned.
  await told.getByRole('button', { name: /数据长度/ }).click();
  await page.locator('.item-remark').getByText('第1行').waitFor();
  await page.keyboard.press('Control+z');
  await told.waitFor({ state: 'hidden' });
});

it('another name of a value is written as the list has it: pasted, typed in the grid, chosen in the form', async () => {
  const { page } = journey;
  await clickLength(1);
  await page.keyboard.press('ArrowRight');
  await paste(journey, '不予共享类');
  await kept(
    (entry) => entry.items.map((item) => item.sharingType),
    ['无条件共享', '不予共享', '无条件共享'],
  );
  await page.keyboard.press('Control+z');
  await kept((entry) => entry.items[1]?.sharingType, '无条件共享');
  await clickLength(1);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('varchar2', { delay: 30 });
  await page.keyboard.press('Tab');
  await kept((entry) => entry.items[1]?.dataType, '字符型C');
  await page.locator('#field-sharingType').click();
  await page.keyboard.type('条件共享类', { delay: 30 });
  await page.locator('.ant-select-item-option').getByText('有条件共享').waitFor();
  await journey.screenshot('values-alias');
  await page.keyboard.press('Enter');
  await kept((entry) => entry.sharingType, '有条件共享');
});

it('another name of a value goes before the values that contain it, in the grid and in the form', async () => {
  const { page } = journey;
  const shared = (entry: Entry) => entry.items.map((item) => item.sharingType);
  await clickLength(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const box = page.locator('#portal input');
  await box.fill('不予');
  await box.press('Enter');
  await kept(shared, ['不予共享', '有条件共享', '有条件共享']);
  await clickLength(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await box.fill('条件共享');
  expect(await page.locator('.choice-editor-list [role="option"]').allInnerTexts()).toEqual([
    '有条件共享',
    '无条件共享',
  ]);
  await journey.screenshot('values-choice-grid');
  await box.press('Enter');
  await kept(shared, ['有条件共享', '有条件共享', '有条件共享']);
  // From another value, in the form.
  const choose = async (typed: string) => {
    await page.locator('#field-sharingType').click();
    await page.keyboard.type(typed, { delay: 30 });
    await page.locator('.ant-select-item-option-active').waitFor();
  };
  await choose('不予');
  await page.keyboard.press('Enter');
  await kept((entry) => entry.sharingType, '不予共享');
  await choose('条件共享');
  expect(await page.locator('.ant-select-dropdown .ant-select-item-option').allInnerTexts()).toEqual([
    '有条件共享',
    '无条件共享',
  ]);
  await journey.screenshot('values-choice-form');
  await page.keyboard.press('Enter');
  await kept((entry) => entry.sharingType, '有条件共享');
});

it('what is in no list is kept as typed and told, not dropped; Tab goes past a list without a stop that nobody sees', async () => {
  const { page } = journey;
  const box = page.locator('#field-formatCategory');
  const was = (await ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: id })).entry;
  await box.click();
  await page.keyboard.type('数据台账', { delay: 30 });
  await page.getByText('列表中没有“数据台账”').waitFor();
  await page.keyboard.press('Tab');
  await kept((entry) => entry.formatCategory, '数据台账');
  await finding('数据台账').first().waitFor();
  await box.click();
  await page.keyboard.type('数据', { delay: 30 });
  await page.keyboard.press('Escape');
  await page.locator('#field-name').click();
  await kept((entry) => entry.formatCategory, '数据台账');
  await box.focus();
  await page.keyboard.press('Delete');
  await kept((entry) => entry.formatCategory, '');
  await box.click();
  await page.keyboard.type(was.formatCategory, { delay: 30 });
  await page.locator('#field-name').click();
  await kept((entry) => entry.formatCategory, was.formatCategory);
  await box.focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).not.toContain('ant-select-clear');
});

it('blanks around a text of one line are taken off on leaving it, as an import does', async () => {
  const { page } = journey;
  const name = page.locator('#field-name');
  const former = await name.inputValue();
  await name.fill(`　 ${former}甲 \t`);
  await page.keyboard.press('Tab');
  await kept((entry) => entry.name, `${former}甲`);
  expect(await name.inputValue()).toBe(`${former}甲`);
  await name.fill(former);
  await page.keyboard.press('Tab');
  await kept((entry) => entry.name, former);
});

it('what a library holds by another name is told and mended by one press', async () => {
  const told = finding('更新周期“每天”在列表中写作“每日”');
  await told.getByText('改为每日').waitFor();
  await told.getByRole('button', { name: '一键修正' }).click();
  await told.waitFor({ state: 'hidden' });
  await kept(
    (entry) => [entry.updateCycle, ...entry.items.map((item) => item.updateCycle)],
    Array(4).fill('每日'),
  );
});

it.each([
  ['2026-02-30', '发布日期“2026-02-30”不存在，2026年2月没有30日'],
  ['2062-09-01', '发布日期2062-09-01在一年以后'],
  ['1930-01-01', '发布日期1930-01-01过早'],
  ['1800-01-01', '发布日期1800-01-01过早'],
  ['昨天', '发布日期“昨天”不是日期'],
])('a date box shows what is wrong with %s beside it', async (typed, message) => {
  const { page } = journey;
  const box = page.locator('#field-publishedOn');
  await box.fill(typed);
  await page.keyboard.press('Tab');
  const told = page.locator('[data-field="field-publishedOn"] .field-finding').filter({ hasText: message });
  await told.scrollIntoViewIfNeeded();
  await told.waitFor();
  if (typed === '2026-02-30') await sight(journey, 'values-date');
});

it('the table of contents follows the field in the same picture', async () => {
  const { page } = journey;
  await page.locator('#field-publishedOn').fill('2026-03-02');
  await page.locator('#field-summary').scrollIntoViewIfNeeded();
  // At every picture drawn: whether the field is marked, and how many the table of contents counts.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const marked = document.querySelectorAll('section[data-group="基本信息"] .field-finding').length;
      const count =
        document.querySelector('.entry-contents li:first-child .contents-count')?.textContent ?? '0';
      const value = (document.querySelector('#field-summary') as HTMLTextAreaElement).value;
      seen.push(`${value === '' ? 'blank' : 'filled'} ${marked} ${count}`);
      requestAnimationFrame(look);
    };
    look();
  });
  const before = await page.locator('.entry-contents li:first-child .contents-count').count();
  for (const words of ['', '许可的名称和期限', '', '许可的名称和期限']) {
    await page.locator('#field-summary').fill(words);
    await page.waitForTimeout(1500);
  }
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  const runs = seen.filter((line, i) => line !== seen[i - 1]);
  const marks = runs.map((line) => line.split(' '));
  expect(
    marks.every(([, marked, count]) => marked === count),
    runs.join('；'),
  ).toBe(true);
  // The field was emptied twice; its mark stands there in one of the next pictures after the key.
  const late = seen.filter((line) => line === `blank ${before} ${before}`).length;
  expect(late, runs.join('；')).toBeLessThanOrEqual(6);
});

it('times are told in Beijing time, whatever the clock of the machine is set to', async () => {
  const { page } = journey;
  expect(await page.evaluate(() => new Date().getTimezoneOffset())).toBeGreaterThan(0);
  // The last key of the tests above is saved by then.
  await page
    .getByText(/已保存/)
    .first()
    .waitFor();
  const { meta } = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: id });
  const changed = minuteInShanghai(Date.parse(meta.changedAt));
  await page
    .locator('.editor')
    .getByText(new RegExp(`${changed}.*修改`))
    .first()
    .waitFor();
  await page
    .getByText(new RegExp(`已保存.*${changed.slice(11)}`))
    .first()
    .waitFor();
  await page.getByRole('button', { name: '返回列表' }).click();
  await page.getByRole('article', { name: '所选信息资源' }).getByText(changed).waitFor();
  await sight(journey, 'values-times');
});

it.each([
  ['2026-02-30', '2026年2月没有30日'],
  ['2027-01-01', '不能晚于2026-11-21'],
  ['0206-11-20', '年份应在1900年至2199年之间'],
])('the date box of a dialog says why it does not take %s', async (typed, message) => {
  const { page } = journey;
  await goTo(journey, '首页');
  await page.getByRole('button', { name: '登记事项' }).click();
  await typeDate(page.locator('#event-on'), typed);
  await page.locator('#event-on').press('Tab');
  await page.getByRole('dialog').getByText(message).waitFor();
  if (typed === '0206-11-20') await journey.screenshot('values-date-box');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /取\s*消/ })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

it('a press counts though the note of the box just left moves the button away, unless the hand moves away', async () => {
  const { page } = journey;
  await goTo(journey, '首页');
  await page.getByRole('button', { name: '登记事项' }).click();
  await dialogAtRest(journey);
  const dialog = page.getByRole('dialog');
  const cancel = dialog.getByRole('button', { name: /取\s*消/ });
  const save = dialog.getByRole('button', { name: '登记', exact: true });
  await page.evaluate(() => {
    const clicks: string[] = [];
    Object.assign(window, { clicks });
    addEventListener('click', ({ target }) =>
      clicks.push((target as Element).closest('button')?.textContent ?? ''),
    );
  });
  /** Types a wrong date, and presses where the button is before the box is left. */
  const press = async (button: Locator, aside: number): Promise<void> => {
    await typeDate(page.locator('#event-on'), '2026-02-30');
    const before = (await button.boundingBox())!;
    const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await dialog.getByText('2026年2月没有30日').waitFor();
    expect((await button.boundingBox())!.y).toBeGreaterThan(y);
    await page.mouse.move(x + aside, y);
    await page.mouse.up();
  };
  await press(cancel, 60);
  await press(save, 1);
  await dialog.getByText(/^还缺：/).waitFor();
  await typeDate(page.locator('#event-on'), '');
  await page.locator('#event-on').press('Tab');
  await press(cancel, 0);
  await dialog.waitFor({ state: 'hidden' });
  const clicks = await page.evaluate(() => (window as unknown as { clicks: string[] }).clicks);
  expect(clicks.filter((word) => word !== '')).toEqual(['登记', '取消']);
});

it('今天 in a date box is the day in China, whatever day the machine has', async () => {
  const { page } = journey;
  await page.getByRole('button', { name: '登记事项' }).click();
  await dialogAtRest(journey);
  const box = page.locator('#event-promulgated');
  await box.click();
  const calendar = page.locator('.date-calendar');
  const marked = calendar.locator('.ant-picker-cell:has(.date-today)');
  expect(await marked.getAttribute('title')).toBe('2026-11-21');
  await page.waitForTimeout(300);
  await journey.screenshot('values-today');
  await calendar.getByRole('button', { name: '今天' }).click();
  expect(await box.inputValue()).toBe('2026-11-21');
  await calendar.waitFor({ state: 'hidden' });
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /取\s*消/ })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

it('an export does not go over another library, whatever its file is called', async () => {
  const { page } = journey;
  const other = join(folder, '另一个目录库.xlsx');
  const words = ['--department', '示例市民政局', '--credit-code', '11430000743187451F', '--region', '610000'];
  expect((await mulu(['init', other, ...words, '--rules', 'shaanxi-2017'])).json.ok).toBe(true);
  const before = readFileSync(other);
  await goTo(journey, '导入导出');
  await page.getByRole('button', { name: '导出', exact: true }).click();
  journey.answerDialogs([other]);
  await page.getByRole('button', { name: '选择保存位置并导出' }).click();
  await page.getByText(/另一个目录库\.xlsx”是一个目录库，不能作输出文件，没有覆盖/).waitFor();
  await sight(journey, 'values-other-library');
  expect(readFileSync(other).equals(before)).toBe(true);
});
