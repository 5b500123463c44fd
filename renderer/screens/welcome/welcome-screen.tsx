import { useState } from 'react';
import { Button } from 'antd';
import { CloseOutlined, ExperimentOutlined, FolderOpenOutlined, PlusOutlined } from '@ant-design/icons';
import { call, useCall, type OutputOf } from '#renderer/call';
import type { Summary } from '#renderer/frame/contexts';
import { minuteOf } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile } from '#renderer/parts/file-picker';
import { OtherWays, useAskedLibrary, useOpening, type Refused } from '#renderer/parts/open-library';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { NewLibrary } from './new-library';

const words = text.welcome;
type Recent = OutputOf<'window.recent'>['libraries'][number];

interface WelcomeProps {
  readonly version: string;
  readonly refused: Refused | null;
  readonly onRefused: (refused: Refused | null) => void;
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
export function WelcomeScreen({ version, refused, onRefused, onOpened }: WelcomeProps) {
  const [creating, setCreating] = useState(false);
  const [making, setMaking] = useState(false);
  const recent = useCall('window.recent', {});
  const confirm = useConfirm();
  const opening = useOpening(onOpened, onRefused);
  useAskedLibrary(async (file) => {
    const leave = { ...text.parts.form.leave(words.form.title), dangerous: true };
    if (!creating || (await confirm(leave))) await opening.open(file);
  });

  const sample = async () => {
    setMaking(true);
    onRefused(null);
    const outcome = await call('library.sample', {});
    setMaking(false);
    if (outcome.ok) onOpened(outcome.value);
    else onRefused({ file: null, failure: outcome.failure });
  };
  const choose = async () => {
    const file = await chooseFile(words.open, ['library']);
    if (file !== null) await opening.open(file);
  };

  return (
    <div className="welcome">
      <main className="welcome-box">
        <h1>{words.title}</h1>
        <p className="quiet">{words.subtitle}</p>
        {refused && (
          <>
            <FailureNotice failure={refused.failure} onClose={() => onRefused(null)} />
            <div className="form-buttons">
              <OtherWays refused={refused} opening={opening} />
            </div>
          </>
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
                loading={opening.busy}
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
                onOpen={(library) => void opening.open(library)}
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
