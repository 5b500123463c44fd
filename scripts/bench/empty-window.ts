/** A window of the same Electron with nothing of ours in it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { makeFolder } from '#tests/journeys/harness';
import { ensureDisplay, windowUser } from '#scripts/display';
import { ensureElectron } from '#scripts/electron-runtime';

const MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadFile('page.html'));`;

/** Opens it, has `work` done with its page, and closes it. `body`: what stands in the page. */
export async function inEmptyWindow<T>(
  body: string,
  work: (page: Page, app: ElectronApplication) => Promise<T>,
): Promise<T> {
  const electron = await ensureElectron();
  const display = await ensureDisplay();
  const folder = makeFolder('empty');
  const program = join(folder, 'app');
  mkdirSync(program);
  writeFileSync(join(program, 'package.json'), '{"name":"empty","main":"main.cjs"}');
  writeFileSync(join(program, 'main.cjs'), MAIN);
  writeFileSync(join(program, 'page.html'), `<!doctype html><meta charset="utf-8"><body>${body}</body>`);
  const user = windowUser(electron.executable, []);
  user.own(folder);
  try {
    const app = await _electron.launch({
      executablePath: user.command,
      args: [program, `--user-data-dir=${join(folder, 'profile')}`],
      chromiumSandbox: user.sandbox,
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, DISPLAY: display.name },
    });
    try {
      return await work(await app.firstWindow(), app);
    } finally {
      await app.close();
    }
  } finally {
    user.remove();
    display.stop();
  }
}
