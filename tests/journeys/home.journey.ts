import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, dialogAtRest, sight, typeDate } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('home');
const library = join(folder, '示例市信用办.mulu');
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await journey.app.evaluate(({ session }) => {
    const held = new Promise<void>((resolve) => Object.assign(globalThis, { letCalendarCome: resolve }));
    session.fromPartition('persist:window').webRequest.onBeforeSendHeaders((request, go) => {
      if (request.url.includes('/date-picker')) void held.then(() => go({}));
      else go({});
    });
  });
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('home-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);

describe('the first screen', () => {
  it('asks for the department, its code and the rules, and for nothing else', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '新建目录库' }).click();
    await page.locator('#new-department').fill('陕西省某信用办');
    await page.locator('#new-code').fill('11610000743187451f');
    await page.getByText('最后一位校验码不符').waitFor();
    await page.getByText('陕西省', { exact: true }).waitFor();
    expect(await page.getByRole('radio', { name: /陕西省/ }).isChecked()).toBe(true);
    await page.getByText(/更新本部门目录：15个工作日内/).waitFor();
    await sound('welcome-new');
  });

  it('a code whose check digit fails is taken; the import is offered next', async () => {
    const { page } = journey;
    journey.answerDialogs([library]);
    await page.getByRole('button', { name: '选择保存位置并建立' }).click();
    await page.getByRole('button', { name: '导入已有表格' }).waitFor();
    expect(await ask(journey, 'library.summary', {})).toMatchObject({ creditCode: '11610000743187451F' });
    await sound('home-first');
  });
});

