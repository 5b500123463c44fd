/** Every dialog that takes input behaves as the others do: first box, what lacks, Esc, and the way back. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { walkDialog, type Walk } from './dialog-walk';
import {
  ask,
  chooseAllInStep,
  launchWithSample,
  dialogAtRest,
  goTo,
  keyboardIn,
  sight,
  typeDate,
} from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

const folder = makeFolder('dialogs');
let journey: Journey;

beforeAll(async () => {
  journey = await launchWithSample(folder);
  journey.page.setDefaultTimeout(7_000);
  await ask(journey, 'events.add', {
    kind: 'application',
    sharing: '有条件',
    on: '2026-11-16',
    about: '共享申请',
  });
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await journey.screenshot(`dialogs-failed-${task.name.slice(0, 12)}`);
  // The next one has a screen to begin on.
  await journey.page.keyboard.press('Escape');
  await journey.page.keyboard.press('Escape');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const dialog = () => journey.page.getByRole('dialog').last();
/** By the end of its name: an icon before it counts as a word of it. */
const button = (name: string | RegExp, within: Locator = journey.page.locator('body')) =>
  within.getByRole('button', { name: typeof name === 'string' ? new RegExp(`(^| )${name}$`) : name });

const walk = (steps: Walk): Promise<void> => walkDialog(journey, steps);

describe('what was typed is not lost by a slip', () => {
  it('Esc asks before it closes a form in which something was typed, and a click beside does nothing', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await button('登记事项').click();
    await dialog().locator('#event-about').fill('《某条例》修订');
    await page.mouse.click(5, 400);
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: '关闭“登记事项”' });
    await question.waitFor();
    await dialogAtRest(journey);
    await sight(journey, 'dialog-leave');
    await button(/取\s*消/, question).click();
    await question.waitFor({ state: 'hidden' });
    expect(await page.locator('#event-about').inputValue()).toBe('《某条例》修订');
  });

  it.each(['keyboard', 'mouse'])(
    'a question that the %s brought up shows that Enter means 取消',
    async (by) => {
      const { page } = journey;
      if (by === 'keyboard') await page.keyboard.press('Escape');
      else await dialog().locator('.ant-modal-close').click();
      const question = page.getByRole('dialog', { name: '关闭“登记事项”' });
      await question.waitFor();
      await dialogAtRest(journey);
      const cancel = button(/取\s*消/, question);
      await keyboardIn(cancel);
      const ring = await cancel.evaluate((node) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(node);
        return { outlineStyle, wide: parseFloat(outlineWidth) >= 2 };
      });
      expect(ring).toEqual({ outlineStyle: 'solid', wide: true });
      await journey.screenshot(`dialog-question-${by}`);
      await page.keyboard.press('Enter');
      await question.waitFor({ state: 'hidden' });
      expect(await page.locator('#event-about').inputValue()).toBe('《某条例》修订');
    },
  );

  it('a failure stands in the dialog with all that was typed; Ctrl+Enter takes it once it is right', async () => {
    const { page } = journey;
    await page.locator('#event-about').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#event-about').inputValue()).toBe('《某条例》修订\n');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    const { events } = await ask<CallOutput<'events.list'>>(journey, 'events.list', {});
    expect(events.map(({ about }) => about)).toContain('《某条例》修订');
    await expect
      .poll(() => button('登记事项').evaluate((node) => node === document.activeElement))
      .toBe(true);
  });

  it('Enter in a date box takes the date and leaves the form standing', async () => {
    const { page } = journey;
    await button('登记事项').click();
    await typeDate(page.locator('#event-on'), '2026-11-17');
    await page.locator('#event-on').press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator('#event-on').inputValue()).toBe('2026-11-17');
    await dialog().getByText(/^还缺/).waitFor({ state: 'detached' });
    await button(/取\s*消/, dialog()).click();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });

  const duty = () => journey.page.getByRole('listitem').filter({ hasText: '共享申请' }).first();
  const day = (title: string) => journey.page.locator(`.date-calendar .ant-picker-cell[title="${title}"]`);
  it.each([
    [
      'a line of a list',
      '登记事项',
      async () => {
        await journey.page.locator('#event-kind').press('ArrowDown');
        for (const key of ['ArrowDown', 'Enter']) await journey.page.keyboard.press(key);
      },
    ],
    [
      'a day of the calendar',
      '登记事项',
      async () => {
        await journey.page.locator('#event-on').click();
        await day('2026-11-05').click();
      },
    ],
    ['a radio button', '登记办理', () => dialog().getByRole('radio', { checked: false }).first().check()],
    [
      'a file',
      '登记延期',
      async () => {
        journey.answerDialogs([join(folder, '示例市信用办.mulu')]);
        await button('选择扫描件', dialog()).click();
        await dialog().getByText('示例市信用办.mulu').waitFor();
      },
    ],
  ])('Esc asks as well where %s was chosen and nothing typed', async (_, title, choose) => {
    const { page } = journey;
    await button(title, title === '登记事项' ? page.locator('body') : duty()).click();
    await dialogAtRest(journey);
    await choose();
    // Esc closes the list or the calendar first, as long as that is there.
    await page.locator(':is(.ant-select-dropdown, .date-calendar):visible').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: `关闭“${title}”` });
    await question.waitFor();
    await dialogAtRest(journey);
    await button('不保留，关闭', question).click();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });

  it('the second of a double click takes nothing of what the first brought up; a quick click later is heard', async () => {
    const { page } = journey;
    const press = () =>
      dialog()
        .getByRole('button', { name: '登记', exact: true })
        .evaluate((node) =>
          node.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true })),
        );
    // At once, in the page: by the driver it could be later than anybody's second click.
    await button('登记事项').evaluate(async (opener) => {
      (opener as HTMLElement).click();
      let take: Element | null = null;
      while (take === null) {
        await new Promise(requestAnimationFrame);
        take = document.querySelector('.form-dialog [type="submit"]');
      }
      take.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }));
    });
    await dialogAtRest(journey);
    expect(await dialog().getByText(/^还缺/).count()).toBe(0);
    await page.waitForTimeout(600);
    await press();
    await dialog().getByText('还缺：内容').waitFor();
    await button(/取\s*消/, dialog()).click();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });
});

