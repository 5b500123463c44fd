import { useState } from 'react';
import { InputNumber } from 'antd';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField } from '#renderer/parts/form-fields';
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
  return (
    <FormDialog
      width={520}
      title={words.title(year)}
      action={words.save}
      first="sent-on"
      required={[{ id: 'sent-on', label: words.on, blank: on === '' }]}
      onSave={() => call('reports.sent', { year, on, by: person })}
      onSaved={() => onDone(words.done(year, on))}
      onClose={onClose}
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
      <DayField id="sent-on" label={words.on} required value={on} onChange={setOn} />
    </FormDialog>
  );
}
