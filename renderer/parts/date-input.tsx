import { Suspense } from 'react';
import { Input } from 'antd';
import { fetched } from './fetched';

export interface DateInputProps {
  readonly id: string;
  /** `YYYY-MM-DD`, '' when not given. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** Later days cannot be chosen. */
  readonly notAfter?: string;
}

export const calendar = fetched(() => import('./date-picker').then((part) => part.CalendarInput));

/** A calendar date, typed or picked. The calendar is fetched once the window is up: no start has to wait for it. */
export function DateInput(props: DateInputProps) {
  return (
    <Suspense fallback={<Input id={props.id} value={props.value} readOnly style={{ width: 160 }} />}>
      <calendar.Part {...props} />
    </Suspense>
  );
}
