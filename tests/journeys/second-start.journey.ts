/** A double click on another library while the window is open: it goes the way of opening by hand, and nothing is lost. */
import { chmodSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { migrate } from '#app/storage/migrate';
import { openConnection } from '#app/storage/sqlite';
import { readRecent } from '#main/user-files';
import { openCore } from '#tests/support/open-workspace';
import { ask, atRest, dialogAtRest, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('second-start');
const first = join(folder, '甲.mulu');
const second = join(folder, '乙.mulu');
const locked = join(folder, '丁.mulu');
const size = { width: 1366, height: 728 };
let journey: Journey;

/** Libraries of different departments, made beforehand; with an account one has to sign in. */
async function make(file: string, department: string, account = false): Promise<void> {
  const core = await openCore();
  await core.call('library.create', {
    library: file,
    department,
    creditCode: '',
    region: '610000',
    rules: 'shaanxi-2017',
  });
  if (account)
    await core.call('account.add', { name: '马管理', roles: ['系统管理员'], password: 'Zheng-wu-2026!' });
  await core.close();
}

beforeAll(async () => {
  await make(first, '甲部门');
  await make(second, '乙部门');
  await make(locked, '丁部门', true);
  journey = await launch({ folder, today: '2026-11-21', library: first, size });
  journey.page.setDefaultTimeout(10_000);
  await shown('甲部门');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await journey.screenshot(`second-start-failed-${task.name.slice(0, 12)}`);
});
afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const shown = (department: string): Promise<void> =>
  journey.page.locator('.top-department').getByText(department, { exact: true }).waitFor();
const question = (title: string) => journey.page.getByRole('dialog', { name: title });
/** Answers a question once it stands still. */
async function answer(title: string, button: string): Promise<void> {
  await question(title).waitFor();
  await dialogAtRest(journey);
  await question(title).getByRole('button', { name: button }).click();
  await question(title).waitFor({ state: 'detached' });
}
const setting = async (key: string): Promise<string | undefined> =>
  (await ask<Record<string, string>>(journey, 'settings.read', {}))[key];

describe('what is on the screen when another library is asked for', () => {
  it('is saved first, where it saves itself: the name just typed in the editor', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    await page.getByRole('button', { name: '逐条新增' }).click();
    await page.locator('#field-name').fill('换库前一刻的名称');
    journey.startAgain(second);
    await shown('乙部门');
    journey.startAgain(first);
    await shown('甲部门');
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', {});
    expect(entries.map(({ name }) => name)).toEqual(['换库前一刻的名称']);
  });

  it('keeps the library where it cannot be saved, and says why: settings that lack the department', async () => {
    const { page } = journey;
    await goTo(journey, '系统设置');
    await page.locator('#settings-contact').fill('王编制');
    await page.locator('#settings-department').fill(' ');
    journey.startAgain(second);
    await page.locator('.ant-message').getByText('填写部门全称后才能保存，或者放弃修改。').waitFor();
    await sight(journey, 'second-start-settings');
    await shown('甲部门');
    await page.locator('#settings-department').fill('甲部门');
    journey.startAgain(second);
    await shown('乙部门');
    journey.startAgain(first);
    await shown('甲部门');
    expect(await setting('contact')).toBe('王编制');
  });

  it('is asked about where it would be lost: a dialog that is filled in stays, or goes, as is answered', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await page.getByRole('button', { name: '登记事项' }).click();
    await page.locator('#event-about').fill('《某条例》修订');
    journey.startAgain(second);
    await question('关闭“登记事项”').waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'second-start-dialog');
    await answer('关闭“登记事项”', '取消');
    expect(await page.locator('#event-about').inputValue()).toBe('《某条例》修订');
    await shown('甲部门');
    journey.startAgain(second);
    await answer('关闭“登记事项”', '不保留，关闭');
    await shown('乙部门');
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });

  it('the same in a record book, which is filled in beside its list', async () => {
    const { page } = journey;
    await goTo(journey, '台账报告');
    await page.getByRole('button', { name: /^目录更新登记簿/ }).click();
    await page.getByRole('button', { name: '登记', exact: true }).first().click();
    await page.locator('.ant-drawer textarea, .ant-drawer input[type="text"]:not([role])').first().fill('一');
    journey.startAgain(first);
    await answer('放弃没有保存的内容', '取消');
    await shown('乙部门');
    await page.locator('.ant-drawer').getByRole('button', { name: '关闭' }).last().click();
    await answer('放弃没有保存的内容', '放弃');
    await page.locator('.ant-drawer').waitFor({ state: 'detached' });
  });

  it('stays as it is when that very library is asked for again', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await page.getByRole('button', { name: '登记事项' }).click();
    await page.locator('#event-about').fill('不动');
    journey.startAgain(second);
    await page.waitForTimeout(500);
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await answer('关闭“登记事项”', '不保留，关闭');
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });
});

