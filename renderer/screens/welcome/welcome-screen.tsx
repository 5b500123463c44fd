import { useState } from 'react';
import { Button } from 'antd';
import {
  CloseOutlined,
  CopyOutlined,
  ExperimentOutlined,
  EyeOutlined,
  FolderOpenOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type OutputOf } from '#renderer/call';
import type { Summary } from '#renderer/frame/contexts';
import { minuteOf } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile, chooseSave } from '#renderer/parts/file-picker';
import { text } from '#renderer/text/zh-cn';
import { NewLibrary } from './new-library';

const words = text.welcome;
type Recent = OutputOf<'window.recent'>['libraries'][number];

/** Where a library cannot be worked on: a copy can, and it can be read. */
const ELSEWHERE: ReadonlySet<string> = new Set(['library-on-network', 'library-read-only']);

interface Tried {
  readonly token: string;
  readonly name: string;
}

interface WelcomeProps {
  readonly version: string;
  readonly failure: Failure | null;
  readonly onFailure: (failure: Failure | null) => void;
  readonly onOpened: (summary: Summary) => void;
}

function RecentList({
  onOpen,
  onChanged,
  recent,
}: {
  readonly recent: readonly Recent[];
  readonly onOpen: (library: Recent) => void;
  readonly onChanged: () => void;
}) {
  const forget = async (library: Recent) => {
    await call('window.forgetRecent', { token: library.token });
    onChanged();
  };
  return (
    <ul className="recent">
      {recent.map((library) => (
        <li key={library.token}>
          <button
            type="button"
            className="recent-open"
            disabled={!library.present}
            onClick={() => onOpen(library)}
          >
            <span className="recent-department">{library.department || library.name}</span>
            <span className="quiet recent-place">
              {library.name} · {library.folder}
            </span>
            <span className="quiet">
              {library.present ? words.openedAt(minuteOf(library.openedAt)) : words.missing}
            </span>
          </button>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={words.forgetOf(library.department || library.name)}
            title={words.forget}
            onClick={() => void forget(library)}
          />
        </li>
      ))}
    </ul>
  );
}

/** No library is open: make one, open one, or go on with the last. */
export function WelcomeScreen({ version, failure, onFailure, onOpened }: WelcomeProps) {
  const [creating, setCreating] = useState(false);
  const [busy, setBusy] = useState(false);
  const [making, setMaking] = useState(false);
  const recent = useCall('window.recent', {});
  /** What could not be opened where it lies. */
  const [tried, setTried] = useState<Tried | null>(null);

  const open = async (file: Tried, readOnly = false) => {
    setBusy(true);
    onFailure(null);
    setTried(file);
    const outcome = await call('library.open', {
      library: file.token,
      ...(readOnly ? { readOnly } : {}),
    });
    setBusy(false);
    if (outcome.ok) onOpened(outcome.value);
    else onFailure(outcome.failure);
  };
  const copy = async (file: Tried) => {
    const out = await chooseSave(words.elsewhere.saveAs, ['library'], file.name);
    if (out === null) return;
    setBusy(true);
    const outcome = await call('library.restore', { file: file.token, out: out.token });
    setBusy(false);
    if (outcome.ok) await open({ token: out.token, name: out.name });
    else onFailure(outcome.failure);
  };
  const sample = async () => {
    setMaking(true);
    onFailure(null);
    const outcome = await call('library.sample', {});
    setMaking(false);
    if (outcome.ok) onOpened(outcome.value);
    else onFailure(outcome.failure);
  };
  const choose = async () => {
    const file = await chooseFile(words.open, ['library']);
    if (file !== null) await open(file);
  };

  return (
    <div className="welcome">
      <main className="welcome-box">
        <h1>{words.title}</h1>
        <p className="quiet">{words.subtitle}</p>
        {failure && <FailureNotice failure={failure} onClose={() => onFailure(null)} />}
        {failure && tried && ELSEWHERE.has(failure.code) && (
          <div className="form-buttons">
            <Button icon={<CopyOutlined />} loading={busy} onClick={() => void copy(tried)}>
              {words.elsewhere.copy}
            </Button>
            {failure.code === 'library-on-network' && (
              <Button icon={<EyeOutlined />} onClick={() => void open(tried, true)}>
                {words.elsewhere.read}
              </Button>
            )}
          </div>
        )}
        {creating ? (
          <NewLibrary onBack={() => setCreating(false)} onCreated={onOpened} />
        ) : (
          <div className="welcome-columns">
            <div className="welcome-actions">
              <Button
                type="primary"
                size="large"
                icon={<PlusOutlined />}
                onClick={() => setCreating(true)}
                block
              >
                {words.create}
              </Button>
              <p className="quiet">{words.createHint}</p>
              <Button
                size="large"
                icon={<FolderOpenOutlined />}
                onClick={() => void choose()}
                loading={busy}
                block
              >
                {words.open}
              </Button>
              <p className="quiet">{words.openHint}</p>
              <Button
                size="large"
                icon={<ExperimentOutlined />}
                onClick={() => void sample()}
                loading={making}
                block
              >
                {making ? words.sampleMaking : words.sample}
              </Button>
              <p className="quiet">{words.sampleHint}</p>
            </div>
            <section className="welcome-recent" aria-label={words.recent}>
              <h2>{words.recent}</h2>
              {recent.value !== null && recent.value.libraries.length === 0 && (
                <p className="quiet">{words.noRecent}</p>
              )}
              <RecentList
                recent={recent.value?.libraries ?? []}
                onOpen={(library) => void open(library)}
                onChanged={recent.reload}
              />
            </section>
          </div>
        )}
      </main>
      <footer className="welcome-foot quiet">{version !== '' && words.version(version)}</footer>
    </div>
  );
}
