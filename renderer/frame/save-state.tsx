import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useEvent } from '#renderer/call';
import { SaveStateContext, type SaveState } from './contexts';

/**
 * Keeps whether what was typed is saved. A component of its own, because the state changes at every key and nothing
 * but those who show it need be drawn again.
 */
export function SaveStateProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const lastSaved = useRef<SaveState>(state);
  const set = useCallback((next: SaveState) => {
    if (next.kind === 'saved') lastSaved.current = next;
    setState(next.kind === 'idle' ? lastSaved.current : next);
  }, []);
  // Whatever else was written (a batch, a review step) is saved by now as well.
  useEvent('library.changed', () => {
    lastSaved.current = { kind: 'saved', atMs: Date.now() };
    setState((now) => (now.kind === 'idle' || now.kind === 'saved' ? lastSaved.current : now));
  });
  const unsaved = state.kind === 'unsaved' || state.kind === 'saving' || state.kind === 'failed';
  // Closing the window asks first while something is not saved.
  useEffect(() => {
    if (!unsaved) return undefined;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [unsaved]);
  const holder = useMemo(() => ({ state, set }), [state, set]);
  return <SaveStateContext.Provider value={holder}>{children}</SaveStateContext.Provider>;
}
