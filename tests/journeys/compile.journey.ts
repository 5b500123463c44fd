import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { sampleEntry } from '#tests/support/sample-entry';
import { ask, createLibrary, goTo, keyboardIn, paste, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('compile');
const library = join(folder, '示例市信用办.mulu');
let journey: Journey;
type Read = CallOutput<'entries.read'>;

const NAMES = [
  '行政许可信息',
  '行政处罚信息',
  '企业信用承诺信息',
  '严重失信主体名单',
  '荣誉表彰信息',
  '职业资格信息',
];

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, library);
  for (const [i, name] of NAMES.entries()) {
    const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {
      front: i < 4 ? '307001' : '205010',
    });
    const entry = { ...sampleEntry({}, 3), id: made.entry.id, code: made.entry.code, name };
    await ask(journey, 'entries.save', { entry, revision: made.meta.revision, by: '甲' });
  }
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('compile-failed');
});

const sound = (name: string): Promise<void> => sight(journey, name);

/** An entry as the library holds it, by its name. */
async function read(name: string): Promise<Read> {
  const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { query: name });
  return ask<Read>(journey, 'entries.read', { entry: entries.find((one) => one.name === name)!.id });
}
const rows = () => journey.page.getByRole('grid', { name: '信息资源列表' });

/** Waits until the library holds what is expected of an entry: saving follows a moment after the last key. */
async function kept(name: string, what: (entry: Read['entry']) => unknown, expected: unknown): Promise<void> {
  await expect.poll(async () => what((await read(name)).entry)).toEqual(expected);
  await journey.page
    .getByRole('status')
    .filter({ hasText: /^\s*已保存/ })
    .first()
    .waitFor();
}

async function openRow(name: string): Promise<void> {
  await rows().getByText(name, { exact: true }).dblclick();
  await journey.page.getByRole('heading', { level: 1, name }).first().waitFor();
  await journey.page.locator('#field-name').waitFor();
}

/** A date and a code as they come from elsewhere, which the boxes would write otherwise were they typed there. */
async function writtenAsElsewhere(name: string): Promise<void> {
  const { entry, meta } = await read(name);
  const providerCode = '１１４３０００００７４３１８７４５１Ｆ';
  await ask(journey, 'entries.save', {
    entry: { ...entry, publishedOn: '2026.3.1', providerCode },
    revision: meta.revision,
    by: '甲',
  });
}

/** Goes through every box of the form by Tab and types nothing: the entry stays the same to the last letter. */
async function tabThrough(name: string): Promise<void> {
  const { page } = journey;
  const before = await read(name);
  await page.locator('#field-name').focus();
  const passed = new Set<string>();
  for (let i = 0; i < 60 && !passed.has('field-publishedOn'); i++) {
    await page.keyboard.press('Tab');
    passed.add(await page.evaluate(() => document.activeElement?.id ?? ''));
  }
  await page.keyboard.press('Tab');
  expect([...passed]).toEqual(expect.arrayContaining(['field-providerCode', 'field-publishedOn']));
  // Longer than any save waits.
  await page.waitForTimeout(1500);
  const { entry, meta } = await read(name);
  expect([meta.revision, meta.state, entry]).toEqual([before.meta.revision, before.meta.state, before.entry]);
}

async function backToList(): Promise<void> {
  await journey.page.getByRole('button', { name: '返回列表' }).click();
  await rows().waitFor();
}

/** Puts the cursor in a cell of the item grid, counted from 0. */
async function clickCell(column: number, row: number): Promise<void> {
  const canvas = journey.page.locator('.item-grid canvas').first();
  const box = await canvas.boundingBox();
  const lefts = [60, 260, 370, 480];
  await journey.page.mouse.click(box!.x + lefts[column]! + 20, box!.y + 32 + row * 30 + 15);
  // No hand types or pastes before the cell is drawn as selected.
  await journey.page.waitForFunction(() => document.activeElement?.closest('.item-grid, #portal') != null);
  await journey.page.waitForTimeout(150);
}

/** Composes a word as a Chinese input method does: syllables first, then the characters. */
async function compose(syllables: string, word: string): Promise<void> {
  const devtools = await journey.page.context().newCDPSession(journey.page);
  const position = { selectionStart: syllables.length, selectionEnd: syllables.length };
  await devtools.send('Input.imeSetComposition', { text: syllables, ...position });
  await devtools.send('Input.insertText', { text: word });
  await devtools.detach();
}