describe('clocks', () => {
  it('a date can be typed before its calendar has come, which leaves the cursor where it is', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '登记事项' }).click();
    const dialog = page.getByRole('dialog');
    const box = dialog.locator('#event-on');
    await typeDate(box, '2026年11月2');
    expect(await page.locator('.ant-picker').count()).toBe(0);
    await journey.app.evaluate(() =>
      (globalThis as unknown as { letCalendarCome(): void }).letCalendarCome(),
    );
    // The boxes in which nobody is have their calendars.
    await dialog.locator('.ant-picker #event-promulgated').waitFor();
    await page.keyboard.type('日');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('2026-11-02');
    await typeDate(box, '2026-02-30');
    await page.keyboard.press('Tab');
    await dialog.getByText('2026年2月没有30日').waitFor();
    await dialog.locator('.ant-picker #event-on').waitFor();
    expect(await box.inputValue()).toBe('2026-02-30');
    await dialog.getByRole('button', { name: /取\s*消/ }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('shows which clocks an event starts before it is registered (条例第十七条10个工作日，34号文第九条15个工作日)', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '登记事项' }).click();
    const preview = page.getByRole('region', { name: '将启动的时限' });
    await preview.getByText('2026-12-04').waitFor();
    await preview.getByText('2026-12-11').waitFor();
    await typeDate(page.locator('#event-on'), '2026-11-02');
    await page.locator('#event-on').press('Enter');
    await preview.getByText('2026-11-16').waitFor();
    await typeDate(page.locator('#event-promulgated'), '2026-02-30');
    await page.locator('#event-promulgated').press('Tab');
    await page.getByText('2026年2月没有30日').waitFor();
    await page.locator('#event-about').fill('《××条例》修订');
    await sound('home-event');
    const register = page.getByRole('dialog').getByRole('button', { name: '登记', exact: true });
    await register.click();
    // What was typed and not taken is not passed over in silence: the cursor goes there, and emptying it is an answer.
    await page.locator('#event-promulgated:focus').waitFor();
    await typeDate(page.locator('#event-promulgated'), '');
    await register.click();
    await page.getByText('已登记，启动2项时限').waitFor();
  });

  it.each(['2026-11-13', '2026-10-31', '20261020', '2026.11.3', '2026年9月10日', '2026/11/20'])(
    'a date typed key by key is that date, whatever its beginning reads as: %s',
    async (typed) => {
      const { page } = journey;
      await page.getByRole('button', { name: '登记事项' }).click();
      await dialogAtRest(journey);
      const box = page.locator('#event-on');
      await typeDate(box, typed);
      expect(await box.inputValue()).toBe(typed);
      await box.press('Tab');
      const [year, month, day] = (/^\d{8}$/.test(typed) ? typed.replace(/(..)(..)$/, '-$1-$2') : typed)
        .split(/\D/)
        .map((part) => part.padStart(2, '0'));
      expect(await box.inputValue()).toBe(`${year}-${month}-${day}`);
      await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
  );

  it('the overdue stand first and unfold into their counted days', async () => {
    const { page } = journey;
    const overdue = page.getByRole('region', { name: /^逾期/ });
    await overdue.getByText('更新目录并报送审核').waitFor();
    await overdue.getByText('逾期4个工作日').waitFor();
    await overdue.getByRole('button', { name: /展开/ }).click();
    await overdue.getByText('第10日').waitFor();
    await sound('home-overdue');
  });

  it('the citation opens the article with the cited words marked', async () => {
    const { page } = journey;
    await page
      .getByRole('region', { name: /^逾期/ })
      .getByRole('button', { name: /第十七条第二款/ })
      .click();
    await page.locator('.article-cited').filter({ hasText: '10个工作日内' }).first().waitFor();
    await sound('article');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('报送 fulfils the clock of the 条例, late as it is', async () => {
    const { page } = journey;
    const overdue = page.getByRole('region', { name: /^逾期/ });
    await overdue.getByRole('button', { name: '登记办理' }).click();
    await page.getByRole('dialog').getByText('已报送主管部门').click();
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('button', { name: /^已办结/ }).waitFor();
    const { duties } = await ask<CallOutput<'duties.list'>>(journey, 'duties.list', {});
    expect(
      duties.find((duty) => duty.duty === 'catalogue-update' && duty.regulation === '政务数据共享条例'),
    ).toMatchObject({
      status: 'done-late',
    });
  });

  it('the calendar draws holidays and make-up days', async () => {
    const { page } = journey;
    const calendar = page.getByRole('region', { name: '工作日历' });
    await calendar.getByRole('button', { name: '上个月' }).click();
    await calendar.getByText('2026年10月').waitFor();
    await calendar.getByText('休').first().waitFor();
    await calendar.getByText('班', { exact: true }).first().waitFor();
    await sound('home-october');
  });

  it('a date box that complained is answered by anything else: nothing, the day before, a day of the calendar', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '登记事项' }).click();
    await dialogAtRest(journey);
    const dialog = page.getByRole('dialog');
    const complaint = dialog.locator('.date-input').getByRole('alert');
    const [on, optional] = [page.locator('#event-on'), page.locator('#event-promulgated')];
    const complains = async (box: typeof on) => {
      await typeDate(box, '2026-02-30');
      await box.press('Tab');
      await complaint.waitFor();
    };
    await complains(optional);
    await typeDate(optional, '2');
    await complaint.waitFor({ state: 'detached' });
    await typeDate(optional, '');
    await optional.press('Tab');
    expect(await optional.inputValue()).toBe('');
    await complains(on);
    await typeDate(on, '2026-11-21');
    await on.press('Tab');
    await complains(on);
    await on.click();
    await page.locator('.date-calendar .ant-picker-cell[title="2026-11-21"]').click();
    await complaint.waitFor({ state: 'detached' });
    // Emptied, it is blank, and blank is said where a day is required.
    await typeDate(on, '');
    await page.locator('#event-about').fill('《××办法》修订');
    const register = dialog.getByRole('button', { name: '登记', exact: true });
    await register.click();
    await dialog.getByText('还缺：发生日期').waitFor();
    await typeDate(on, '2026-11-20');
    await on.press('Tab');
    await page.getByRole('region', { name: '将启动的时限' }).getByText('2026-12-04').waitFor();
    await register.click();
    await dialog.waitFor({ state: 'hidden' });
    const { events } = await ask<CallOutput<'events.list'>>(journey, 'events.list', {});
    const event = events.find(({ about }) => about === '《××办法》修订');
    expect(event).toMatchObject({ on: '2026-11-20' });
  });
});

describe('search everything', () => {
  it('Ctrl+K finds what can be done by first letters and does it', async () => {
    const { page } = journey;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '搜索信息资源和操作' }).fill('xzxx');
    await page.getByRole('option', { name: '新增信息资源' }).waitFor();
    await sound('palette');
    await page.keyboard.press('Enter');
    await page.locator('#field-name').waitFor();
    await page.keyboard.press('Escape');
    expect((await ask<CallOutput<'library.summary'>>(journey, 'library.summary', {})).entries).toBe(1);
  });

  it('writes no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
