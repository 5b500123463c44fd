import { useEffect, useLayoutEffect, type RefObject } from 'react';
import { isTyping } from './is-typing';
import type { RowTableHandle } from './row-table';

export interface Arrival {
  /** The list is the screen. */
  readonly active: boolean;
  /** Its rows have come. */
  readonly loaded: boolean;
  /** Row that the cursor is on. */
  readonly current: number;
  /** Another one each time that somebody comes back without the list having been left as the screen. */
  readonly visit?: unknown;
}

/** Whoever comes (back) to a list has the keyboard in it, and the row of the cursor in view. */
export function useArrival(
  table: RefObject<RowTableHandle | null>,
  { active, loaded, current, visit }: Arrival,
): void {
  // Before the list is seen: a key pressed as soon as it is there is the list's.
  useLayoutEffect(() => {
    if (active) table.current?.focus();
  }, [table, active, visit]);
  useLayoutEffect(() => {
    // Whoever types into the search box before the rows have come stays in it.
    if (active && !isTyping(document.activeElement)) table.current?.focus();
  }, [table, active, loaded]);
  useEffect(() => {
    if (active) table.current?.scrollTo(current);
  }, [table, active, loaded, current, visit]);
}
