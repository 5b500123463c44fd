import { useContext, useEffect, useRef } from 'react';
import { NavigationContext } from '#renderer/frame/contexts';

/**
 * Has `mayLeave` answer before the screen or the library is left, in whatever way that comes about. Without a library
 * there is nothing to be left.
 */
export function useLeaveGuard(mayLeave: () => Promise<boolean>): void {
  const guard = useContext(NavigationContext)?.guard;
  const latest = useRef(mayLeave);
  useEffect(() => {
    latest.current = mayLeave;
  });
  useEffect(() => guard?.(() => latest.current()), [guard]);
}
