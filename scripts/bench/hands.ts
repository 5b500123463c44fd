/**
 * What a hand feels with 100,000 entries in the library: frames while the list is scrolled by the wheel, beside the
 * same script on an empty page, and the time from a key in a cell to what the check says of it.
 */
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { endJourneys, launch, makeFolder, type Journey } from '#tests/journeys/harness';
import { goTo } from '#tests/journeys/drive';
import { p95, type BenchRow } from './bench-row';
import { inEmptyWindow } from './empty-window';

const TURNS_OF_THE_WHEEL = 120;
const KEYS = 60;

// Texts, because what runs in the page must not be touched by the tool that runs this file.
const RECORD_FRAMES = `{
  const seen = [];
  globalThis.seen = seen;
  requestAnimationFrame(function draw(at) {
    seen.push(at);
    requestAnimationFrame(draw);
  });
}`;
const RECORD_FINDINGS = `{
  const panel = document.querySelector('.finding-panel');
  const took = [];
  globalThis.took = took;
  let pressed = null;
  let faulty = false;
  addEventListener('keydown', ({ key }) => {
    if (key === 'Delete' || key === 'Enter') pressed = performance.now();
  }, true);
  new MutationObserver(() => {
    const now = panel.textContent.includes('信息项名称没有填写');
    if (now === faulty || pressed === null) return;
    faulty = now;
    took.push(performance.now() - pressed);
    pressed = null;
  }).observe(panel, { childList: true, subtree: true, characterData: true });
}`;

/** The gaps between the frames that are drawn while the wheel is turned over the middle of the page, in ms. */
async function framesWhileScrolling(page: Page): Promise<number[]> {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await page.mouse.move(width / 2, height / 2);
  await page.evaluate(RECORD_FRAMES);
  for (let turn = 0; turn < TURNS_OF_THE_WHEEL; turn++) {
    await page.mouse.wheel(0, turn % 40 < 30 ? 360 : -900);
    await page.waitForTimeout(16);
  }
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
  return seen.slice(1).map((at, i) => at - seen[i]!);
}

/** From each key that empties or fills a name to the change of the findings it makes, in ms. */
async function keysToFindings({ page }: Journey): Promise<number[]> {
  await page.getByRole('grid', { name: '信息资源列表' }).locator('.row-table-row').first().dblclick();
  await page.locator('#field-name').waitFor();
  const canvas = await page.locator('.item-grid canvas').first().boundingBox();
  await page.mouse.click(canvas!.x + 100, canvas!.y + 32 + 15);
  await page.waitForFunction(() => document.querySelector('.item-grid')?.contains(document.activeElement));
  // No hand types before the cell is drawn as selected.
  await page.waitForTimeout(200);
  await page.evaluate(RECORD_FINDINGS);
  const count = (): Promise<number> =>
    page.evaluate(() => (globalThis as unknown as { took: number[] }).took.length);
  for (let i = 0; i < KEYS; i += 2) {
    await page.keyboard.press('Delete');
    await page.waitForFunction((n) => (globalThis as unknown as { took: number[] }).took.length > n, i);
    await page.keyboard.type('名');
    // No hand is at Enter in the same instant.
    await page.waitForTimeout(60);
    await page.keyboard.press('Enter');
    await page.waitForFunction((n) => (globalThis as unknown as { took: number[] }).took.length > n, i + 1);
    await page.waitForTimeout(60);
    await page.keyboard.press('ArrowUp');
    await page.waitForTimeout(60);
  }
  if ((await count()) !== KEYS) throw new Error(`${await count()} findings after ${KEYS} keys`);
  return page.evaluate(() => (globalThis as unknown as { took: number[] }).took);
}

export async function benchHands(library: string): Promise<BenchRow[]> {
  const folder = makeFolder('bench');
  const copy = join(folder, basename(library));
  copyFileSync(library, copy);
  const journey = await launch({ library: copy, folder, today: '2026-11-23' });
  await goTo(journey, '目录编制');
  await journey.page.getByRole('grid', { name: '信息资源列表' }).locator('.row-table-row').first().waitFor();
  const frames = await framesWhileScrolling(journey.page);
  const keys = await keysToFindings(journey);
  await journey.close();
  const plain = await inEmptyWindow('<div style="height:3400000px"></div>', framesWhileScrolling);
  await endJourneys();
  return [
    { what: '滚动列表时的帧（第95百分位，10万条）', value: p95(frames), unit: 'ms', target: 50 },
    { what: '同样滚动空页面时的帧（第95百分位）', value: p95(plain), unit: 'ms', target: 50 },
    { what: '单元格中按键到校验结果（第95百分位）', value: p95(keys), unit: 'ms', target: 50 },
  ];
}
