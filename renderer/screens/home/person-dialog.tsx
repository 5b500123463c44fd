import { useState } from 'react';
import { App, AutoComplete } from 'antd';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';
import { dutyDetail, type DutyOutput } from './duty-view';

const words = text.home.person;

export interface PersonDialogProps {
  readonly duty: DutyOutput;
  /** Names that were put down before. */
  readonly known: readonly string[];
  readonly onClose: () => void;
}

/** 指定办理人 of a duty. */
export function PersonDialog({ duty, known, onClose }: PersonDialogProps) {
  const { person: me } = useLibrary();
  const { message } = App.useApp();
  const { key, person } = dutyDetail(duty);
  const [name, setName] = useState(person);
  const names = [...new Set([me, ...known])].filter((one) => one !== '' && one.includes(name.trim()));
  return (
    <FormDialog
      title={words.title}
      width={480}
      action={words.save}
      onSave={() => call('duties.assign', { key, person: name.trim(), by: me })}
      onSaved={() => {
        void message.success(words.done(name.trim()));
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        <strong>{duty.label}</strong>
      </p>
      <p className="quiet">{words.hint}</p>
      <Field id="duty-person" label={words.title}>
        <AutoComplete
          id="duty-person"
          aria-label={words.title}
          value={name}
          onChange={setName}
          options={names.map((value) => ({ value }))}
          maxLength={100}
          style={{ width: 220 }}
        />
      </Field>
    </FormDialog>
  );
}
