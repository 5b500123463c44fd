import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { useLibrary, useSaveState } from '#renderer/frame/contexts';
import { leftAfterSaving, withSetting, type Settings } from './settings-draft';

export interface SettingsDraft {
  /** Null until the settings were read. */
  readonly values: Settings | null;
  readonly changed: boolean;
  /** Those that were changed, and only these. */
  readonly draft: Settings;
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
  /** What was taken, until it is read back: nothing typed meanwhile may build on the former text. */
  const [written, setWritten] = useState<Settings>({});
  useEffect(() => setWritten({}), [stored.value]);
  /** What is on its way. It is neither saved nor refused, so that a value typed back over it stays in the draft. */
  const underWay = useRef<Settings>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const changed = Object.keys(draft).length > 0;
  const { reload } = stored;

  const save = useCallback(
    async (more: Settings = {}) => {
      const wanted = { ...draft, ...more };
      if (Object.keys(wanted).length === 0) return true;
      const sent = { ...underWay.current, ...wanted };
      underWay.current = sent;
      setBusy(true);
      const outcome = await call('settings.save', { settings: wanted });
      if (underWay.current === sent) underWay.current = {};
      setBusy(false);
      setFailure(outcome.ok ? null : outcome.failure);
      if (!outcome.ok) return false;
      setWritten((before) => ({ ...before, ...wanted }));
      setDraft((now) => leftAfterSaving(now, wanted));
      setSaveState({ kind: 'saved', atMs: Date.now() });
      reload();
      library.reload();
      return true;
    },
    [draft, library, reload, setSaveState],
  );

  const saved = { ...stored.value, ...written };
  const values = stored.value === null ? null : { ...saved, ...draft };
  return {
    values,
    changed,
    draft,
    busy,
    failure: failure ?? stored.failure,
    set: (key, value) =>
      setDraft((now) =>
        Object.hasOwn(underWay.current, key) ? { ...now, [key]: value } : withSetting(now, saved, key, value),
      ),
    discard: () => setDraft({}),
    save,
  };
}