describe('the list: find, sort, look at, come back', () => {
  it('shows every entry with its state, and the preview of the row that the cursor is on', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    await page.getByText('共6条').waitFor();
    await page.keyboard.press('ArrowDown');
    await page
      .getByRole('article', { name: '所选信息资源' })
      .getByRole('heading', { name: '行政处罚信息' })
      .waitFor();
    await sound('entries-list');
  });

  it('finds by one or two Chinese characters while typing', async () => {
    const { page } = journey;
    await page.getByLabel('在目录中查找').fill('处罚');
    await page.getByText('共1条').waitFor();
    await page.getByLabel('在目录中查找').fill('信用');
    await page.getByText('含“信用”').waitFor();
    await page.getByLabel('在目录中查找').fill('查无此物');
    await page.getByText('没有符合条件的信息资源').waitFor();
    await sound('entries-nothing');
    await page.getByRole('button', { name: '清除全部条件' }).last().click();
    await page.getByText('共6条').waitFor();
  });

  it('a category narrows the list, its count stands beside it', async () => {
    const { page } = journey;
    await page.getByRole('treeitem').filter({ hasText: '205' }).last().click();
    await page.getByText('共2条').waitFor();
    await page.getByText('全部信息资源').click();
    await page.getByText('共6条').waitFor();
  });

  it('Enter opens the editor, Esc comes back to the same row with the keyboard in the table', async () => {
    const { page } = journey;
    await rows().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '企业信用承诺信息' }).first().waitFor();
    await page.getByText('3 / 6').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.row-table:focus').waitFor();
    await rows().locator('.row-current').getByText('企业信用承诺信息').waitFor();
  });

  it('deleting takes effect at once and can be taken back (no work is lost by a wrong key)', async () => {
    const { page } = journey;
    await rows().getByText('荣誉表彰信息', { exact: true }).click();
    await page.getByRole('article').getByRole('heading', { name: '荣誉表彰信息' }).waitFor();
    await page.getByRole('article').getByRole('button', { name: '删除' }).click();
    await page.getByText('共5条').waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await page.getByText('共6条').waitFor();
  });

  it('Ctrl+N on 首页 begins an entry; Esc leads to its row in the list, wherever it stands; Delete takes it away', async () => {
    const { page } = journey;
    await rows().getByText('企业信用承诺信息', { exact: true }).click();
    await goTo(journey, '首页');
    await rows().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+n');
    await page.locator('#field-name:focus').waitFor();
    await page.keyboard.type('新编信息');
    await page.keyboard.press('Escape');
    await rows().locator('.row-current').getByText('新编信息', { exact: true }).waitFor();
    await keyboardIn(rows());
    await page.keyboard.press('Enter');
    await page.locator('#field-name:focus').waitFor();
    await page.keyboard.press('Escape');
    await rows().locator('.row-current').getByText('新编信息', { exact: true }).waitFor();
    await page.keyboard.press('Delete');
    await page.getByText('共6条').waitFor();
    await keyboardIn(rows());
    expect((await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { query: '新编' })).total).toBe(0);
  });

  it('several entries: the number stands in the question, cancel is the default', async () => {
    const { page } = journey;
    await rows().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('已选2条').first().waitFor();
    await page.getByRole('toolbar', { name: '已选2条' }).getByRole('button', { name: '删除' }).click();
    const question = page.getByRole('dialog').filter({ hasText: '删除所选2条信息资源' });
    await question.getByRole('button', { name: '删除2条' }).waitFor();
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'hidden' });
    await page.getByText('已选2条').first().waitFor();
    await page.getByRole('button', { name: '取消选择' }).click();
    await page.getByText('共6条').waitFor();
  });
});

