import { useCallback, useEffect } from 'react';
import { call, type InputOf } from '#renderer/call';
import { isCovered } from '#renderer/parts/is-covered';
import { useComplain } from '#renderer/parts/use-complain';
import { useNavigation } from './contexts';
import { useMayWrite } from './use-may-write';

/** Makes a new entry, or a copy of one, or one in a category with the next code, and opens it. */
export function useNewEntry(): (from?: InputOf<'entries.create'>) => Promise<void> {
  const { go } = useNavigation();
  const complain = useComplain();
  return useCallback(
    async (from = {}) => {
      const outcome = await call('entries.create', from);
      if (outcome.ok) go({ screen: 'entries', entry: outcome.value.entry.id, made: true });
      else complain(outcome.failure);
    },
    [go, complain],
  );
}

/** Ctrl+N on every screen, where entries may be made. */
export function NewEntryKey() {
  const mayCreate = useMayWrite('entries.create');
  const create = useNewEntry();
  useEffect(() => {
    if (!mayCreate) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.shiftKey || !event.ctrlKey || isCovered()) return;
      if (event.key.toLowerCase() !== 'n') return;
      event.preventDefault();
      // A key held down is one press.
      if (!event.repeat) void create();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [mayCreate, create]);
  return null;
}
