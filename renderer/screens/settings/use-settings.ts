import { useCallback, useState } from 'react';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { useLibrary, useSaveState } from '#renderer/frame/contexts';

type Settings = Readonly<Record<string, string>>;

export interface SettingsDraft {
  /** Null until the settings were read. */
  readonly values: Settings | null;
  readonly changed: boolean;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly set: (key: string, value: string) => void;
  readonly discard: () => void;
  /** Writes what was changed, together with `more`; answers whether it was taken. */
  readonly save: (more?: Settings) => Promise<boolean>;
}

/** The settings as the person is changing them. */
export function useSettings(): SettingsDraft {
  const library = useLibrary();
  const { set: setSaveState } = useSaveState();
  const stored = useCall('settings.read', {});
  const [draft, setDraft] = useState<Settings>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const changed = Object.keys(draft).length > 0;
  const { reload } = stored;

  const save = useCallback(
    async (more: Settings = {}) => {
      const wanted = { ...draft, ...more };
      if (Object.keys(wanted).length === 0) return true;
      setBusy(true);
      const outcome = await call('settings.save', { settings: wanted });
      setBusy(false);
      setFailure(outcome.ok ? null : outcome.failure);
      if (!outcome.ok) return false;
      setDraft({});
      setSaveState({ kind: 'saved', atMs: Date.now() });
      reload();
      library.reload();
      return true;
    },
    [draft, library, reload, setSaveState],
  );

  const values = stored.value === null ? null : { ...stored.value, ...draft };
  return {
    values,
    changed,
    busy,
    failure: failure ?? stored.failure,
    set: (key, value) =>
      setDraft((before) => {
        const { [key]: _former, ...rest } = before;
        return (stored.value?.[key] ?? '') === value ? rest : { ...rest, [key]: value };
      }),
    discard: () => setDraft({}),
    save,
  };
}