describe('the editor: nothing typed is lost, nothing half typed is kept', () => {
  it('what depends on the sharing type appears where it belongs (条例第十五条)', async () => {
    const { page } = journey;
    await openRow('行政许可信息');
    expect(await page.locator('#field-sharingScope').count()).toBe(0);
    await page.locator('#field-sharingType').click();
    await page.keyboard.type('ytj', { delay: 30 });
    await page.keyboard.press('Enter');
    await page.locator('#field-sharingScope').waitFor();
    await page.locator('#field-sharingPurpose').waitFor();
    await page.getByRole('complementary', { name: '校验结果' }).getByText('必须修改').first().waitFor();
    await sound('editor');
  });

  it('a finding leads to its field', async () => {
    const { page } = journey;
    const panel = page.getByRole('complementary', { name: '校验结果' });
    await panel
      .getByRole('button', { name: /共享范围/ })
      .first()
      .click();
    await page.locator('#field-sharingScope:focus').waitFor();
    // The one gone to is marked, and when it is mended no other is; the contents are red where something must be mended.
    const at = panel.locator('[aria-current]');
    expect(await at.textContent()).toContain('共享范围');
    const contents = page.getByRole('navigation', { name: '本条目录' }).locator('.severity-error');
    expect(await contents.count()).toBeGreaterThan(0);
    await page.keyboard.type('全市');
    await expect.poll(() => at.count()).toBe(0);
    await page.keyboard.press('Control+z');
    await panel
      .getByRole('button', { name: /共享范围/ })
      .first()
      .waitFor();
  });

  it('a word being composed is not saved before it is chosen (中文输入法)', async () => {
    const { page } = journey;
    await page.locator('#field-sharingScope').focus();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'ti gong', selectionStart: 7, selectionEnd: 7 });
    await page.waitForFunction(
      () => (document.querySelector('#field-sharingScope') as HTMLTextAreaElement).value === 'ti gong',
    );
    await page
      .locator('#field-sharingScope')
      .evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
    expect((await read('行政许可信息')).entry.sharingScope).toBe('');
    await devtools.send('Input.insertText', { text: '提供给公安部门' });
    await kept('行政许可信息', (entry) => entry.sharingScope, '提供给公安部门');
    await kept('行政许可信息', (entry) => entry.items.map((item) => item.sharingType), [
      '有条件共享',
      '有条件共享',
      '有条件共享',
    ]);
  });

  it('Ctrl+Z and Ctrl+Y go through all changes of the entry', async () => {
    const { page } = journey;
    await page.locator('#field-office').fill('法规处');
    await page.keyboard.press('Control+z');
    expect(await page.locator('#field-office').inputValue()).toBe('综合处');
    await page.keyboard.press('Control+y');
    expect(await page.locator('#field-office').inputValue()).toBe('法规处');
  });

  it('a block from Excel goes into the grid, quoted cells and new rows included', async () => {
    const { page } = journey;
    await clickCell(0, 1);
    await paste(journey, '许可文书号\twen_shu\r\n"许可\n内容"\tnei_rong\r\n0012\t编号\r\n');
    await page.getByText('信息项（4）').waitFor();
    const names = ['信息项1', '许可文书号', '许可 内容', '0012'];
    await kept('行政许可信息', (entry) => entry.items.map((item) => item.name), names);
    expect((await read('行政许可信息')).entry.items[3]).toMatchObject({
      englishName: '编号',
      sharingType: '有条件共享',
    });
  });

  it('a code table is chosen in the grid by first letters', async () => {
    const { page } = journey;
    await clickCell(2, 3);
    await page.keyboard.type('szx', { delay: 30 });
    await page.getByRole('option', { name: '数值型N' }).waitFor();
    await page.keyboard.press('Tab');
    await kept('行政许可信息', (entry) => entry.items[3]?.dataType, '数值型N');
  });

  it('F2 opens a cell with the cursor behind its text; Esc closes the cell alone', async () => {
    const { page } = journey;
    await clickCell(0, 1);
    const before = (await read('行政许可信息')).entry.items[1]!.name;
    const cell = page.locator('#portal textarea');
    await page.keyboard.press('F2');
    await keyboardIn(cell);
    await page.keyboard.type('（甲）');
    expect(await cell.inputValue()).toBe(`${before}（甲）`);
    await page.keyboard.press('Escape');
    await cell.waitFor({ state: 'detached' });
    await keyboardIn(page.locator('.item-grid'));
    await page.keyboard.press('F2');
    await keyboardIn(cell);
    expect(await cell.inputValue()).toBe(before);
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await kept('行政许可信息', (entry) => entry.items[1]?.name, `${before}1`);
    await page.keyboard.press('Control+z');
    await kept('行政许可信息', (entry) => entry.items[1]?.name, before);
  });

  it('an input method writes into a cell without losing its first letter', async () => {
    const { page } = journey;
    await clickCell(0, 0);
    await compose('tong yi', '统一社会信用代码');
    await page.keyboard.press('Enter');
    await kept('行政许可信息', (entry) => entry.items[0]?.name, '统一社会信用代码');
  });

  it('what is typed right behind Delete is whole, though the grid takes the focus a picture later', async () => {
    const { page } = journey;
    await clickCell(0, 0);
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('统一');
    // What the grid does by itself in the picture after Delete, here whenever that was drawn.
    await page
      .locator('.item-grid canvas')
      .first()
      .evaluate((canvas: HTMLElement) => canvas.focus());
    await page.keyboard.insertText('代码');
    await page.keyboard.press('Enter');
    await kept('行政许可信息', (entry) => entry.items[0]?.name, '统一代码');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await kept('行政许可信息', (entry) => entry.items[0]?.name, '统一社会信用代码');
  });

  it('one undo takes back the whole block that was pasted', async () => {
    const { page } = journey;
    await clickCell(1, 2);
    await clickCell(0, 0);
    await paste(journey, '甲\r\n乙\r\n丙\r\n丁\r\n戊\r\n');
    await page.getByText('信息项（5）').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('信息项（4）').waitFor();
    await kept('行政许可信息', (entry) => entry.items[0]?.name, '统一社会信用代码');
  });

  it('a block pasted after a click on the line for new items becomes rows, not one cell', async () => {
    const { page } = journey;
    await clickCell(0, 4);
    await paste(journey, '己\tji\r\n庚\tgeng\r\n');
    await page.getByText('信息项（6）').waitFor();
    await kept('行政许可信息', (entry) => entry.items.slice(4).map((item) => item.name), ['己', '庚']);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByText('信息项（4）').waitFor();
  });

  it('items typed one below the other: each Enter goes on to the next line, and from the last one to a new item', async () => {
    const { page } = journey;
    const names = (entry: Read['entry']) => entry.items.map((item) => item.name).slice(3);
    await kept('行政许可信息', names, ['0012']);
    await clickCell(0, 3);
    for (const word of ['许可编号', '许可日期', '许可机关']) {
      await page.keyboard.insertText(word);
      await page.keyboard.press('Enter');
    }
    await kept('行政许可信息', names, ['许可编号', '许可日期', '许可机关']);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await kept('行政许可信息', names, ['0012']);
  });

  it('what is typed right after a click on the line for new items is whole in the new item', async () => {
    const { page } = journey;
    const names = (entry: Read['entry']) => entry.items.map((item) => item.name).slice(3);
    const box = (await page.locator('.item-grid canvas').first().boundingBox())!;
    await page.mouse.click(box.x + 80, box.y + 32 + 4 * 30 + 15);
    await page.keyboard.type('abcdefgh', { delay: 40 });
    await page.keyboard.press('Enter');
    await kept('行政许可信息', names, ['0012', 'abcdefgh']);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await kept('行政许可信息', names, ['0012']);
  });

  it('a cell opened while the change before is being saved keeps its cursor behind the text, a double click too', async () => {
    const { page } = journey;
    const name = (entry: Read['entry']) => entry.items[1]?.name;
    const before = name((await read('行政许可信息')).entry);
    const cell = page.locator('#portal textarea');
    await clickCell(1, 2);
    await page.keyboard.type('saved');
    await page.keyboard.press('Enter');
    await clickCell(0, 1);
    await page.keyboard.press('F2');
    await keyboardIn(cell);
    // Longer than the change waits to be saved, and the whole entry to be checked.
    await page.waitForTimeout(1500);
    await page.keyboard.type('（甲）');
    await page.keyboard.press('Enter');
    await kept('行政许可信息', name, `${before}（甲）`);
    const box = (await page.locator('.item-grid canvas').first().boundingBox())!;
    await page.mouse.dblclick(box.x + 80, box.y + 32 + 30 + 15, { delay: 80 });
    await keyboardIn(cell);
    await page.keyboard.type('乙');
    await page.keyboard.press('Enter');
    await kept('行政许可信息', name, `${before}（甲）乙`);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await kept('行政许可信息', name, before);
  });

  it('Tab goes from box to box; Shift+F1 in a box opens the sentence of the guide about it', async () => {
    const { page } = journey;
    const help = page.getByRole('tooltip').filter({ hasText: '提供政务信息资源的政务部门全称' });
    await page.locator('#field-provider').focus();
    await page.keyboard.press('Shift+F1');
    await help.waitFor();
    await page.keyboard.press('Tab');
    await help.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-office');
  });

  it('find and replace says how often it found the words', async () => {
    const { page } = journey;
    await clickCell(1, 2);
    await page.keyboard.press('Control+f');
    await page.getByRole('search').getByPlaceholder('查找').fill('许可');
    await page.getByText('找到2处').waitFor();
    await page.getByRole('search').getByPlaceholder('替换为').fill('审批');
    await page.getByRole('button', { name: '全部替换' }).click();
    await page.getByText('已替换2处').waitFor();
    await page.getByRole('button', { name: '关闭查找替换' }).click();
    await kept('行政许可信息', (entry) => entry.items[1]?.name, '审批文书号');
  });

  it('what another program part changed meanwhile is shown, not overwritten', async () => {
    const { page } = journey;
    await page.locator('#field-summary').fill('本次输入的摘要');
    const before = await read('行政许可信息');
    const entry = { ...before.entry, summary: '库内的新摘要' };
    await ask(journey, 'entries.save', { entry, revision: before.meta.revision, by: '乙' });
    await page.getByText('这条信息资源在此期间已有新的修改').waitFor();
    await page.getByRole('cell', { name: '库内的新摘要' }).waitFor();
    await page.getByRole('cell', { name: '本次输入的摘要' }).waitFor();
    await sound('editor-conflict');
    expect((await read('行政许可信息')).entry.summary).toBe('库内的新摘要');
    await page.getByRole('button', { name: '保留本次输入' }).click();
    await kept('行政许可信息', (entry) => entry.summary, '本次输入的摘要');
  });

  it('leaving at once saves the last key', async () => {
    const { page } = journey;
    await page.locator('#field-office').fill('审批处');
    await page.keyboard.press('Escape');
    await rows().waitFor();
    expect((await read('行政许可信息')).entry.office).toBe('审批处');
  });

  it('an entry on its way through review is read-only and says who can return it', async () => {
    const { page } = journey;
    await writtenAsElsewhere('行政处罚信息');
    await ask(journey, 'review.take', {
      step: 'submit',
      entries: [(await read('行政处罚信息')).entry.id],
      by: '甲',
    });
    await openRow('行政处罚信息');
    await page.getByText(/状态为“待.*内容已锁定.*退回修改/).waitFor();
    expect(await page.locator('#field-summary').getAttribute('readonly')).not.toBeNull();
    await tabThrough('行政处罚信息');
    await page.getByText('审核意见').click();
    await page.getByRole('cell', { name: '提交送审' }).waitFor();
    await sound('editor-opinions');
    await backToList();
  });
});

