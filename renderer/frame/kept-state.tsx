import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';

const KeptContext = createContext<Map<string, unknown> | null>(null);

/** Remembers, as long as a library is open, what a screen was about to do: leaving it loses nothing. */
export function KeptProvider({ children }: { readonly children: ReactNode }) {
  const kept = useRef(new Map<string, unknown>());
  return <KeptContext.Provider value={kept.current}>{children}</KeptContext.Provider>;
}

/** Like `useState`, but the value is there again when the screen is shown the next time. */
export function useKept<T>(name: string, first: T): readonly [T, (change: T | ((before: T) => T)) => void] {
  const kept = useContext(KeptContext);
  if (kept === null) throw new Error('used outside of the frame');
  const [value, setValue] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : first));
  const latest = useRef(value);
  const set = useCallback(
    (change: T | ((before: T) => T)) => {
      const next = typeof change === 'function' ? (change as (before: T) => T)(latest.current) : change;
      latest.current = next;
      kept.set(name, next);
      setValue(next);
    },
    [kept, name],
  );
  return [value, set];
}
