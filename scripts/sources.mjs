/**
 * The sources that the built program depends on, and one digest over all of them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folders and files whose content decides what is built. */
const SOURCES = [
  'app',
  'main',
  'renderer',
  'scripts/build.mjs',
  'scripts/sources.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/** Name, inside the built folder, of the file that holds the digest of what it was built from. */
export const STAMP = 'built-from';

function filesBelow(path) {
  const full = join(ROOT, path);
  try {
    return readdirSync(full, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) =>
        entry.isDirectory() ? filesBelow(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
      );
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** SHA-256 over the names and contents of all sources: the same content gives the same digest, whatever the dates. */
export function digestOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesBelow)) {
    const bytes = readFileSync(join(ROOT, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
