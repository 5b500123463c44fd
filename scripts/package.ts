/**
 * `npm run package [-- dir|tar.gz|deb|zip|nsis …]`: packages the built program for this platform into `release`.
 *
 * Where Electron's official release is to be had, the result is a release. Otherwise a trial package is made around the
 * stand-in, and says so: in the log and in its package.json, which lets tests drive it.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Configuration, type CliOptions } from 'electron-builder';
import { electronForPackaging, ensureElectron } from './electron-runtime';
import { STAND_IN_VERSION } from './electron-stand-in';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface PackagedProgram {
  readonly trial: boolean;
  /** Files and folders that were made, absolute. */
  readonly made: readonly string[];
}

function platformTargets(targets: readonly string[]): CliOptions {
  if (process.platform === 'win32') return { win: [...targets] };
  if (process.platform === 'darwin') return { mac: [...targets] };
  return { linux: [...targets] };
}

async function trialConfig(): Promise<Configuration> {
  const electronDist = await electronForPackaging();
  if (electronDist === null) throw new Error('no stand-in to package');
  return {
    electronDist,
    electronVersion: STAND_IN_VERSION,
    extraMetadata: { trial: true },
    // The best compression takes minutes, and a trial package is not kept.
    compression: 'store',
  };
}

/**
 * @param output folder for the result, `release` unless told
 */
export async function packageProgram(
  targets: readonly string[] = ['dir'],
  output: string = join(ROOT, 'release'),
): Promise<PackagedProgram> {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'prepare.mjs')], { stdio: 'inherit' });
  const electron = await ensureElectron();
  const trial = electron.source === 'stand-in';
  const config = { extends: join(ROOT, 'electron-builder.yml'), directories: { output } };
  // Every other tool that a target needs would be downloaded; this one Debian has.
  if (trial) process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= '/usr/bin/7za';
  console.error(
    trial
      ? `package: TRIAL package around Electron ${STAND_IN_VERSION}, a third party’s copy that is no longer supported`
      : `package: release around Electron ${electron.version}`,
  );
  const made = await build({
    projectDir: ROOT,
    config: trial ? { ...config, ...(await trialConfig()) } : config,
    publish: 'never',
    ...platformTargets(targets),
  });
  return { trial, made };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const targets = process.argv.slice(2);
  const { made } = await packageProgram(targets.length > 0 ? targets : ['dir']);
  for (const path of made) console.log(path);
}
