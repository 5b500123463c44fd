import type { ReactNode } from 'react';
import type { ChosenFile } from '#app/contract/window-calls';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { DateInput } from './date-input';
import { Field, type FieldHelp } from './field';
import { FilePicker } from './file-picker';
import { TextBox } from './text-box';

interface OwnField {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  readonly note?: ReactNode;
  readonly help?: FieldHelp;
}

export interface TextFieldProps extends OwnField {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Most characters. */
  readonly limit: number;
  /** A box of several lines, in which Enter begins the next. */
  readonly multiline?: boolean;
  readonly placeholder?: string;
  readonly className?: string;
}

/** A line of text, or several. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, limit, multiline, placeholder, className, ...field } = props;
  return (
    <Field {...field}>
      <TextBox
        id={field.id}
        value={value}
        onChange={onChange}
        limit={limit}
        multiline={multiline ?? false}
        placeholder={placeholder ?? ''}
        className={className ?? ''}
      />
    </Field>
  );
}

export interface PersonFieldProps extends OwnField {
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** Who does it at this computer: whoever is signed in, and nobody else. */
export function PersonField({ value, onChange, ...field }: PersonFieldProps) {
  const { signedIn } = useLibrary();
  return (
    <Field {...field}>
      <TextBox id={field.id} value={value} onChange={onChange} limit={100} readOnly={signedIn !== null} />
    </Field>
  );
}

export interface DayFieldProps extends OwnField {
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** The day on which something happened: today at the latest. */
export function DayField({ value, onChange, ...field }: DayFieldProps) {
  const { today } = useLibrary();
  return (
    <Field {...field}>
      <DateInput id={field.id} value={value} onChange={onChange} notAfter={today} />
    </Field>
  );
}

export interface ScanFieldProps {
  readonly id: string;
  readonly label?: string;
  readonly value: ChosenFile | null;
  readonly onChange: (file: ChosenFile | null) => void;
}

/** A scan of the paper, where there is one. */
export function ScanField({ id, label = text.parts.form.scan, value, onChange }: ScanFieldProps) {
  return (
    <Field id={id} label={label} note={text.common.optional}>
      <FilePicker label={text.parts.form.chooseScan} kinds={['scan']} value={value} onChange={onChange} />
    </Field>
  );
}
