import { useCallback, useEffect, useRef } from 'react';
import { App, Button } from 'antd';
import { useNavigation, useSaveState } from '#renderer/frame/contexts';
import { isCovered } from '#renderer/parts/is-covered';
import { text } from '#renderer/text/zh-cn';
import type { SettingsDraft } from './use-settings';

const words = text.settings.form;

export interface SaveBarProps {
  /** Whether anything differs from what is saved. */
  readonly changed: boolean;
  /** What is saved as it stands: another object after every change. */
  readonly draft: object | null;
  readonly busy?: boolean;
  /** What stands beside the buttons, where more can be said than that something is unsaved. */
  readonly note?: string;
  /** Why it cannot be saved as it stands; '' when it can. */
  readonly fault?: string;
  /** Writes what was changed; answers the sentence that says so, null when it was refused. */
  readonly save: () => Promise<string | null>;
  readonly discard: () => void;
}

/**
 * 保存 and 放弃修改, there only while something is changed. One rule for every part of 系统设置: what is changed counts as
 * unsaved; leaving the part, the library or the window saves it, with what is typed until then, and so does Ctrl+S; what
 * cannot be saved keeps one here.
 */
export function SaveBar({
  changed,
  draft,
  busy = false,
  note = words.unsaved,
  fault = '',
  save,
  discard,
}: SaveBarProps) {
  const { message } = App.useApp();
  const { guard } = useNavigation();
  const { set: setSaveState } = useSaveState();
  const latest = useRef({ changed, draft, save, fault });
  useEffect(() => {
    latest.current = { changed, draft, save, fault };
  });
  const running = useRef<Promise<boolean> | null>(null);

  /** Saves until nothing was changed in the course of it; answers whether everything is saved. */
  const saveAll = useCallback(async (): Promise<boolean> => {
    for (;;) {
      const { draft: sent, save: saveSent, fault: unfit } = latest.current;
      if (unfit !== '') return false;
      const done = await saveSent();
      if (done === null) return false;
      if (!latest.current.changed || latest.current.draft === sent) {
        setSaveState({ kind: 'saved', atMs: Date.now() });
        void message.success(done);
        return true;
      }
      setSaveState({ kind: 'unsaved' });
    }
  }, [message, setSaveState]);
  const saveNow = useCallback((): Promise<boolean> => {
    running.current ??= saveAll().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [saveAll]);

  useEffect(() => {
    if (!changed) return undefined;
    setSaveState({ kind: 'unsaved' });
    const saveOrSay = async () => {
      const saved = await saveNow();
      if (!saved) void message.warning(latest.current.fault || words.refused);
      return saved;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.shiftKey || !event.ctrlKey || isCovered()) return;
      if (event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      // A key held down is one press.
      if (!event.repeat) void saveOrSay();
    };
    const dropGuard = guard(saveOrSay);
    const onClose = () => void saveNow();
    addEventListener('keydown', onKey);
    addEventListener('beforeunload', onClose);
    return () => {
      dropGuard();
      removeEventListener('keydown', onKey);
      removeEventListener('beforeunload', onClose);
      setSaveState({ kind: 'idle' });
    };
  }, [changed, guard, message, saveNow, setSaveState]);

  if (!changed) return null;
  return (
    <div className="page-bar page-bar-bottom">
      <Button type="primary" loading={busy} disabled={fault !== ''} onClick={() => void saveNow()}>
        {words.save}
      </Button>
      <Button onClick={discard}>{words.discard}</Button>
      <span className="warn" role="status">
        {fault === '' ? `${note}，${words.byLeaving}` : fault}
      </span>
    </div>
  );
}

/** The bar of a part that holds settings. */
export function SettingsBar({
  draft,
  fault = '',
}: {
  readonly draft: SettingsDraft;
  readonly fault?: string;
}) {
  return (
    <SaveBar
      changed={draft.changed}
      draft={draft.draft}
      busy={draft.busy}
      fault={fault}
      save={async () => ((await draft.save()) ? words.saved : null)}
      discard={draft.discard}
    />
  );
}
