/** Data updates, the entries of an event, and the printed duty list. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { docxParts, docxText } from '#tests/documents/docx-parts';
import { ask, createLibrary, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('duties');
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-20', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, join(folder, '示例.mulu'));
  for (const name of ['企业登记信息', '行政处罚信息', '荣誉表彰信息']) {
    const { entry, meta } = await ask<{
      entry: Record<string, unknown>;
      meta: { revision: number };
    }>(journey, 'entries.create', {});
    const wanted = { ...entry, name, office: '综合处', updateCycle: '每月', items: [] };
    await ask(journey, 'entries.save', { entry: wanted, revision: meta.revision });
  }
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('duties-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);

describe('data updates (更新周期)', () => {
  it('nothing is counted until an update is registered; then the cycle is', async () => {
    const { page } = journey;
    await goTo(journey, '全面维护');
    await page.getByRole('button', { name: '数据更新', exact: true }).click();
    await page.getByText('未登记 3').waitFor();
    await sound('data-updates-none');
    await page.getByRole('button', { name: '全选' }).click();
    await page.getByRole('button', { name: '登记数据更新（3条）' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#data-update-on').fill('2026-10-09');
    await dialog.locator('#data-update-on').press('Enter');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('已登记3条的数据更新').waitFor();
    await page.getByText('逾期 3').waitFor();
    await page.getByText('已登记3条的数据更新').waitFor({ state: 'hidden' });
    await sound('data-updates');
  });

  it('each overdue entry stands on the duty list with its way to be registered', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    const overdue = page.getByRole('region', { name: /^逾期（3/ });
    await overdue.getByText('企业登记信息').waitFor();
    await sound('home-data-updates');
    await overdue.getByRole('button', { name: '登记数据更新' }).first().click();
    await page.getByText('逾期 3').waitFor();
  });
});

describe('the entries that an event concerns', () => {
  it('are chosen by any part of their name and kept with the event', async () => {
    const { page } = journey;
    await ask(journey, 'events.add', { kind: 'law-change', on: '2026-11-10', about: '某条例修订' });
    await goTo(journey, '首页');
    const event = page.getByRole('listitem').filter({ hasText: '某条例修订' }).first();
    await event.getByRole('button', { name: /展开/ }).click();
    await event.getByText('没有写明').waitFor();
    await event.locator('dd').filter({ hasText: '没有写明' }).getByRole('button', { name: '指定' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#event-entries').fill('处罚');
    await page.locator('.ant-select-item-option').filter({ hasText: '行政处罚信息' }).click();
    await page.keyboard.press('Escape');
    await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' });
    await sound('event-entries');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已写明涉及1条信息资源').waitFor();
    const { events } = await ask<{ events: { entries: { name: string }[] }[] }>(journey, 'events.list', {});
    expect(events[0]!.entries.map(({ name }) => name)).toEqual(['行政处罚信息']);
  });
});

describe('who sees to a duty', () => {
  it('is put down for all that an event started; the list can be narrowed to one person', async () => {
    const { page } = journey;
    const event = page.getByRole('listitem').filter({ hasText: '某条例修订' }).first();
    await event.getByText('没有指定').waitFor();
    await event.locator('dd').filter({ hasText: '没有指定' }).getByRole('button', { name: '指定' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#duty-person').fill('李四');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已指定李四办理').waitFor();
    await expect.poll(() => page.getByText('办理人：李四').count()).toBe(2);
    await page.getByRole('combobox', { name: '按办理人查看' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '李四' }).click();
    await page.getByRole('region', { name: /^逾期/ }).waitFor({ state: 'hidden' });
    await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' });
    await sound('home-person');
    await page.getByRole('combobox', { name: '按办理人查看' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '全部办理人' }).click();
    await page.getByRole('region', { name: /^逾期/ }).waitFor();
  });
});

describe('the duty list on paper', () => {
  it('is previewed and written as Word with what the screen shows', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await page.getByRole('button', { name: '待办与时限清单' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '待办与时限清单' });
    const file = join(folder, '待办.docx');
    journey.answerDialogs([file]);
    await dialog.getByRole('button', { name: /Word/ }).click();
    await dialog.getByText('待办.docx').waitFor();
    await sound('duties-print');
    const words = docxText((await docxParts(readFileSync(file))).get('word/document.xml')!).join('\n');
    expect(words).toContain('按更新周期更新数据：企业登记信息');
    expect(words).toContain('政务数据共享条例第十七条第二款');
    expect(words).toMatch(/逾期\d+个工作日/);
    await page.keyboard.press('Escape');
  });
});
