/** The whole chain of a batch in the real window, each step by the person who holds the role. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { docxParts, docxText } from '#tests/documents/docx-parts';
import {
  ask,
  chooseAllInStep,
  countInState,
  launchWithSample,
  dialogAtRest,
  goTo,
  keyboardIn,
  sight,
} from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

const PASSWORD = 'Zheng-wu-2026!';
const ADMINISTRATOR = '马管理';
const PEOPLE = {
  compiler: ['王编制', '编制人'],
  reviewer: ['李审核', '审核人'],
  secrecy: ['赵保密', '保密审查人'],
  head: ['陈负责', '部门负责人'],
} as const;
const folder = makeFolder('accounts-review');
let journey: Journey;
let returned = '';

beforeAll(async () => {
  journey = await launchWithSample(folder);
  const account = { office: '', password: PASSWORD, mustChange: false };
  await ask(journey, 'account.add', { ...account, name: ADMINISTRATOR, roles: ['系统管理员'] });
  await ask(journey, 'session.signIn', { account: ADMINISTRATOR, password: PASSWORD });
  for (const [name, role] of Object.values(PEOPLE)) {
    await ask(journey, 'account.add', { ...account, name, roles: [role] });
  }
  await ask(journey, 'session.signOut', {});
  await goTo(journey, '目录编制');
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('accounts-review-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const dialog = () => journey.page.getByRole('dialog').last();
const steps = () => journey.page.getByRole('navigation', { name: '办理环节' });

const sound = (name: string): Promise<void> => sight(journey, name);

const inState = (state: string): Promise<number> => countInState(journey, state);

/** Signs the present person out, if there is one, and another in. */
async function become(who: keyof typeof PEOPLE): Promise<void> {
  const { page } = journey;
  for (const [name] of Object.values(PEOPLE)) {
    const present = page.getByRole('button', { name }).first();
    if ((await present.count()) === 0) continue;
    await present.click();
    await page.getByRole('button', { name: '退出登录' }).click();
  }
  await page.locator('#sign-in-account').fill(PEOPLE[who][0]);
  await page.locator('#sign-in-password').fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: PEOPLE[who][0] }).first().waitFor();
}

/** Chooses everything that waits at a step of 审核审签. */
async function chooseAll(step: string): Promise<void> {
  await goTo(journey, '审核审签');
  await journey.page.getByRole('button', { name: '待办理', exact: true }).click();
  await chooseAllInStep(journey, step);
}

const still = (): Promise<void> => dialogAtRest(journey);

/** Takes a step for all that wait there, under the account that is signed in. */
async function take(step: string, action: string, opinion: string): Promise<void> {
  const { page } = journey;
  await chooseAll(step);
  await page.locator('.page-bar-bottom').getByRole('button', { name: action, exact: true }).click();
  await still();
  if (action === '登记评估结论') {
    await dialog().locator('#take-secrecy').fill('不涉及国家秘密、工作秘密');
    await dialog().locator('#take-personal').fill('按最小必要原则设置共享范围');
  } else {
    await dialog().locator('#take-opinion').fill(opinion);
  }
  await dialog().getByRole('button', { name: action, exact: true }).click();
  await page.getByText(new RegExp(`^${action}：已办理\\d+条`)).waitFor();
}

