/**
 * What the program was started with, and as what it was built.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LIBRARY_SUFFIX = '.mulu';

/**
 * The library's absolute path, or null when none was named.
 *
 * @param words the process's arguments after the program (and, while developing, after the program's folder)
 * @param folder what a relative path starts from
 */
export function libraryArgument(words: readonly string[], folder: string): string | null {
  for (const [index, word] of words.entries()) {
    if (word.startsWith('--library=')) return resolve(folder, word.slice('--library='.length));
    if (word === '--library') {
      const path = words[index + 1];
      return path === undefined ? null : resolve(folder, path);
    }
  }
  const file = words.find(isLibraryFile);
  return file === undefined ? null : resolve(folder, file);
}

function isLibraryFile(word: string): boolean {
  return !word.startsWith('-') && word.toLowerCase().endsWith(LIBRARY_SUFFIX);
}

/** The same words for a start with another library, or with none. */
export function wordsFor(library: string | null, words: readonly string[]): string[] {
  const others = words.filter((word, index) => {
    const path = words[index - 1] === '--library' || isLibraryFile(word);
    return !path && word !== '--library' && !word.startsWith('--library=');
  });
  return library === null ? others : [...others, `--library=${library}`];
}

/** Whether the program in `folder` was packaged for trying out: the packager says so in its package.json. */
export function isTrial(folder: string): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'trial' in manifest && manifest.trial === true;
}
