/** From a number at the bottom of the window to the field that is wrong, and from the start page to what lacks something. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { text } from '#renderer/text/zh-cn';
import { sampleEntry } from '#tests/support/sample-entry';
import { ask, launchWithSample, dialogAtRest, goTo, keyboardIn, sight } from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

let journey: Journey;
type Read = CallOutput<'entries.read'>;

beforeAll(async () => {
  const folder = makeFolder('findings');
  journey = await launchWithSample(folder);
  const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
  const entry = {
    ...sampleEntry({ code: '', grading: '', storedVolume: '１２ＧＢ' }),
    id: made.entry.id,
    name: '失信名单',
  };
  await ask(journey, 'entries.save', { entry, revision: made.meta.revision, by: '甲' });
}, 120_000);
afterAll(async () => {
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('findings-failed');
});

const press = (key: string): Promise<void> => journey.page.keyboard.press(key);
const table = () => journey.page.getByRole('grid', { name: '问题列表' });
const main = () => journey.page.locator('#main');
const detail = () => journey.page.getByRole('article', { name: '所选问题' });
const listed = async (filter: object): Promise<number> =>
  (await ask<CallOutput<'findings.list'>>(journey, 'findings.list', filter)).total;
/** Chooses whether the board shows the findings that were answered. */
async function answersShown(choice: '尚未处理' | '已说明'): Promise<void> {
  await journey.page.getByRole('combobox', { name: '是否已说明' }).focus();
  await press('ArrowDown');
  await journey.page.locator('.ant-select-item-option', { hasText: choice }).click();
}
async function own(name: string): Promise<Read> {
  const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { query: name });
  return ask<Read>(journey, 'entries.read', { entry: entries.find((one) => one.name === name)!.id });
}

