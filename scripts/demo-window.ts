/** The last part of the demo: the real window opens the library, and a picture of each main screen is kept. */
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endJourneys, launch, makeFolder, type Journey } from '#tests/journeys/harness';

/** Words of the main menu, in its order. */
const SCREENS = [
  '首页',
  '目录编制',
  '导入导出',
  '审核审签',
  '报送与回执',
  '全面维护',
  '台账报告',
  '系统设置',
] as const;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

/** Waits until nothing on the page says that it is still loading, and the last frame stands still. */
async function settled({ page }: Journey): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(
    () => document.querySelector('.ant-skeleton, .ant-spin-spinning, [aria-busy="true"]') === null,
  );
  await page.waitForTimeout(400);
}

/** Answers the names of the pictures. */
export async function takeScreenshots(library: string, out: string, today: string): Promise<string[]> {
  const folder = makeFolder('demo');
  // The window runs as another user where it can, who may not write in the folder of the demo.
  const copy = join(folder, basename(library));
  copyFileSync(library, copy);
  const names: string[] = [];
  const journey = await launch({ library: copy, folder, today });
  const { page } = journey;
  try {
    for (const size of SIZES) {
      await journey.app.evaluate(({ BrowserWindow }, wanted) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height);
      }, size);
      const keep = async (name: string): Promise<void> => {
        await settled(journey);
        const file = `界面-${name}-${size.width}x${size.height}.png`;
        await page.screenshot({ path: join(out, file) });
        names.push(file);
      };
      const menu = page.getByRole('navigation');
      await menu.getByRole('button', { name: new RegExp(`^${SCREENS[0]}`) }).waitFor();
      for (const screen of SCREENS) {
        await menu.getByRole('button', { name: new RegExp(`^${screen}`) }).click();
        if (screen === '目录编制') await page.locator('article.preview h2').waitFor();
        await keep(screen);
      }
      await menu.getByRole('button', { name: /^目录编制/ }).click();
      await settled(journey);
      await page.getByText('行政处罚公示信息').first().click();
      await page.keyboard.press('Enter');
      await keep('编辑信息资源');
      await page.keyboard.press('Escape');
    }
  } finally {
    await journey.close();
    await endJourneys();
  }
  return names;
}
