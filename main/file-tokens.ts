/**
 * Tokens that stand for files in the window: it holds a token, only the host knows the path.
 */
import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { pathUse, type PathUse } from '#app/contract/call-parts';
import type { ChosenFile } from '#app/contract/window-calls';

/** What a call does with a file: `any` only shows where it lies. */
type Need = PathUse | 'any';

export interface FileTokens {
  /** `use`: what the person allowed when choosing. */
  issue(path: string, use: PathUse): ChosenFile;
  /** The path behind a token that was issued for `use`, or null. `any` takes every token. */
  resolve(token: string, use: Need): string | null;
}

export function createFileTokens(): FileTokens {
  const issued = new Map<string, { readonly path: string; readonly use: PathUse }>();
  return {
    issue(path, use) {
      // The same choice keeps its token, so that a list asked for again and again does not grow this table.
      const known = [...issued].find(([, file]) => file.path === path && file.use === use)?.[0];
      const token = known ?? `file-${randomUUID()}`;
      issued.set(token, { path, use });
      return { token, name: basename(path), folder: dirname(path) };
    },
    resolve(token, use) {
      const found = issued.get(token);
      if (found === undefined) return null;
      // What was chosen to be written may be read as well: the key made a moment ago signs the package.
      const fits = use === 'any' || found.use === use || (use === 'read' && found.use === 'write');
      return fits ? found.path : null;
    },
  };
}

/** Where a call uses a path otherwise than its member says. */
const USES_BY_CALL: Readonly<Record<string, Need>> = {
  'library.create:library': 'write',
  'window.reveal:file': 'any',
};

export function useOf(call: string, member: string): Need {
  return USES_BY_CALL[`${call}:${member}`] ?? pathUse(member);
}

type Swapped =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly member: string };

/**
 * Copies a parsed input with each token in the members `paths` (dots lead into objects, lists are walked) replaced by
 * its path. A member that holds anything but a token issued for that use is refused by name.
 */
export function swapTokens(
  call: string,
  input: unknown,
  paths: readonly string[],
  tokens: FileTokens,
): Swapped {
  let value = input;
  for (const member of paths) {
    let known = true;
    const swap = (word: unknown): unknown => {
      if (Array.isArray(word)) return word.map(swap);
      const path = typeof word === 'string' ? tokens.resolve(word, useOf(call, member)) : null;
      if (path === null) known = false;
      return path;
    };
    value = replaceMember(value, member.split('.'), swap);
    if (!known) return { ok: false, member };
  }
  return { ok: true, value };
}

function replaceMember(value: unknown, keys: readonly string[], swap: (word: unknown) => unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return swap(value);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
  const member = (value as Record<string, unknown>)[key];
  return member === undefined ? value : { ...value, [key]: replaceMember(member, rest, swap) };
}
