import { useCallback, useEffect, useState } from 'react';
import { call, SESSION_ENDED_EVENT } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import type { SessionState } from './contexts';

export interface SessionHolder {
  /** Null until it is known. */
  readonly state: SessionState | null;
  /** Why one has to sign in again, '' otherwise. */
  readonly reason: string;
  readonly set: (state: SessionState) => void;
  readonly reload: () => void;
  readonly signOut: () => Promise<void>;
}

const NOBODY: SessionState = { accounts: false, signedIn: null, idleMinutes: 0 };
const ACTIVITY = ['pointerdown', 'keydown', 'wheel'] as const;
const LOOK_EVERY_MS = 15_000;

/** Who is signed in to the open library (`library` null: none is open); signs out after idle minutes. */
export function useSession(library: string | null): SessionHolder {
  const [state, set] = useState<SessionState | null>(null);
  const [reason, setReason] = useState('');

  const reload = useCallback(() => {
    void call('session.state', {}).then((outcome) => {
      // Not to be known: what was known stays, or the library is shown; a call that needs somebody signed in asks again.
      set((known) => (outcome.ok ? outcome.value : (known ?? NOBODY)));
    });
  }, []);
  useEffect(() => {
    set(null);
    setReason('');
    if (library !== null) reload();
  }, [library, reload]);
  useEffect(() => {
    addEventListener(SESSION_ENDED_EVENT, reload);
    return () => removeEventListener(SESSION_ENDED_EVENT, reload);
  }, [reload]);

  const signOut = useCallback(async () => {
    const outcome = await call('session.signOut', {});
    if (outcome.ok) set(outcome.value);
  }, []);

  const idleMinutes = state?.signedIn ? state.idleMinutes : 0;
  useEffect(() => {
    if (idleMinutes === 0) return undefined;
    let lastMs = Date.now();
    const active = () => {
      lastMs = Date.now();
    };
    for (const name of ACTIVITY) addEventListener(name, active, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (Date.now() - lastMs < idleMinutes * 60_000) return;
      setReason(text.session.locked(idleMinutes));
      void signOut();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const name of ACTIVITY) removeEventListener(name, active, { capture: true });
    };
  }, [idleMinutes, signOut]);

  return { state, reason, set, reload, signOut };
}
