/** 特大字（150%） with high contrast at 1366×768: every part of every screen stays whole, and everything can be reached. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, atRest, cutOff, goTo } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

let journey: Journey;

beforeAll(async () => {
  const profile = makeFolder('large-type');
  journey = await launch({
    profile,
    folder: profile,
    today: '2026-11-21',
    size: { width: 1366, height: 728 },
  });
  journey.page.setDefaultTimeout(20_000);
  await journey.page.getByRole('button', { name: '打开示例' }).click();
  await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
  await openFirstEntry();
  // In usual type somebody has made the grid low.
  const border = journey.page.getByRole('separator', { name: '调整上下高度' });
  for (let i = 0; i < 9; i++) await border.press('ArrowDown');
  expect((await room()).rows).toBeLessThan(3);
  await goTo(journey, '系统设置');
  await journey.page.getByRole('button', { name: '显示与快捷键' }).click();
  await journey.page.getByRole('radio', { name: '特大字（150%）' }).check();
  await journey.page.getByRole('switch', { name: '高对比度' }).click();
  await journey.page.waitForFunction(() => innerWidth < 950);
}, 60_000);
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('large-type-failed');
});

/** From the list, by the keyboard. */
async function openFirstEntry(): Promise<void> {
  const { page } = journey;
  await goTo(journey, '目录编制');
  await page.getByRole('grid', { name: '信息资源列表' }).press('Enter');
  await page.locator('#field-name').waitFor();
  await page.getByText(/^信息项（/).waitFor();
}

/** How many boxes of the form and how many rows of the grid can be seen whole in the editor. */
async function room(): Promise<{ fields: number; rows: number }> {
  return journey.page.evaluate(() => {
    const form = document.querySelector('.entry-fields')!.getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.entry-fields .field-control > :first-child')];
    const grid = document.querySelector('.item-grid .dvn-scroller')!;
    const [head, row] = [32, 30];
    return {
      fields: boxes.filter((box) => box.getBoundingClientRect().bottom <= form.bottom).length,
      rows: Math.floor((grid.clientHeight - head) / row),
    };
  });
}

/** What is wrong with the window as it stands: cut off, clipped, scrolling as a whole, or not accessible. */
async function faults(name: string): Promise<string[]> {
  await journey.page.waitForTimeout(400);
  await atRest(journey);
  await journey.screenshot(`huge-${name}`);
  const clipped = await journey.page.evaluate(() => [
    ...(document.documentElement.scrollWidth > innerWidth ? ['the window scrolls sideways'] : []),
    ...[...document.querySelectorAll<HTMLElement>('button.ant-btn, .page-parts button, .navigation-item')]
      .filter((button) => button.offsetParent !== null && button.scrollWidth > button.clientWidth + 2)
      .map((button) => `clipped: ${button.textContent}`),
  ]);
  const found = [...clipped, ...(await accessibilityFaults(journey)), ...(await cutOff(journey))];
  return found.map((fault) => `${name}: ${fault}`);
}

/** What within a part of the window has to be scrolled sideways to be read. */
async function sideways(part: string): Promise<string[]> {
  return journey.page.evaluate(
    (within) =>
      [...document.querySelectorAll(`${within}, ${within} *`)]
        .filter((one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
        .filter((one) => one.scrollWidth > one.clientWidth)
        .map((one) => `scrolls sideways: ${one.className}`),
    part,
  );
}

describe.each(['首页', '目录编制', '导入导出', '审核审签', '报送与回执', '全面维护', '台账报告', '系统设置'])(
  '%s',
  (screen) => {
    it('every part of it', async () => {
      await goTo(journey, screen);
      const parts = journey.page.locator('.page-parts button, .side-list[aria-label="设置项目"] button');
      await journey.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      const count = await parts.count();
      const found = count === 0 ? await faults(screen) : [];
      for (let i = 0; i < count; i++) {
        await parts.nth(i).click();
        found.push(...(await faults(`${screen}-${i + 1}`)));
      }
      expect(found).toEqual([]);
    }, 120_000);
  },
);

describe('above the screens', () => {
  it('the editor with its grid, the board of findings, the palette, the shortcuts, a batch', async () => {
    const { page } = journey;
    const found: string[] = [];
    await goTo(journey, '目录编制');
    const list = page.getByRole('grid', { name: '信息资源列表' });
    await list.waitFor();
    expect(await list.evaluate((table) => table.scrollWidth - table.clientWidth)).toBe(0);
    await openFirstEntry();
    found.push(...(await faults('editor')));
    const { fields, rows } = await room();
    expect(fields).toBeGreaterThanOrEqual(4);
    expect(rows).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('heading', { name: '校验结果' }).waitFor();
    found.push(...(await faults('findings')), ...(await sideways('.finding-board')));
    // The last is a 需要说明.
    await page.getByRole('grid', { name: '问题列表' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await page.getByRole('toolbar', { name: '已选1个问题' }).waitFor();
    await page.getByText('按资源', { exact: true }).click();
    await page.getByRole('grid', { name: '有问题的信息资源' }).waitFor();
    found.push(...(await faults('findings-ticked')), ...(await sideways('.finding-board')));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '搜索信息资源和操作' }).waitFor();
    found.push(...(await faults('palette')));
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
    found.push(...(await faults('shortcuts')));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' });
    await goTo(journey, '目录编制');
    await page.getByRole('grid', { name: '信息资源列表' }).focus();
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('dialog', { name: /^批量修改/ }).waitFor();
    found.push(...(await faults('batch')));
    expect(found).toEqual([]);
  }, 120_000);
});
