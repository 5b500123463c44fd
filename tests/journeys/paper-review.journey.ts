/** The whole chain of a batch without accounts: each step signed on paper and entered with its scan. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sm3Hex } from '#app/digest/sm3';
import { docxParts, docxText } from '#tests/documents/docx-parts';
import { ask, chooseAllInStep, countInState, launchWithSample, dialogAtRest, goTo, sight } from './drive';
import { endJourneys, makeFolder, type Journey } from './harness';

const REASON = '单位仅一名工作人员';
const folder = makeFolder('paper-review');
const at = (name: string): string => join(folder, name);
const SCANS = ['审核签批.pdf', '评估签批.pdf', '保密签批.pdf', '审签签批.pdf', '依据文件.pdf', '补充页.pdf'];
let journey: Journey;

beforeAll(async () => {
  for (const scan of SCANS) writeFileSync(at(scan), `%PDF-1.4 ${scan}`);
  journey = await launchWithSample(folder);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('paper-review-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const dialog = () => journey.page.getByRole('dialog').last();

const sound = (name: string): Promise<void> => sight(journey, name);

const inState = (state: string): Promise<number> => countInState(journey, state);

const still = (): Promise<void> => dialogAtRest(journey);

async function chooseAll(step: string): Promise<void> {
  await goTo(journey, '审核审签');
  await journey.page.getByRole('button', { name: '待办理', exact: true }).click();
  await chooseAllInStep(journey, step);
}

/** Enters what was signed on paper: signer, words, scan. */
async function enterSigned(step: string, done: string, signer: string, scan: string): Promise<void> {
  const { page } = journey;
  await chooseAll(step);
  await page.locator('.page-bar-bottom').getByRole('button', { name: '线下签批登记' }).click();
  await still();
  await dialog().locator('#take-by').fill(signer);
  if (step === '风险评估') {
    await dialog().locator('#take-secrecy').fill('不涉及国家秘密、工作秘密');
    await dialog().locator('#take-personal').fill('按最小必要原则设置共享范围');
  } else {
    await dialog().locator('#take-opinion').fill('见签批单');
  }
  await dialog().locator('#take-entered').fill('王编制');
  journey.answerDialogs([at(scan)]);
  await dialog().getByRole('button', { name: '选择扫描件' }).click();
  await dialog().getByText(scan).waitFor();
  await dialog().getByRole('button', { name: '线下签批登记' }).click();
  await page.getByText(new RegExp(`^${done}：已办理\\d+条`)).waitFor();
}

