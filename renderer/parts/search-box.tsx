import { useEffect, useRef, useState } from 'react';
import { Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { CLEARABLE } from './clearable';

const PATIENCE_MS = 180;
/** Characters that the calls take at most. */
export const SEARCH_LIMIT = 200;

export interface SearchBoxProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly label: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

/** Search as one types, but never a half-composed syllable of an input method. */
export function SearchBox({ query, onQuery, label, placeholder = label, autoFocus = false }: SearchBoxProps) {
  const [typed, setTyped] = useState(query);
  const composing = useRef(false);
  const latest = useRef({ query, onQuery });
  useEffect(() => {
    latest.current = { query, onQuery };
  });
  /** The query as it came or was handed on last: only another one takes the place of what is being typed. */
  const known = useRef(query);
  useEffect(() => {
    if (query === known.current) return;
    known.current = query;
    setTyped(query);
  }, [query]);

  const take = (value: string) => {
    const now = latest.current;
    if (value === now.query) return;
    known.current = value;
    now.onQuery(value);
  };
  useEffect(() => {
    if (composing.current) return undefined;
    const timer = setTimeout(() => take(typed), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <Input
      className="search-box"
      maxLength={SEARCH_LIMIT}
      autoFocus={autoFocus}
      allowClear={CLEARABLE}
      prefix={<SearchOutlined aria-hidden />}
      placeholder={placeholder}
      aria-label={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={(event) => {
        if (event.nativeEvent.isComposing) return;
        // Searches at once, and does not take the form that it may stand in.
        event.preventDefault();
        take(typed);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setTyped(event.currentTarget.value);
        take(event.currentTarget.value);
      }}
    />
  );
}
