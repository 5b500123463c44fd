import { useState } from 'react';
import { Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FormDialog } from '#renderer/parts/form-dialog';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';
import { allEntryIds } from '#renderer/screens/review/steps';
import type { EntryState } from '#app/contract/entry-states';

const words = text.delivery.publish;

export interface PublishDialogProps {
  readonly states: readonly EntryState[];
  readonly count: number;
  readonly onClose: () => void;
  /** Answers how many entries are now 已发布. */
  readonly onDone: (entries: number) => void;
}

/** The authority has announced the entries: the day and the notice are entered. */
export function PublishDialog({ states, count, onClose, onDone }: PublishDialogProps) {
  const { today, person, signedIn } = useLibrary();
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [by, setBy] = useState(person);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const missing = [
    on === '' && words.on,
    note.trim() === '' && words.note,
    by.trim() === '' && text.delivery.byHand.by,
  ].filter((label) => label !== false);
  const save = async () => {
    setAsked(true);
    if (missing.length > 0) return;
    setBusy(true);
    setFailure(null);
    const outcome = await call('review.take', {
      step: 'publish',
      entries: await allEntryIds({ states: [...states] }, ''),
      by: by.trim(),
      opinion: note.trim(),
      offline: { on, enteredBy: by.trim() },
    });
    setBusy(false);
    if (outcome.ok) onDone(outcome.value.entries);
    else setFailure(outcome.failure);
  };
  return (
    <FormDialog
      width={560}
      title={words.title}
      action={words.button(count)}
      busy={busy}

      onSave={() => void save()}
      onClose={onClose}

      warning={asked && missing.length > 0 ? text.delivery.byHand.missing(missing) : ''}
      failure={failure}
    >
      <p>{words.hint(count)}</p>
      <Field id="publish-on" label={words.on} required>
        <DateInput id="publish-on" value={on} onChange={setOn} notAfter={today} />
      </Field>
      <Field id="publish-note" label={words.note} required>
        <Input
          id="publish-note"
          autoFocus
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <Field id="publish-by" label={text.delivery.byHand.by} required>
        <Input
          id="publish-by"
          disabled={signedIn !== null}
          maxLength={100}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
