import { rankTyped } from '#renderer/parts/pinyin-initials';

/**
 * The values of a list that fit what was typed. The one that the words name for certain comes first, so that Enter takes
 * what an import or the clipboard would have made of them: 条件共享 is another name of 有条件共享, though 无条件共享
 * contains it as well.
 */
export function choicesFor(
  options: readonly string[],
  typed: string,
  read: (typed: string) => string,
): readonly string[] {
  const fitting = rankTyped(options, typed, (option) => option);
  const meant = read(typed);
  return options.includes(meant) ? [meant, ...fitting.filter((option) => option !== meant)] : fitting;
}
