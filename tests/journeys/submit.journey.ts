/** 提交送审 without accounts: what is not sent, what has no reason yet, and who approves whose work are said. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { sampleEntry } from '#tests/support/sample-entry';
import { ask, chooseAllInStep, createLibrary, dialogAtRest, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('submit');
let journey: Journey;
let unexplained = 0;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(8000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
  for (const [name, more] of [
    ['行政许可信息', { formatType: '自研库' }],
    ['行政处罚信息', { formatType: '自研库' }],
    ['荣誉表彰信息', { summary: '' }],
    ['信用承诺信息', { summary: '' }],
  ] as const) {
    const made = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
    const entry = { ...sampleEntry({ code: '' }, 3), id: made.entry.id, name, ...more };
    await ask(journey, 'entries.save', { entry, revision: made.meta.revision, by: '王编制' });
  }
  const found = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { withFindings: 'warning' });
  unexplained = found.total;
  await journey.page.getByRole('button', { name: '编制人：未填写' }).click();
  await journey.page.getByRole('textbox', { name: '编制人' }).fill('王编制');
  await journey.page.keyboard.press('Enter');
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('submit-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const dialog = () => journey.page.getByRole('dialog').last();

describe('提交送审', () => {
  it('tells how many have 需要说明 without a reason, and leads to them', async () => {
    const { page } = journey;
    expect(unexplained).toBeGreaterThan(0);
    await goTo(journey, '目录编制');
    await page.getByRole('grid').getByRole('checkbox').first().click();
    await page.keyboard.press('Control+a');
    await page.getByRole('toolbar', { name: '已选4条' }).getByRole('button', { name: '提交送审' }).click();
    await dialog().getByText(`其中${unexplained}条有“需要说明”的问题没有填写说明。`).waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'submit-unexplained');
    await dialog().getByRole('button', { name: '查看这些问题' }).click();
    await page
      .getByText(new RegExp(`1 ?/ ?${unexplained}|第1条，共${unexplained}条`))
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar', { name: '已选4条' }).waitFor();
  });

  it('lists what was not sent with a way to it, and keeps it chosen', async () => {
    const { page } = journey;
    await page.getByRole('toolbar', { name: '已选4条' }).getByRole('button', { name: '提交送审' }).click();
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await dialog().getByText('未送审2条').waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'submit-skipped');
    await dialog().getByRole('button', { name: '查看这些问题（2条）' }).click();
    await page
      .locator('#field-name')
      .or(page.getByRole('textbox', { name: '信息资源名称' }))
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar', { name: '已选2条' }).waitFor();
  });
});

describe('编制与审核由不同的人办理, without accounts', () => {
  it('says at the switch that it can only be put on record', async () => {
    const { page } = journey;
    await goTo(journey, '系统设置');
    await page
      .getByRole('navigation', { name: '设置项目' })
      .getByRole('button', { name: '审核步骤' })
      .click();
    await page.getByText('还没有账户，不能识别身份').waitFor();
    await sight(journey, 'submit-steps');
  });

  it('does not put the compiler down as who approves, and says so where the name is given', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await chooseAllInStep(journey, '部门审核');
    await page.getByRole('button', { name: '审核通过' }).click();
    await dialogAtRest(journey);
    const by = dialog().locator('#take-by');
    expect(await by.inputValue()).toBe('');
    await dialog().getByText('没有填写说明。').waitFor();
    await by.fill('王编制');
    await dialog().getByText('“王编制”编制或者送审过所选的信息资源。').waitFor();
    await sight(journey, 'submit-approve');
    await by.fill('李审核');
    await dialog().getByText('“王编制”编制或者送审过所选的信息资源。').waitFor({ state: 'detached' });
    await dialog().locator('#take-opinion').fill('逐条核对');
    await dialog().getByRole('button', { name: '审核通过' }).click();
    await page.getByText('审核通过：已办理2条').waitFor();
  });

  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
