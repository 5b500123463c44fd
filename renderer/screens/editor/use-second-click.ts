import { useCallback, useEffect, useRef, type RefObject } from 'react';

/**
 * Tells of each click on a cell whether the one before it was on the same cell. The grid counts a press anywhere in the
 * window, a moment before, as the first of a double click: a button pressed and then the selected cell would open it.
 */
export function useSecondClick(
  frame: RefObject<HTMLElement | null>,
): (column: number, row: number) => boolean {
  const last = useRef('');
  useEffect(() => {
    const forget = (event: MouseEvent) => {
      if (!(event.target instanceof Node && frame.current?.contains(event.target))) last.current = '';
    };
    addEventListener('mousedown', forget, true);
    return () => removeEventListener('mousedown', forget, true);
  }, [frame]);
  return useCallback((column, row) => {
    const cell = `${column} ${row}`;
    const again = last.current === cell;
    last.current = cell;
    return again;
  }, []);
}
