/**
 * Typing the first letters of Chinese words: `wtj` finds 无条件共享.
 *
 * The initial of a character follows from its place in pinyin order among one character per letter, so that no
 * dictionary is needed. Characters with several readings count with their usual one.
 */

/** The first character, in pinyin order, of each letter that words begin with (no word begins with I, U or V). */
const FIRST_OF_LETTER: readonly (readonly [letter: string, first: string])[] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '哒'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '讥'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拿'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '屲'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
const HAN = /\p{Script=Han}/u;

/** First pinyin letter of a Chinese character; other characters stand for themselves, in lower case. */
export function initialOf(character: string): string {
  if (!HAN.test(character)) return character.toLowerCase();
  let initial = 'a';
  for (const [letter, first] of FIRST_OF_LETTER) {
    if (collator.compare(character, first) < 0) break;
    initial = letter;
  }
  return initial;
}

const known = new Map<string, string>();

/** First letters of all characters: 无条件共享 → `wtjgx`. */
export function initialsOf(text: string): string {
  let initials = known.get(text);
  if (initials === undefined) {
    initials = [...text].map(initialOf).join('');
    known.set(text, initials);
  }
  return initials;
}

/** Whether what was typed is part of the text or of its first letters; nothing typed matches everything. */
export function matchesTyped(text: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return wanted === '' || text.toLowerCase().includes(wanted) || initialsOf(text).includes(wanted);
}

/** The texts that match, those that begin with what was typed first. */
export function rankTyped<T>(options: readonly T[], typed: string, textOf: (option: T) => string): T[] {
  const wanted = typed.trim().toLowerCase();
  const begins = (option: T): boolean =>
    textOf(option).toLowerCase().startsWith(wanted) || initialsOf(textOf(option)).startsWith(wanted);
  const matching = options.filter((option) => matchesTyped(textOf(option), typed));
  return [...matching.filter(begins), ...matching.filter((option) => !begins(option))];
}
