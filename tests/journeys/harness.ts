/**
 * Starts the built program in a real window and drives it, as an unprivileged user where the machine allows it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
// Declares `window.mulu`, which the journeys call as the page does.
import type {} from '#renderer/call';
import { ensureDisplay, windowUser, type Display, type WindowUser } from '#scripts/display';
import { ensureElectron } from '#scripts/electron-runtime';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PICTURES = join(ROOT, 'test-results', 'journeys');

export interface LaunchOptions {
  /** Opened at the start; lies in a folder from `makeFolder`. */
  readonly library?: string;
  /** `YYYY-MM-DD`; the journeys never depend on the day they run. */
  readonly today?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder from `makeFolder` whose files the window may read and write. */
  readonly folder?: string;
  /** The person's own settings; the same folder again means the same person comes back. */
  readonly profile?: string;
  /** Size of the window's content in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Journey {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Whether Chromium's sandbox is on in this run. */
  readonly sandbox: boolean;
  readonly profile: string;
  /** Errors and warnings that the page wrote to its console. */
  readonly complaints: readonly string[];
  /** The next file dialogs answer these paths, one list per dialog; a dialog beyond them counts as cancelled. */
  answerDialogs(...answers: readonly (readonly string[])[]): void;
  /** Keeps a picture of the window in `test-results/journeys`. */
  screenshot(name: string): Promise<string>;
  /** The program's log, lines of ids and codes. */
  log(): string;
  /** Starts the program a second time, with the same settings; answers when that second start has ended. */
  startAgain(...words: readonly string[]): void;
  /** Closes the program as a person does and waits until it has ended. */
  close(): Promise<void>;
}

interface Stage {
  readonly display: Display;
  readonly user: WindowUser;
  readonly version: string;
}

let stage: Promise<Stage> | null = null;
const folders: string[] = [];

async function prepareStage(): Promise<Stage> {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'prepare.mjs')], { stdio: 'inherit' });
  const electron = await ensureElectron();
  const display = await ensureDisplay();
  const user = windowUser(electron.executable, [
    join(ROOT, 'dist'),
    join(ROOT, 'resources'),
    join(ROOT, 'node_modules'),
  ]);
  return { display, user, version: electron.version };
}

/** A folder of its own for one journey, removed by `endJourneys`. */
export function makeFolder(name = 'journey'): string {
  const folder = mkdtempSync(join(tmpdir(), `mulu-${name}-`));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Takes down what the journeys of one file shared; call it in `afterAll`. */
export async function endJourneys(): Promise<void> {
  const shared = await stage;
  stage = null;
  shared?.user.remove();
  shared?.display.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/**
 * Runs a main process of its own, bundled from `source`, in the program's Electron and as its user; answers the exit
 * status. For parts of `main/` that no page can reach.
 */
export async function runAlone(source: string, folder: string, ...words: string[]): Promise<number | null> {
  stage ??= prepareStage();
  const { display, user } = await stage;
  const main = join(folder, 'alone.mjs');
  await build({
    entryPoints: [source],
    outfile: main,
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['electron'],
    logLevel: 'silent',
  });
  user.own(folder);
  const args = [
    ...(user.sandbox ? [] : ['--no-sandbox']),
    main,
    `--user-data-dir=${join(folder, 'profile')}`,
    ...words,
  ];
  const child = spawn(user.command, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, DISPLAY: display.name },
    stdio: 'ignore',
    timeout: 60_000,
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

type ElectronOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;

const UP_MS = 40_000;
const NOT_OURS = /exitCode=null, signal=SIGSEGV|electron\.launch: Timeout \d+ms exceeded/;

/** Starts Electron and answers what `stand` does; null where the driver got no answer in time, and the process is ended. */
async function startOnce<T>(
  options: ElectronOptions,
  stand: (app: ElectronApplication) => Promise<T>,
): Promise<{ readonly app: ElectronApplication; readonly stood: T } | null> {
  const app = await _electron.launch({ ...options, timeout: UP_MS });
  const standing = stand(app);
  standing.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), UP_MS);
  });
  const stood = await Promise.race([standing, late]).finally(() => clearTimeout(timer));
  if (stood !== null) return { app, stood };
  app.process().kill('SIGKILL');
  return null;
}

