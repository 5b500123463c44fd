/** What is said of a block that was pasted. */
import { text } from '#renderer/text/zh-cn';
import type { HeadedBlock } from './header-row';
import type { PastedBlock } from './item-edits';

const words = text.editor.grid;
/** Longer than a count of rows takes to read: it says what was left out, and how it is taken back. */
const LONG_SECONDS = 8;

export interface PasteSaid {
  readonly type: 'info' | 'warning';
  readonly content: string;
  readonly duration?: number;
}

/** All that is not to be seen in the table itself, in one message; null where there is nothing to say. */
export function pasteSaid(
  headed: Pick<HeadedBlock, 'headerRows' | 'untaken'> | null,
  { rows, columns, added, leftOut, beyond }: Omit<PastedBlock, 'entry'>,
): PasteSaid | null {
  const lost = leftOut > 0 || beyond > 0;
  if (headed === null && !lost)
    return rows > 1 ? { type: 'info', content: words.pasted(rows, columns, added) } : null;
  const untaken = headed?.untaken ?? [];
  const sentences = [
    ...(headed === null ? [] : [words.headed(headed.headerRows)]),
    ...(rows === 0 ? [] : [words.pasted(rows, columns, added)]),
    ...(untaken.length === 0 ? [] : [words.untaken(untaken)]),
    ...(leftOut === 0 ? [] : [words.leftOut(leftOut)]),
    ...(beyond === 0 ? [] : [words.beyond(beyond)]),
    ...(rows === 0 ? [] : [words.takeBack]),
  ];
  return { type: lost ? 'warning' : 'info', content: sentences.join('。'), duration: LONG_SECONDS };
}