describe('the board of findings', () => {
  it('opens from the status line at the severity pressed, with as many rows as it said', async () => {
    const { warning } = await ask<CallOutput<'check.counts'>>(journey, 'check.counts', {});
    await journey.page
      .getByRole('group', { name: '校验结果' })
      .getByRole('button', { name: /需要说明/ })
      .click();
    await journey.page.getByText(`共${warning}个问题`, { exact: true }).waitFor();
    await table().waitFor();
    await sight(journey, 'findings-warnings');
  });

  it('opens by keys, and Enter leads to the field with the cursor in it; Esc returns to the same row', async () => {
    await goTo(journey, '首页');
    await press('Control+Shift+L');
    await table().waitFor();
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('失信名单');
    const { findings } = await own('失信名单');
    await journey.page.getByText(`共${findings.length}个问题`, { exact: true }).waitFor();
    await table().focus();
    await press('End');
    await press('Home');
    await press('ArrowDown');
    const row = await table().getByRole('row', { selected: true }).textContent();
    await press('Enter');
    await journey.page.getByRole('complementary', { name: '校验结果' }).waitFor();
    await expect
      .poll(() => journey.page.evaluate(() => document.activeElement?.closest('.field, .item-grid') !== null))
      .toBe(true);
    await press('Escape');
    await table().waitFor();
    expect(await table().getByRole('row', { selected: true }).textContent()).toBe(row);
  });

  it('a finding about an item leads to its cell, with the keyboard in the items', async () => {
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1 });
    const { entry, meta } = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', {
      entry: entries[0]!.id,
    });
    const items = entry.items.map((item, row) => (row === 1 ? { ...item, name: '' } : item));
    await ask(journey, 'entries.save', { entry: { ...entry, items }, revision: meta.revision });
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill(entry.name);
    const { findings } = await ask<CallOutput<'findings.list'>>(journey, 'findings.list', {
      query: entry.name,
    });
    await expect.poll(() => table().getByRole('row', { selected: true }).textContent()).toContain(entry.name);
    await table().focus();
    await press('Home');
    for (const { item } of findings) {
      if (item !== undefined) break;
      await press('ArrowDown');
    }
    await press('Enter');
    await expect
      .poll(() => journey.page.locator('.item-remark').textContent())
      .toMatch(/第2行.*信息项名称没有填写/);
    await expect
      .poll(() => journey.page.evaluate(() => document.activeElement?.closest('.item-grid') !== null))
      .toBe(true);
    await press('Escape');
    await table().waitFor();
    const next = await ask<CallOutput<'library.nextUndo'>>(journey, 'library.nextUndo', {});
    await ask(journey, 'library.undo', { change: next.change });
  });

  it('the editor goes on to the next finding of the list, and back; Esc returns to the row that it was left at', async () => {
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('');
    const { total, findings } = await ask<CallOutput<'findings.list'>>(journey, 'findings.list', {
      limit: 10,
    });
    await journey.page.getByText(`共${total}个问题`, { exact: true }).waitFor();
    const rank = ['error', 'warning', 'advice'];
    expect(findings.map(({ severity }) => severity)).toEqual(
      findings.map(({ severity }) => severity).sort((a, b) => rank.indexOf(a) - rank.indexOf(b)),
    );
    await table().focus();
    await press('End');
    await press('Home');
    await press('Enter');
    const title = journey.page.locator('.editor-title h1');
    const at = (place: number) =>
      journey.page.getByText(`问题 ${place} / ${total}`, { exact: true }).waitFor();
    for (let place = 1; place <= 5; place++) {
      await at(place);
      await expect.poll(() => title.textContent()).toBe(findings[place - 1]!.entry.name);
      if (findings[place - 1]!.item === undefined) {
        await expect
          .poll(() => journey.page.evaluate(() => document.activeElement?.id))
          .toBe(`field-${findings[place - 1]!.field}`);
      }
      if (place === 1) await sight(journey, 'findings-walk');
      if (place < 5) await press('Control+PageDown');
    }
    await journey.page.getByRole('button', { name: '上一个问题' }).click();
    await at(4);
    await press('Escape');
    await table().waitFor();
    await expect
      .poll(() => table().getByRole('row', { selected: true }).textContent())
      .toContain(findings[3]!.message);
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('失信名单');
    const { findings: listedOnes } = await own('失信名单');
    await journey.page.getByText(`共${listedOnes.length}个问题`, { exact: true }).waitFor();
  });

  it('what is mended on the way leaves the list, and Esc returns to the row all the same', async () => {
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('');
    await journey.page
      .locator('.finding-rules')
      .getByRole('button', { name: /数据分类分级缺失/ })
      .click();
    const { total, findings } = await ask<CallOutput<'findings.list'>>(journey, 'findings.list', {
      rule: 'grading-missing',
    });
    await journey.page.getByText(`共${total}个问题`, { exact: true }).waitFor();
    await table().focus();
    await press('Home');
    await press('Enter');
    for (let place = 1; place <= 3; place++) {
      await journey.page.getByText(`问题 ${place} / ${total}`, { exact: true }).waitFor();
      await expect.poll(() => journey.page.evaluate(() => document.activeElement?.id)).toBe('field-grading');
      await journey.page.keyboard.insertText('一般数据');
      await press('Control+PageDown');
    }
    await journey.page.getByText(`问题 4 / ${total}`, { exact: true }).waitFor();
    await press('Escape');
    await journey.page.getByText(`共${total - 3}个问题`, { exact: true }).waitFor();
    await expect
      .poll(() => table().getByRole('row', { selected: true }).textContent())
      .toContain(findings[3]!.entry.name);
    for (let i = 0; i < 3; i++) await ask(journey, 'library.undo', {});
    await journey.page.getByText(`共${total}个问题`, { exact: true }).waitFor();
    await journey.page
      .locator('.finding-rules')
      .getByRole('button', { name: /^全部问题/ })
      .click();
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('失信名单');
    const { findings: rest } = await own('失信名单');
    await journey.page.getByText(`共${rest.length}个问题`, { exact: true }).waitFor();
  });

  it('a certain mending is one press and is taken back by one; the article opens', async () => {
    await journey.page
      .getByRole('button', { name: /大普查/ })
      .first()
      .click();
    await detail().getByRole('button', { name: '一键修正' }).waitFor();
    await sight(journey, 'findings-mend');
    await detail().getByRole('button', { name: '一键修正' }).click();
    await expect.poll(async () => (await own('失信名单')).entry.storedVolume).toBe('12');
    await journey.page
      .getByText('已修正')
      .getByRole('button', { name: /撤\s*销/ })
      .click();
    await expect.poll(async () => (await own('失信名单')).entry.storedVolume).toBe('１２ＧＢ');
    await detail().locator('.citation').click();
    await journey.page.locator('.ant-drawer-open').getByText('所引').first().waitFor();
    await press('Escape');
    await journey.page.locator('.ant-drawer-open').waitFor({ state: 'detached' });
    await journey.page.getByRole('button', { name: '批量修正' }).click();
    const dialog = journey.page.getByRole('dialog', { name: '批量修改：所列信息资源' });
    await dialog.getByRole('button', { name: '预览改动' }).click();
    await dialog.getByText('１２ＧＢ').waitFor();
    await dialog.getByRole('button', { name: '修改1条' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await own('失信名单')).entry.storedVolume).toBe('12');
  });

  it('a warning stays with a reason, leaves the open ones and is found among the answered', async () => {
    const before = await listed({ rule: 'grading-missing' });
    await journey.page
      .getByRole('button', { name: /数据分类分级缺失/ })
      .first()
      .click();
    await detail().getByRole('button', { name: '说明理由' }).click();
    const dialog = journey.page.getByRole('dialog', { name: '说明为什么保留' });
    await dialog.getByLabel('理由').fill('本地分级办法正在制定');
    await dialog.getByRole('button', { name: '说明理由' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => listed({ rule: 'grading-missing' })).toBe(before - 1);
    expect(await listed({ rule: 'grading-missing', answers: 'answered' })).toBe(1);
  });

  it('one reason serves all findings of a kind that are listed, each entry keeping it as its own', async () => {
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('');
    const left = await listed({ rule: 'grading-missing' });
    await journey.page.getByText(`共${left}个问题`, { exact: true }).waitFor();
    await detail()
      .getByRole('button', { name: `所列${left}个用同一理由说明` })
      .click();
    const dialog = journey.page.getByRole('dialog', {
      name: `说明为什么保留：数据分类分级缺失（${left}个）`,
    });
    await dialogAtRest(journey);
    await dialog.getByRole('button', { name: `说明所列${left}个` }).click();
    await dialog.getByText('还缺：理由').waitFor();
    await sight(journey, 'findings-explain-listed');
    await dialog.getByLabel('理由').fill('本地分级办法正在制定');
    await dialog.getByRole('button', { name: `说明所列${left}个` }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await listed({ rule: 'grading-missing' })).toBe(0);
    expect(await listed({ rule: 'grading-missing', answers: 'answered' })).toBe(left + 1);
    const open = () => listed({ rule: 'grading-missing' });
    await table().waitFor({ state: 'detached' });
    await keyboardIn(main());
    await press('Control+z');
    await journey.page.getByRole('dialog', { name: `撤销：说明“数据分类分级缺失”（${left}个）` }).waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'findings-undo-explained');
    await journey.page
      .getByRole('dialog')
      .getByRole('button', { name: /^撤\s*销$/ })
      .click();
    await expect.poll(open).toBe(left);
    await table().waitFor();
    await journey.page.getByRole('dialog').waitFor({ state: 'detached' });
    await keyboardIn(table());
    await press('Control+y');
    await expect.poll(open).toBe(0);
    await table().waitFor({ state: 'detached' });
    await keyboardIn(main());
  });

  it('what was explained together is withdrawn together: how many and why is said first', async () => {
    await answersShown('已说明');
    const answered = await listed({ rule: 'grading-missing', answers: 'answered' });
    await journey.page.getByText(`共${answered}个问题`, { exact: true }).waitFor();
    await table().focus();
    await press('Home');
    const given = detail().getByText(`这条理由一并说明了${answered - 1}个问题`);
    await given.waitFor();
    await sight(journey, 'findings-given-together');
    await detail()
      .getByRole('button', { name: `撤回这${answered - 1}个的说明` })
      .click();
    const dialog = journey.page.getByRole('dialog', { name: `撤回一并说明的${answered - 1}个` });
    await dialog.getByText('理由为“本地分级办法正在制定”').waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'findings-withdraw-together');
    await dialog.getByRole('button', { name: `撤回这${answered - 1}个的说明` }).click();
    await dialog.waitFor({ state: 'detached' });
    await journey.page.getByText('共1个问题', { exact: true }).waitFor();
    expect(await listed({ rule: 'grading-missing' })).toBe(answered - 1);
    await keyboardIn(table());
    await press('Escape');
    await keyboardIn(journey.page.getByRole('grid', { name: '信息资源列表' }));
    await press('Control+Shift+L');
    await keyboardIn(table());
    await answersShown('尚未处理');
  });

  it('ticked by Space, findings of several kinds get one reason; one undo brings all back, and counts go with the words', async () => {
    const { page } = journey;
    const search = page.getByRole('textbox', { name: '在校验结果中查找' });
    await press('Control+Shift+L');
    await table().waitFor();
    await search.fill('公示');
    const found = await ask<CallOutput<'findings.list'>>(journey, 'findings.list', {
      query: '公示',
      severity: 'warning',
    });
    expect(found.total).toBeLessThan(await listed({ severity: 'warning' }));
    await page.getByText(`需要说明 ${found.total}`, { exact: true }).click();
    await page.getByText(`共${found.total}个问题`, { exact: true }).waitFor();
    await page.getByText(`全部 ${await listed({ query: '公示' })}`, { exact: true }).waitFor();
    const everyRule = page.locator('.finding-rules').getByRole('button', { name: /^全部问题/ });
    await expect.poll(() => everyRule.textContent()).toBe(`全部问题${found.total}`);

    await table().focus();
    await press('Home');
    await press('Space');
    await press('ArrowDown');
    await press('Space');
    await press('End');
    await press('Space');
    const bar = page.getByRole('toolbar', { name: '已选3个问题' });
    await bar.waitFor();
    await sight(journey, 'findings-ticked');
    await press('Control+e');
    const dialog = page.getByRole('dialog', { name: '说明为什么保留：所选问题（3个）' });
    await dialogAtRest(journey);
    await page.keyboard.insertText('本地分级办法正在制定');
    await press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(`共${found.total - 3}个问题`, { exact: true }).waitFor();
    await bar.waitFor({ state: 'detached' });
    await keyboardIn(table());
    await press('Control+z');
    const rules = new Set([0, 1, found.total - 1].map((index) => found.findings[index]!.rule)).size;
    await page.getByRole('dialog', { name: new RegExp(`^撤销：说明“.+”等${rules}类问题（3个）$`) }).waitFor();
    await dialogAtRest(journey);
    await press('Enter');
    await page.getByText(`共${found.total}个问题`, { exact: true }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // One answered meanwhile refuses all; the reason typed stays, for the rest.
    await keyboardIn(table());
    await press('Home');
    await press('Shift+ArrowDown');
    await page.getByRole('toolbar', { name: '已选2个问题' }).waitFor();
    await press('Control+e');
    await dialogAtRest(journey);
    await page.keyboard.insertText('本地分级办法正在制定');
    const { entry, rule, field, message } = found.findings[0]!;
    const meanwhile = { entry: entry.id, findings: [{ rule, field, message }], reason: '另有说明', by: '乙' };
    await ask(journey, 'findings.settle', meanwhile);
    await press('Control+Enter');
    await page.getByText(/^其中1个问题在此期间已经改正、说明或者变动/).waitFor();
    await page.getByRole('dialog', { name: '说明为什么保留：所选问题（1个）' }).waitFor();
    await sight(journey, 'findings-explain-refused');
    expect(await listed({ query: '公示', severity: 'warning' })).toBe(found.total - 1);
    await press('Control+Enter');
    await page.getByText(`共${found.total - 2}个问题`, { exact: true }).waitFor();
    for (let i = 0; i < 2; i++) await ask(journey, 'library.undo', {});
    await page.getByText(`共${found.total}个问题`, { exact: true }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // Ticks go with the conditions that they were made under.
    await keyboardIn(table());
    await press('Home');
    await press('Shift+ArrowDown');
    await page.getByRole('toolbar', { name: '已选2个问题' }).waitFor();
    await search.fill('');
    await page.getByText(`共${await listed({ severity: 'warning' })}个问题`, { exact: true }).waitFor();
    await search.fill('公示');
    await page.getByText(`共${found.total}个问题`, { exact: true }).waitFor();
    expect(await table().getByRole('checkbox', { checked: true }).count()).toBe(0);
    await search.fill('');
    await page.getByText(/^必须修改 \d+$/).click();
    await page.getByText(`共${await listed({ severity: 'error' })}个问题`, { exact: true }).waitFor();
    await table().focus();
    await press('Space');
    await page.getByText('必须修改的问题要改正，不能说明理由').first().waitFor();
  });

  it('by entry: the entries with findings at the left, and one chosen narrows the table to its own', async () => {
    await goTo(journey, '首页');
    await press('Control+Shift+L');
    await journey.page.getByRole('textbox', { name: '在校验结果中查找' }).fill('');
    await journey.page
      .locator('.finding-rules')
      .getByRole('button', { name: /^全部问题/ })
      .click();
    await journey.page.getByText('按资源', { exact: true }).click();
    const entries = journey.page.getByRole('grid', { name: '有问题的信息资源' });
    await entries.getByRole('row').nth(1).click();
    await journey.page
      .locator('.chips')
      .getByText(/^信息资源：/)
      .waitFor();
    await sight(journey, 'findings-by-entry');
    await journey.page.getByRole('button', { name: /^去掉条件：信息资源：/ }).click();
    await answersShown('已说明');
    const answered = await ask<CallOutput<'findings.entries'>>(journey, 'findings.entries', {
      answers: 'answered',
    });
    expect(answered.total).toBeGreaterThan(0);
    await entries.getByRole('row', { name: new RegExp(answered.entries[0]!.name) }).waitFor();
    await expect.poll(() => entries.getAttribute('aria-rowcount')).toBe(String(answered.total + 1));
    await sight(journey, 'findings-answered-by-entry');
    await table().focus();
    await press('Escape');
    await journey.page.getByRole('grid', { name: '信息资源列表' }).waitFor();
  });
});

