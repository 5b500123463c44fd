import { useEffect } from 'react';
import { isCovered } from '#renderer/parts/is-covered';

/**
 * Esc and Ctrl+E of the board, while it is the screen: after everything else, and wherever the focus is, because the
 * table may have nothing left to show.
 */
export function useBoardKeys(active: boolean, onBack: () => void, onExplain: () => void): void {
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isCovered()) return;
      const held = event.ctrlKey || event.metaKey;
      if (event.key === 'Escape') onBack();
      else if (event.key.toLowerCase() === 'e' && held && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        onExplain();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active, onBack, onExplain]);
}
