import { Input } from 'antd';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';

export interface CategoryCodeFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** Code of a 类, 项, 目 or 细目: digits alone, whatever width they are typed in. */
export function CategoryCodeField({ id, label, value, onChange }: CategoryCodeFieldProps) {
  return (
    <Field id={id} label={label} required note={text.settings.categories.codeForm}>
      <Input
        id={id}
        className="code"
        maxLength={40}
        value={value}
        onChange={(event) => onChange(event.target.value.normalize('NFKC').replace(/\D/g, ''))}
      />
    </Field>
  );
}
