import { useEffect, useState } from 'react';
import { Button, Modal, Segmented } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { InputOf, OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useDone } from '#renderer/frame/use-done';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { text } from '#renderer/text/zh-cn';
import { BATCH_KINDS, changeOf, NEW_BATCH, type BatchDraft, type BatchKind } from './batch-draft';
import { BatchForm } from './batch-form';
import { BatchPreview } from './batch-preview';

const words = text.entries.batchEdit;

export interface BatchDialogProps {
  /** Chosen entries, or the conditions of the list. */
  readonly entries: InputOf<'entries.batch'>['entries'];
  /** How many these are; unknown where absent, the preview says it then. */
  readonly count?: number;
  readonly first?: Partial<BatchDraft>;
  /** Nothing is left to choose: the preview is made at once. */
  readonly previewAtOnce?: boolean;
  /** `changed`: something was written. */
  readonly onClose: (changed: boolean) => void;
}

/** The same change to many entries: what, then every old and new value, then written with one undo. */
export function BatchDialog({ entries, count, first, previewAtOnce, onClose }: BatchDialogProps) {
  const { person } = useLibrary();
  const work = useWork();
  const done = useDone();
  const [draft, setDraft] = useState<BatchDraft>({ ...NEW_BATCH, ...first });
  const [seen, setSeen] = useState<OutputOf<'entries.batch'> | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = changeOf(draft);

  const take = (next: BatchDraft) => {
    setDraft(next);
    setSeen(null);
    setFailure(null);
  };
  const run = async (apply: boolean) => {
    if (change === null) return;
    setBusy(true);
    setFailure(null);
    const outcome = await work.run(
      'entries.batch',
      { entries, change, by: person, ...(apply && seen ? { apply, token: seen.token } : {}) },
      apply ? words.applying : words.previewing,
    );
    setBusy(false);
    if (!outcome.ok) {
      if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure);
      if (apply) setSeen(null);
    } else if (!apply) setSeen(outcome.value);
    else {
      done(words.done(outcome.value.changed));
      onClose(true);
    }
  };

  useEffect(() => {
    if (previewAtOnce) void run(false);
    // Once, for what it was opened with.
  }, []);

  return (
    <Modal
      open
      title={count === undefined ? words.titleListed : words.title(count)}
      width={880}
      style={{ top: 40 }}
      onCancel={() => onClose(false)}
      footer={
        <>
          <Button onClick={() => onClose(false)}>{text.parts.cancel}</Button>
          <Button
            type={seen === null ? 'primary' : 'default'}
            disabled={change === null}
            loading={busy && seen === null}
            onClick={() => void run(false)}
          >
            {words.preview}
          </Button>
          {seen !== null && seen.changed > 0 && (
            <Button type="primary" autoFocus loading={busy} onClick={() => void run(true)}>
              {words.apply(seen.changed)}
            </Button>
          )}
        </>
      }
    >
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(false);
        }}
      >
        <Segmented<BatchKind>
          aria-label={words.kind}
          value={draft.kind}
          onChange={(kind) => take({ ...draft, kind })}
          options={BATCH_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <BatchForm draft={draft} onChange={take} />
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {seen !== null && <BatchPreview result={seen} />}
    </Modal>
  );
}
