/**
 * Builds the program into `dist`: command line, main process, engine, preload and renderer.
 *
 * Everything is written to a folder of its own first and put in place by renaming, so that a build that fails, or two
 * at the same time, never leave half a program behind.
 */
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as buildPages } from 'vite';
import { digestOfSources, ROOT, STAMP } from './sources.mjs';

const DIST = join(ROOT, 'dist');
const NODE_TARGET = 'node20';
const SHEBANG = '#!/usr/bin/env node\n';

/** Bundled CommonJS packages ask for `require` and their own place, which an ES module does not have by itself. */
const COMMONJS_IN_MODULE = [
  "import { createRequire as bundleCreateRequire } from 'node:module';",
  "import { fileURLToPath as bundleFileURLToPath } from 'node:url';",
  "import { dirname as bundleDirname } from 'node:path';",
  'const require = bundleCreateRequire(import.meta.url);',
  'const __filename = bundleFileURLToPath(import.meta.url);',
  'const __dirname = bundleDirname(__filename);',
].join('\n');

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: NODE_TARGET,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Native, so it stays in node_modules; `electron` is there only inside the program.
  external: ['sqlite3', 'electron'],
};

function entry(path) {
  if (!existsSync(join(ROOT, path))) throw new Error(`build: ${path} is missing`);
  return path;
}

/** What is imported when it is first needed becomes a file of its own, so that no start has to read it. */
async function bundleModule(source, folder) {
  await bundle({
    ...common,
    entryPoints: [entry(source)],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    banner: { js: COMMONJS_IN_MODULE },
  });
}

/** The names of the contract's calls and events, read from the contract itself. */
async function contractNames(folder) {
  const file = join(folder, 'names.mjs');
  await bundle({
    ...common,
    stdin: {
      contents: `
        import { calls } from '#app/contract/calls';
        import { windowCalls, windowEvents } from '#app/contract/window-calls';
        export const callNames = [...Object.keys(calls), ...Object.keys(windowCalls)];
        export const eventNames = Object.keys(windowEvents);`,
      resolveDir: join(ROOT, 'main'),
      loader: 'ts',
    },
    outfile: file,
    format: 'esm',
  });
  const names = await import(pathToFileURL(file).href);
  await rm(file);
  return names;
}

async function bundlePreload(target, folder) {
  const { callNames, eventNames } = await contractNames(folder);
  await bundle({
    ...common,
    entryPoints: [entry('main/preload.ts')],
    outfile: target,
    format: 'cjs',
    define: {
      ...common.define,
      MULU_CALL_NAMES: JSON.stringify(callNames),
      MULU_EVENT_NAMES: JSON.stringify(eventNames),
    },
  });
}

async function putInPlace(folder) {
  const old = `${DIST}.old-${process.pid}`;
  for (let attempt = 0; ; attempt += 1) {
    await rename(DIST, old).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
    try {
      await rename(folder, DIST);
      break;
    } catch (error) {
      // Another build put its own in place between the two renames: take that one away and try again.
      if (attempt >= 5 || !['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
      await rm(old, { recursive: true, force: true });
    }
  }
  await rm(old, { recursive: true, force: true });
}

export async function buildAll() {
  const started = Date.now();
  // Whoever starts the build, a test runner too: the pages are always those that people get.
  process.env.NODE_ENV = 'production';
  const stamp = digestOfSources();
  const folder = `${DIST}.tmp-${process.pid}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  try {
    await bundleModule('app/cli/mulu.ts', join(folder, 'cli'));
    const cli = join(folder, 'cli', 'mulu.mjs');
    await writeFile(cli, SHEBANG + (await readFile(cli, 'utf8')));
    await chmod(cli, 0o755);
    // A worker of its own, kept as one file: the parser of .xls and .et.
    await bundle({
      ...common,
      entryPoints: [entry('app/documents/xls-worker.ts')],
      outfile: join(folder, 'workers', 'xls-worker.cjs'),
      format: 'cjs',
    });
    await bundleModule('main/main.ts', join(folder, 'main'));
    await bundleModule('main/engine.ts', join(folder, 'main'));
    await bundlePreload(join(folder, 'main', 'preload.cjs'), folder);
    await buildPages({
      configFile: join(ROOT, entry('renderer/vite.config.ts')),
      build: { outDir: join(folder, 'renderer'), emptyOutDir: true },
    });
    await writeFile(join(folder, STAMP), `${stamp}\n`);
    await putInPlace(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.error(`mulu: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildAll();
