import { Select } from 'antd';
import type { FieldDefinition } from '#app/catalogue/entry-fields';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { TextBox } from '#renderer/parts/text-box';
import { CLEARABLE } from '#renderer/parts/clearable';
import { text } from '#renderer/text/zh-cn';

const words = text.editor;

export interface ChoiceOption {
  readonly label: string;
  readonly parent?: string | undefined;
}

export interface FieldControlProps {
  readonly id: string;
  readonly label: string;
  readonly kind: FieldDefinition['kind'];
  readonly limit: number;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  readonly readOnly: boolean;
  readonly invalid: boolean;
  /** What the field takes of what was typed. */
  readonly read: (typed: string) => string;
  readonly onChange: (value: string) => void;
}

function Choice({ id, label, options, value, readOnly, invalid, read, onChange }: FieldControlProps) {
  const has = (label: string): boolean => options.some((option) => option.label === label);
  const all = options.map((option) => ({ value: option.label, label: option.label }));
  // A value that the list does not know, or knows by another name, is kept and shown, never dropped.
  if (value !== '' && !has(value))
    all.unshift({ value, label: has(read(value)) ? value : words.notInList(value) });
  return (
    <Select<string>
      id={id}
      aria-label={label}
      showSearch={{
        // Another name of a value, as it comes from elsewhere by the clipboard, finds it too.
        filterOption: (typed, option) =>
          matchesTyped(String(option?.value ?? ''), typed) || option?.value === read(typed),
      }}
      allowClear={CLEARABLE}
      disabled={readOnly}
      {...(invalid ? { status: 'warning' as const } : {})}
      placeholder={words.choose}
      value={value === '' ? null : value}
      options={all}
      onChange={(chosen: string | undefined) => onChange(chosen ?? '')}
      style={{ width: '100%' }}
    />
  );
}

/** The control for a field of the field table, by its kind. */
export function FieldControl(props: FieldControlProps) {
  const { id, kind, limit, value, readOnly, invalid, read, onChange } = props;
  const onLeave = (typed: string) => {
    const meant = read(typed);
    if (meant !== typed) onChange(meant);
  };
  const box = { id, limit, value, readOnly, invalid, onChange };
  switch (kind) {
    case 'choice':
      return <Choice {...props} />;
    case 'long-text':
      return <TextBox {...box} multiline />;
    case 'date':
      return <TextBox {...box} placeholder={words.dateForm} onLeave={onLeave} />;
    case 'number':
      return <TextBox {...box} className="number" placeholder={words.numberForm} />;
    case 'code':
      return <TextBox {...box} className="code" onLeave={onLeave} />;
    case 'text':
      return <TextBox {...box} />;
  }
}