/**
 * Starts Electron until its first page stands. The stand-in runtime sometimes dies with SIGSEGV while the debugger
 * attaches, before it has read a line of the program, or its debugger falls silent at the start: it is then started
 * again. Any other failure is one.
 *
 * Silent was one of 430 starts, two or three at a time on two cores. There the window, its page and the engine were up
 * and idle, which they are only once the driver's `__playwright_run()` has run in the main process, while the driver's
 * launch still waited: most likely the answer to that evaluation never came back from Electron's Node inspector. Seen
 * from the processes and the log, not on the wire.
 */
async function start<T>(
  options: ElectronOptions,
  stand: (app: ElectronApplication) => Promise<T>,
  left = 2,
): Promise<{ readonly app: ElectronApplication; readonly stood: T }> {
  const begun = await startOnce(options, stand).catch((error: unknown) => {
    if (left > 0 && NOT_OURS.test(String(error))) return null;
    throw error;
  });
  if (begun !== null) return begun;
  if (left === 0) throw new Error(`the window did not stand within ${UP_MS} ms`);
  process.stderr.write('journeys: Electron crashed or fell silent at its start and is started again\n');
  return start(options, stand, left - 1);
}

export async function launch(options: LaunchOptions = {}): Promise<Journey> {
  stage ??= prepareStage();
  const { display, user } = await stage;
  const profile = options.profile ?? makeFolder('profile');
  const dialogs = join(profile, 'dialogs.json');
  const answers: (readonly string[])[] = [];
  writeFileSync(dialogs, '[]');
  user.own(profile);
  if (options.folder !== undefined) user.own(options.folder);

  const args = [ROOT, `--user-data-dir=${profile}`];
  const env = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'zh_CN.UTF-8',
    HOME: profile,
    DISPLAY: display.name,
    MULU_DIALOG_ANSWERS: dialogs,
    ...(options.today === undefined ? {} : { MULU_TODAY: options.today }),
    ...options.env,
  };
  const complaints: string[] = [];
  const { app, stood: page } = await start(
    {
      executablePath: user.command,
      args: options.library === undefined ? args : [...args, '--library', options.library],
      chromiumSandbox: user.sandbox,
      cwd: profile,
      env,
    },
    async (app) => {
      const page = await app.firstWindow();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.waitForLoadState('domcontentloaded');
      await app.evaluate(({ BrowserWindow }, size) => {
        if (size !== null) BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
      }, options.size ?? null);
      return page;
    },
  );

  return {
    app,
    page,
    sandbox: user.sandbox,
    profile,
    complaints,
    answerDialogs(...more) {
      answers.push(...more);
      writeFileSync(dialogs, JSON.stringify(answers));
    },
    async screenshot(name) {
      mkdirSync(PICTURES, { recursive: true });
      const path = join(PICTURES, `${name}.png`);
      // With large type the driver's own picture shows a corner of the page only.
      const zoomed = await app.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() !== 1,
      );
      if (zoomed) {
        const png = await app.evaluate(async ({ BrowserWindow }) => {
          const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
          return image?.toPNG().toString('base64') ?? '';
        });
        writeFileSync(path, Buffer.from(png, 'base64'));
      } else await page.screenshot({ path });
      return path;
    },
    log() {
      return readFileSync(join(profile, 'logs', 'mulu.log'), 'utf8');
    },
    startAgain(...words) {
      const noSandbox = user.sandbox ? [] : ['--no-sandbox'];
      execFileSync(user.command, [...noSandbox, ...args, ...words], {
        env,
        cwd: profile,
        stdio: 'ignore',
        timeout: 60_000,
      });
    },
    close: () => app.close(),
  };
}
