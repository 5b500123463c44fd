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
  headed: Pick<HeadedBlock, 'titleRows' | 'headerRows' | 'untaken' | 'resources'> | null,
  { rows, columns, added, leftOut, beyond, newColumns }: Omit<PastedBlock, 'entry'>,
): PasteSaid | null {
  const unknown = headed?.untaken.unknown ?? [];
  const notOfItems = headed?.untaken.known ?? [];
  const resources = headed?.resources ?? 0;
  const amiss = leftOut > 0 || beyond > 0 || unknown.length > 0 || resources > 1;
  if (headed === null && !amiss)
    return rows > 1 ? { type: 'info', content: words.pasted(rows, columns, added) } : null;
  const sentences = [
    ...(headed === null ? [] : [words.headed(headed.titleRows, headed.headerRows)]),
    ...(rows === 0 ? [] : [words.pasted(rows, columns, added)]),
    ...(newColumns.length === 0 ? [] : [words.newColumns(newColumns)]),
    ...(resources < 2 || rows === 0 ? [] : [words.resources(resources)]),
    ...(unknown.length === 0 ? [] : [words.unknown(unknown)]),
    ...(leftOut === 0 ? [] : [words.leftOut(leftOut)]),
    ...(beyond === 0 ? [] : [words.beyond(beyond)]),
    ...(notOfItems.length === 0 ? [] : [words.notOfItems(notOfItems)]),
    ...(rows === 0 ? [] : [words.takeBack]),
  ];
  return { type: amiss ? 'warning' : 'info', content: sentences.join('。'), duration: LONG_SECONDS };
}
