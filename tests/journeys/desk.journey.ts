/** A day at the desk by the keyboard alone: many entries changed at once, marks of the secrecy gate, moved codes. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { sampleEntry } from '#tests/support/sample-entry';
import { ask, createLibrary, enginePid, goTo, keyboardIn, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('desk');
let journey: Journey;
const COUNT = 500;
type Read = CallOutput<'entries.read'>;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
  for (let i = 0; i < COUNT; i++) {
    const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
    if (i > 3) continue;
    const entry = {
      ...sampleEntry({ code: '' }, 3),
      id: made.entry.id,
      name: ['行政许可信息', '行政处罚信息', '企业信用承诺信息', '荣誉表彰信息'][i]!,
      ...(i === 0 ? { summary: '机密★十年的审批事项', storedVolume: '１２ＧＢ' } : {}),
    };
    await ask(journey, 'entries.save', { entry, revision: made.meta.revision, by: '甲' });
  }
}, 120_000);

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('desk-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);
const press = (...keys: string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => journey.page.keyboard.press(key)), Promise.resolve());
const grid = () => journey.page.getByRole('grid', { name: '信息资源列表' });
async function byName(name: string): Promise<Read> {
  const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { query: name });
  return ask<Read>(journey, 'entries.read', { entry: entries.find((one) => one.name === name)!.id });
}
async function offices(): Promise<Set<string>> {
  const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1000 });
  return new Set(entries.map(({ office }) => office));
}

describe('500 entries at once, by keys alone', () => {
  it('all are selected, looked at as old and new, changed, and brought back by one undo', async () => {
    await goTo(journey, '目录编制');
    await grid().waitFor();
    await grid().getByRole('checkbox').first().click();
    await press('Control+a');
    await journey.page.getByText(`已选${COUNT}条`).first().waitFor();
    expect(await journey.page.evaluate(() => String(getSelection()))).toBe('');
    await grid().focus();
    await press('Control+Shift+E');
    const dialog = journey.page.getByRole('dialog', { name: `批量修改：${COUNT}条` });
    await dialog.waitFor();
    await dialog.getByRole('combobox', { name: '项目' }).focus();
    await journey.page.keyboard.type('提供方内部');
    await press('Enter');
    await dialog.getByRole('textbox', { name: '提供方内部部门 填写为' }).focus();
    await journey.page.keyboard.type('信用管理处');
    await press('Enter');
    await dialog.getByText(`其中${COUNT}条有改动`).waitFor();
    await sound('batch-preview');
    expect(await offices()).not.toContain('信用管理处');
    const apply = dialog.getByRole('button', { name: `修改${COUNT}条` });
    await apply.focus();
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await offices()).toEqual(new Set(['信用管理处']));
    await ask(journey, 'library.undo', {});
    expect(await offices()).toEqual(new Set(['', '综合处']));
  });

  it('what is typed is written as the form would write it, though Enter comes before the box is left', async () => {
    await grid().focus();
    await press('Control+a', 'Control+Shift+E');
    const dialog = journey.page.getByRole('dialog', { name: `批量修改：${COUNT}条` });
    await dialog.getByRole('combobox', { name: '项目' }).focus();
    await journey.page.keyboard.type('发布日期');
    await press('Enter');
    const box = dialog.getByRole('textbox', { name: '发布日期 填写为' });
    await box.focus();
    await journey.page.keyboard.type('2026.3.1');
    await press('Enter');
    await dialog.getByText(`其中${COUNT}条有改动`).waitFor();
    expect(await box.inputValue()).toBe('2026-03-01');
    await sound('batch-read');
    // By the mouse: leaving the box takes nothing back that was previewed.
    await dialog.getByRole('button', { name: `修改${COUNT}条` }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await byName('行政许可信息')).entry.publishedOn).toBe('2026-03-01');
    await ask(journey, 'library.undo', {});
  });
});

describe('findings answered at the entry', () => {
  it('a certain mending is one press, and a secrecy mark is cleared with name and reason', async () => {
    await grid().getByText('行政许可信息', { exact: true }).dblclick();
    const panel = journey.page.getByRole('complementary', { name: '校验结果' });
    await panel.getByRole('button', { name: '一键修正' }).click();
    await expect.poll(async () => (await byName('行政许可信息')).entry.storedVolume).toBe('12');
    // The finding is gone with its button: the keyboard is at the next one.
    await keyboardIn(panel.getByRole('list'));
    const mark = panel.getByRole('listitem').filter({ hasText: '可能涉密' });
    await mark.getByRole('button', { name: '此处审查通过' }).click();
    const dialog = journey.page.getByRole('dialog', { name: '保密审查：此处审查通过' });
    await dialog.getByLabel('理由').fill('仅列事项名称，已脱密');
    await dialog.getByLabel('保密审查人').fill('赵某');
    await sound('secrecy-clear');
    await dialog.getByRole('button', { name: '此处审查通过' }).click();
    await mark.getByText('保密审查通过：仅列事项名称，已脱密（赵某 2026-11-21）').waitFor();
    await keyboardIn(mark);
    await sound('secrecy-cleared');
  });

  it('the code is proposed for a category and taken over', async () => {
    await journey.page.getByRole('button', { name: '编排代码' }).click();
    const dialog = journey.page.getByRole('dialog', { name: '编排信息资源代码' });
    await dialog.getByRole('combobox').fill('307001');
    await journey.page.locator('.ant-select-tree-title', { hasText: '307001' }).first().click();
    await dialog.getByRole('button', { name: '采用307001/000001' }).click();
    await expect.poll(async () => (await byName('行政许可信息')).entry.code).toBe('307001/000001');
    await journey.page.getByRole('button', { name: '返回列表' }).click();
  });
});

describe('the list of the secrecy gate', () => {
  it('is edited in the settings, and every entry is looked at again', async () => {
    await goTo(journey, '系统设置');
    await journey.page.getByRole('button', { name: '保密审查词表' }).click();
    const box = journey.page.getByLabel('词语', { exact: true });
    await box.fill(`${await box.inputValue()}\n承诺`);
    await sound('settings-secrecy');
    await journey.page.getByRole('button', { name: '保存', exact: true }).click();
    await journey.page.getByText('1条信息资源需要保密审查').waitFor();
    expect((await byName('企业信用承诺信息')).findings.map(({ rule }) => rule)).toContain('secrecy-mark');
  });
});

describe('the search box', () => {
  it('searches for the word chosen, never for the syllables on the way to it (中文输入法)', async () => {
    const box = journey.page.getByRole('textbox', { name: '在目录中查找' });
    const devtools = await journey.page.context().newCDPSession(journey.page);
    const engine = await enginePid(journey);
    // Whoever begins before the rows have come stays in the box.
    process.kill(engine, 'SIGSTOP');
    try {
      await goTo(journey, '目录编制');
      await box.focus();
      await devtools.send('Input.imeSetComposition', { text: 'chu fa', selectionStart: 6, selectionEnd: 6 });
      await expect.poll(() => box.inputValue()).toBe('chu fa');
    } finally {
      process.kill(engine, 'SIGCONT');
    }
    await grid().getByText('行政处罚信息', { exact: true }).waitFor();
    await journey.page.waitForTimeout(600);
    expect(await journey.page.getByText('没有符合条件的信息资源').count()).toBe(0);
    await devtools.send('Input.insertText', { text: '处罚' });
    await devtools.detach();
    await journey.page.getByText('共1条', { exact: true }).waitFor();
    await grid().getByText('行政处罚信息', { exact: true }).waitFor();
    await box.fill('');
    await journey.page.getByText(`共${COUNT}条`, { exact: true }).waitFor();
  });
});

describe('what was deleted, saved as a view, narrowed further', () => {
  it('an entry deleted by mistake is found in the recycle bin and comes back', async () => {
    await goTo(journey, '目录编制');
    await grid().getByText('荣誉表彰信息', { exact: true }).click();
    await journey.page
      .getByRole('article', { name: '所选信息资源' })
      .getByRole('button', { name: /删除$/ })
      .click();
    await grid().getByText('荣誉表彰信息', { exact: true }).waitFor({ state: 'detached' });
    await keyboardIn(grid());
    await press('Control+k');
    await journey.page.keyboard.type('回收站');
    await journey.page.getByRole('option', { name: '回收站' }).waitFor();
    await press('Enter');
    const dialog = journey.page.getByRole('dialog', { name: '回收站' });
    await dialog.getByText('荣誉表彰信息').waitFor();
    await dialog.getByRole('checkbox', { name: '选择“荣誉表彰信息”' }).check();
    expect(await dialog.getByRole('checkbox', { name: '选择本页全部' }).count()).toBe(1);
    await dialog.getByRole('textbox').fill('荣誉');
    await dialog.getByRole('button', { name: '清除' }).click();
    await dialog.getByText('荣誉表彰信息').waitFor();
    await sound('recycle-bin');
    await dialog.getByRole('button', { name: '恢复1条' }).click();
    await dialog.getByText('回收站是空的').waitFor();
    // The button is disabled now: the keyboard stays in the dialog, and Esc leads back to the list.
    await keyboardIn(dialog);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await keyboardIn(grid());
    await grid().getByText('荣誉表彰信息', { exact: true }).waitFor();
  });

  it('conditions are kept as a view and come back with it', async () => {
    await journey.page.getByRole('button', { name: '更多条件' }).click();
    const more = journey.page.locator('.more-filters');
    await more.locator('#filter-rule').focus();
    await journey.page.keyboard.type('涉密');
    await journey.page.locator('.ant-select-item-option', { hasText: '可能涉密' }).click();
    await journey.page.getByText('问题：可能涉密或者涉及个人的内容').waitFor();
    await sound('more-filters');
    await press('Escape');
    await grid().getByText('企业信用承诺信息', { exact: true }).waitFor();
    await journey.page.getByRole('button', { name: '视图' }).click();
    await journey.page.getByRole('menuitem', { name: /保存当前条件/ }).click();
    await journey.page.getByLabel('视图名称').fill('待保密审查');
    await press('Enter');
    await journey.page.getByRole('button', { name: '清除全部条件' }).click();
    await journey.page.getByText(`共${COUNT}条`, { exact: true }).waitFor();
    await journey.page.getByRole('button', { name: '视图' }).click();
    await journey.page.getByRole('menuitem', { name: '待保密审查', exact: true }).click();
    await journey.page.getByText('共1条', { exact: true }).waitFor();
    await journey.page.getByRole('button', { name: '清除全部条件' }).click();
  });
});
