import { useState } from 'react';
import { Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
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
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const finish = async () => {
    setBusy(true);
    setFailure(null);
    const outcome = await call('maintenance.finish', { by: by.trim(), conclusion: conclusion.trim() });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    if (person === '') setPerson(by.trim());
    onDone();
  };
  return (
    <FormDialog
      width={600}
      title={words.title(campaign.periodLabel)}
      action={words.action}
      busy={busy}
      disabled={by.trim() === ''}

      onSave={() => void finish()}
      onClose={onClose}

      failure={failure}
    >
      <p>{words.consequence}</p>
      <Field id="finish-counts" label={words.counts}>
        <span id="finish-counts" className="field-value">
          {MAINTENANCE_ANSWERS.map((answer) => `${answer}${answered[answer]}`).join('　')}
        </span>
      </Field>
      <Field id="finish-conclusion" label={words.conclusion} note={words.conclusionHelp}>
        <Input.TextArea
          id="finish-conclusion"
          rows={3}
          maxLength={5000}
          value={conclusion}
          onChange={(event) => setConclusion(event.target.value)}
        />
      </Field>
      <Field
        id="finish-by"
        label={words.by}
        required
        note={signedIn === null ? text.maintenance.dialog.bySelf : ''}
      >
        <Input
          id="finish-by"
          maxLength={100}
          value={by}
          readOnly={signedIn !== null}
          onChange={(event) => setBy(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
