import { useLayoutEffect, useRef } from 'react';
import { isCovered } from '#renderer/parts/is-covered';
import { isTyping } from '#renderer/parts/is-typing';

export interface ListKeys {
  readonly onSelectAll: () => void;
  /** Absent, like those that follow: not for the one at the keyboard. */
  readonly onCopy?: () => void;
  readonly onBatch?: () => void;
  readonly onCode?: () => void;
  readonly onRemove?: () => void;
}

/** Ctrl+A, Ctrl+D, Ctrl+Shift+E, Ctrl+Shift+M and Delete of the entry list, while it is the screen and may be written to. */
export function useListKeys(active: boolean, keys: ListKeys): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || isCovered()) return;
      const { onSelectAll, onCopy, onBatch, onCode, onRemove } = latest.current;
      if (event.key === 'Delete' && !event.ctrlKey && !event.shiftKey && !event.repeat) {
        if (!isTyping(event.target)) onRemove?.();
        return;
      }
      if (!event.ctrlKey) return;
      const acts: Partial<Record<string, (() => void) | undefined>> = event.shiftKey
        ? { e: onBatch, m: onCode }
        : { a: onSelectAll, d: onCopy };
      const act = acts[event.key.toLowerCase()];
      if (act === undefined) return;
      // In a box being typed in, it means what was typed there.
      if (isTyping(event.target) && act === onSelectAll) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active]);
}
