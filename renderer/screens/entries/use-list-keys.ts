import { useEffect, useRef } from 'react';
import { isCovered } from '#renderer/parts/is-covered';

export interface ListKeys {
  readonly onNew: () => void;
  readonly onCopy: () => void;
  readonly onBatch: () => void;
  readonly onCode: () => void;
  readonly onUndo: () => void;
}

/** Ctrl+N, Ctrl+D, Ctrl+Z, Ctrl+Shift+E and Ctrl+Shift+M of the entry list, while it is the screen and may be written to. */
export function useListKeys(active: boolean, keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || !event.ctrlKey || isCovered()) return;
      const { onNew, onCopy, onBatch, onCode, onUndo } = latest.current;
      const acts: Partial<Record<string, () => void>> = event.shiftKey
        ? { e: onBatch, m: onCode }
        : { n: onNew, d: onCopy, z: onUndo };
      const act = acts[event.key.toLowerCase()];
      if (act === undefined) return;
      // In a box being typed in, Ctrl+Z means what was typed there.
      if (act === onUndo && event.target instanceof HTMLInputElement && event.target.type !== 'checkbox')
        return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active]);
}
