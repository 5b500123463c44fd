import { useRef, useState } from 'react';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { text } from '#renderer/text/zh-cn';
import { dateFault, takesDay } from './date-fault';
import type { DateInputProps } from './date-input';

dayjs.extend(customParseFormat);

/** The first is shown; the others are the ways in which people type a date. */
const FORMS = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY-M-D', 'YYYY.M.D', 'YYYY/M/D', 'YYYY年M月D日'];

/** A calendar date, typed or picked. What is typed and is no date does not stay in the box: a word says so. */
export function CalendarInput({ id, value, onChange, notAfter }: DateInputProps) {
  const [fault, setFault] = useState('');
  /** The word was there when the box was entered. */
  const told = useRef(false);
  const check = (box: EventTarget) => {
    const typed = box instanceof HTMLInputElement ? box.value.trim() : '';
    // Put back to the day before: what was told of the typed one stays to be read, until the box is left a second time
    // as it is. That is an answer.
    if (typed === value) {
      if (told.current) setFault('');
      return;
    }
    const day = FORMS.map((form) => dayjs(typed, form, true)).find((one) => one.isValid());
    setFault(dateFault(typed, day?.format('YYYY-MM-DD') ?? null, notAfter));
  };
  return (
    <div className="date-input">
      <DatePicker
        id={id}
        value={value === '' ? null : dayjs(value)}
        format={FORMS}
        placeholder={text.common.dateForm}
        {...(fault === '' ? {} : { status: 'warning' as const })}
        onChange={(picked) => {
          const day = picked === null ? '' : picked.format('YYYY-MM-DD');
          if (day === value) return;
          setFault('');
          onChange(day);
        }}
        onFocus={() => {
          told.current = fault !== '';
        }}
        onBlur={(event) => check(event.target)}
        // A day that cannot be chosen is dropped by the box at these keys already, which then keeps the focus.
        onKeyDown={(event) => {
          if (event.key === 'Tab' || event.key === 'Enter') check(event.target);
        }}
        disabledDate={(day) => !takesDay(day.format('YYYY-MM-DD'), notAfter)}
        style={{ width: 160 }}
      />
      {fault !== '' && (
        <div className="field-note warn" role="alert">
          {fault}
        </div>
      )}
    </div>
  );
}
