/**
 * Builds the program when what is built does not match the sources, and does nothing else. npm runs it after `npm ci`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfSources, ROOT, STAMP } from './sources.mjs';

function builtFrom() {
  try {
    return readFileSync(join(ROOT, 'dist', STAMP), 'utf8').trim();
  } catch {
    return '';
  }
}

if (builtFrom() !== digestOfSources()) {
  if (existsSync(join(ROOT, 'node_modules', 'esbuild'))) {
    const { buildAll } = await import('./build.mjs');
    await buildAll();
  } else {
    // An installation without development packages cannot build; it uses what was built before, if anything.
    console.error('mulu: not built, because the development packages are not installed');
  }
}
