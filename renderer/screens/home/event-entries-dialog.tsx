import { useState } from 'react';
import { App } from 'antd';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { EntryChoice, type ChosenEntry } from '#renderer/parts/entry-choice';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';
import type { EventOutput } from './duty-view';

const words = text.home.entries;

/** 涉及的信息资源: once all of them were sent and taken, the event counts as 报送 by itself. */
export function EventEntriesDialog(props: { readonly event: EventOutput; readonly onClose: () => void }) {
  const { event, onClose } = props;
  const { person } = useLibrary();
  const { message } = App.useApp();
  const [entries, setEntries] = useState<readonly ChosenEntry[]>(event.entries);
  const ids = entries.map(({ id }) => id);
  return (
    <FormDialog
      title={words.title}
      width={640}
      action={words.save}
      onSave={() => call('events.entries', { event: event.id, entries: ids, by: person })}
      onSaved={() => {
        void message.success(words.done(ids.length));
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        <strong>{event.about}</strong>
      </p>
      <p className="quiet">{words.hint}</p>
      <Field id="event-entries" label={words.label}>
        <EntryChoice id="event-entries" label={words.label} value={entries} onChange={setEntries} />
      </Field>
    </FormDialog>
  );
}
