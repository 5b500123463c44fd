/**
 * `npm start [-- --library PATH]`: builds when need be, finds an Electron, and opens the window.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureElectron } from './electron-runtime';
import { ensureSystemPackages } from './system-packages';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
}

const built = await run(process.execPath, [`${ROOT}/scripts/prepare.mjs`]);
if (built !== 0) process.exit(built);

const { env } = process;
if (process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
  console.error(
    'mulu: no display here; on a machine without a screen use `xvfb-run -a npm start` or `npm run demo`',
  );
  process.exit(1);
}
const root = process.getuid?.() === 0;
if (root) await ensureSystemPackages(['window']);
const electron = await ensureElectron();
if (root) console.error('mulu: started as root, so without Chromium’s sandbox');
process.exitCode = await run(electron.executable, [
  ...(root ? ['--no-sandbox'] : []),
  ROOT,
  ...process.argv.slice(2),
]);
