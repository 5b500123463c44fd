import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { text } from '#renderer/text/zh-cn';

export interface DateInputProps {
  readonly id: string;
  /** `YYYY-MM-DD`, '' when not given. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** Later days cannot be chosen. */
  readonly notAfter?: string;
}

/** A calendar date, typed or picked. */
export function DateInput({ id, value, onChange, notAfter }: DateInputProps) {
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
      style={{ width: 160 }}
    />
  );
}