describe('the start page', () => {
  it('says which elements are lacking, and one press lists the entries', async () => {
    await goTo(journey, '首页');
    const section = journey.page.getByRole('region', { name: '要素完整性' });
    await section.waitFor();
    await sight(journey, 'home-overview');
    const { elements } = await ask<CallOutput<'entries.completeness'>>(journey, 'entries.completeness', {});
    const { label, needed, filled } = elements.find((one) => one.needed !== null && one.needed > one.filled)!;
    await section.getByRole('button', { name: new RegExp(`^${label}`) }).click();
    await journey.page.getByText(`共${needed! - filled}条`, { exact: true }).waitFor();
    await journey.page.locator('.chips').getByText(`没有填写${label}`).waitFor();
  });

  it('says at each step of the review how many wait there, also where two are due in one state', async () => {
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', {});
    const clean = entries.filter(({ errors }) => errors === 0).slice(0, 5);
    const take = (step: string, some: typeof entries, by: string, more: object = {}) =>
      ask(journey, 'review.take', { step, entries: some.map(({ id }) => id), by, opinion: '同意', ...more });
    const assessment = { secrecy: '不涉密', personal: '不涉及个人信息' };
    await take('submit', clean, '甲');
    await take('approve', clean.slice(1), '乙');
    await take('assess', clean.slice(2), '丙', assessment);
    await goTo(journey, '首页');
    const waiting = journey.page.getByRole('region', { name: '等待办理' });
    await waiting.getByRole('button', { name: /^部门审核\s*1条$/ }).waitFor();
    await waiting.getByRole('button', { name: /^风险评估\s*1条$/ }).waitFor();
    await waiting.getByRole('button', { name: /^保密审查\s*3条$/ }).waitFor();
    await sight(journey, 'home-waiting');
    await take('assess', clean.slice(1, 2), '丙', assessment);
    // Nobody is left at the step before it: what waits at the second is told all the same.
    await waiting.getByRole('button', { name: /^保密审查\s*4条$/ }).waitFor();
    await journey.page.getByRole('button', { name: '审核审签，5条等待办理' }).waitFor();
    await waiting.getByRole('button', { name: /^保密审查/ }).click();
    await journey.page.getByRole('button', { name: '选择全部4条' }).waitFor();
  });

  it('from the review one goes through the entries of the step in the editor, and comes back to the one left at', async () => {
    const { page } = journey;
    const waiting = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { waitsFor: 'clear' });
    const names = waiting.entries.map(({ name }) => name);
    await page.locator('.row-open-link', { hasText: names[0]! }).click();
    await page.getByRole('button', { name: text.review.detail.openEditor }).click();
    await page.getByText('1 / 4', { exact: true }).waitFor();
    await press('Control+PageDown');
    await press('Control+PageDown');
    await page.getByText('3 / 4', { exact: true }).waitFor();
    await expect.poll(() => page.locator('.editor-title h1').textContent()).toBe(names[2]!);
    await sight(journey, 'review-walk');
    await press('Escape');
    await expect.poll(() => page.locator('.review-name').textContent()).toBe(names[2]!);
    await page.getByRole('button', { name: '选择全部4条' }).waitFor();
  });

  it('names the last import and leads to what it brought', async () => {
    await goTo(journey, '首页');
    const section = journey.page.getByRole('region', { name: '最近导入' });
    await section.getByText('新增79条，修改0条').waitFor();
    await section.getByRole('button', { name: '查看这次导入的' }).click();
    await journey.page.getByText('共79条', { exact: true }).waitFor();
    await sight(journey, 'entries-of-import');
  });
});

