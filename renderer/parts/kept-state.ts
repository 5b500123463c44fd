import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';

/** State of a screen that is still there when one comes back to it, until the window closes. */
export function useKeptState<T>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const key = `mulu.kept.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = sessionStorage.getItem(key);
      return stored === null ? initial : (JSON.parse(stored) as T);
    } catch {
      return initial;
    }
  });
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Nothing but convenience is lost.
    }
  }, [key, value]);
  return [value, setValue];
}
