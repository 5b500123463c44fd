import { chmodSync, copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPlatform, type Platform } from '#tests/reference-platform/platform';
import { walkDialog } from './dialog-walk';
import {
  ask,
  chooseAllInStep,
  countInState,
  launchWithSample,
  goTo,
  requestCertificate,
  sight,
} from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

const PASSPHRASE = '走查口令 2026-mulu';
const folder = makeFolder('delivery');
const at = (...names: string[]): string => join(folder, ...names);
let journey: Journey;
let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform(makeFolder('platform'));
  // The window runs as another user, as a stick may be anybody's.
  chmodSync(join(platform.folder, 'inbox'), 0o777);
  copyFileSync(platform.authority.root, at('root.crt'));
  copyFileSync(platform.authority.platformCertificate, at('platform.crt'));
  writeFileSync(at('签批单.pdf'), '%PDF-1.4 签批单扫描件');
  journey = await launchWithSample(folder);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('delivery-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const sound = (name: string): Promise<void> => sight(journey, name);

const inState = (state: string): Promise<number> => countInState(journey, state);

const dialog = () => journey.page.getByRole('dialog').last();
const steps = () => journey.page.getByRole('navigation', { name: '办理环节' });

const chooseAll = (step: string): Promise<void> => chooseAllInStep(journey, step);

describe('review: nothing is approved without a word', () => {
  it('the inbox shows what waits where; an opened entry shows its content, its findings and their articles', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await steps()
      .getByRole('button', { name: /提交送审\s*79/ })
      .waitFor();
    await page.locator('.row-open-link').first().click();
    await page.getByRole('heading', { name: '填写内容' }).waitFor();
    await page.getByRole('heading', { name: '校验结果' }).waitFor();
    await sound('review-open');
    // Beside the opened entry every name can still be read to its end.
    const cut = await page
      .locator('.review-row-name')
      .evaluateAll((names) => names.filter((name) => name.scrollWidth > name.clientWidth + 1).length);
    expect(cut).toBe(0);
  });

  it('what must be mended first stays behind with its reason; the rest goes on', async () => {
    const { page } = journey;
    await chooseAll('提交送审');
    await page.getByText('已选79条，其中逐条查看过1条').waitFor();
    await page.getByRole('button', { name: '提交送审', exact: true }).last().click();
    await dialog().getByText('共79条，逐条查看过1条，其余78条没有查看。').waitFor();
    await dialog().locator('#take-by').fill('王编制');
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await dialog().getByText('还缺：送审说明').waitFor();
    await sound('review-submit');
    await dialog().locator('#take-opinion').fill('首次编制，已按处室核对');
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await page.getByText(/提交送审：已办理\d+条/).waitFor();
    await page
      .getByText(/必须修改的问题/)
      .first()
      .waitFor();
    expect(await inState('待审核')).toBeGreaterThan(70);
    await sound('review-skipped');
  });

  it('its link leads to the editor, where it is mended, and it goes on by itself', async () => {
    const { page } = journey;
    await page.locator('.review-skipped li').filter({ hasText: '307999/000079' }).getByRole('button').click();
    await page.getByRole('complementary', { name: '校验结果' }).getByText('必须修改').first().waitFor();
    await page.locator('#field-name').fill('民办教育机构信息');
    await page.keyboard.press('Tab');
    await page.getByText(/已保存 \d\d:\d\d/).waitFor();
    await goTo(journey, '审核审签');
    await steps().getByRole('button', { name: '提交送审' }).click();
    await page.getByRole('button', { name: '取消选择' }).click();
    await page.locator('.row-open-link').filter({ hasText: '民办教育机构信息' }).click();
    await page.getByText('办理点开的这一条，已查看').waitFor();
    await page.getByRole('button', { name: '提交送审', exact: true }).last().click();
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await page.getByText('提交送审：已办理1条').waitFor();
    expect(await inState('待审核')).toBe(77);
  });

  it('an entry goes back with an opinion on a field (退回修改须写明意见)', async () => {
    const { page } = journey;
    await steps()
      .getByRole('button', { name: /部门审核/ })
      .click();
    await page.locator('.row-open-link').first().click();
    await page.getByRole('button', { name: '对“信息资源摘要”提意见' }).click();
    await page.getByRole('textbox', { name: '对“信息资源摘要”提意见' }).fill('写明数据的时间范围');
    await page.getByRole('button', { name: '记下意见' }).click();
    await page.locator('.page-bar-bottom').getByRole('button', { name: '退回修改' }).click();
    await dialog().getByText('逐项意见1条').waitFor();
    await dialog().locator('#take-by').fill('李审核');
    await dialog().locator('#take-opinion').fill('补充摘要');
    await sound('review-return');
    await dialog().getByRole('button', { name: '退回修改' }).click();
    await page.getByText('退回修改：已办理1条').waitFor();
    expect(await inState('退回修改')).toBe(1);
  });

  it('review, assessment (条例第十三条) and secrecy review are taken in the program', async () => {
    const { page } = journey;
    await chooseAll('部门审核');
    await page.getByRole('button', { name: '审核通过' }).click();
    await dialog().locator('#take-by').fill('李审核');
    await dialog().locator('#take-opinion').fill('抽查30条，与业务系统核对一致');
    await dialog().getByRole('button', { name: '审核通过' }).click();
    await page.getByText(/审核通过：已办理\d+条/).waitFor();

    // Nothing waits for the secrecy review before it was assessed.
    await page
      .getByRole('navigation', { name: '办理环节' })
      .getByRole('button', { name: '保密审查' })
      .click();
    await page.getByText('没有等待“保密审查”的信息资源').waitFor();

    await chooseAll('风险评估');
    await page.getByRole('button', { name: '登记评估结论' }).click();
    await dialog().locator('#take-by').fill('李审核');
    await dialog().locator('#take-secrecy').fill('不涉及国家秘密、工作秘密');
    await dialog().locator('#take-personal').fill('涉及个人信息的按最小必要原则设置共享范围');
    await sound('review-assess');
    await dialog().getByRole('button', { name: '登记评估结论' }).click();
    await page.getByText(/登记评估结论：已办理\d+条/).waitFor();

    await chooseAll('保密审查');
    await page.getByRole('button', { name: '保密审查通过' }).click();
    await dialog().locator('#take-by').fill('赵保密');
    await dialog().locator('#take-opinion').fill('非涉密');
    await dialog().getByRole('button', { name: '保密审查通过' }).click();
    await page.getByText(/保密审查通过：已办理\d+条/).waitFor();
    // What was just done leads on to where the entries wait now.
    await page.getByRole('button', { name: /^下一环节：负责人审签（\d+条）$/ }).click();
    await page.getByText(/^选择全部\d+条$/).waitFor();
  });

  it('the head signs on paper, which is entered with day, scan and the one who enters it (线下签批登记)', async () => {
    const { page } = journey;
    await chooseAll('负责人审签');
    await page.getByRole('button', { name: '线下签批登记' }).click();
    await dialog().locator('#take-by').fill('陈负责');
    await dialog().locator('#take-opinion').fill('同意报送');
    await dialog().locator('#take-entered').fill('王编制');
    journey.answerDialogs([at('签批单.pdf')]);
    await dialog().getByRole('button', { name: '选择扫描件' }).click();
    await dialog().getByText('签批单.pdf').waitFor();
    await sound('review-offline');
    await dialog().getByRole('button', { name: '线下签批登记' }).click();
    await page.getByText(/审签同意：已办理\d+条/).waitFor();
    expect(await inState('已审定')).toBeGreaterThan(70);

    await page.getByRole('button', { name: '办理记录', exact: true }).click();
    await page.getByText('签批单.pdf').waitFor();
    await page.getByText('陈负责').waitFor();
    await sound('review-history');
  });

  it('the papers are looked at before they are printed', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '报告打印', exact: true }).click();
    await sound('review-reports');
    const row = page.getByRole('region', { name: '审核报告' });
    await row.getByRole('button', { name: '打印预览' }).click();
    await page.frameLocator('iframe').getByText('关于政务信息资源目录').first().waitFor();
    await journey.screenshot('review-preview');
    await page.keyboard.press('Escape');
    journey.answerDialogs([at('送审单.docx')], [at('审核报告.pdf')]);
    await page.getByRole('region', { name: '送审单' }).getByRole('button', { name: '存为Word' }).click();
    await page.getByText('已写入“送审单.docx”').waitFor();
    await row.getByRole('button', { name: '存为PDF' }).click();
    await page.getByText('已写入“审核报告.pdf”').waitFor();
    expect(existsSync(at('审核报告.pdf'))).toBe(true);
  });
});