describe('what is only looked at', () => {
  it('closes by Esc and gives the focus back', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await walk({ from: button('待办与时限清单'), title: '打印材料', picture: 'papers' });
    await goTo(journey, '目录编制');
    await walk({
      from: button('更多操作'),
      open: async () => {
        await button('更多操作').click();
        await page.getByRole('menuitem', { name: '回收站' }).click();
      },
      title: '回收站',
      picture: 'bin',
    });
    await button('更多操作').focus();
    await walk({
      from: button('更多操作'),
      open: () => page.keyboard.press('F1'),
      title: '快捷键',
      picture: 'shortcuts',
    });
  });
});

describe('首页', () => {
  it('登记事项, 登记办理, 登记延期, 撤回, 涉及的信息资源, 办理人', async () => {
    const { page } = journey;
    await goTo(journey, '首页');
    await walk({
      from: button('登记事项'),
      title: '登记事项',
      first: 'event-kind',
      lacks: { named: '内容', field: 'event-about' },
      picture: 'event',
    });
    const duty = page.getByRole('listitem').filter({ hasText: '共享申请' }).first();
    await walk({ from: button('登记办理', duty), title: '登记办理', first: 'act-name', picture: 'act' });
    await walk({
      from: button('登记延期', duty),
      title: '登记延期',
      first: 'extend-on',
      lacks: { named: '同意日期、同意文号', field: 'extend-on' },
      picture: 'extend',
    });
    await button(/展开/, duty).click();
    await walk({
      from: button(/撤回$/, duty),
      title: '撤回登记的事项',
      first: 'withdraw-reason',
      lacks: { named: '撤回理由', field: 'withdraw-reason' },
      picture: 'withdraw',
    });
    const set = (label: string) => button('指定', page.locator('dd').filter({ hasText: label }).first());
    await walk({ from: set('没有指定'), title: '办理人', first: 'duty-person', picture: 'person' });
    // What changes in the law concerns entries; an application does not.
    await button(/展开/, page.getByRole('listitem').filter({ hasText: '《某条例》修订' }).first()).click();
    await walk({
      from: set('没有写明'),
      title: '涉及的信息资源',
      first: 'event-entries',
      picture: 'event-entries',
    });
  });
});

