import { useState, type ReactNode } from 'react';
import { Alert, App, Button } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useMayCall, useMayWrite } from '#renderer/frame/use-may-write';
import { useAskedUndo } from '#renderer/frame/use-undo';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile, chooseSave, safeFileName } from '#renderer/parts/file-picker';
import { SavedFile } from '#renderer/parts/saved-file';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.upkeep;

function Task(props: { readonly title: string; readonly hint: string; readonly children: ReactNode }) {
  return (
    <section className="page-section" aria-label={props.title}>
      <h2>{props.title}</h2>
      <p className="quiet">{props.hint}</p>
      {props.children}
    </section>
  );
}

function Backup() {
  const { summary, today } = useLibrary();
  const work = useWork();
  const [written, setWritten] = useState<ChosenFile | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async () => {
    const name = words.backup.suggested(safeFileName(summary.department), today);
    const file = await chooseSave(words.backup.title, ['library'], name);
    if (file === null) return;
    const outcome = await work.run('library.backup', { out: file.token }, words.backup.running);
    setWritten(outcome.ok ? file : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  return (
    <Task title={words.backup.title} hint={words.backup.hint}>
      <div>
        <Button type="primary" onClick={() => void run()}>
          {words.backup.button}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {written !== null && <SavedFile file={written} onClose={() => setWritten(null)} />}
    </Task>
  );
}

function Restore() {
  const work = useWork();
  const [answer, setAnswer] = useState<{ readonly file: ChosenFile; readonly entries: number } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async () => {
    const file = await chooseFile(words.restore.choose, ['library']);
    if (file === null) return;
    const out = await chooseSave(words.restore.saveAs, ['library'], file.name);
    if (out === null) return;
    const outcome = await work.run(
      'library.restore',
      { file: file.token, out: out.token },
      words.restore.button,
    );
    setAnswer(outcome.ok ? { file: out, entries: outcome.value.entries } : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  return (
    <Task title={words.restore.title} hint={words.restore.hint}>
      <div>
        <Button onClick={() => void run()}>{words.restore.button}</Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {answer !== null && (
        <SavedFile file={answer.file} onClose={() => setAnswer(null)}>
          {words.restore.done(answer.entries)}
        </SavedFile>
      )}
    </Task>
  );
}

function Doctor() {
  const work = useWork();
  const { message } = App.useApp();
  const [answer, setAnswer] = useState<OutputOf<'library.doctor'> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async () => {
    const outcome = await work.run('library.doctor', {}, words.doctor.running);
    setAnswer(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok && outcome.value.found.length === 0) void message.success(words.doctor.sound);
  };
  return (
    <Task title={words.doctor.title} hint={words.doctor.hint}>
      <div>
        <Button onClick={() => void run()}>{words.doctor.button}</Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {answer !== null && (
        <Alert
          type={answer.found.length > 0 ? 'error' : 'success'}
          showIcon
          role="status"
          title={answer.found.length > 0 ? words.doctor.found : words.doctor.sound}
          description={
            <>
              <ul>
                {answer.found.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
              {answer.done.length > 0 && (
                <div className="quiet">
                  {words.doctor.done}：{answer.done.join('；')}
                </div>
              )}
            </>
          }
        />
      )}
    </Task>
  );
}

/** Backup, restore, the doctor, and the latest step back. */
export function UpkeepPart() {
  const { summary } = useLibrary();
  const mayUndo = useMayWrite('library.undo');
  const mayBackUp = useMayCall('library.backup');
  const mayCheck = useMayCall('library.doctor');
  const undo = useAskedUndo();
  return (
    <ScrollArea label={text.settings.parts.upkeep}>
      <div className="page-narrow">
        <dl className="details">
          <dt>{words.place}</dt>
          <dd>{summary.library}</dd>
        </dl>
        <p className="quiet">{words.snapshots}</p>
        {mayBackUp && <Backup />}
        <Restore />
        {mayUndo && (
          <Task title={words.undo.title} hint={words.undo.hint}>
            <div>
              <Button onClick={() => void undo()}>{words.undo.button}</Button>
            </div>
          </Task>
        )}
        {mayCheck && <Doctor />}
      </div>
    </ScrollArea>
  );
}
