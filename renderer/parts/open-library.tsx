import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { CopyOutlined, EyeOutlined, ReloadOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useEvent } from '#renderer/call';
import type { Summary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';
import { chooseSave } from './file-picker';
import { ViewDialog } from './view-dialog';

const words = text.parts.openLibrary;

/** Where a library cannot be worked on: a copy can, and it can be read. */
const ELSEWHERE: ReadonlySet<string> = new Set(['library-on-network', 'library-read-only']);

/** What did not open, and why; `file` null where none was named. */
export interface Refused {
  readonly file: ChosenFile | null;
  readonly failure: Failure;
}

export interface Opening {
  readonly busy: boolean;
  readonly open: (file: ChosenFile, readOnly?: boolean) => Promise<void>;
  /** Asks for a place on this computer, copies the library there and opens the copy. */
  readonly copy: (file: ChosenFile) => Promise<void>;
}

/** Opens a library in place of the one that is open. `onRefused` null: nothing is refused any more. */
export function useOpening(
  onOpened: (summary: Summary) => void,
  onRefused: (refused: Refused | null) => void,
): Opening {
  const [busy, setBusy] = useState(false);
  const open = async (file: ChosenFile, readOnly = false) => {
    setBusy(true);
    onRefused(null);
    const outcome = await call('library.open', { library: file.token, ...(readOnly ? { readOnly } : {}) });
    setBusy(false);
    if (outcome.ok) onOpened(outcome.value);
    else onRefused({ file, failure: outcome.failure });
  };
  const copy = async (file: ChosenFile) => {
    const out = await chooseSave(words.saveAs, ['library'], file.name);
    if (out === null) return;
    setBusy(true);
    const outcome = await call('library.restore', { file: file.token, out: out.token });
    setBusy(false);
    if (outcome.ok) await open(out);
    else onRefused({ file, failure: outcome.failure });
  };
  return { busy, open, copy };
}

/** The ways on from a library that does not open where it lies; nothing where there is none. */
export function OtherWays({ refused, opening }: { readonly refused: Refused; readonly opening: Opening }) {
  const { file, failure } = refused;
  if (file === null) return null;
  if (failure.code === 'library-in-use') {
    return (
      <Button icon={<ReloadOutlined />} loading={opening.busy} onClick={() => void opening.open(file)}>
        {words.again}
      </Button>
    );
  }
  if (!ELSEWHERE.has(failure.code)) return null;
  return (
    <>
      <Button icon={<CopyOutlined />} loading={opening.busy} onClick={() => void opening.copy(file)}>
        {words.copy}
      </Button>
      {failure.code === 'library-on-network' && (
        <Button icon={<EyeOutlined />} onClick={() => void opening.open(file, true)}>
          {words.read}
        </Button>
      )}
    </>
  );
}

/** The same over a screen that stays as it is: what is refused is said in a dialog, which stands in `dialog`. */
export function useOpeningOver(onOpened: (summary: Summary) => void): {
  readonly open: Opening['open'];
  readonly dialog: ReactNode;
} {
  const [refused, setRefused] = useState<Refused | null>(null);
  const opening = useOpening(onOpened, setRefused);
  const dialog = refused !== null && (
    <ViewDialog
      title={words.refused}
      onClose={() => setRefused(null)}
      acts={<OtherWays refused={refused} opening={opening} />}
    >
      <FailureNotice failure={refused.failure} />
    </ViewDialog>
  );
  return { open: opening.open, dialog };
}

/** Hands over what a second start asks to be opened, also what it asked for before this was shown; one after the other. */
export function useAskedLibrary(take: (file: ChosenFile) => Promise<void>): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  const shown = useRef(false);
  const busy = useRef(false);
  const look = async () => {
    if (busy.current) return;
    busy.current = true;
    while (shown.current) {
      const outcome = await call('window.asked', {});
      if (!outcome.ok || outcome.value.file === null) break;
      await latest.current(outcome.value.file);
    }
    busy.current = false;
  };
  useEffect(() => {
    shown.current = true;
    void look();
    return () => {
      shown.current = false;
    };
    // Once: what comes later is told.
  }, []);
  useEvent('library.asked', () => void look());
}
