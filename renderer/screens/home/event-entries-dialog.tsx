import { useState } from 'react';
import { App, Button, Modal } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { EntryChoice, type ChosenEntry } from '#renderer/parts/entry-choice';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';
import type { EventOutput } from './duty-view';

const words = text.home.entries;

/** 涉及的信息资源: once all of them were sent and taken, the event counts as 报送 by itself. */
export function EventEntriesDialog(props: { readonly event: EventOutput; readonly onClose: () => void }) {
  const { event, onClose } = props;
  const { person } = useLibrary();
  const { message } = App.useApp();
  const [entries, setEntries] = useState<readonly ChosenEntry[]>(event.entries);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    const ids = entries.map(({ id }) => id);
    const outcome = await call('events.entries', { event: event.id, entries: ids, by: person });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    void message.success(words.done(ids.length));
    onClose();
  };
  return (
    <Modal
      open
      title={words.title}
      width={640}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.parts.cancel}</Button>
          <Button type="primary" onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <p>
          <strong>{event.about}</strong>
        </p>
        <p className="quiet">{words.hint}</p>
        <Field id="event-entries" label={words.label}>
          <EntryChoice id="event-entries" label={words.label} value={entries} onChange={setEntries} />
        </Field>
        {failure && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}
