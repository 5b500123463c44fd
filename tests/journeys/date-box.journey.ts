/** A date box: what is no date stays in it until it is put right, and its calendar comes when asked for, whole. */
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, cutOff, dialogAtRest, goTo, keyboardIn, sight, standsStill, typeDate } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

let journey: Journey;

beforeAll(async () => {
  const folder = makeFolder('date-box');
  journey = await launch({
    folder,
    profile: folder,
    today: '2026-11-21',
    size: { width: 1366, height: 728 },
  });
  journey.page.setDefaultTimeout(10_000);
  await journey.page.getByRole('button', { name: '打开示例' }).click();
  await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
}, 60_000);

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('date-box-failed');
});

const dialog = () => journey.page.getByRole('dialog').last();
const calendar = () => journey.page.locator('.date-calendar:visible');
const register = () => dialog().getByRole('button', { name: '登记', exact: true });
const events = async (): Promise<CallOutput<'events.list'>['events']> =>
  (await ask<CallOutput<'events.list'>>(journey, 'events.list', {})).events;

async function openForm(): Promise<Locator> {
  const { page } = journey;
  await goTo(journey, '首页');
  await page.getByRole('button', { name: '登记事项' }).click();
  await dialogAtRest(journey);
  await dialog().locator('.ant-picker #event-on').waitFor();
  return dialog().locator('#event-on');
}

async function closeForm(): Promise<void> {
  await dialog()
    .getByRole('button', { name: /取\s*消/ })
    .click();
  await dialog().waitFor({ state: 'hidden' });
}

it('what is no date stays in the box with the reason below it, and holds the form back until it is put right', async () => {
  const before = (await events()).length;
  const box = await openForm();
  await dialog().locator('#event-about').fill('《××规定》修订');
  const told = dialog().locator('.date-input').getByText('一年没有13月', { exact: true });
  await box.click();
  await calendar().waitFor();
  await typeDate(box, '2026-13-40');
  // A quick press: the box is left, and the form puts the cursor back into it before the next picture.
  await register().evaluate(async (button) => {
    (document.activeElement as HTMLElement).blur();
    await new Promise((resolve) => setTimeout(resolve));
    (button as HTMLElement).click();
  });
  await told.waitFor();
  await keyboardIn(box);
  await calendar().waitFor({ state: 'hidden' });
  for (const way of ['mouse', 'keyboard']) {
    if (way === 'mouse') await register().click();
    else await box.press('Control+Enter');
    await keyboardIn(box, way);
    expect(await box.inputValue()).toBe('2026-13-40');
    expect(await told.isVisible()).toBe(true);
  }
  expect(await calendar().count()).toBe(0);
  await sight(journey, 'date-box-refused');
  await typeDate(box, '');
  await register().click();
  await dialog().getByText('还缺：发生日期').waitFor();
  await typeDate(box, '2026-11-13');
  await register().click();
  await dialog().waitFor({ state: 'hidden' });
  const now = await events();
  expect(now.length).toBe(before + 1);
  expect(now.find(({ about }) => about === '《××规定》修订')).toMatchObject({ on: '2026-11-13' });
});

it('the calendar opens by a press on the box or by ↓, and not because the keyboard comes to the box', async () => {
  const { page } = journey;
  const box = await openForm();
  await dialog().locator('#event-received').focus();
  await page.keyboard.press('Tab');
  while (!(await box.evaluate((line) => line === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await calendar().count()).toBe(0);
  for (const key of ['ArrowDown', 'Alt+ArrowDown']) {
    await page.keyboard.press(key);
    await calendar().waitFor();
    await page.keyboard.press('Escape');
    await calendar().waitFor({ state: 'hidden' });
  }
  await box.click();
  await calendar().waitFor();
  await page.keyboard.press('Enter');
  await calendar().waitFor({ state: 'hidden' });
  expect(await dialog().getByText(/^还缺/).count()).toBe(0);
  await closeForm();
});

it('at 150 % on the usual small screen the calendar of every date box is whole within the window and leaves its box to be seen', async () => {
  const { page } = journey;
  await goTo(journey, '系统设置');
  await page.getByRole('button', { name: '显示与快捷键' }).click();
  await page.getByRole('radio', { name: '特大字（150%）' }).check();
  await page.waitForFunction(() => innerWidth < 950);
  await openForm();
  for (const id of ['promulgated', 'issued', 'effective', 'received', 'on']) {
    const box = dialog().locator(`#event-${id}`);
    await box.click();
    await calendar().waitFor();
    await standsStill(journey);
    const { day, line, wide, high } = await calendar().evaluate(
      (popup, place) => ({
        day: popup.getBoundingClientRect().toJSON() as DOMRect,
        line: document.querySelector(place)!.getBoundingClientRect().toJSON() as DOMRect,
        wide: innerWidth,
        high: innerHeight,
      }),
      `#event-${id}`,
    );
    expect(day.top, id).toBeGreaterThanOrEqual(0);
    expect(day.left, id).toBeGreaterThanOrEqual(0);
    expect(day.bottom, id).toBeLessThanOrEqual(high);
    expect(day.right, id).toBeLessThanOrEqual(wide);
    expect(day.left >= line.right || day.right <= line.left, id).toBe(true);
    expect(await cutOff(journey), id).toEqual([]);
    if (id === 'on') await journey.screenshot('date-box-large-type');
    await page.keyboard.press('Escape');
    await calendar().waitFor({ state: 'hidden' });
  }
  await closeForm();
});
