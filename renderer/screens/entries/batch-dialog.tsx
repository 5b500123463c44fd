import { useState } from 'react';
import { Segmented } from 'antd';
import type { InputOf, OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useDone } from '#renderer/frame/use-done';
import { FormDialog } from '#renderer/parts/form-dialog';
import { useReading } from '#renderer/screens/editor/use-reading';
import { text } from '#renderer/text/zh-cn';
import {
  BATCH_KINDS,
  changeOf,
  NEW_BATCH,
  withValuesRead,
  type BatchDraft,
  type BatchKind,
} from './batch-draft';
import { batchBoxes, BatchForm } from './batch-form';
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
  const [begun] = useState<BatchDraft>({ ...NEW_BATCH, ...first });
  const [draft, setDraft] = useState(begun);
  const [seen, setSeen] = useState<OutputOf<'entries.batch'> | null>(null);
  const reading = useReading(draft.kind === 'set');

  const take = (next: BatchDraft) => {
    setDraft(next);
    setSeen(null);
  };
  // Seen, and there is something to write.
  const ready = seen !== null && seen.changed > 0 ? seen : null;
  const run = async (token?: string) => {
    // Also where Enter came before a box was left; the boxes then show what is previewed.
    const meant = withValuesRead(draft, reading);
    const change = changeOf(meant);
    if (change === null) return null;
    setDraft(meant);
    const outcome = await work.run(
      'entries.batch',
      { entries, change, by: person, ...(token === undefined ? {} : { apply: true, token }) },
      token === undefined ? words.previewing : words.applying,
    );
    if (!outcome.ok) setSeen(null);
    return outcome;
  };
  const settle = (answer: OutputOf<'entries.batch'>) => {
    if (ready === null) return setSeen(answer);
    done(words.done(answer.changed));
    onClose(true);
  };

  return (
    <FormDialog
      title={count === undefined ? words.titleListed : words.title(count)}
      width={880}
      action={ready === null ? words.preview : words.apply(ready.changed)}
      required={batchBoxes(draft)}
      atOnce={previewAtOnce ?? false}
      onSave={() => run(ready?.token)}
      onSaved={settle}
      onClose={() => onClose(false)}
      // Turning to another page is nothing that could be lost by closing.
      filled={JSON.stringify({ ...draft, kind: null }) !== JSON.stringify({ ...begun, kind: null })}
    >
      <Segmented<BatchKind>
        aria-label={words.kind}
        value={draft.kind}
        onChange={(kind) => take({ ...draft, kind })}
        options={BATCH_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
      />
      <BatchForm draft={draft} reading={reading} onChange={take} />
      {seen !== null && <BatchPreview result={seen} />}
    </FormDialog>
  );
}