describe('四个账户办理一个批次', () => {
  it('the compiler sends the catalogue for review; who approves it is said, and the step is not offered', async () => {
    const { page } = journey;
    await page.getByRole('heading', { name: '登录目录库' }).waitFor();
    await become('compiler');
    await take('提交送审', '提交送审', '首次编制，已按处室核对');
    expect(await inState('待审核')).toBeGreaterThan(70);

    await chooseAll('部门审核');
    await page.getByText('当前账户没有此项权限，由审核人办理。').waitFor();
    expect(await page.getByRole('button', { name: /审核通过|退回修改/ }).count()).toBe(0);
    await sound('accounts-refused');
    expect(await inState('待评估与保密审查')).toBe(0);
  });

  it('nor by a call that the page forges under another name', async () => {
    const answer = await journey.page.evaluate(
      () =>
        window.mulu.call(
          'review.take',
          { step: 'approve', entries: 'all', by: '李审核', opinion: '通过' },
          crypto.randomUUID(),
        ) as Promise<unknown>,
    );
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-permitted' } });
    expect(await inState('待评估与保密审查')).toBe(0);
  });

  it('the reviewer returns one entry with an opinion and approves the rest', async () => {
    const { page } = journey;
    await become('reviewer');
    await goTo(journey, '审核审签');
    await steps()
      .getByRole('button', { name: /部门审核/ })
      .click();
    await page.locator('.row-open-link').first().click();
    returned = (await page.locator('.review-name').getAttribute('title')) ?? '';
    await page.getByText('办理点开的这一条，已查看').waitFor();
    await page.locator('.page-bar-bottom').getByRole('button', { name: '退回修改' }).click();
    await dialog().locator('#take-opinion').fill('摘要写明数据的时间范围');
    await dialog().getByRole('button', { name: '退回修改' }).click();
    await page.getByText('退回修改：已办理1条').waitFor();
    // The entry and its button are gone from the step: the keyboard is in its list.
    await keyboardIn(page.locator('.fill-table'));
    await take('部门审核', '审核通过', '抽查30条，与业务系统核对一致');
    expect(await inState('退回修改')).toBe(1);
  });

  it('what the reviewer may only look at is offered to be looked at, with who may change it', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    await page.getByLabel('在目录中查找').fill(returned);
    await page.getByText('共1条').waitFor();
    expect(await page.getByRole('button', { name: '新增', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: /打开查看/ }).click();
    await page.getByText('当前账户没有此项权限。由编制人办理。').waitFor();
    const summary = page.locator('#field-summary');
    const before = await summary.inputValue();
    await summary.focus();
    await page.keyboard.type('审核人所写');
    expect(await summary.inputValue()).toBe(before);
    await sound('accounts-look-only');
    await goTo(journey, '系统设置');
    await page.getByText('当前账户没有此项权限。由系统管理员办理。').waitFor();
    expect(await page.locator('#settings-department').isDisabled()).toBe(true);
    await sound('accounts-settings');
  });

  it('the compiler mends it and sends it again; the reviewer approves it and enters the assessments', async () => {
    const { page } = journey;
    await become('compiler');
    await goTo(journey, '审核审签');
    await steps().getByRole('button', { name: '提交送审' }).click();
    await page.locator('.row-open-link').filter({ hasText: returned }).first().click();
    await page.getByRole('button', { name: '在目录编制中打开' }).click();
    const summary = page.locator('#field-summary');
    await summary.fill(`${await summary.inputValue()}，数据自2015年起`);
    await page.keyboard.press('Tab');
    await page.getByText(/已保存 \d\d:\d\d/).waitFor();
    await goTo(journey, '审核审签');
    await steps().getByRole('button', { name: '提交送审' }).click();
    await page.locator('.row-open-link').filter({ hasText: returned }).first().click();
    await page.getByText('办理点开的这一条，已查看').waitFor();
    await page.locator('.page-bar-bottom').getByRole('button', { name: '提交送审', exact: true }).click();
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await page.getByText('提交送审：已办理1条').waitFor();

    await become('reviewer');
    await take('部门审核', '审核通过', '已补充');
    await take('风险评估', '登记评估结论', '');
  });

  it('secrecy review, then the head’s consent, each under an account of its own (条例第十三条)', async () => {
    await become('secrecy');
    await take('保密审查', '保密审查通过', '非涉密');
    await become('head');
    await take('负责人审签', '审签同意', '同意报送');
    expect(await inState('已审定')).toBeGreaterThan(70);
  });

  it('the paper names who took which step, and leaves the boxes to a hand', async () => {
    const { page } = journey;
    await become('compiler');
    await goTo(journey, '审核审签');
    await page.getByRole('button', { name: '报告打印', exact: true }).click();
    await page.getByText('已审定的版本', { exact: true }).click();
    await sound('accounts-papers');
    const out = join(folder, '审核报告.docx');
    journey.answerDialogs([out]);
    await page.getByRole('region', { name: '审核报告' }).getByRole('button', { name: '存为Word' }).click();
    await page.getByText('已写入“审核报告.docx”').waitFor();
    const words = docxText((await docxParts(readFileSync(out))).get('word/document.xml')!);
    for (const name of ['李审核', '赵保密', '陈负责'])
      expect(
        words.some((line) => line.startsWith(`系统内办理：${name} `)),
        name,
      ).toBe(true);
    expect(words.join('')).not.toContain('同一人');
    for (const line of words.filter((one) => /^签名：/.test(one)))
      expect(line.replace(/签名：|[年月日　]/g, '')).toBe('');
  });

  it('handed over on paper and received; part of it comes back, the rest stands', async () => {
    const { page } = journey;
    await goTo(journey, '报送与回执');
    await page.getByRole('button', { name: '登记办理结果' }).click();
    await dialog().locator('#hand-number').fill('受理2026-118');
    await dialog().getByRole('button', { name: '登记办理结果' }).click();
    await page.getByText(/^已登记办理结果，信息资源\d+条为已接收$/).waitFor();
    const received = await inState('已接收');

    await page.getByRole('button', { name: '登记退回补正' }).click();
    await dialog().getByRole('textbox', { name: '按名称、代码查找' }).fill(returned);
    await dialog()
      .getByRole('checkbox', { name: `选择“${returned}”` })
      .first()
      .check();
    await dialog().locator('#returned-opinion').fill('补充共享依据');
    await dialog().locator('#returned-signer').fill('数据局周科长');
    await sound('accounts-returned');
    await dialog().getByRole('button', { name: '登记退回补正（1条）' }).click();
    await page.getByText('已登记退回补正1条').waitFor();
    expect(await inState('退回补正')).toBe(1);
    expect(await inState('已接收')).toBe(received - 1);
  });

  it('what came back is mended and goes through the chain alone', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await page.getByRole('button', { name: '待办理', exact: true }).click();
    await steps().getByRole('button', { name: '提交送审' }).click();
    await page.locator('.row-open-link').filter({ hasText: returned }).first().click();
    await page.getByRole('button', { name: '在目录编制中打开' }).click();
    const summary = page.locator('#field-summary');
    await summary.fill(`${await summary.inputValue()}，每月更新`);
    await page.keyboard.press('Tab');
    await page.getByText(/已保存 \d\d:\d\d/).waitFor();
    await goTo(journey, '审核审签');
    await steps().getByRole('button', { name: '提交送审' }).click();
    await page.locator('.row-open-link').filter({ hasText: returned }).first().click();
    await page.getByText('办理点开的这一条，已查看').waitFor();
    await page.locator('.page-bar-bottom').getByRole('button', { name: '提交送审', exact: true }).click();
    await dialog().locator('#take-opinion').fill('已按退回意见补正');
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await page.getByText('提交送审：已办理1条').waitFor();
    await become('reviewer');
    await take('部门审核', '审核通过', '补正属实');
    await take('风险评估', '登记评估结论', '');
    await become('secrecy');
    await take('保密审查', '保密审查通过', '非涉密');
    await become('head');
    await take('负责人审签', '审签同意', '同意补正报送');
    expect(await inState('退回补正')).toBe(0);
    expect(await inState('已审定')).toBe(1);
  });

  it('the page wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
