import { Fragment } from 'react';
import { DateInput } from '#renderer/parts/date-input';
import { text } from '#renderer/text/zh-cn';

const words = text.home.event;

const DATE_NAMES = ['promulgated', 'issued', 'effective', 'received'] as const;
type DateName = (typeof DATE_NAMES)[number];
export type InstrumentDates = Readonly<Partial<Record<DateName, string>>>;

/** The day that the instrument's own dates propose: the earlier of 公布日 and 印发日; '' where neither is known. */
export function proposedDay(dates: InstrumentDates): string {
  const made = [dates.promulgated ?? '', dates.issued ?? ''].filter((day) => day !== '');
  return made.sort()[0] ?? '';
}

export interface InstrumentDateFieldsProps {
  readonly dates: InstrumentDates;
  readonly onChange: (dates: InstrumentDates) => void;
}

/** The dates that stand on an instrument: 公布, 印发, 施行, 收到. */
export function InstrumentDateFields({ dates, onChange }: InstrumentDateFieldsProps) {
  return (
    <div className="event-dates">
      {DATE_NAMES.map((name) => (
        <Fragment key={name}>
          <label htmlFor={`event-${name}`}>{words.dateNames[name]}</label>
          <DateInput
            id={`event-${name}`}
            value={dates[name] ?? ''}
            onChange={(day) => onChange({ ...dates, [name]: day })}
          />
        </Fragment>
      ))}
    </div>
  );
}

/** The dates that were given. */
export function filledDates(dates: InstrumentDates): Partial<Record<DateName, string>> {
  return Object.fromEntries(Object.entries(dates).filter(([, day]) => day !== ''));
}
