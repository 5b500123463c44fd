import { useEffect, useRef } from 'react';
import { isCovered } from '#renderer/parts/is-covered';

export interface BoardKeys {
  readonly onBack: () => void;
  /** Absent where nothing may be written. */
  readonly onExplain?: () => void;
}

/**
 * Esc and Ctrl+E of the board, while it is the screen: after everything else, and wherever the focus is, because the
 * table may have nothing left to show.
 */
export function useBoardKeys(active: boolean, keys: BoardKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isCovered()) return;
      if (event.key === 'Escape') latest.current.onBack();
      else if (event.key.toLowerCase() === 'e' && event.ctrlKey && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        latest.current.onExplain?.();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active]);
}