describe('不设账户，线下签批登记', () => {
  it('the administrator allows one person to compile and review, with a reason', async () => {
    const { page } = journey;
    await goTo(journey, '系统设置');
    await page.getByRole('button', { name: '审核步骤', exact: true }).click();
    await page.getByRole('switch', { name: '编制与审核由不同的人办理' }).click();
    await still();
    await dialog().locator('#waive-reason').fill(REASON);
    await dialog().getByRole('button').last().click();
    await page.getByText(REASON).first().waitFor();
    await sound('paper-waiver');
  });

  it('a basis document is attached to an entry before it is sent, kept with its SM3', async () => {
    const { page } = journey;
    await goTo(journey, '目录编制');
    const { entries } = await ask<{ entries: { id: string; name: string }[] }>(journey, 'entries.list', {
      limit: 1,
    });
    await page.getByText(entries[0]!.name).first().dblclick();
    await page.locator('#field-name').waitFor();
    await page.getByText('附件', { exact: true }).click();
    await page.getByText('还没有附件').waitFor();
    await page.getByRole('button', { name: '添加附件' }).click();
    await still();
    journey.answerDialogs([at('依据文件.pdf')]);
    await dialog().getByRole('button', { name: '选择文件' }).click();
    await dialog().getByText('依据文件.pdf').waitFor();
    await dialog().locator('#attachment-note').fill('设置共享条件的依据');
    await dialog().getByRole('button', { name: '添加附件' }).click();
    await page.getByText(sm3Hex(readFileSync(at('依据文件.pdf')))).waitFor();
    await sound('paper-entry-attachments');
  });

  it('the compiler sends the batch; review, assessment, secrecy review and consent are signed on paper', async () => {
    const { page } = journey;
    await chooseAll('提交送审');
    await page.locator('.page-bar-bottom').getByRole('button', { name: '提交送审', exact: true }).click();
    await still();
    await dialog().locator('#take-by').fill('王编制');
    await dialog().locator('#take-opinion').fill('首次编制，已按处室核对');
    await dialog().getByRole('button', { name: '提交送审' }).click();
    await page.getByText(/^提交送审：已办理\d+条/).waitFor();
    await enterSigned('部门审核', '审核通过', '王编制', '审核签批.pdf');
    await enterSigned('风险评估', '登记评估结论', '李评估', '评估签批.pdf');
    await enterSigned('保密审查', '保密审查通过', '赵保密', '保密签批.pdf');
    await enterSigned('负责人审签', '审签同意', '陈负责', '审签签批.pdf');
    expect(await inState('已审定')).toBeGreaterThan(70);
  });

  it('each step keeps its scan; a page more is added to one, what was signed with cannot be removed', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await page.getByRole('button', { name: '办理记录', exact: true }).click();
    await page.getByRole('button', { name: '附件：2026-11-21负责人审签' }).click();
    await still();
    await dialog().getByText('审签签批.pdf').waitFor();
    await dialog().getByRole('button', { name: '添加附件' }).click();
    await still();
    journey.answerDialogs([at('补充页.pdf')]);
    await dialog().getByRole('button', { name: '选择文件' }).click();
    await dialog().getByText('补充页.pdf').waitFor();
    await dialog().getByRole('button', { name: '添加附件' }).click();
    await page.getByText('共2个').waitFor();
    await sound('paper-step-attachments');
    expect(await dialog().getByRole('button', { name: '移除' }).first().isDisabled()).toBe(true);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: '附件清单', exact: true }).click();
    await page.getByText(/^共6个/).waitFor();
    for (const scan of SCANS) await page.getByRole('row', { name: scan }).waitFor();
    await sound('paper-attachments');
    // The one who entered the signed sheet put it in, not the one who signed it.
    expect(await page.getByRole('row', { name: '审签签批.pdf' }).innerText()).toContain('王编制');
    const out = at('另存的审核签批.pdf');
    journey.answerDialogs([out]);
    await page
      .getByRole('row', { name: /审核签批\.pdf/ })
      .getByRole('button', { name: '另存为' })
      .click();
    await page.getByText(/校验码与存入时一致/).waitFor();
    expect(readFileSync(out)).toEqual(readFileSync(at('审核签批.pdf')));
  });

  it('the waiver and its reason stand on the paper, with the name; boxes stay empty', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '报告打印', exact: true }).click();
    await page.getByText('已审定的版本', { exact: true }).click();
    journey.answerDialogs([at('审核报告.docx')], [at('送审单.pdf')]);
    const paper = (name: string) => page.getByRole('region', { name, exact: true });
    await paper('审核报告').getByRole('button', { name: '存为Word' }).click();
    await page.getByText('已写入“审核报告.docx”').waitFor();
    const words = docxText((await docxParts(readFileSync(at('审核报告.docx')))).get('word/document.xml')!);
    expect(words.join('\n')).toMatch(
      new RegExp(`编制人与审核人为同一人（王编制）。批准人：　+理由：${REASON}`),
    );
    expect(words.some((line) => line.startsWith('线下签批登记：陈负责 2026年11月21日'))).toBe(true);
    await paper('送审单').getByRole('button', { name: '存为PDF' }).click();
    await page.getByText('已写入“送审单.pdf”').waitFor();
    expect(existsSync(at('送审单.pdf'))).toBe(true);
    await paper('报送函').getByRole('button', { name: '打印预览' }).click();
    await page.frameLocator('iframe.page-preview').getByText('（单位盖章）').first().waitFor();
    await journey.screenshot('paper-letter');
    await page.keyboard.press('Escape');
  });

  it('handed over on paper, received, part of it returned with the scan, the rest stands', async () => {
    const { page } = journey;
    await goTo(journey, '报送与回执');
    await page.getByRole('button', { name: '登记办理结果' }).click();
    await still();
    await dialog().locator('#hand-number').fill('受理2026-118');
    await dialog().getByRole('button', { name: '登记办理结果' }).click();
    await page.getByText(/^已登记办理结果，信息资源\d+条为已接收$/).waitFor();
    const received = await inState('已接收');
    await page.getByRole('button', { name: '登记退回补正' }).click();
    await still();
    await dialog()
      .getByRole('checkbox', { name: /^选择“/ })
      .first()
      .check();
    await dialog().locator('#returned-opinion').fill('补充共享依据');
    await dialog().locator('#returned-signer').fill('数据局周科长');
    await dialog().locator('#returned-by').fill('王编制');
    await dialog().getByRole('button', { name: '登记退回补正（1条）' }).click();
    await page.getByText('已登记退回补正1条').waitFor();
    expect(await inState('退回补正')).toBe(1);
    expect(await inState('已接收')).toBe(received - 1);
  });

  it('the page wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
