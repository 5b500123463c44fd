import { useState } from 'react';
import { InputNumber, Radio } from 'antd';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.split;
type Size = keyof typeof words.sizes;

/** Megabytes as media are sold by them. */
const MEGABYTE = 1_000_000;
const MEGABYTES: Readonly<Record<Exclude<Size, 'other'>, number>> = { disc: 650, stick: 100, mail: 20 };

export interface SplitDialogProps {
  readonly onClose: () => void;
  readonly onChosen: (partBytes: number) => void;
}

/** How large a part may be, for media that do not hold the whole package. */
export function SplitDialog({ onClose, onChosen }: SplitDialogProps) {
  const [size, setSize] = useState<Size>('disc');
  const [other, setOther] = useState<number | null>(50);
  const megabytes = size === 'other' ? other : MEGABYTES[size];
  return (
    <FormDialog
      width={560}
      title={words.title}
      action={words.button}
      required={[{ id: 'split-other', label: words.other, blank: megabytes === null }]}
      onSave={() => {
        if (megabytes !== null) onChosen(Math.round(megabytes * MEGABYTE));
        return undefined;
      }}
      onClose={onClose}
    >
      <p>{words.hint}</p>
      <Field id="split-size" label={words.size}>
        <Radio.Group
          id="split-size"
          className="choice-list"
          value={size}
          onChange={(event) => setSize(event.target.value as Size)}
          options={(Object.keys(words.sizes) as Size[]).map((value) => ({
            value,
            label: words.sizes[value],
          }))}
        />
      </Field>
      {size === 'other' && (
        <Field id="split-other" label={words.other}>
          <InputNumber
            id="split-other"
            min={0.005}
            max={2000}
            value={other}
            onChange={setOther}
            suffix="MB"
            style={{ width: 160 }}
          />
        </Field>
      )}
    </FormDialog>
  );
}
