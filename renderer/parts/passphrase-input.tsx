import { Input } from 'antd';

export interface PassphraseInputProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** 证书口令: never shown unless asked for, never offered to be remembered. */
export function PassphraseInput({ id, value, onChange }: PassphraseInputProps) {
  return (
    <Input.Password
      id={id}
      value={value}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      style={{ width: 320 }}
    />
  );
}
