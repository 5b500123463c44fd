import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { text } from '#renderer/text/zh-cn';
import type { DateInputProps } from './date-input';

/** The calendar to pick a date from; see `date-input.tsx`. */
export function CalendarInput({ id, value, onChange, notAfter }: DateInputProps) {
  return (
    <DatePicker
      id={id}
      value={value === '' ? null : dayjs(value)}
      format="YYYY-MM-DD"
      placeholder={text.common.dateForm}
      onChange={(picked) => onChange(picked === null ? '' : picked.format('YYYY-MM-DD'))}
      {...(notAfter === undefined
        ? {}
        : {
            disabledDate: (day: { format: (form: string) => string }) => day.format('YYYY-MM-DD') > notAfter,
          })}
      className="date-input"
    />
  );
}
