/** 系统设置: what is changed is unsaved until it is saved, and nothing of it is lost by leaving or closing. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, createLibrary, enginePid, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('settings-saving');
const library = join(folder, '示例市信用办.mulu');
const options = { folder, today: '2026-11-21', size: { width: 1366, height: 728 } } as const;
let journey: Journey;

beforeAll(async () => {
  journey = await launch(options);
  journey.page.setDefaultTimeout(8000);
  await createLibrary(journey, library);
  await goTo(journey, '系统设置');
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('settings-saving-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const open = (part: string): Promise<void> =>
  journey.page.getByRole('navigation', { name: '设置项目' }).getByRole('button', { name: part }).click();
const status = (word: string | RegExp) =>
  journey.page.getByRole('contentinfo').getByText(word, { exact: typeof word === 'string' });
const setting = async (key: string): Promise<string | undefined> =>
  (await ask<Record<string, string>>(journey, 'settings.read', {}))[key];
const categoryNames = async (): Promise<readonly string[]> =>
  (await ask<{ categories: { name: string }[] }>(journey, 'categories.list', {})).categories.map(
    ({ name }) => name,
  );

describe('what is changed in 系统设置', () => {
  it('is unsaved by the status line too, and is saved by leaving, which says so', async () => {
    const { page } = journey;
    await page.locator('#settings-contact').fill('王编制');
    await status('未保存').waitFor();
    await page.getByText('有修改没有保存，离开本页或关闭窗口时自动保存。').waitFor();
    await sight(journey, 'settings-unsaved');
    await goTo(journey, '首页');
    await page.getByText('已保存系统设置的修改').waitFor();
    await status(/已保存 \d\d:\d\d/).waitFor();
    expect(await setting('contact')).toBe('王编制');
  });

  it('is saved by Ctrl+S, which says why where it cannot be', async () => {
    const { page } = journey;
    await goTo(journey, '系统设置');
    const contact = page.locator('#settings-contact');
    await contact.fill('李编制');
    await contact.press('Control+s');
    await status(/已保存 \d\d:\d\d/).waitFor();
    await page.getByRole('button', { name: '放弃修改' }).waitFor({ state: 'detached' });
    expect(await setting('contact')).toBe('李编制');
    await contact.fill('王编制');
    await page.locator('#settings-department').fill(' ');
    await page.locator('#settings-department').press('Control+s');
    await page.locator('.ant-message').getByText('填写部门全称后才能保存，或者放弃修改。').waitFor();
    expect(await setting('contact')).toBe('李编制');
    await page.getByRole('button', { name: '放弃修改' }).click();
    await contact.fill('王编制');
    await contact.press('Control+s');
    await expect.poll(() => setting('contact')).toBe('王编制');
    await page.locator('.ant-message-notice').first().waitFor({ state: 'detached' });
  });

  it('that cannot be saved keeps one there, says why, and can be given up', async () => {
    const { page } = journey;
    await goTo(journey, '系统设置');
    await page.locator('#settings-department').fill(' ');
    await open('适用规定');
    await page.locator('.ant-message').getByText('填写部门全称后才能保存，或者放弃修改。').waitFor();
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await sight(journey, 'settings-refused');
    expect(await setting('department')).toBe('示例市信用信息管理办公室');
    await page.getByRole('button', { name: '放弃修改' }).click();
    await status(/已保存 \d\d:\d\d/).waitFor();
    await open('适用规定');
    await page.getByRole('heading', { name: '正在适用' }).waitFor();
    expect(await setting('department')).toBe('示例市信用信息管理办公室');
  });

  it('goes by the same rule in 信息资源分类', async () => {
    const { page } = journey;
    await open('信息资源分类');
    const name = page.getByRole('textbox', { name: /分类名称$/ }).first();
    const former = await name.inputValue();
    await name.fill('');
    await open('适用规定');
    await page
      .locator('.ant-message')
      .getByText(/^有分类没有名称/)
      .waitFor();
    await name.fill(`${former}甲`);
    await status('未保存').waitFor();
    await open('适用规定');
    await page.getByRole('heading', { name: '正在适用' }).waitFor();
    expect(await categoryNames()).toContain(`${former}甲`);
  });

  it('is saved with what is typed in the course of saving it, before one has left', async () => {
    const { page } = journey;
    const engine = await enginePid(journey);
    /** Leaves while the engine stands still, types on, and lets the engine work again. */
    const leaveAndType = async (box: Locator, word: string, left: Locator): Promise<void> => {
      await box.press('Control+End');
      await box.pressSequentially('甲');
      process.kill(engine, 'SIGSTOP');
      try {
        await goTo(journey, '首页');
        await box.press('Control+End');
        await box.pressSequentially(word);
      } finally {
        process.kill(engine, 'SIGCONT');
      }
      await left.waitFor();
      await status(/已保存 \d\d:\d\d/).waitFor();
    };
    const home = page.getByRole('heading', { level: 1, name: '待办与时限' });

    await open('部门信息');
    await leaveAndType(page.locator('#settings-contact'), '乙', home);
    expect(await setting('contact')).toBe('王编制甲乙');
    await goTo(journey, '系统设置');
    await open('信息资源分类');
    const names = page.getByRole('textbox', { name: /分类名称$/ });
    const former = await names.nth(1).inputValue();
    await leaveAndType(names.nth(1), '乙', home);
    expect(await categoryNames()).toContain(`${former}甲乙`);
    await goTo(journey, '系统设置');
    await open('保密审查词表');
    const list = page.locator('#secrecy-words');
    await leaveAndType(list, '乙', home);
    const { words } = (await ask<{ list: { words: string[] } }>(journey, 'secrecy.read', {})).list;
    expect(words.at(-1)).toMatch(/甲乙$/);
    await goTo(journey, '系统设置');
  });

  it('cannot be typed into the secrecy list while its preset is being put back', async () => {
    const { page } = journey;
    const engine = await enginePid(journey);
    const list = page.locator('#secrecy-words');
    await open('保密审查词表');
    await page.getByRole('button', { name: '恢复预设词表' }).click();
    process.kill(engine, 'SIGSTOP');
    try {
      await page.getByRole('dialog').getByRole('button', { name: '恢复预设词表' }).click();
      await expect.poll(() => list.isDisabled()).toBe(true);
    } finally {
      process.kill(engine, 'SIGCONT');
    }
    await expect.poll(() => list.isDisabled()).toBe(false);
    const { preset, own } = await ask<{ preset: { words: string[] }; own: boolean }>(
      journey,
      'secrecy.read',
      {},
    );
    expect(own).toBe(false);
    expect(await list.inputValue()).toBe(preset.words.join('\n'));
  });

  it('is saved when the library is closed, and when the window is', async () => {
    const { page } = journey;
    await open('部门信息');
    await page.locator('#settings-shortName').fill('信用办');
    await page.locator('.top-library').click();
    await page.getByRole('menuitem', { name: '关闭目录库' }).click();
    await page.getByRole('button', { name: '新建目录库' }).waitFor();
    journey.answerDialogs([library]);
    await page.getByRole('button', { name: '打开目录库' }).click();
    await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    expect(await setting('shortName')).toBe('信用办');

    await goTo(journey, '系统设置');
    await open('信息资源分类');
    await page
      .getByRole('textbox', { name: /分类名称$/ })
      .first()
      .fill('关窗前的名称');
    const closed = new Promise<void>((resolve) => journey.app.once('close', () => resolve()));
    await journey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await closed;
    journey = await launch({ ...options, library, profile: journey.profile });
    await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
    expect(await categoryNames()).toContain('关窗前的名称');
  });

  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
