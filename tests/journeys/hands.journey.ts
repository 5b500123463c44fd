/** By the keyboard alone, no mouse: an entry made, its items pasted, its findings mended, found again; 10,000 items. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { emptyItem } from '#app/catalogue/entry';
import { ask, createLibrary, paste } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('hands');
let journey: Journey;
type Listed = CallOutput<'entries.list'>;
type Read = CallOutput<'entries.read'>;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(30_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
});
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('hands-failed');
});

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await journey.page.keyboard.press(key);
};
const type = (words: string): Promise<void> => journey.page.keyboard.insertText(words);
const read = (entry: string): Promise<Read> => ask<Read>(journey, 'entries.read', { entry });
async function only(query: string): Promise<Read> {
  const { entries } = await ask<Listed>(journey, 'entries.list', { query });
  expect(entries).toHaveLength(1);
  return read(entries[0]!.id);
}
/** Runs a command of Ctrl+K, as typed. */
async function command(words: string): Promise<void> {
  await press('Control+k');
  await journey.page.getByRole('combobox', { name: '搜索信息资源和操作' }).waitFor();
  await type(words);
  await journey.page.getByRole('option').first().waitFor();
  await press('Enter');
}
/** What has the focus is the cell that typing goes into, not the page behind. */
async function inItems(): Promise<void> {
  await expect
    .poll(() => journey.page.evaluate(() => document.activeElement?.closest('.item-grid') !== null))
    .toBe(true);
}

describe('an entry with ten items, by keys alone', () => {
  it('is made, named, filled by one paste, mended from its findings, and found by two characters', async () => {
    await command('新增信息资源');
    await journey.page.locator('#field-name:focus').waitFor();
    await type('食品经营许可信息');
    await press('F6', 'F6');
    await inItems();
    const rows = Array.from({ length: 10 }, (_, i) => `许可事项${i + 1}`);
    await paste(journey, `${rows.join('\r\n')}\r\n`);
    await journey.page.getByText('信息项（10）').waitFor();

    // The first finding leads to its field; what is typed there takes it away.
    await press('F6', 'F6');
    const panel = journey.page.getByRole('complementary', { name: '校验结果' });
    await expect.poll(() => panel.getByText('正在校验').count()).toBe(0);
    const before = await panel.getByRole('listitem').count();
    const summary = panel.getByRole('button', { name: /信息资源摘要没有填写/ });
    await summary.focus();
    await press('Enter');
    await journey.page.locator('#field-summary:focus').waitFor();
    await type('食品经营者取得许可的基本情况');
    await expect.poll(() => summary.count()).toBe(0);
    await expect.poll(() => panel.getByRole('listitem').count()).toBeLessThan(before);
    await press('Control+s', 'Escape');
    await journey.page.getByRole('grid', { name: '信息资源列表' }).waitFor();

    await press('Control+k');
    await type('食品');
    await journey.page.getByRole('option', { name: /食品经营许可信息/ }).waitFor();
    await press('Enter');
    await journey.page.getByRole('heading', { level: 1, name: '食品经营许可信息' }).waitFor();
    const { entry } = await only('食品');
    expect(entry.items.map(({ name }) => name)).toEqual(rows);
    expect(entry.summary).toBe('食品经营者取得许可的基本情况');
    await press('Escape');
  });
});

describe('an entry with 10,000 items', () => {
  it('find and replace changes every one, and one undo brings them back', async () => {
    const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
    const items = Array.from({ length: 10_000 }, (_, i) => ({
      ...emptyItem(`i${i}`),
      name: `登记项${i + 1}`,
    }));
    await ask(journey, 'entries.save', {
      entry: { ...made.entry, name: '万项登记信息', items },
      revision: made.meta.revision,
    });
    await command('万项登记');
    await journey.page.getByText('信息项（10000）').waitFor();
    await press('F6', 'F6');
    await inItems();
    await press('Control+f');
    await journey.page.getByRole('search').getByPlaceholder('查找').waitFor();
    await type('登记项');
    await journey.page.getByText('找到10000处').waitFor();
    await press('Tab', 'Tab');
    await journey.page
      .getByRole('search')
      .getByPlaceholder('替换为')
      .and(journey.page.locator(':focus'))
      .waitFor();
    await type('备案项');
    const all = journey.page.getByRole('button', { name: '全部替换' });
    await all.focus();
    await press('Enter');
    await journey.page.getByText('已替换10000处').waitFor();
    const first = async (): Promise<string> => (await read(made.entry.id)).entry.items[9999]!.name;
    await expect.poll(first).toBe('备案项10000');
    await press('Escape');
    await press('Control+z');
    await expect.poll(first).toBe('登记项10000');
  });
});
