import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, createLibrary, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('sign-in');
const PASSWORD = 'Zheng-wu-2026!';
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('sign-in-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);

describe('a library with accounts', () => {
  it('a new library has none and asks for none', async () => {
    await createLibrary(journey, join(folder, '示例市信用办.mulu'));
    expect(await ask<CallOutput<'session.state'>>(journey, 'session.state', {})).toMatchObject({
      accounts: false,
    });
  });

  it('once there is an account, nothing is shown before somebody signs in', async () => {
    const { page } = journey;
    const roles = ['系统管理员', '编制人'];
    await ask(journey, 'account.add', { name: '王小明', roles, office: '综合处', password: PASSWORD });
    await goTo(journey, '目录编制');
    await page.getByRole('heading', { name: '登录目录库' }).waitFor();
    await sound('sign-in');
    await page.locator('#sign-in-account').fill('王小明');
    await page.locator('#sign-in-password').fill('wrong');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('账户或口令不对').waitFor();
    expect(await page.getByRole('navigation', { name: '主菜单' }).count()).toBe(0);
  });

  it('the one signed in stands in the top line and acts under that name', async () => {
    const { page } = journey;
    await page.locator('#sign-in-password').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    await page.getByRole('button', { name: '王小明' }).waitFor();
    await goTo(journey, '目录编制');
    await page.getByRole('button', { name: '逐条新增' }).click();
    await page.locator('#field-name').fill('行政许可信息');
    await expect
      .poll(async () => {
        const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', {
          query: '行政许可',
        });
        return entries.length;
      })
      .toBe(1);
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', {});
    const { meta } = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', {
      entry: entries[0]!.id,
    });
    expect(meta.changedBy).toBe('王小明');
  });

  it('a password that somebody else chose is changed first', async () => {
    const { page } = journey;
    await ask(journey, 'account.add', { name: '李红', roles: ['审核人'], password: PASSWORD });
    await page.getByRole('button', { name: '王小明' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.locator('#sign-in-account').fill('李红');
    await page.locator('#sign-in-password').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '更换口令' }).waitFor();
    await sound('change-password');
    await page.locator('#password-now').fill(PASSWORD);
    await page.locator('#password-next').fill('Shen-he-2026!');
    await page.locator('#password-again').fill('Shen-he-2027!');
    await page.getByRole('button', { name: '更换口令' }).click();
    await page.getByText('两次输入的新口令不一致').waitFor();
    await page.locator('#password-again').fill('Shen-he-2026!');
    await page.getByRole('button', { name: '更换口令' }).click();
    await page.getByRole('button', { name: '李红' }).waitFor();
  });
});
