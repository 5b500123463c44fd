import { useEffect, useState } from 'react';
import { Input } from 'antd';
import { text } from '#renderer/text/zh-cn';
import { fetched } from './fetched';
import { useDateLine, type DateBox } from './use-date-line';

export const calendar = fetched(() => import('./date-picker').then((part) => part.CalendarInput));

/**
 * A calendar date, typed or picked. The calendar is fetched once the window is up: no start has to wait for it. Until
 * then the box is a line that takes what is typed, and it stays one for as long as somebody is in it.
 */
export function DateInput(box: DateBox) {
  const line = useDateLine(box);
  const [arrived, setArrived] = useState(calendar.isThere);
  const [inLine, setInLine] = useState(false);
  useEffect(() => {
    if (!arrived) void calendar.fetch().then(() => setArrived(true));
  }, [arrived]);

  return (
    <div className="date-input">
      {arrived && !inLine ? (
        <calendar.Part box={box} line={line} />
      ) : (
        <Input
          id={box.id}
          value={line.typed ?? box.value}
          placeholder={text.common.dateForm}
          autoComplete="off"
          aria-invalid={line.fault !== ''}
          status={line.fault === '' ? '' : 'warning'}
          onChange={(event) => line.type(event.target.value)}
          onFocus={() => setInLine(true)}
          onBlur={(event) => {
            // Whoever leaves the whole window finds the cursor here on coming back.
            setInLine(document.activeElement === event.target);
            line.onBlur();
          }}
          onKeyDown={line.onKeyDown}
          style={{ width: 160 }}
        />
      )}
      {line.fault !== '' && (
        <div className="field-note warn" role="alert">
          {line.fault}
        </div>
      )}
    </div>
  );
}
