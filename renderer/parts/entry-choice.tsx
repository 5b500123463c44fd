import { useEffect, useState } from 'react';
import { Select } from 'antd';
import { call } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.parts.entryChoice;
const PATIENCE_MS = 200;
const MOST_SHOWN = 50;

export interface ChosenEntry {
  readonly id: string;
  readonly name: string;
}

export interface EntryChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: readonly ChosenEntry[];
  readonly onChange: (entries: ChosenEntry[]) => void;
}

/** Chooses entries of the catalogue by any part of their name, code or office. */
export function EntryChoice({ id, label, value, onChange }: EntryChoiceProps) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly ChosenEntry[] | null>(null);
  useEffect(() => {
    let overtaken = false;
    const timer = setTimeout(() => {
      void call('entries.list', { query: typed, limit: MOST_SHOWN }).then((outcome) => {
        if (!overtaken) setFound(outcome.ok ? outcome.value.entries : []);
      });
    }, PATIENCE_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [typed]);
  return (
    <Select
      id={id}
      aria-label={label}
      mode="multiple"
      labelInValue
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found === null}
      placeholder={words.placeholder}
      notFoundContent={words.nothing}
      maxTagCount={20}
      style={{ width: '100%' }}
      value={value.map((entry) => ({ value: entry.id, label: entry.name }))}
      options={(found ?? []).map((entry) => ({ value: entry.id, label: entry.name || words.unnamed }))}
      onChange={(chosen) => onChange(chosen.map((one) => ({ id: one.value, name: String(one.label) })))}
    />
  );
}
