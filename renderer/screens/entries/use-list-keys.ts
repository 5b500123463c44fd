import { useEffect, useRef } from 'react';
import { isCovered } from '#renderer/parts/is-covered';
import { isTyping } from '#renderer/parts/is-typing';

export interface ListKeys {
  readonly onSelectAll: () => void;
  readonly onNew: () => void;
  readonly onCopy: () => void;
  readonly onBatch: () => void;
  readonly onCode: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Ctrl+A, Ctrl+N, Ctrl+D, Ctrl+Z, Ctrl+Y, Ctrl+Shift+E and Ctrl+Shift+M of the entry list, while it is the screen and may be written to. */
export function useListKeys(active: boolean, keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || !event.ctrlKey || isCovered()) return;
      const { onSelectAll, onNew, onCopy, onBatch, onCode, onUndo, onRedo } = latest.current;
      const acts: Partial<Record<string, () => void>> = event.shiftKey
        ? { e: onBatch, m: onCode }
        : { a: onSelectAll, n: onNew, d: onCopy, z: onUndo, y: onRedo };
      const act = acts[event.key.toLowerCase()];
      if (act === undefined) return;
      // In a box being typed in, these keys mean what was typed there.
      if (isTyping(event.target) && [onSelectAll, onUndo, onRedo].includes(act)) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active]);
}
