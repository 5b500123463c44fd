import { useState } from 'react';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { PersonField, TextField } from '#renderer/parts/form-fields';
import { text } from '#renderer/text/zh-cn';
import type { Campaign } from './campaign';
import { MAINTENANCE_ANSWERS } from '#app/contract/maintenance-words';

const words = text.maintenance.finish;

export interface FinishDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** 完成维护 with its conclusion; what it closes is said before. */
export function FinishDialog({ campaign, onClose, onDone }: FinishDialogProps) {
  const { person, setPerson, signedIn } = useLibrary();
  const { answered } = campaign;
  const [by, setBy] = useState(person);
  const [conclusion, setConclusion] = useState(
    words.suggested(campaign.entries, answered.无变化, answered.有变化, answered.应停用),
  );
  return (
    <FormDialog
      width={600}
      title={words.title(campaign.periodLabel)}
      action={words.action}
      required={[{ id: 'finish-by', label: words.by, blank: by.trim() === '' }]}
      onSave={() => call('maintenance.finish', { by: by.trim(), conclusion: conclusion.trim() })}
      onSaved={() => {
        if (person === '') setPerson(by.trim());
        onDone();
      }}
      onClose={onClose}
    >
      <p>{words.consequence}</p>
      <Field id="finish-counts" label={words.counts}>
        <span id="finish-counts" className="field-value">
          {MAINTENANCE_ANSWERS.map((answer) => `${answer}${answered[answer]}`).join('　')}
        </span>
      </Field>
      <TextField
        id="finish-conclusion"
        label={words.conclusion}
        note={words.conclusionHelp}
        multiline
        limit={5000}
        value={conclusion}
        onChange={setConclusion}
      />
      <PersonField
        id="finish-by"
        label={words.by}
        required
        note={signedIn === null ? text.maintenance.dialog.bySelf : ''}
        value={by}
        onChange={setBy}
      />
    </FormDialog>
  );
}
