/** The window with the sample, beside an empty window of the same Electron in the same run. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { _electron } from 'playwright-core';
import { endJourneys, launch, makeFolder } from '#tests/journeys/harness';
import { ensureDisplay, windowUser } from '#scripts/display';
import { ensureElectron } from '#scripts/electron-runtime';
import { median, timed, type BenchRow } from './bench-row';

const RUNS = 5;

async function emptyWindow(): Promise<number> {
  const electron = await ensureElectron();
  const display = await ensureDisplay();
  const folder = makeFolder('empty');
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app', 'package.json'), '{"name":"empty","main":"main.cjs"}');
  writeFileSync(
    join(folder, 'app', 'main.cjs'),
    "const {app,BrowserWindow}=require('electron');app.whenReady().then(()=>new BrowserWindow().loadURL('data:text/html,<p id=up>up</p>'));",
  );
  const user = windowUser(electron.executable, []);
  user.own(folder);
  try {
    return await timed(async () => {
      const app = await _electron.launch({
        executablePath: user.command,
        args: [join(folder, 'app'), `--user-data-dir=${join(folder, 'profile')}`],
        chromiumSandbox: user.sandbox,
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '', HOME: folder, DISPLAY: display.name },
      });
      const page = await app.firstWindow();
      await page.waitForSelector('#up');
      void app.close();
    });
  } finally {
    user.remove();
    display.stop();
  }
}

export async function benchWindow(library: string): Promise<BenchRow[]> {
  const ours: number[] = [];
  const empty: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    empty.push(await emptyWindow());
    const folder = makeFolder('bench');
    const copy = join(folder, basename(library));
    copyFileSync(library, copy);
    ours.push(
      await timed(async () => {
        const journey = await launch({ library: copy, folder, today: '2026-11-23' });
        await journey.page.getByRole('navigation').first().waitFor();
        await journey.page
          .getByText(/必须修改/)
          .first()
          .waitFor();
        void journey.close();
      }),
    );
  }
  await endJourneys();
  return [
    {
      what: '窗口打开样例',
      value: median(ours),
      unit: 'ms',
      reference: '空窗口',
      referenceValue: median(empty),
      target: 2.2,
    },
  ];
}