describe('entries by their limits', () => {
  it('are found by the due filter', async () => {
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 2 });
    await ask(journey, 'dataUpdates.record', { entries: [entries[0]!.id], on: '2020-01-02' });
    await goTo(journey, '目录编制');
    await journey.page.getByRole('button', { name: '更多条件' }).click();
    await journey.page.locator('#filter-due').focus();
    await press('ArrowDown');
    await journey.page.locator('.ant-select-item-option', { hasText: '已逾期' }).click();
    await journey.page.locator('.chips').getByText('时限：已逾期').waitFor();
    await press('Escape');
    await expect.poll(() => journey.page.locator('.ant-select-dropdown:visible').count()).toBe(0);
    await sight(journey, 'entries-due');
  });
});

describe('the legal basis of a refusal', () => {
  it('is kept once in the list of bases and chosen for the next entry', async () => {
    const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
    const entry = { ...sampleEntry({ sharingType: '不予共享' }, 0), id: made.entry.id, name: '涉案财产信息' };
    await ask(journey, 'entries.save', { entry, revision: made.meta.revision, by: '甲' });
    const basis = '《征信业管理条例》（国务院令第631号）第十四条';
    await ask(journey, 'bases.change', { add: [basis], by: '甲' });
    await goTo(journey, '目录编制');
    await press('Control+k');
    await journey.page.keyboard.type('涉案财产');
    await journey.page.getByRole('option', { name: /涉案财产信息/ }).waitFor();
    await press('Enter');
    await journey.page.getByRole('button', { name: '从法规依据库选取' }).click();
    const dialog = journey.page.getByRole('dialog', { name: '法规依据库' });
    await dialog.getByRole('checkbox', { name: basis }).check();
    await dialogAtRest(journey);
    await sight(journey, 'basis-choice');
    await dialog.getByRole('button', { name: '选取1条' }).click();
    await expect.poll(async () => (await own('涉案财产信息')).entry.refusalBasis).toBe(basis);
    await press('Escape');
  });
});
