import { useEffect, useRef, useState, type ChangeEvent, type CompositionEvent } from 'react';
import { Input } from 'antd';

export interface TextBoxProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The box is left, and what stands in it was typed there. */
  readonly onLeave?: (value: string) => void;
  readonly multiline?: boolean;
  readonly limit: number;
  readonly readOnly?: boolean;
  readonly placeholder?: string;
  readonly className?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

/** A text field that hands on whole words only: what an input method is still composing stays inside. */
export function TextBox(props: TextBoxProps) {
  const { value, onChange, onLeave } = props;
  const [shown, setShown] = useState(value);
  const composing = useRef(false);
  /** What stood here before the first key; null while nothing was typed. */
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (!composing.current) setShown(value);
  }, [value]);

  const common = {
    id: props.id,
    value: shown,
    maxLength: props.limit,
    readOnly: props.readOnly ?? false,
    placeholder: props.placeholder ?? '',
    className: props.className ?? '',
    'aria-invalid': props.invalid ?? false,
    ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      before.current ??= shown;
      setShown(event.target.value);
      if (!composing.current) onChange(event.target.value);
    },
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      composing.current = false;
      setShown(event.currentTarget.value);
      onChange(event.currentTarget.value);
    },
    onBlur: () => {
      const typed = before.current !== null && before.current !== shown;
      before.current = null;
      if (typed && props.readOnly !== true) onLeave?.(shown);
    },
  };
  return props.multiline ? (
    <Input.TextArea {...common} autoSize={{ minRows: 2, maxRows: 10 }} />
  ) : (
    <Input {...common} />
  );
}