describe('目录编制', () => {
  it('提交送审, 批量修改, 视图', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    const grid = page.getByRole('grid', { name: '信息资源列表' });
    expect(await button('更多操作').count()).toBe(1);
    await grid.getByRole('checkbox').first().click();
    await walk({
      from: button('提交送审'),
      title: /^提交送审/,
      first: 'submit-by',
      lacks: { named: '送审人', field: 'submit-by' },
      picture: 'submit',
    });
    await walk({
      from: button('批量修改'),
      title: /^批量修改/,
      first: 'batch-field-0',
      lacks: { named: '项目', field: 'batch-field-0' },
      picture: 'batch',
    });
    // To turn to another page of it is nothing that could be lost.
    await button('批量修改').click();
    await dialogAtRest(journey);
    await dialog().getByText('查找替换', { exact: true }).click();
    await dialog().locator('#batch-find').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    await keyboardIn(button('批量修改'));
    await button('取消选择').click();
    await walk({
      from: button('视图'),
      open: async () => {
        await button('视图').click();
        await page.getByRole('menuitem', { name: /保存当前条件/ }).click();
      },
      title: '保存视图',
      first: 'view-name',
      lacks: { named: '视图名称', field: 'view-name' },
      picture: 'view',
    });
  });

  it('建议代码, 法规依据库, 附件', async () => {
    const { page } = journey;
    const grid = page.getByRole('grid', { name: '信息资源列表' });
    await grid.getByText('行政许可企业信息', { exact: true }).first().dblclick();
    await page.locator('#field-name').waitFor();
    await walk({
      from: page.locator('.code-proposal').first().getByRole('button').first(),
      title: '编排信息资源代码',
      first: 'proposal-category',
      picture: 'code',
    });
    await page.getByText('附件', { exact: true }).click();
    await walk({
      from: button('添加附件'),
      title: '添加附件',
      first: 'attachment-file',
      lacks: { named: '文件', field: 'attachment-file' },
      picture: 'attachment',
    });
    await page.keyboard.press('Escape');
  });

  it('说明理由, for one and for all that are listed', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    await button('校验结果').click();
    await button(/数据分类分级缺失/)
      .first()
      .click();
    const detail = page.getByRole('article', { name: '所选问题' });
    await walk({
      from: button('说明理由', detail),
      title: '说明为什么保留',
      first: 'answer-reason',
      lacks: { named: '理由', field: 'answer-reason' },
      picture: 'answer',
    });
    await walk({
      from: button(/用同一理由说明$/, detail),
      title: /^说明为什么保留：/,
      first: 'answer-reason',
      lacks: { named: '理由', field: 'answer-reason' },
      picture: 'answer-listed',
    });
  });
});

describe('审核审签', () => {
  it('办理, 线下签批登记, 退回修改', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await chooseAllInStep(journey, '提交送审');
    const bar = page.locator('.page-bar-bottom');
    await walk({
      from: button('提交送审', bar),
      title: /^提交送审/,
      first: 'take-by',
      lacks: { named: '办理人、送审说明', field: 'take-by' },
      picture: 'take',
    });
    const { entries } = await ask<CallOutput<'entries.list'>>(journey, 'entries.list', { limit: 1000 });
    const take = (step: string, more = {}) =>
      ask(journey, 'review.take', {
        step,
        entries: entries.map(({ id }) => id),
        by: `${step}人`,
        opinion: '同意',
        ...more,
      });
    await take('submit');
    await goTo(journey, '首页');
    await goTo(journey, '审核审签');
    await chooseAllInStep(journey, '部门审核');
    await walk({
      from: button('线下签批登记', bar),
      title: /^线下签批登记/,
      first: 'take-by',
      lacks: { named: '签批人、意见、登记人', field: 'take-by' },
      picture: 'take-offline',
    });
    await walk({
      from: button('退回修改', bar),
      title: /^退回修改/,
      first: 'take-by',
      lacks: { named: '办理人、退回意见', field: 'take-by' },
      picture: 'take-return',
    });
    await take('approve');
    await goTo(journey, '首页');
    await goTo(journey, '审核审签');
    await chooseAllInStep(journey, '风险评估');
    await walk({
      from: button('登记评估结论', bar),
      title: /^登记评估结论/,
      first: 'take-by',
      lacks: { named: '办理人、保密风险评估结论、个人信息保护影响评估结论', field: 'take-by' },
      picture: 'take-assess',
    });
    await take('assess', { secrecy: '不涉密', personal: '不涉及' });
    await take('clear');
    await take('consent');
  });
});

