import { createContext, useContext, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import { readDate } from '#app/jurisdictions/checks/date-text';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { dateFault, takesDay } from './date-fault';
import type { DateInputProps } from './date-input';

const FORM = 'YYYY-MM-DD';
const DAY_TO_CHOOSE = '.ant-picker-date-panel .ant-picker-cell:not(.ant-picker-cell-disabled)';
const isWithin = (target: EventTarget | null, place: string): boolean =>
  target instanceof Element && target.closest(place) !== null;

interface Typing {
  /** Typed and not yet read; null: nothing. */
  readonly typed: string | null;
  readonly onType: (typed: string) => void;
}
const TypingContext = createContext<Typing>({ typed: null, onType: () => {} });

/**
 * The line in the box. What is typed is kept from the calendar, which takes every beginning that reads as a day of its
 * own (2026-11-1 of 2026-11-13) and writes over it.
 */
function Line({ value, ...props }: ComponentProps<'input'>) {
  const { typed, onType } = useContext(TypingContext);
  return <input {...props} value={typed ?? value} onChange={(event) => onType(event.target.value)} />;
}

/**
 * A calendar date, typed or picked. What is typed is read when the box is left, or at Enter; what is no date does not
 * stay in it, and a word says so until something else is typed or picked, or the box is left a second time as it is.
 */
export function CalendarInput({ id, value, onChange, notAfter }: DateInputProps) {
  const { today } = useLibrary();
  const [open, setOpen] = useState(false);
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
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (!open && typed === null)) return;
    // Otherwise the key opens the calendar.
    event.preventDefault();
    setOpen(false);
    read();
  };

  return (
    <div
      className="date-input"
      // The day that is there already is an answer too, of which the calendar says nothing.
      onClick={(event) => isWithin(event.target, DAY_TO_CHOOSE) && begin(null)}
    >
      <TypingContext value={{ typed, onType: begin }}>
        <DatePicker
          id={id}
          value={value === '' ? null : dayjs(value)}
          format={FORM}
          components={{ input: Line }}
          placeholder={text.common.dateForm}
          aria-invalid={fault !== ''}
          {...(fault === '' ? {} : { status: 'warning' as const })}
          open={open}
          onOpenChange={setOpen}
          defaultPickerValue={dayjs(today)}
          classNames={{ popup: { root: 'date-calendar' } }}
          onChange={(picked) => choose(picked === null ? '' : picked.format(FORM))}
          onFocus={() => {
            told.current = fault !== '';
          }}
          onBlur={(event) => {
            if (isWithin(event.relatedTarget, '.date-calendar')) return;
            if (typed === null && told.current) setRefused('');
            read();
          }}
          onKeyDown={onEnter}
          disabledDate={(day) => !takesDay(day.format(FORM), notAfter)}
          // The machine's day may be another than the day in China.
          showNow={false}
          renderExtraFooter={() => (
            <Button
              type="link"
              size="small"
              disabled={!takesDay(today, notAfter)}
              // The cursor stays in the box.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                choose(today);
                setOpen(false);
              }}
            >
              {text.common.today}
            </Button>
          )}
          cellRender={(day, { type, originNode }) =>
            type === 'date' && (day as Dayjs).format(FORM) === today ? (
              <div className="date-today">{originNode}</div>
            ) : (
              originNode
            )
          }
          style={{ width: 160 }}
        />
      </TypingContext>
      {fault !== '' && (
        <div className="field-note warn" role="alert">
          {fault}
        </div>
      )}
    </div>
  );
}
