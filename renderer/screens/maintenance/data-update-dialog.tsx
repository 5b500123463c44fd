import { useState } from 'react';
import { App, Button, Modal } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';

const words = text.maintenance.updates;

export interface DataUpdateDialogProps {
  readonly entries: readonly string[];
  readonly onClose: (recorded: boolean) => void;
}

/** 登记数据更新: the day on which the data behind the selected entries were updated. */
export function DataUpdateDialog({ entries, onClose }: DataUpdateDialogProps) {
  const { today, person } = useLibrary();
  const { message } = App.useApp();
  const [on, setOn] = useState(today);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    if (on === '') return;
    const outcome = await call('dataUpdates.record', { entries: [...entries], on, by: person });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    void message.success(words.done(outcome.value.recorded));
    onClose(true);
  };
  return (
    <Modal
      open
      title={words.dialog}
      width={480}
      onCancel={() => onClose(false)}
      footer={
        <>
          <Button onClick={() => onClose(false)}>{text.parts.cancel}</Button>
          <Button type="primary" disabled={on === ''} onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <p>{words.count(entries.length)}</p>
        <Field id="data-update-on" label={words.on} required help={{ help: words.onHelp }}>
          <DateInput id="data-update-on" value={on} onChange={setOn} notAfter={today} />
        </Field>
        {failure && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}
