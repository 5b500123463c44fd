import { useState } from 'react';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, PersonField, TextField } from '#renderer/parts/form-fields';
import { text } from '#renderer/text/zh-cn';
import { allEntryIds } from '#renderer/screens/review/steps';
import type { EntryState } from '#app/contract/entry-states';

const words = text.delivery.publish;
const byLabel = text.delivery.byHand.by;

export interface PublishDialogProps {
  readonly states: readonly EntryState[];
  readonly count: number;
  readonly onClose: () => void;
  /** Answers how many entries are now 已发布. */
  readonly onDone: (entries: number) => void;
}

/** The authority has announced the entries: the day and the notice are entered. */
export function PublishDialog({ states, count, onClose, onDone }: PublishDialogProps) {
  const { today, person } = useLibrary();
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [by, setBy] = useState(person);
  const publish = async () =>
    call('review.take', {
      step: 'publish',
      entries: await allEntryIds({ states: [...states] }, ''),
      by: by.trim(),
      opinion: note.trim(),
      offline: { on, enteredBy: by.trim() },
    });
  return (
    <FormDialog
      width={560}
      title={words.title}
      action={words.button(count)}
      first="publish-note"
      required={[
        { id: 'publish-on', label: words.on, blank: on === '' },
        { id: 'publish-note', label: words.note, blank: note.trim() === '' },
        { id: 'publish-by', label: byLabel, blank: by.trim() === '' },
      ]}
      onSave={publish}
      onSaved={({ entries }) => onDone(entries)}
      onClose={onClose}
    >
      <p>{words.hint(count)}</p>
      <DayField id="publish-on" label={words.on} required value={on} onChange={setOn} />
      <TextField id="publish-note" label={words.note} required limit={500} value={note} onChange={setNote} />
      <PersonField id="publish-by" label={byLabel} required value={by} onChange={setBy} />
    </FormDialog>
  );
}
