import { useLayoutEffect } from 'react';
import { isCovered } from '#renderer/parts/is-covered';
import { isTyping } from '#renderer/parts/is-typing';
import { useMayWrite } from './use-may-write';
import { useAskedUndo, useRedo } from './use-undo';

/** Ctrl+Z and Ctrl+Y for the library, where a list is the screen and its changes may be taken back; in a box they mean what was typed there. */
export function useUndoKeys(onScreen: boolean): void {
  const active = useMayWrite('library.undo') && onScreen;
  const undo = useAskedUndo();
  const redo = useRedo();
  useLayoutEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.shiftKey || !event.ctrlKey) return;
      if (isCovered() || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      // A key held down is one press.
      if (event.repeat) return;
      void (key === 'z' ? undo() : redo());
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active, undo, redo]);
}
