/** A picture of every screen, empty and with the sample, at the two usual sizes: kept to be looked at. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, createLibrary, cutOff, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const SCREENS = {
  home: '首页',
  entries: '目录编制',
  exchange: '导入导出',
  review: '审核审签',
  delivery: '报送与回执',
  maintenance: '全面维护',
  ledgers: '台账报告',
  settings: '系统设置',
} as const;
const SIZES = [
  { width: 1366, height: 728 },
  { width: 1920, height: 1040 },
] as const;

afterAll(() => endJourneys());

describe.each(['empty', 'sample'] as const)('with the %s library', (which) => {
  describe.each(SIZES)('at $width × $height', (size) => {
    let journey: Journey;
    beforeAll(async () => {
      const folder = makeFolder('pictures');
      journey = await launch({ folder, today: '2026-11-21', size });
      journey.page.setDefaultTimeout(20_000);
      if (which === 'sample') await journey.page.getByRole('button', { name: '打开示例' }).click();
      else await createLibrary(journey, join(folder, '示例.mulu'));
      await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
    });
    afterAll(() => journey.close());

    it.each(Object.entries(SCREENS))(
      '%s: nothing is cut off, and an accessibility checker finds nothing',
      async (key, name) => {
        await goTo(journey, name);
        await journey.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
        await journey.page.waitForTimeout(600);
        const picture = `screen-${key}-${which}-${size.width}`;
        await journey.screenshot(picture);
        expect(await cutOff(journey), picture).toEqual([]);
        expect(await accessibilityFaults(journey), picture).toEqual([]);
      },
    );

    it('the board of findings and, where there is an entry, the editor', async () => {
      await goTo(journey, '目录编制');
      await journey.page.keyboard.press('Control+Shift+L');
      await journey.page.getByRole('heading', { name: '校验结果' }).waitFor();
      await journey.page.waitForTimeout(600);
      await sight(journey, `screen-findings-${which}-${size.width}`);
      if (which === 'empty') return;
      await goTo(journey, '目录编制');
      await journey.page.getByRole('grid', { name: '信息资源列表' }).focus();
      await journey.page.keyboard.press('Enter');
      await journey.page.locator('#field-name').waitFor();
      await journey.page.waitForTimeout(600);
      await sight(journey, `screen-editor-${which}-${size.width}`);
    });
  });
});
