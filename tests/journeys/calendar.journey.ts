import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, atRest, createLibrary, goTo, sight, typeDate } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('calendar');
const library = join(folder, '示例市信用办.mulu');
let journey: Journey;

interface Duties {
  readonly duties: readonly { readonly duty: string; readonly due: string; readonly provisional: boolean }[];
}

/** What the notice of a year could say; the day worked on 10 January makes up for the first days of the year. */
const OFF = [
  ['2027-01-01', '2027-01-03'],
  ['2027-02-05', '2027-02-11'],
  ['2027-04-05', ''],
  ['2027-05-01', '2027-05-05'],
  ['2027-06-09', '2027-06-11'],
  ['2027-09-15', '2027-09-17'],
  ['2027-10-01', '2027-10-07'],
] as const;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, library);
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('calendar-failed');
});

async function sound(name: string): Promise<void> {
  await atRest(journey);
  await sight(journey, name);
}

async function fillDate(id: string, date: string): Promise<void> {
  const input = journey.page.locator(`#${id}`);
  await typeDate(input, date);
  await input.press('Enter');
}

const maintenance = async () =>
  (await ask<Duties>(journey, 'duties.list', {})).duties.find(({ duty }) => duty === 'full-maintenance');

describe('the notice of the next year has come (没有安排的年份，日期为暂定)', () => {
  it('before, what depends on it is 暂定, and the calendar says which year is missing', async () => {
    expect(await maintenance()).toMatchObject({ due: '2026-12-31', provisional: true });
    await goTo(journey, '系统设置');
    await journey.page.getByRole('button', { name: '工作日历' }).click();
    await journey.page.getByText('2027年放假安排尚未导入').waitFor();
    await journey.page.getByRole('button', { name: '展开行' }).first().click();
    await journey.page.getByText('现用').first().waitFor();
    await sound('calendar-list');
  });

  it('typed in from paper, what it lacks is asked for', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '照通知录入' }).click();
    const dialog = page.getByRole('dialog', { name: '照通知录入放假安排' });
    await dialog.getByRole('button', { name: '核对' }).click();
    await dialog.getByText('还缺：公布日期、放假或调休上班的日期').waitFor();
    await sound('calendar-form');
  });

  it('a slip is named at its row', async () => {
    const { page } = journey;
    const dialog = page.getByRole('dialog', { name: '照通知录入放假安排' });
    await fillDate('notice-published', '2026-11-10');
    for (const [index, [from, to]] of OFF.entries()) {
      await fillDate(`notice-off-${index}-from`, from);
      if (to !== '') await fillDate(`notice-off-${index}-to`, to);
    }
    await fillDate('notice-working-0', '2027-01-12');
    await dialog.getByRole('button', { name: '核对' }).click();
    await dialog.getByText('2027-01-12不是周末，不需要调休').first().waitFor();
    await sound('calendar-slip');
  });

  it('what it moves is shown before it is taken in, and then nothing is 暂定 any more', async () => {
    const { page } = journey;
    await fillDate('notice-working-0', '2027-01-10');
    await page.getByRole('dialog').getByRole('button', { name: '核对' }).click();
    const preview = page.getByRole('dialog', { name: /^导入/ });
    await preview.getByText('不再暂定').first().waitFor();
    await preview
      .getByText(/2027-10-01/)
      .first()
      .waitFor();
    await sound('calendar-preview');
    expect((await maintenance())?.provisional).toBe(true);
    await preview.getByRole('button', { name: '导入放假安排' }).click();
    await page.getByRole('dialog').first().waitFor({ state: 'hidden' });
    await page.getByText('2027年放假安排尚未导入').waitFor({ state: 'hidden' });
    expect(await maintenance()).toMatchObject({ due: '2026-12-31', provisional: false });
    await page.getByRole('button', { name: /目录全面维护 2026-12-31 星期四 · 还剩\d+个工作日$/ }).waitFor();
    await sound('calendar-installed');
  });

  it('the page wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
