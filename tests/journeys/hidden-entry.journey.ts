/** What a condition of the list hides, and a block pasted with its header row, are said where they happen. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { ask, goTo, keyboardIn, launchWithSample, paste, sight, standsStill } from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

let journey: Journey;

beforeAll(async () => {
  const folder = makeFolder('hidden-entry');
  journey = await launchWithSample(folder);
  await goTo(journey, '目录编制');
}, 120_000);
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('hidden-entry-failed');
});

const nameBox = () => journey.page.getByRole('textbox', { name: /信息资源名称/ }).first();

/** Leaves the editor; the entry is not listed, one press shows it with the cursor on it, and Enter opens that very one. */
async function shownAfterLeaving(picture: string): Promise<void> {
  const { page } = journey;
  await nameBox().waitFor();
  const opened = page.url();
  await page.keyboard.press('Escape');
  await page.getByText(/不符合列表现在的筛选条件，没有列出/).waitFor();
  await standsStill(journey);
  await sight(journey, picture);
  await page.getByRole('button', { name: '清除条件并显示' }).click();
  const { total } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1 });
  await page.getByText(`共${total}条`).first().waitFor();
  await page.getByText(/不符合列表现在的筛选条件/).waitFor({ state: 'detached' });
  await page.getByRole('grid', { name: '信息资源列表' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toBe(opened);
  await nameBox().waitFor();
}

it('a copy outside the conditions of the list is said to be hidden, and one press shows it', async () => {
  const { page } = journey;
  const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1 });
  const { code, name } = entries[0]!;
  // A copy has no code yet.
  await page.getByRole('textbox', { name: '在目录中查找' }).fill(code);
  await page.getByText('共1条', { exact: true }).waitFor();
  await page.getByRole('grid', { name: '信息资源列表' }).focus();
  await page.keyboard.press('Control+d');
  await shownAfterLeaving('hidden-copy');
  expect(
    await page
      .getByRole('textbox', { name: /信息资源名称/ })
      .first()
      .inputValue(),
  ).toContain(name);
  await page.keyboard.press('Escape');
});

it('the name of a copy is marked, so that typing replaces it; that of an entry merely opened is not', async () => {
  const { page } = journey;
  const marked = () =>
    nameBox().evaluate((box) => {
      const { selectionStart, selectionEnd, value } = box as HTMLInputElement;
      return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    });
  await page.getByRole('grid', { name: '信息资源列表' }).focus();
  await page.keyboard.press('Control+d');
  await keyboardIn(nameBox());
  expect(await marked()).toMatch(/（副本）$/);
  await page.keyboard.type('改了名的副本');
  expect(await nameBox().inputValue()).toBe('改了名的副本');
  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: '信息资源列表' }).focus();
  await page.keyboard.press('Enter');
  await keyboardIn(nameBox());
  expect(await marked()).toBe('');
  await page.keyboard.press('Escape');
});

it('a new entry outside the conditions of the list likewise', async () => {
  const { page } = journey;
  await page.getByRole('textbox', { name: '在目录中查找' }).fill('信用');
  await page.getByText('含“信用”').waitFor();
  await page.keyboard.press('Control+n');
  await shownAfterLeaving('hidden-entry-said');
});

it('a block copied with its header row: the header is no item, columns go where their names say, and Ctrl+Z takes all back', async () => {
  const { page } = journey;
  // From the form over the findings to the items, none of which is there yet.
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await page.waitForFunction(() => document.activeElement?.closest('.item-grid') != null);
  await paste(
    journey,
    '序号\t数据长度\t数据类型\t信息项名称\r\n1\t18\t字符型C\t统一社会信用代码\r\n2\t10 200\t字符型C\t企业名称\r\n',
  );
  await page
    .getByText(/^首行是列名，没有作为信息项；各列按列名归位。已粘贴2行3列，其中新增2行。.*没有粘贴：序号。/)
    .waitFor();
  await page.getByText('信息项（2）').waitFor();
  const items = async () => {
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 500 });
    const made = entries.find(({ name }) => name === '')!;
    const { entry } = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: made.id });
    return entry.items.map(({ name, dataType, dataLength }) => [name, dataType, dataLength]);
  };
  await expect.poll(items).toEqual([
    ['统一社会信用代码', '字符型C', '18'],
    ['企业名称', '字符型C', '10 200'],
  ]);
  await page.getByText('数据长度“10 200”不是数字').first().waitFor();
  await sight(journey, 'hidden-entry-header');
  await page.keyboard.press('Control+z');
  await expect.poll(items).toEqual([]);
});

it('a sheet with a title, two header rows and two resources: what the items lack becomes a column, and all that is doubtful is warned of', async () => {
  const { page } = journey;
  await paste(
    journey,
    [
      '部门信息资源产生清单',
      '信息资源名称\t信息项信息\t\t\t审核人\t共享属性',
      '\t信息项名称\t数据元\t数据类型\t\t共享类型',
      '企业登记信息\t统一社会信用代码\tDE01\t字符型C\t张三\t无条件共享',
      '个体登记信息\t字号名称\tDE02\t字符型C\t李四\t有条件共享',
    ].join('\r\n'),
  );
  const said = page.locator('.ant-message-warning');
  await said
    .getByText(
      /^前3行是标题和列名，.*表格最后新增列：数据元。这些行出自2条信息资源，已全部贴入本条。没有认出的列，没有粘贴：审核人。不是信息项内容的列，没有粘贴：信息资源名称。按 Ctrl\+Z 撤销$/,
    )
    .waitFor();
  await page.getByText('信息项（2）').waitFor();
  await sight(journey, 'hidden-entry-title');
  await page.keyboard.press('Control+z');
  await page.getByText('信息项（2）').waitFor({ state: 'detached' });
});
