import { useRef, useState, type KeyboardEvent } from 'react';
import { Select } from 'antd';
import type { FieldDefinition } from '#app/catalogue/entry-fields';
import { TextBox } from '#renderer/parts/text-box';
import { CLEARABLE } from '#renderer/parts/clearable';
import { text } from '#renderer/text/zh-cn';
import { choicesFor } from './choices-for';

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

/** Type part of a word or its first letters; what fits nothing in the list is kept as typed when the box is left. */
function Choice({ id, label, options, value, readOnly, invalid, read, onChange }: FieldControlProps) {
  const [typed, setTyped] = useState('');
  /** What the person typed and has not taken. The list empties its box by itself when it closes, sometimes before it is left. */
  const untaken = useRef('');
  const labels = options.map((option) => option.label);
  const found = typed === '' ? labels : choicesFor(labels, typed, read);
  const shown = found.map((label) => ({ value: label, label }));
  // A value that the list does not know, or knows by another name, is kept and shown, never dropped.
  if (typed === '' && value !== '' && !labels.includes(value))
    shown.unshift({ value, label: labels.includes(read(value)) ? value : words.notInList(value) });
  const take = (next: string) => {
    untaken.current = '';
    setTyped('');
    if (next !== value) onChange(next);
  };
  const takeTyped = () => {
    const written = untaken.current.trim();
    if (written !== '') take(choicesFor(labels, written, read)[0] ?? written);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const box = event.target instanceof HTMLInputElement ? event.target.value : '';
    if (event.key === 'Escape') untaken.current = '';
    if (event.key === 'Enter' && typed !== '' && found.length === 0) takeTyped();
    if (event.key === 'Delete' && box === '') take('');
  };
  return (
    <div
      onInput={(event) => {
        if (event.target instanceof HTMLInputElement) untaken.current = event.target.value;
      }}
    >
      <Select<string>
        id={id}
        aria-label={label}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        notFoundContent={words.keptAsTyped(typed, labels)}
        onInputKeyDown={onKeyDown}
        onBlur={takeTyped}
        onOpenChange={(open) => {
          if (!open) setTyped('');
        }}
        allowClear={CLEARABLE}
        disabled={readOnly}
        {...(invalid ? { status: 'warning' as const } : {})}
        placeholder={words.choose}
        value={value === '' ? null : value}
        options={shown}
        onChange={(chosen: string | undefined) => take(chosen ?? '')}
        style={{ width: '100%' }}
      />
    </div>
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
      return <TextBox {...box} className="number" placeholder={words.numberForm} onLeave={onLeave} />;
    case 'code':
      return <TextBox {...box} className="code" onLeave={onLeave} />;
    case 'text':
      return <TextBox {...box} onLeave={onLeave} />;
  }
}
