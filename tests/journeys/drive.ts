/** Ways through the window that several journeys take, by what a person sees and presses. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { launch, type Journey } from './harness';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The shipped sample: 79 entries. */
export const SAMPLE = fileURLToPath(new URL('../../resources/samples/national-2017.xlsx', import.meta.url));

/** Goes to a screen by the main menu. */
export async function goTo({ page }: Journey, screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '主菜单' })
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();
}

/** A call of the core, made as the page makes it. */
export async function ask<T>({ page }: Journey, name: string, input: unknown): Promise<T> {
  const answer = await page.evaluate(
    ([word, content]) => window.mulu.call(word, content, crypto.randomUUID()) as Promise<never>,
    [name, input] as const,
  );
  expect(answer, `${name} failed`).toMatchObject({ ok: true });
  return (answer as { value: T }).value;
}

/** Makes a library by the first screen, as a person does in the first minute. */
export async function createLibrary(
  journey: Journey,
  library: string,
  { department = '示例市信用信息管理办公室', creditCode = '11430000743187451F', rules = /陕西省/ } = {},
): Promise<void> {
  const { page } = journey;
  await page.getByRole('button', { name: '新建目录库' }).click();
  await page.locator('#new-department').fill(department);
  await page.locator('#new-code').fill(creditCode);
  await page.getByRole('radio', { name: rules }).check();
  journey.answerDialogs([library]);
  await page.getByRole('button', { name: '选择保存位置并建立' }).click();
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
}

/** Chooses a workbook on 导入导出 and has it checked without writing. */
export async function checkWorkbook(journey: Journey, file: string): Promise<void> {
  const { page } = journey;
  await goTo(journey, '导入导出');
  journey.answerDialogs([file]);
  await page.getByRole('button', { name: '选择工作簿' }).click();
  await page.getByRole('button', { name: '开始预检（不写入）' }).click();
  await page.getByRole('button', { name: '下一步：查看预检结果' }).click();
}

/**
 * What a screen reader would say in English: names, tips and descriptions of nothing but Latin words. A tip that
 * repeats what is written, which is the person's own, is none of them, nor is the name of a key.
 */
export async function foreignWords({ page }: Journey): Promise<string[]> {
  return page.evaluate(() => {
    const SAID = ['aria-label', 'title', 'alt', 'placeholder', 'aria-description', 'aria-roledescription'];
    const KEYS = ['Esc', 'Enter', 'Tab', 'Delete'];
    const isForeign = (element: Element, attribute: string): boolean => {
      const word = element.getAttribute(attribute)?.trim() ?? '';
      if (!/^[A-Za-z]{2}[A-Za-z\s.,…-]*$/.test(word) || KEYS.includes(word)) return false;
      return attribute !== 'title' || element.textContent?.includes(word) !== true;
    };
    const isHeard = (element: Element): boolean =>
      element.closest('[aria-hidden="true"], [inert]') === null &&
      element.checkVisibility({ visibilityProperty: true });
    return SAID.flatMap((attribute) =>
      [...document.querySelectorAll(`[${attribute}]`)]
        .filter((one) => isForeign(one, attribute) && isHeard(one))
        .map((one) => `${attribute}: ${one.outerHTML.slice(0, 160)}`),
    );
  });
}

/** What an accessibility checker has to say about the page as it stands, and what it says that is not Chinese. */
export async function accessibilityFaults(journey: Journey): Promise<string[]> {
  return [...(await axeFaults(journey)), ...(await foreignWords(journey))];
}

async function axeFaults({ page }: Journey): Promise<string[]> {
  // The page's policy forbids inline script; evaluated by the driver it is no part of the page. Once for each page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: {
          run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    );
  });
}

