import { useState } from 'react';
import { InputNumber } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FormDialog } from '#renderer/parts/form-dialog';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';

const words = text.ledgers.annual.sent;

export interface SentDialogProps {
  readonly year: number;
  /** As entered before, '' where not yet. */
  readonly sentOn: string;
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}

/** 登记已报送: the day on which the yearly report left the house. */
export function SentDialog({ year: first, sentOn, onClose, onDone }: SentDialogProps) {
  const { today, person } = useLibrary();
  const [year, setYear] = useState(first);
  const [on, setOn] = useState(sentOn === '' ? today : sentOn);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    setBusy(true);
    setFailure(null);
    const outcome = await call('reports.sent', { year, on, by: person });
    setBusy(false);
    if (outcome.ok) onDone(words.done(year, on));
    else setFailure(outcome.failure);
  };
  return (
    <FormDialog
      width={520}
      title={words.title(year)}
      action={words.save}
      busy={busy}
      disabled={on === ''}

      onSave={() => void save()}
      onClose={onClose}

      failure={failure}
    >
      <p className="quiet">{words.hint}</p>
      <Field id="sent-year" label={words.year} required>
        <InputNumber<number>
          id="sent-year"
          min={1949}
          max={2199}
          precision={0}
          value={year}
          onChange={(value) => setYear(value ?? first)}
        />
      </Field>
      <Field id="sent-on" label={words.on} required>
        <DateInput id="sent-on" value={on} onChange={setOn} notAfter={today} />
      </Field>
    </FormDialog>
  );
}
