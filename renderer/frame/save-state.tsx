import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { SaveStateContext, type SaveState } from './contexts';

/**
 * Keeps whether what was typed is saved. A component of its own, because the state changes at every key and nothing
 * but those who show it need be drawn again.
 */
export function SaveStateProvider({ children }: { readonly children: ReactNode }) {
  const [state, set] = useState<SaveState>({ kind: 'idle' });
  const unsaved = state.kind === 'unsaved' || state.kind === 'saving' || state.kind === 'failed';
  // Closing the window asks first while something is not saved.
  useEffect(() => {
    if (!unsaved) return undefined;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [unsaved]);
  const holder = useMemo(() => ({ state, set }), [state]);
  return <SaveStateContext.Provider value={holder}>{children}</SaveStateContext.Provider>;
}
