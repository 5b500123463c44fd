/** Large type, high contrast, shortcuts, the sample, and closing while typing: what the hands and eyes meet. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const profile = makeFolder('eyes');
const SCREENS = [
  '首页',
  '目录编制',
  '导入导出',
  '审核审签',
  '报送与回执',
  '全面维护',
  '台账报告',
  '系统设置',
];
let journey: Journey;

const start = (library?: string): Promise<Journey> =>
  launch({
    profile,
    folder: profile,
    today: '2026-11-21',
    size: { width: 1366, height: 728 },
    ...(library === undefined ? {} : { library }),
  });

beforeAll(async () => {
  journey = await start();
  journey.page.setDefaultTimeout(20_000);
});
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('eyes-failed');
});

async function sound(name: string): Promise<void> {
  // What fades in is there.
  await journey.page.waitForTimeout(350);
  await sight(journey, name);
}

describe('the sample to play with', () => {
  it('is opened from the first screen without any question', async () => {
    await sound('welcome-sample');
    await journey.page.getByRole('button', { name: '打开示例' }).click();
    await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
    await goTo(journey, '目录编制');
    await journey.page.getByRole('grid', { name: '信息资源列表' }).waitFor();
    const { total } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1 });
    expect(total).toBeGreaterThan(50);
  });

  it('is among the libraries opened lately, by what it is, also when it was opened from there', async () => {
    const { page } = journey;
    const listed = page.getByRole('button', { name: /^示例目录库\s*示例目录库\.mulu/ });
    for (let i = 0; i < 2; i++) {
      await page.locator('.top-library').click();
      await page.getByRole('menuitem', { name: '关闭目录库' }).click();
      await listed.waitFor();
      await listed.click();
      await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    }
    await goTo(journey, '目录编制');
  });
});

describe('large type and high contrast are applied at once and kept', () => {
  it('every screen stays whole and readable in both', async () => {
    await goTo(journey, '系统设置');
    await journey.page.getByRole('button', { name: '显示与快捷键' }).click();
    await sound('display-usual');
    const usual = await journey.page.evaluate(() => devicePixelRatio);
    await journey.page.getByRole('radio', { name: '大字（125%）' }).check();
    await expect.poll(() => journey.page.evaluate(() => devicePixelRatio)).toBeCloseTo(usual * 1.25, 1);
    await journey.page.getByRole('switch', { name: '高对比度' }).click();
    await expect
      .poll(() => journey.page.evaluate(() => getComputedStyle(document.body).color))
      .toBe('rgb(0, 0, 0)');
    for (const screen of SCREENS) {
      await goTo(journey, screen);
      await journey.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await journey.page.waitForTimeout(400);
      await sound(`large-contrast-${SCREENS.indexOf(screen)}`);
    }
  }, 120_000);

  it('F1 shows every shortcut; a question mark in a text box is a question mark', async () => {
    await goTo(journey, '目录编制');
    const search = journey.page.getByRole('textbox', { name: '在目录中查找' });
    await search.fill('');
    await search.press('?');
    expect(await search.inputValue()).toBe('?');
    await search.fill('');
    await journey.page.keyboard.press('F1');
    const sheet = journey.page.getByRole('dialog', { name: '快捷键' });
    await sheet.getByText('Ctrl+Shift+E').waitFor();
    await sound('shortcuts');
    await journey.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });
});

describe('closing right after the last key', () => {
  it('saves and closes without a question, and the look is the same next time', async () => {
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1 });
    const { library } = await ask<CallOutput<'library.summary'>>(journey, 'library.summary', {});
    await journey.page.getByRole('grid', { name: '信息资源列表' }).getByRole('row').nth(1).dblclick();
    const name = journey.page.locator('#field-name');
    await name.waitFor();
    await name.fill('关窗前一刻的名称');
    const closed = new Promise<void>((resolve) => {
      journey.app.once('close', () => resolve());
    });
    await journey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await closed;
    journey = await start(join(library));
    journey.page.setDefaultTimeout(20_000);
    await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
    const { entry } = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', {
      entry: entries[0]!.id,
    });
    expect(entry.name).toBe('关窗前一刻的名称');
    expect(await journey.page.evaluate(() => document.documentElement.dataset['contrast'])).toBe('high');
  }, 90_000);
});