describe('a package leaves on a stick and the platform’s signed receipt comes back', () => {
  it('both ways of handing over are offered, one of them without any package', async () => {
    const { page } = journey;
    await goTo(journey, '报送与回执');
    await page
      .getByRole('region', { name: '用签名报送包报送' })
      .getByRole('button', { name: '生成报送包' })
      .waitFor();
    await page
      .getByRole('region', { name: '用平台工作簿和纸质材料报送' })
      .getByRole('button', { name: '登记办理结果' })
      .waitFor();
    await sound('delivery-ready');
  });

  it('key and request are made, the authority issues the certificate', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '密钥与证书', exact: true }).click();
    await sound('delivery-keys');
    await page.getByRole('button', { name: '生成密钥' }).click();
    await dialog().locator('#key-passphrase').fill(PASSPHRASE);
    await dialog().locator('#key-again').fill(`${PASSPHRASE}x`);
    await dialog().getByRole('button', { name: '生成密钥' }).click();
    await dialog().getByText('两次输入的口令不同').waitFor();
    await dialog().locator('#key-again').fill(PASSPHRASE);
    await sound('delivery-new-key');
    journey.answerDialogs([at('密钥.pem')]);
    await dialog().getByRole('button', { name: '生成密钥' }).click();
    await dialog().getByText('已写入“密钥.pem”').waitFor();
    await dialog().getByRole('button', { name: '关闭' }).last().click();

    await requestCertificate(journey, at('密钥.pem'), PASSPHRASE, at('申请.csr'));

    copyFileSync(at('申请.csr'), join(platform.folder, 'requests', '申请.csr'));
    await platform.work();
    copyFileSync(join(platform.folder, 'certificates', '申请.crt'), at('证书.crt'));
  });

  it('a certificate is trusted only after both fingerprints were held against the published ones', async () => {
    const { page } = journey;
    for (const [file, role] of [
      ['root.crt', '根证书（验证）'],
      ['platform.crt', '平台证书（采信回执）'],
    ] as const) {
      await page.getByRole('button', { name: '登记证书' }).click();
      await dialog().getByRole('radio', { name: role }).check();
      journey.answerDialogs([at(file)]);
      await dialog().getByRole('button', { name: '选择证书文件' }).click();
      await dialog().getByText('SM3 指纹').waitFor();
      await dialog().getByText('SHA-256 指纹').waitFor();
      await journey.screenshot('delivery-fingerprints');
      await dialog().getByRole('button', { name: '指纹相同，保留' }).click();
    }
    await page.getByText('平台证书（采信回执）').waitFor();
    await sound('delivery-trust');
  });

  it('the package is made with the passphrase asked for, and copied to the stick with words where to carry it', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '报送', exact: true }).click();
    await page.getByRole('button', { name: '生成报送包' }).click();
    journey.answerDialogs([at('证书.crt')]);
    await dialog().getByText('密钥.pem').waitFor();
    await dialog().getByRole('button', { name: '选择证书' }).click();
    await dialog().locator('#make-passphrase').fill('不是这个口令');
    journey.answerDialogs([at('报送包.zwml')], [at('报送包.zwml')]);
    await dialog().getByRole('button', { name: '选择保存位置并生成' }).click();
    await dialog().getByText('证书口令不对').waitFor();
    await dialog().locator('#make-passphrase').fill(PASSPHRASE);
    await sound('delivery-make');
    await dialog().getByRole('button', { name: '选择保存位置并生成' }).click();
    await page.getByText(/^已生成第1号报送包/).waitFor();
    expect(await inState('待报送')).toBeGreaterThan(70);
    await sound('delivery-made');

    journey.answerDialogs([join(platform.folder, 'inbox')]);
    await page.getByRole('button', { name: '复制到介质' }).first().click();
    await page.getByText('已复制1个报送包').waitFor();
    await page.getByText(/扩展名 .zwmlr/).waitFor();
    await sound('delivery-carried');
    expect(readdirSync(join(platform.folder, 'inbox'))).toHaveLength(1);
    expect(await inState('已报送')).toBeGreaterThan(70);
  });

  it('a receipt of anybody else is not believed; the platform’s is, and the entries are 已接收', async () => {
    const { page } = journey;
    await platform.work();
    const [receipt] = readdirSync(join(platform.folder, 'outbox'));
    copyFileSync(join(platform.folder, 'outbox', receipt!), at('回执.zwmlr'));
    journey.answerDialogs([at('报送包.zwml')], [at('回执.zwmlr')]);
    await page.getByRole('button', { name: '读取回执' }).click();
    await page.getByRole('alert').last().waitFor();
    await page.getByRole('button', { name: '读取回执' }).click();
    await page.getByText(/^签名回执：接收/).waitFor();
    expect(await inState('已接收')).toBeGreaterThan(70);
    await sound('delivery-received');
    const { entries } = await ask<{ entries: { id: string }[] }>(journey, 'entries.list', {
      states: ['已接收'],
      limit: 1,
    });
    const compared = await ask<{ changes: unknown[]; from: { sm3: string }; to: { sm3: string } }>(
      journey,
      'versions.compare',
      { entry: entries[0]!.id, from: 'platform', to: 'draft' },
    );
    expect(compared.changes).toEqual([]);
    expect(compared.from.sm3).toBe(compared.to.sm3);
    await page.getByRole('button', { name: '打印材料：第1号报送包' }).click();
    const letter = page.getByRole('dialog').getByRole('region', { name: '报送函' });
    await letter.getByRole('button', { name: '存为Word' }).waitFor();
    await sound('delivery-papers');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('what the authority returns is listed with its opinion, and its date for mending starts a clock', async () => {
    const { page } = journey;
    await platform.sign(
      'opinions',
      {
        format: 'zwml-opinions/1',
        unit: '11430000743187451F',
        issued: '2026-11-20T09:00:00Z',
        opinions: [
          {
            id: 'a-1',
            code: '307999/000003',
            decision: 'return',
            opinion: '补充共享依据',
            at: '2026-11-20T09:00:00Z',
          },
        ],
      },
      at('意见.zwmlr'),
    );
    chmodSync(at('意见.zwmlr'), 0o644);
    await page.getByRole('button', { name: '审核意见', exact: true }).click();
    await page.getByText('还没有审核意见').waitFor();
    await sound('delivery-no-opinions');
    journey.answerDialogs([at('意见.zwmlr')]);
    await page.getByRole('button', { name: '读取意见文件' }).click();
    await page.getByText('补充共享依据').first().waitFor();
    await walkDialog(journey, {
      from: page.getByRole('button', { name: '登记补正期限' }),
      title: '登记补正期限',
      first: 'opinion-due',
      lacks: { named: '补正期限', field: 'opinion-due' },
      picture: 'due',
    });
    await page.getByRole('button', { name: '登记补正期限' }).click();
    await dialog().locator('#opinion-due').fill('2026-12-04');
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: '登记补正期限' }).click();
    await page.getByText('2026-12-04').first().waitFor();
    await sound('delivery-opinions');
    expect(await inState('退回补正')).toBe(1);
    const { duties } = await ask<{ duties: { due: string }[] }>(journey, 'duties.list', {});
    expect(duties.map((duty) => duty.due)).toContain('2026-12-04');
    await page.getByRole('button', { name: '报送', exact: true }).click();
  });

  it('a package of the same content is compared and changes nothing (合并)', async () => {
    const { page } = journey;
    await goTo(journey, '导入导出');
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await sound('merge-empty');
    journey.answerDialogs([at('报送包.zwml')]);
    await page.getByRole('button', { name: '选择报送包' }).click();
    await page.getByText('来件与目录库没有差别，不用合并。').waitFor();
    await sound('merge-compared');
    await goTo(journey, '报送与回执');
  });

  it('the announcement is entered and the entries are 已发布 (条例第十六条)', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '登记发布' }).click();
    await dialog().locator('#publish-note').fill('关于公布目录的通告〔2026〕5号');
    await dialog().locator('#publish-by').fill('王编制');
    await sound('delivery-publish');
    await dialog()
      .getByRole('button', { name: /^登记发布（\d+条）$/ })
      .click();
    await page.getByText(/^已登记发布\d+条$/).waitFor();
    expect(await inState('已发布')).toBeGreaterThan(70);
  });

  it('the package proves itself to anybody with the root', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '验证报送包', exact: true }).first().click();
    journey.answerDialogs([at('报送包.zwml')], [at('root.crt')]);
    await page.getByRole('button', { name: '选择文件' }).nth(0).click();
    await page.getByText('报送包.zwml').waitFor();
    await page.getByRole('button', { name: '选择文件' }).nth(1).click();
    await page.getByText('root.crt').waitFor();
    await page.locator('.form-buttons').getByRole('button', { name: '验证报送包' }).click();
    await page.getByText('验证通过').waitFor();
    await sound('delivery-verified');
  });
});

describe('the page itself', () => {
  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
