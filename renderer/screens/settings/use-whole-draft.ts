import { useEffect, useState } from 'react';

export interface WholeDraft<T> {
  /** As it was changed; null: nothing was. */
  readonly draft: T | null;
  /** What it is compared with; null until it was read. */
  readonly saved: T | null;
  readonly set: (draft: T) => void;
  readonly discard: () => void;
  /** Tells that `written` was taken. What was changed since is still to be saved. */
  readonly taken: (written: T) => void;
}

/** Something that is changed in place and saved as a whole, beside what is stored of it. */
export function useWholeDraft<T>(stored: T | null): WholeDraft<T> {
  const [draft, setDraft] = useState<T | null>(null);
  /** What was taken, until it is read back: nothing typed meanwhile may build on the former text. */
  const [written, setWritten] = useState<T | null>(null);
  useEffect(() => setWritten(null), [stored]);
  return {
    draft,
    saved: written ?? stored,
    set: setDraft,
    discard: () => setDraft(null),
    taken: (taken) => {
      setWritten(taken);
      setDraft((now) => (now === taken ? null : now));
    },
  };
}