describe('a library that does not open', () => {
  it('leaves the open one open, and is said with what to do', async () => {
    const { page } = journey;
    journey.startAgain(join(folder, '搬走了.mulu'));
    await question('没有打开目录库').waitFor();
    await page.getByText('检查路径，或先新建目录库').waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'second-start-missing');
    await page.keyboard.press('Escape');
    await shown('乙部门');
    expect(await setting('department')).toBe('乙部门');
  });

  it('and cannot be worked on where it lies: the copy is offered at once, and opens', async () => {
    const { page } = journey;
    const stick = join(folder, '光盘');
    mkdirSync(stick, { recursive: true });
    const old = join(stick, '丙.mulu');
    const raw = await openConnection(old, 'create');
    await migrate(raw, 0, 85);
    await raw.run(
      "INSERT INTO setting (key, value) VALUES ('department', '丙部门'), ('rules', 'shaanxi-2017')",
    );
    await raw.close();
    chmodSync(old, 0o444);
    chmodSync(stick, 0o555);
    journey.startAgain(old);
    await page.getByText('需要升级，所在位置不能写入').waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'second-start-elsewhere');
    journey.answerDialogs([join(folder, '丙.mulu')]);
    await page.getByRole('button', { name: '复制到本机后打开' }).click();
    await shown('丙部门');
    chmodSync(stick, 0o755);
    rmSync(stick, { recursive: true });
  });
});

describe('with no library open', () => {
  it('asks before a half-filled new library is given up, and then opens', async () => {
    const { page } = journey;
    await atRest(journey);
    await page.locator('.top-library').click();
    await page.getByRole('menuitem', { name: '关闭目录库' }).click();
    await page.getByRole('button', { name: '新建目录库' }).click();
    await page.locator('#new-department').fill('丁部门');
    journey.startAgain(first);
    await answer('关闭“新建目录库”', '取消');
    expect(await page.locator('#new-department').inputValue()).toBe('丁部门');
    journey.startAgain(first);
    await answer('关闭“新建目录库”', '不保留，关闭');
    await shown('甲部门');
  });
});

describe('with nobody signed in', () => {
  it('opens at once: nothing could be lost', async () => {
    journey.startAgain(locked);
    await journey.page.getByText('目录库已启用账户').waitFor();
    journey.startAgain(second);
    await shown('乙部门');
    expect(journey.complaints).toEqual([]);
  });
});

describe('while the program is ending', () => {
  it('it starts again, with the library asked for', async () => {
    const { app, profile } = journey;
    const openedAt = () => readRecent(profile).find(({ path }) => path === first)?.openedAt;
    const before = openedAt();
    const ended = app.waitForEvent('close');
    await app.evaluate(({ app, BrowserWindow }, library) => {
      app.once('will-quit', () => app.emit('second-instance', {}, [], '', { library }));
      BrowserWindow.getAllWindows()[0]!.close();
    }, first);
    await ended;
    await expect.poll(openedAt, { timeout: 40_000 }).not.toBe(before);
    // The link names the process that has the profile, and goes with it.
    process.kill(Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1)));
    await expect.poll(() => readdirSync(profile).includes('SingletonLock'), { timeout: 40_000 }).toBe(false);
  });
});
