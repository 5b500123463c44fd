import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, createLibrary, goTo, importSample, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('settings');
const at = (name: string): string => join(folder, name);
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, at('示例市信用办.mulu'), { creditCode: '11430000743187451X' });
  await importSample(journey);
  await goTo(journey, '系统设置');
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('settings-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const sound = (name: string): Promise<void> => sight(journey, name);

const open = (part: string): Promise<void> =>
  journey.page.getByRole('navigation', { name: '设置项目' }).getByRole('button', { name: part }).click();
const dialog = () => journey.page.getByRole('dialog').last();
const setting = async (key: string): Promise<string | undefined> =>
  (await ask<Record<string, string>>(journey, 'settings.read', {}))[key];

describe('settings', () => {
  it('a credit code whose check digit fails is pointed at and kept as it was written', async () => {
    const { page } = journey;
    await page.getByText(/最后一位校验码不符/).waitFor();
    await page.locator('#settings-creditCode').fill('11430000743187451F');
    await page.getByText(/校验码相符/).waitFor();
    await page.locator('#settings-contact').fill('王编制');
    await sound('settings-department');
  });

  it('going to another part saves what was changed first', async () => {
    await open('适用规定');
    await journey.page.getByRole('heading', { name: '正在适用' }).waitFor();
    expect(await setting('creditCode')).toBe('11430000743187451F');
    expect(await setting('contact')).toBe('王编制');
    // And whoever comes back finds the part that was looked at last.
    await goTo(journey, '首页');
    await goTo(journey, '系统设置');
    await journey.page.getByRole('heading', { name: '正在适用' }).waitFor();
  });

  it('the name, the signature boxes and the list’s columns on paper are the department’s own', async () => {
    const { page } = journey;
    await open('纸面材料');
    await page.locator('[id="report.heading"]').fill('内部资料');
    await page.locator('#paper-kind').click();
    await page.getByTitle('变更对照表', { exact: true }).last().click();
    await page.locator('#paper-signers').fill('编制人、审核人=信息科科长、分管领导，'.repeat(9));
    await page.getByText('签章栏用顿号分隔，最多10个').waitFor();
    await page.locator('#paper-signers').fill('编制人、审核人=信息科科长、分管领导');
    await sound('settings-paper');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => setting('report.signers.changes')).toBe('编制人、审核人=信息科科长、分管领导');
    const { html } = await ask<{ html: string }>(journey, 'report.model', { kind: 'changes' });
    expect(html).toContain('信息科科长');
    expect(html).toContain('分管领导');
    expect(html).toContain('内部资料');
  });

  it('another jurisdiction is shown with all that follows from it before it is taken', async () => {
    const { page } = journey;
    await open('适用规定');
    await page.getByRole('radio', { name: /云南省/ }).check();
    await page.getByRole('button', { name: '预览变化' }).click();
    await page.getByText(/^校验结果由/).waitFor();
    expect(await setting('rules')).toBe('shaanxi-2017');
    await sound('settings-rules');
    await page.getByRole('button', { name: '更换适用规定' }).click();
    await dialog().getByRole('button', { name: '更换适用规定' }).click();
    await page.getByText('适用规定已更换').waitFor();
    expect(await setting('rules')).toBe('yunnan-2017');
  });

  it('a step is waived only with a reason, which is kept to be printed', async () => {
    const { page } = journey;
    await open('审核步骤');
    const row = page.getByRole('row', { name: /保密审查/ });
    await row.getByRole('button', { name: '停办这一步' }).click();
    await dialog().getByRole('button', { name: '停办' }).click();
    await dialog()
      .getByText(/^还缺：/)
      .waitFor();
    await dialog().locator('#waive-reason').fill('由上级保密部门统一审查');
    await dialog().getByRole('button', { name: '停办' }).click();
    await row.getByText('由上级保密部门统一审查').waitFor();
    await page.getByRole('switch', { name: '处室确认' }).click();
    await expect.poll(() => setting('officeConfirmation')).toBe('是');
    // No law asks for it: off until the department turns it on.
    const countersign = page.getByRole('switch', { name: '共享工作机构负责人会签' });
    expect(await countersign.isChecked()).toBe(false);
    await countersign.click();
    await expect.poll(() => setting('countersign')).toBe('是');
    expect(await setting('waive.clear')).toBe('由上级保密部门统一审查');
    await sound('settings-steps');
  });

  it('the names of the information systems are kept, one a line', async () => {
    const { page } = journey;
    await open('来源信息系统');
    await page.getByRole('textbox', { name: '信息系统名称' }).fill('信用信息平台\n行政审批系统');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => setting('informationSystems')).toBe('信用信息平台\n行政审批系统');
    await sound('settings-systems');
  });

  it('the tree is edited in place; a code that does not stand below its parent is refused with the form', async () => {
    const { page } = journey;
    await open('信息资源分类');
    await page.getByRole('button', { name: '新增下级' }).first().waitFor();
    await sound('settings-categories');
    const rows = page.getByRole('button', { name: '新增下级' });
    const all = await rows.count();
    await page.getByRole('textbox', { name: '按代码或名称查找' }).fill('307');
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await rows.last().click();
    await dialog().locator('#category-code').fill('9');
    await dialog().locator('#category-name').fill('示例细目');
    await dialog().getByRole('button', { name: '新增分类' }).click();
    await dialog().getByRole('alert').waitFor();
    const code = await dialog().locator('.ant-modal-title').textContent();
    expect(code).toContain('新增分类');
    await dialog().getByRole('button', { name: '取消' }).click();
  });

  it('the regulations are read and searched through as a whole', async () => {
    const { page } = journey;
    await open('法规依据');
    await page.getByRole('heading', { name: '第一条' }).first().waitFor();
    await sound('settings-law');
    await page.getByRole('textbox', { name: '在全部法规中查找' }).fill('十五个工作日');
    await page.getByText(/^找到\d+条$|没有找到/).waitFor();
    await page.getByRole('textbox', { name: '在全部法规中查找' }).fill('目录');
    await page.getByText(/^找到\d+条$/).waitFor();
    await sound('settings-law-search');
  });

  it('years with their notices are listed, and the missing one is named', async () => {
    await open('工作日历');
    await journey.page.getByText('2027年放假安排尚未导入，该年日期为暂定。').waitFor();
    await sound('settings-calendar');
  });

  it('the log tells what was done and proves to be whole', async () => {
    const { page } = journey;
    await open('操作日志');
    await page.getByRole('button', { name: '核验日志' }).click();
    await page.getByText(/^日志完整，共\d+条记录$/).waitFor();
    await sound('settings-audit');
    journey.answerDialogs([at('日志.txt')]);
    await page.getByRole('button', { name: '导出日志' }).click();
    await page.getByText('已写入“日志.txt”').waitFor();
    expect(readFileSync(at('日志.txt'), 'utf8').trim().split('\n').length).toBeGreaterThan(3);
  });

  it('a backup is a library of its own; a restored one lies beside and overwrites nothing', async () => {
    const { page } = journey;
    await open('备份与检查');
    journey.answerDialogs([at('备份.mulu')], [at('备份.mulu')], [at('恢复.mulu')]);
    await page.getByRole('button', { name: '备份目录库', exact: true }).click();
    await page.getByText('已写入“备份.mulu”').waitFor();
    await page.getByRole('button', { name: '恢复备份', exact: true }).click();
    await page.getByText(/^已恢复，信息资源79条/).waitFor();
    await page.getByRole('button', { name: '检查目录库', exact: true }).click();
    await page.getByRole('status').getByText('目录库完好，没有发现问题。').first().waitFor();
    expect(existsSync(at('恢复.mulu'))).toBe(true);
    // As by the key: what would be taken back is named first.
    await page.getByRole('button', { name: '撤销上一次操作' }).click();
    await page
      .getByRole('dialog', { name: /^撤销：/ })
      .getByRole('button', { name: '取消' })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await sound('settings-upkeep');
  });

  it('without accounts nobody signs in; the first account must be able to administer', async () => {
    const { page } = journey;
    await open('账户');
    await page.getByText('还没有账户').waitFor();
    await sound('settings-accounts-none');
    await page.getByRole('button', { name: '建立第一个账户' }).click();
    await dialog().locator('#account-name').fill('系统管理员');
    await dialog().locator('#account-password').fill('走查用的口令 2026');
    await sound('settings-account');
    await dialog().getByRole('button', { name: '保存账户' }).click();
    await page.getByRole('heading', { name: '登录目录库' }).waitFor();
    await sound('settings-sign-in');
  });

  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