/** What lies outside of the window, to any side, without a way to scroll to it. */
export async function cutOff({ page }: Journey): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth: wide, clientHeight: high } = document.documentElement;
    const scrolls = (element: HTMLElement, way: 'X' | 'Y'): boolean =>
      ['auto', 'scroll'].includes(getComputedStyle(element)[`overflow${way}`]) &&
      (way === 'X' ? element.scrollWidth > element.clientWidth : element.scrollHeight > element.clientHeight);
    return [...document.querySelectorAll<HTMLElement>('button, input, h1, h2, th, .ant-alert, .page-bar')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) return false;
        const out = { X: box.right > wide + 1 || box.left < -1, Y: box.bottom > high + 1 || box.top < -1 };
        // Within something that scrolls that way it can be reached.
        for (let up = element.parentElement; up !== null; up = up.parentElement) {
          if (scrolls(up, 'X')) out.X = false;
          if (scrolls(up, 'Y')) out.Y = false;
          if (up.className.includes?.('virtual') || up.inert || getComputedStyle(up).visibility === 'hidden')
            return false;
        }
        return out.X || out.Y;
      })
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`);
  });
}

/** A picture of the window as it stands, which an accessibility checker passes and in which nothing is cut off. */
export async function sight(journey: Journey, name: string): Promise<void> {
  await journey.screenshot(name);
  expect(await accessibilityFaults(journey), name).toEqual([]);
  expect(await cutOff(journey), name).toEqual([]);
}

/** Waits until what slides in has come to rest; messages stay. */
export async function standsStill({ page }: Journey): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
}

/** The same, and messages that pass by are gone. */
export async function atRest(journey: Journey): Promise<void> {
  await standsStill(journey);
  await journey.page.locator('.ant-message-notice').first().waitFor({ state: 'detached' });
}

/** Types into a date box in place of what is there, key by key as a person does. */
export async function typeDate(box: Locator, date: string): Promise<void> {
  await box.press('Control+a');
  if (date === '') await box.press('Delete');
  else await box.pressSequentially(date, { delay: 15 });
}

/** The process of the engine, which does what the page asks for. */
export async function enginePid({ app }: Journey): Promise<number> {
  return app.evaluate(
    (electron) =>
      electron.app.getAppMetrics().find((one) => one.serviceName === 'node.mojom.NodeService')!.pid,
  );
}

/** How many entries stand in a state. */
export async function countInState(journey: Journey, state: string): Promise<number> {
  return (await ask<{ total: number }>(journey, 'entries.list', { states: [state] })).total;
}

/** Brings the shipped sample in, as a person does. */
export async function importSample(journey: Journey): Promise<void> {
  await checkWorkbook(journey, SAMPLE);
  await journey.page.getByRole('button', { name: /^写入目录库/ }).click();
  await journey.page.getByText('已写入：新增79条').waitFor();
}

/** A window on the smaller usual screen, with a library in `folder` that holds the shipped sample. */
export async function launchWithSample(folder: string): Promise<Journey> {
  const journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  await createLibrary(journey, join(folder, '示例市信用办.mulu'));
  await importSample(journey);
  return journey;
}

/** Waits until the keyboard is in this part of the window. */
export async function keyboardIn(part: Locator, message?: string): Promise<void> {
  await expect
    .poll(() => part.evaluate((node) => node.contains(document.activeElement)), message ? { message } : {})
    .toBe(true);
}

/** Waits until an opened dialog stands still: a click into a moving one goes astray. */
export async function dialogAtRest({ page }: Journey): Promise<void> {
  await page.getByRole('dialog').last().waitFor();
  await page.waitForFunction(
    () => document.querySelector('.ant-zoom-appear, .ant-zoom-enter, .ant-fade-appear') === null,
  );
}

/** In the inbox of 审核审签: chooses all that wait at a step. */
export async function chooseAllInStep({ page }: Journey, step: string): Promise<void> {
  await page.getByRole('navigation', { name: '办理环节' }).getByRole('button', { name: step }).click();
  const all = page.getByRole('button', { name: /^选择全部\d+条$/ });
  const none = page.getByRole('button', { name: '取消选择' });
  await all.or(none).waitFor();
  if (await all.isVisible()) await all.click();
  await page.getByText(/^已选\d+条，其中逐条查看过\d+条$/).waitFor();
}

/** On 密钥与证书: makes the certificate request for a key. */
export async function requestCertificate(
  journey: Journey,
  key: string,
  passphrase: string,
  request: string,
): Promise<void> {
  const { page } = journey;
  const dialog = page.getByRole('dialog').last();
  await page.getByRole('button', { name: '制作证书申请' }).click();
  journey.answerDialogs([key], [request]);
  await dialog.getByRole('button', { name: '选择密钥文件' }).click();
  await dialog.locator('#key-passphrase').fill(passphrase);
  await dialog.locator('#key-person').fill('王编制');
  await dialog.getByRole('button', { name: '制作证书申请' }).click();
  await dialog.getByText(`已写入“${basename(request)}”`).waitFor();
  await dialogAtRest(journey);
  await dialog.getByRole('button', { name: '关闭' }).last().click();
}

/** Pastes as the clipboard of a spreadsheet does, into whatever has the focus. */
export async function paste({ page }: Journey, text: string): Promise<void> {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}