describe('an approved entry', () => {
  it('is changed only on purpose, and its approved version stays as it is', async () => {
    const { page } = journey;
    await writtenAsElsewhere('荣誉表彰信息');
    const { id } = (await read('荣誉表彰信息')).entry;
    const take = (step: string, by: string, more = {}) =>
      ask(journey, 'review.take', { step, entries: [id], by, opinion: '同意', ...more });
    await take('submit', '甲');
    await take('approve', '乙');
    await take('assess', '乙', { secrecy: '不涉及国家秘密', personal: '不涉及个人信息' });
    await take('clear', '丙');
    await take('consent', '丁');
    expect((await read('荣誉表彰信息')).meta).toMatchObject({ state: '已审定', version: 1 });

    await openRow('荣誉表彰信息');
    await page.getByText('已审定（第1版）。修改后成为草稿').waitFor();
    expect(await page.locator('#field-office').getAttribute('readonly')).not.toBeNull();
    await tabThrough('荣誉表彰信息');
    await page.getByRole('button', { name: '开始修改' }).click();
    // Begun, but nothing typed yet.
    await tabThrough('荣誉表彰信息');
    await page.locator('#field-office').fill('表彰办');
    await kept('荣誉表彰信息', (entry) => entry.office, '表彰办');
    expect((await read('荣誉表彰信息')).meta).toMatchObject({ state: '草稿', version: 1 });
  });

  it('its versions can be compared and one made the draft again', async () => {
    const { page } = journey;
    await page.getByText('变更对照').click();
    await page.getByRole('cell', { name: '表彰办' }).waitFor();
    await page.getByText('历史版本').click();
    await page.getByRole('button', { name: '与现内容对照' }).click();
    await page.getByRole('region', { name: '版本对照' }).getByText('表彰办').waitFor();
    await sound('editor-versions');
    await page.getByRole('button', { name: '恢复为草稿内容' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复为草稿内容' }).click();
    await page.getByText('草稿内容已恢复为第1版').waitFor();
    expect((await read('荣誉表彰信息')).entry.office).toBe('综合处');
    await backToList();
  });
});

describe('the window at other sizes', () => {
  it.each([
    [1024, 640],
    [1366, 728],
    [1920, 1040],
  ])('%i × %i: nothing is cut off', async (width, height) => {
    await journey.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await goTo(journey, '首页');
    await journey.page.getByRole('heading', { name: '待办与时限' }).waitFor();
    await sound(`home-${width}`);
    await goTo(journey, '目录编制');
    await rows().waitFor();
    await sound(`entries-${width}`);
    await openRow('严重失信主体名单');
    await sound(`editor-${width}`);
    await backToList();
  });

  it('writes no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
