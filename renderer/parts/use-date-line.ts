import { useRef, useState, type KeyboardEvent } from 'react';
import { readDate } from '#app/jurisdictions/checks/date-text';
import { dateFault } from './date-fault';

/** A box that holds a calendar date. */
export interface DateBox {
  readonly id: string;
  /** `YYYY-MM-DD`, '' when not given. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** Later days cannot be chosen. */
  readonly notAfter?: string;
}

/** What is typed into a date box, until it is read. */
export interface DateLine {
  /** Typed and not yet read; null: nothing. */
  readonly typed: string | null;
  /** Why what was typed last is not there any more, '' when nothing was refused. */
  readonly fault: string;
  readonly type: (typed: string) => void;
  /** Takes a day, '' for none, in place of what is typed. */
  readonly choose: (day: string) => void;
  /** What is typed and what was refused is forgotten, the value stays. */
  readonly drop: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * The line of a date box. What is typed is read when the box is left, or at Enter; what is no date does not stay in it,
 * and a word says so until something else is typed or picked, or the box is left a second time as it is.
 */
export function useDateLine({ value, onChange, notAfter }: DateBox): DateLine {
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState('');
  /** The word was there when the box was entered. */
  const told = useRef(false);
  const fault = dateFault(refused, notAfter);

  const begin = (line: string | null) => {
    setTyped(line);
    setRefused('');
  };
  const choose = (day: string) => {
    begin(null);
    if (day !== value) onChange(day);
  };
  const read = () => {
    const line = typed?.trim();
    if (line === undefined) return;
    if (dateFault(line, notAfter) === '') choose(readDate(line) ?? '');
    else {
      setTyped(null);
      setRefused(line);
    }
  };
  return {
    typed,
    fault,
    type: begin,
    choose,
    drop: () => begin(null),
    onFocus: () => {
      told.current = fault !== '';
    },
    onBlur: () => {
      if (typed === null && told.current) setRefused('');
      read();
    },
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || typed === null) return;
      // Otherwise the key takes the form, or opens the calendar.
      event.preventDefault();
      read();
    },
  };
}