describe('报送与回执', () => {
  it('生成报送包, 登记办理结果', async () => {
    await goTo(journey, '报送与回执');
    await walk({
      from: button('生成报送包').first(),
      title: '生成报送包',
      first: 'make-key',
      lacks: { named: '密钥文件、证书、证书口令', field: 'make-key' },
      picture: 'make',
    });
    await walk({
      from: button('登记办理结果').first(),
      title: '登记办理结果',
      first: 'hand-number',
      lacks: { named: '受理号', field: 'hand-number' },
      picture: 'by-hand',
    });
  });

  it('登记发布, 登记退回补正, once something was handed in', async () => {
    await ask(journey, 'delivery.receiveByHand', {
      number: '信管受〔2026〕7号',
      on: '2026-11-20',
      packageId: null,
    });
    await goTo(journey, '首页');
    await goTo(journey, '报送与回执');
    await walk({
      from: button(/发布/).first(),
      title: /发布/,
      first: 'publish-note',
      lacks: { named: '通告名称、文号、登记人', field: 'publish-note' },
      picture: 'publish',
    });
    await walk({
      from: button(/退回/).first(),
      title: /退回/,
      first: 'returned-entries',
      lacks: { named: '退回的信息资源、退回意见、主管部门经办人、登记人', field: 'returned-entries' },
      picture: 'returned',
    });
  });

  it('密钥、证书', async () => {
    await button('密钥与证书').click();
    const lacks = (named: string, field: string) => ({ named, field });
    await walk({
      from: button('生成密钥'),
      title: '生成密钥',
      first: 'key-passphrase',
      lacks: lacks('证书口令、再输入一次', 'key-passphrase'),
      picture: 'key-create',
    });
    await walk({
      from: button(/^导入已有/),
      title: /^导入已有/,
      first: 'key-file',
      lacks: lacks('已有密钥文件、证书口令', 'key-file'),
      picture: 'key-import',
    });
    await walk({
      from: button('制作证书申请'),
      title: '制作证书申请',
      first: 'key-file',
      lacks: lacks('密钥文件、证书口令、经办人', 'key-file'),
      picture: 'key-request',
    });
    // The window of files closed with none chosen: the keyboard is where it was.
    await button('制作证书申请').click();
    await dialogAtRest(journey);
    const choose = button('选择密钥文件', dialog());
    await choose.focus();
    await journey.page.keyboard.press('Enter');
    await journey.page.waitForTimeout(300);
    await keyboardIn(choose);
    await journey.page.keyboard.press('Escape');
    await journey.page.getByRole('dialog').first().waitFor({ state: 'detached' });
    await keyboardIn(button('制作证书申请'));
    await walk({
      from: button('登记证书').first(),
      title: '登记证书',
      first: 'trust-role',
      picture: 'trust',
    });
  });
});

describe('全面维护、台账报告', () => {
  it('核对, 完成维护, 登记数据更新', async () => {
    const { page } = journey;
    await ask(journey, 'maintenance.start', { by: '张三' });
    await goTo(journey, '全面维护');
    const table = page.getByRole('grid').first();
    await table.waitFor();
    await table.focus();
    await walk({
      from: table,
      open: () => page.keyboard.press('2'),
      title: /有变化/,
      first: 'check-note',
      lacks: { named: '核对人', field: 'check-by' },
      picture: 'check',
    });
    await button('数据更新').click();
    await page.getByRole('button', { name: '全选' }).click();
    await walk({
      from: button(/^登记数据更新（/),
      title: '登记数据更新',
      first: 'data-update-on',
      picture: 'data-update',
    });
  });

  it('登记报送日期', async () => {
    const { page } = journey;
    await goTo(journey, '台账报告');
    await page.getByRole('button', { name: /年度/ }).first().click();
    await walk({
      from: button('登记已报送').first(),
      title: /年度报告已报送$/,
      first: 'sent-on',
      picture: 'sent',
    });
  });
});

describe('系统设置', () => {
  it('分类, 审核步骤, 工作日历, 账户', async () => {
    const { page } = journey;
    const part = (name: string) =>
      page.getByRole('navigation', { name: '设置项目' }).getByRole('button', { name }).click();
    await goTo(journey, '系统设置');
    await part('信息资源分类');
    await walk({
      from: button('新增类'),
      title: '新增类',
      first: 'category-code',
      lacks: { named: '分类代码、分类名称', field: 'category-code' },
      picture: 'category',
    });
    await walk({
      from: button('移动').nth(1),
      title: /^移动分类/,
      first: 'recode-to',
      picture: 'recode',
    });
    await part('审核步骤');
    await walk({
      from: button('停办这一步').first(),
      title: /^停办/,
      first: 'waive-reason',
      lacks: { named: '停办理由', field: 'waive-reason' },
      picture: 'waive',
    });
    await part('工作日历');
    await walk({
      from: button('照通知录入'),
      title: '照通知录入放假安排',
      first: 'notice-number',
      lacks: { named: '公布日期、放假或调休上班的日期', field: 'notice-published' },
      picture: 'notice',
    });
    await part('账户');
    await walk({
      from: button('建立第一个账户'),
      title: /账户|管理员/,
      first: 'account-name',
      lacks: { named: '账户、初始口令', field: 'account-name' },
      picture: 'account',
    });
  });

  it('the page wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
