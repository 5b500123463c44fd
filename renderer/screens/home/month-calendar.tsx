import { useState } from 'react';
import { Button } from 'antd';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { isCalendarDate, isWeekend, partsOf, weekdayOf } from '#app/deadlines/calendar-date';
import { useCall } from '#renderer/call';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { text } from '#renderer/text/zh-cn';
import type { DutyOutput } from './duty-view';

const words = text.home.calendar;

export interface MonthCalendarProps {
  readonly today: string;
  readonly due: ReadonlyMap<string, readonly DutyOutput[]>;
}

const shifted = (year: number, month: number, by: number) => {
  const index = year * 12 + (month - 1) + by;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
};

/** One month with holidays, make-up days and what is due, Monday first. */
export function MonthCalendar({ today, due }: MonthCalendarProps) {
  const now = isCalendarDate(today) ? partsOf(today) : { year: 2026, month: 1 };
  const [shown, setShown] = useState({ year: now.year, month: now.month });
  const { value, failure, reload } = useCall('calendar.month', shown);
  const days = value?.days ?? [];
  const firstDay = days[0]?.date ?? '';
  const blanks = isCalendarDate(firstDay) ? weekdayOf(firstDay) - 1 : 0;
  const move = (by: number) => setShown(shifted(shown.year, shown.month, by));
  const elsewhere = shown.year !== now.year || shown.month !== now.month;

  return (
    <section className="calendar" aria-label={words.title}>
      <div className="calendar-head">
        <h2>{words.month(shown.year, shown.month)}</h2>
        {elsewhere && (
          <Button type="link" size="small" onClick={() => setShown({ year: now.year, month: now.month })}>
            {words.back}
          </Button>
        )}
        <span className="top-space" />
        <Button
          type="text"
          size="small"
          icon={<LeftOutlined />}
          aria-label={words.previous}
          onClick={() => move(-1)}
        />
        <Button
          type="text"
          size="small"
          icon={<RightOutlined />}
          aria-label={words.next}
          onClick={() => move(1)}
        />
      </div>
      {failure && <FailureNotice failure={failure} onRetry={reload} />}
      <div className="calendar-grid" aria-hidden={false}>
        {words.weekdays.map((day) => (
          <span key={day} className="calendar-weekday">
            {day}
          </span>
        ))}
        {Array.from({ length: blanks }, (_, i) => (
          <span key={`blank-${i}`} />
        ))}
        {days.map((day) => {
          const weekend = isCalendarDate(day.date) && isWeekend(day.date);
          const off = !day.working && !weekend;
          const makeUp = day.working && weekend;
          const duties = due.get(day.date) ?? [];
          const dueText = duties.length > 0 ? words.due(duties.map((duty) => duty.label).join('、')) : '';
          const title = [day.date, day.working ? words.working : words.dayOff, day.note, dueText]
            .filter(Boolean)
            .join(' ');
          const holiday =
            off ||
            (!day.working &&
              weekend &&
              day.note !== '' &&
              !day.note.includes('周末') &&
              !day.note.startsWith('星期'));
          return (
            <span
              key={day.date}
              className={[
                'calendar-day',
                day.working ? '' : 'calendar-off',
                day.date === today ? 'calendar-today' : '',
                duties.some((duty) => duty.status === 'overdue') ? 'calendar-overdue' : '',
              ].join(' ')}
              title={title}
            >
              <span aria-hidden>{Number(day.date.slice(8))}</span>
              {holiday && <span className="calendar-mark calendar-mark-off">{words.off}</span>}
              {makeUp && <span className="calendar-mark calendar-mark-work">{words.makeUp}</span>}
              {duties.length > 0 && <span className="calendar-due" />}
              <span className="visually-hidden">{title}</span>
            </span>
          );
        })}
      </div>
      <p className="quiet calendar-legend">
        {days.some((day) => day.provisional) ? words.provisional : words.legend}
      </p>
    </section>
  );
}
