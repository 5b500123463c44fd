import { useState, type KeyboardEvent } from 'react';
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
  /** Typed and not taken, or not yet; null: nothing. */
  readonly typed: string | null;
  /** Why what is typed is not taken, '' where it is not read yet or nothing is wrong with it. */
  readonly fault: string;
  readonly type: (typed: string) => void;
  /** Takes a day, '' for none, in place of what is typed. */
  readonly choose: (day: string) => void;
  /** What is typed is forgotten, the value stays. */
  readonly drop: () => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * The line of a date box. What is typed is read when the box is left, or at Enter. What is no date stays in it to be put
 * right, with a word that says why, and the value is what it was; another day or an emptied box answers it.
 */
export function useDateLine({ value, onChange, notAfter }: DateBox): DateLine {
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);

  const begin = (line: string | null) => {
    setTyped(line);
    setRefused(false);
  };
  const choose = (day: string) => {
    begin(null);
    if (day !== value) onChange(day);
  };
  const read = () => {
    const line = typed?.trim();
    if (line === undefined) return;
    if (dateFault(line, notAfter) === '') choose(readDate(line) ?? '');
    else setRefused(true);
  };
  return {
    typed,
    fault: refused && typed !== null ? dateFault(typed.trim(), notAfter) : '',
    type: begin,
    choose,
    drop: () => begin(null),
    onBlur: read,
    onKeyDown: (event) => {
      if (event.key !== 'Enter') return;
      // Otherwise the key takes the form, or opens the calendar.
      event.preventDefault();
      read();
    },
  };
}
