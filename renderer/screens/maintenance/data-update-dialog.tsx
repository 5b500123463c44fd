import { useState } from 'react';
import { App } from 'antd';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField } from '#renderer/parts/form-fields';
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
  return (
    <FormDialog
      title={words.dialog}
      width={480}
      action={words.save}
      required={[{ id: 'data-update-on', label: words.on, blank: on === '' }]}
      onSave={() => call('dataUpdates.record', { entries: [...entries], on, by: person })}
      onSaved={({ recorded }) => {
        void message.success(words.done(recorded));
        onClose(true);
      }}
      onClose={() => onClose(false)}
    >
      <p>{words.count(entries.length)}</p>
      <DayField
        id="data-update-on"
        label={words.on}
        required
        help={{ help: words.onHelp }}
        value={on}
        onChange={setOn}
      />
    </FormDialog>
  );
}
