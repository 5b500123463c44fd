/** Reading a command line: `--name value`, `--flag`, and the rest in order. Anything unknown is refused by name. */
import { FailureError } from '#app/contract/failure';

export interface OptionTable {
  /** Options with a value; those in `many` may be given more than once. */
  readonly values?: readonly string[];
  readonly many?: readonly string[];
  readonly flags?: readonly string[];
}

export interface Arguments {
  readonly positionals: readonly string[];
  value(name: string): string | undefined;
  /** The value of an option that the command cannot do without. */
  needed(name: string): string;
  all(name: string): readonly string[];
  flag(name: string): boolean;
}

const usage = (reason: string): FailureError => new FailureError('usage', { reason });

export function readArguments(
  words: readonly string[],
  table: OptionTable,
  places: readonly string[],
): Arguments {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const positionals: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!word.startsWith('--') || word === '--') {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals > 0 ? word.slice(2, equals) : word.slice(2);
    if (table.flags?.includes(name)) {
      flags.add(name);
      continue;
    }
    const many = table.many?.includes(name) ?? false;
    if (!many && !table.values?.includes(name)) throw usage(`不认识选项 --${name}`);
    const value = equals > 0 ? word.slice(equals + 1) : words[++i];
    if (value === undefined) throw usage(`选项 --${name} 后面缺少内容`);
    const given = values.get(name) ?? [];
    if (given.length > 0 && !many) throw usage(`选项 --${name} 给了两次`);
    values.set(name, [...given, value]);
    // An option that may be given several times also takes several words: `--root A B`.
    while (many && equals < 0 && words[i + 1] !== undefined && !words[i + 1]!.startsWith('--')) {
      values.get(name)!.push(words[++i]!);
    }
  }
  const needed = places.filter((place) => !place.endsWith('?'));
  for (const name of [...values.keys()].reverse()) {
    const given = values.get(name)!;
    if (table.many?.includes(name)) {
      while (positionals.length < needed.length && given.length > 1) positionals.push(given.pop()!);
    }
  }
  if (positionals.length < needed.length) throw usage(`缺少 ${needed[positionals.length]!}`);
  if (positionals.length > places.length) throw usage(`多出“${positionals[places.length]!}”`);
  return {
    positionals,
    value: (name) => values.get(name)?.[0],
    needed: (name) => {
      const value = values.get(name)?.[0];
      if (value === undefined) throw usage(`缺少选项 --${name}`);
      return value;
    },
    all: (name) => values.get(name) ?? [],
    flag: (name) => flags.has(name),
  };
}
