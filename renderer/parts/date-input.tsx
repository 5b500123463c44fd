import { lazy, Suspense } from 'react';
import { Input } from 'antd';

export interface DateInputProps {
  readonly id: string;
  /** `YYYY-MM-DD`, '' when not given. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** Later days cannot be chosen. */
  readonly notAfter?: string;
}

export const fetchCalendar = () => import('./date-picker');
const Calendar = lazy(() => fetchCalendar().then((part) => ({ default: part.CalendarInput })));

/** A calendar date, typed or picked. The calendar is fetched once the window is up: no start has to wait for it. */
export function DateInput(props: DateInputProps) {
  return (
    <Suspense fallback={<Input id={props.id} value={props.value} readOnly style={{ width: 160 }} />}>
      <Calendar {...props} />
    </Suspense>
  );
}
