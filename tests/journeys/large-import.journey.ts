import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeWorkbook } from '#app/documents/write-workbook';
import { loadResources } from '#app/operations/resources';
import { RESOURCES } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { ask, checkWorkbook, createLibrary, enginePid, goTo } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const ENTRIES = 1000;
const ITEMS = 10;
const folder = makeFolder('large-import');
const workbook = join(folder, '一万行.xlsx');
let journey: Journey;

beforeAll(async () => {
  const resources = await loadResources(RESOURCES);
  const entries = Array.from({ length: ENTRIES }, (_, i) =>
    sampleEntry({ name: `登记对象基本信息${String.fromCodePoint(0x4e00 + i)}类` }, ITEMS),
  );
  await writeWorkbook(workbook, entries, {
    layout: resources.layouts.find((layout) => layout.id === 'national-2017')!,
    codeTables: resources.codeTables,
    upload: true,
  });
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(120_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('large-import-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

/** Watches the page's frames; the answered function tells the longest time between two of them, in milliseconds. */
async function watchFrames(): Promise<() => Promise<number>> {
  await journey.page.evaluate(() => {
    const watch = globalThis as unknown as { longestFrame: number };
    watch.longestFrame = 0;
    let last = performance.now();
    const step = (now: number): void => {
      watch.longestFrame = Math.max(watch.longestFrame, now - last);
      last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return () =>
    journey.page.evaluate(() => Math.round((globalThis as unknown as { longestFrame: number }).longestFrame));
}

async function entries(): Promise<number> {
  return (await ask<{ entries: number }>(journey, 'library.summary', {})).entries;
}

describe(`a workbook of ${ENTRIES * ITEMS} rows`, () => {
  it('is checked and shown while the window goes on drawing (a file of 34 MB froze another program)', async () => {
    const longest = await watchFrames();
    const start = performance.now();
    await checkWorkbook(journey, workbook);
    await journey.page.getByText(`新增 ${ENTRIES}条（${ENTRIES * ITEMS}行）`).waitFor();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    // Told, never judged: the machine may be busy with other things.
    process.stdout.write(`预检${ENTRIES * ITEMS}行：${seconds}秒，最长一帧${await longest()}毫秒\n`);
    await journey.screenshot('large-import-checked');
  });

  it('the engine killed in the middle of the write leaves the library whole and the window usable', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: /^写入目录库/ }).click();
    await page.getByRole('status', { name: '正在处理' }).waitFor();
    process.kill(await enginePid(journey), 'SIGKILL');
    await page.getByText('后台处理中断，已重新启动').first().waitFor();
    await journey.screenshot('large-import-killed');
    expect(await entries()).toBe(0);
    const doctor = await ask<{ found: string[] }>(journey, 'library.doctor', {});
    expect(doctor.found).toEqual([]);
  });

  it('can be cancelled, and then nothing is in', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: /^写入目录库/ }).click();
    await page.getByRole('status', { name: '正在处理' }).getByRole('button', { name: '取消' }).click();
    await page.getByText('已取消，没有写入任何内容').first().waitFor();
    expect(await entries()).toBe(0);
  });

  it('goes in on the next try, while other screens stay in use', async () => {
    const { page } = journey;
    const longest = await watchFrames();
    const start = performance.now();
    await page.getByRole('button', { name: /^写入目录库/ }).click();
    await goTo(journey, '系统设置');
    await page.getByRole('heading', { name: '系统设置' }).waitFor();
    await goTo(journey, '导入导出');
    await page.getByText(`已写入：新增${ENTRIES}条`).waitFor();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    process.stdout.write(`写入${ENTRIES * ITEMS}行：${seconds}秒，最长一帧${await longest()}毫秒\n`);
    expect(await entries()).toBe(ENTRIES);
  });

  it('an export shows its progress and can be cancelled, and then no file is there', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByText(`信息资源${ENTRIES}条，信息项${ENTRIES * ITEMS}个`).waitFor();
    // Pressed the moment it shows.
    const stages = await page.evaluateHandle(() => {
      const seen: string[] = [];
      new MutationObserver(() => {
        const panel = document.querySelector('.work-panel');
        if (panel === null) return;
        seen.push(panel.textContent ?? '');
        panel.querySelector<HTMLButtonElement>('button:not([disabled])')?.click();
      }).observe(document.body, { subtree: true, childList: true });
      return seen;
    });
    const out = join(folder, '导出.xlsx');
    journey.answerDialogs([out]);
    await page.getByRole('button', { name: '选择保存位置并导出' }).click();
    await page.getByText('已取消，没有写入任何内容').first().waitFor();
    expect((await stages.jsonValue()).join()).toContain('导出目录');
    expect(readdirSync(folder).filter((name) => name.startsWith('导出'))).toEqual([]);
  });

  it('the list of what waits for review is there at once, and all of it can be chosen', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await page.getByRole('button', { name: `选择全部${ENTRIES}条` }).click();
    await page.getByText(`已选${ENTRIES}条，其中逐条查看过0条`).waitFor();
    await journey.screenshot('large-import-review');
  });
});
