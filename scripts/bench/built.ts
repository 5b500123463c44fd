/** Runs a part of the bench as the product itself is built: bundled, and in a process of its own. */
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');
/** Inside the project, so that packages are found from there. */
const OUT = join(ROOT, 'node_modules', '.cache', 'mulu-bench');

/** Answers what the program prints, as JSON, in its last line. `source`: a file of this folder. */
export function runBuilt<T>(source: string, words: readonly string[]): T {
  const outfile = join(OUT, `${basename(source, '.ts')}.mjs`);
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [join('scripts', 'bench', source)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const printed = execFileSync(process.execPath, [outfile, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 16 * 1024 ** 2,
  });
  return JSON.parse(printed.trim().split('\n').at(-1)!) as T;
}
