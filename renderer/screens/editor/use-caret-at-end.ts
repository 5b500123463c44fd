import { useCallback, useEffect, useRef } from 'react';

/**
 * Lets the text editor that opens next begin behind its text, not with all of it marked: a letter typed then is added,
 * as after F2 in any spreadsheet. Told for every key and click on the grid, whether it asks for this.
 */
export function useCaretAtEnd(): (wanted: boolean) => void {
  const isWanted = useRef(false);
  useEffect(() => {
    const portal = document.getElementById('portal');
    const onFocus = ({ target }: FocusEvent) => {
      if (!isWanted.current || !(target instanceof HTMLTextAreaElement)) return;
      isWanted.current = false;
      // Marked once it has the focus; a key that comes before a timer would write over all of it.
      queueMicrotask(() => target.setSelectionRange(target.value.length, target.value.length));
    };
    portal?.addEventListener('focusin', onFocus);
    return () => portal?.removeEventListener('focusin', onFocus);
  }, []);
  return useCallback((wanted) => {
    isWanted.current = wanted;
  }, []);
}
