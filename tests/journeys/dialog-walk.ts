/** The way through any dialog: what every one of them has to do alike. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { dialogAtRest, keyboardIn, sight } from './drive';
import type { Journey } from './harness';

/** Id of the field that the cursor is in; '' when in none. */
const fieldWithFocus = ({ page }: Journey): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? '');

export interface Walk {
  /** Opened from here, by a click unless `open` says otherwise; gets the focus back. */
  readonly from: Locator;
  readonly open?: () => Promise<unknown>;
  readonly title: string | RegExp;
  /** Field that the cursor begins in; absent: nothing is filled in. */
  readonly first?: string;
  /** What lacks when nothing is filled in, and the field of the first of it. */
  readonly lacks?: { readonly named: string; readonly field: string };
  readonly picture: string;
}

/** Opens a dialog, looks where the cursor is, asks for it with nothing filled in, and closes it by Esc, blank and filled in. */
export async function walkDialog(
  journey: Journey,
  { from, open, title, first, lacks, picture }: Walk,
): Promise<void> {
  const { page } = journey;
  await (open === undefined ? from.click() : open());
  await page.getByRole('dialog', { name: title }).last().waitFor();
  await dialogAtRest(journey);
  if (first !== undefined) await expect.poll(() => fieldWithFocus(journey), { message: picture }).toBe(first);
  if (lacks !== undefined) {
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').last().getByText(`还缺：${lacks.named}`, { exact: true }).waitFor();
    expect(await fieldWithFocus(journey), picture).toBe(lacks.field);
    expect(await page.locator('.field-lacks').count()).toBeLessThanOrEqual(lacks.named.split('、').length);
  }
  await sight(journey, `dialog-${picture}`);
  // Nothing was typed: nothing is asked.
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: title }).waitFor({ state: 'detached' });
  await keyboardIn(from, picture);
  const box = page.getByRole('dialog', { name: title }).locator('textarea, input[type="text"]:not([role])');
  await (open === undefined ? from.click() : open());
  await dialogAtRest(journey);
  if (first !== undefined && (await box.count()) > 0) {
    // Something was typed: it is asked about, and what is answered leads back all the same.
    await box.first().focus();
    await page.keyboard.type('1');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '不保留，关闭' }).focus();
    await page.keyboard.press('Enter');
  } else await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: title }).waitFor({ state: 'detached' });
  await keyboardIn(from, `${picture}, not kept`);
}
