import { createContext, useContext, useState, type ComponentProps } from 'react';
import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { takesDay } from './date-fault';
import type { DateBox, DateLine } from './use-date-line';

const FORM = 'YYYY-MM-DD';
/** A window of this height, in pixels, has room for the calendar above or below any box. */
const ROOMY = 700;
/** Beside the box, which stays to be seen, as high in the window as it has to be. */
const BESIDE = {
  points: ['tl', 'tr'],
  offset: [4, 0],
  overflow: { adjustX: true, adjustY: false, shiftX: true, shiftY: true },
};
const DAY_TO_CHOOSE = '.ant-picker-date-panel .ant-picker-cell:not(.ant-picker-cell-disabled)';
const isWithin = (target: EventTarget | null, place: string): boolean =>
  target instanceof Element && target.closest(place) !== null;

const LineContext = createContext<Pick<DateLine, 'typed' | 'type'>>({ typed: null, type: () => {} });

/**
 * The line in the box. What is typed is kept from the calendar, which takes every beginning that reads as a day of its
 * own (2026-11-1 of 2026-11-13) and writes over it.
 */
function Line({ value, ...props }: ComponentProps<'input'>) {
  const { typed, type } = useContext(LineContext);
  return <input {...props} value={typed ?? value} onChange={(event) => type(event.target.value)} />;
}

/** The box of a date with its calendar. */
export function CalendarInput({ box, line }: { readonly box: DateBox; readonly line: DateLine }) {
  const { id, value, notAfter } = box;
  const { today } = useLibrary();
  const [open, setOpen] = useState(false);

  return (
    // The day that is there already is an answer too, of which the calendar says nothing.
    <div onClick={(event) => isWithin(event.target, DAY_TO_CHOOSE) && line.drop()}>
      <LineContext value={line}>
        <DatePicker
          id={id}
          value={value === '' ? null : dayjs(value)}
          format={FORM}
          components={{ input: Line }}
          placeholder={text.common.dateForm}
          aria-invalid={line.fault !== ''}
          status={line.fault === '' ? '' : 'warning'}
          open={open}
          popupAlign={innerHeight < ROOMY ? BESIDE : {}}
          onOpenChange={setOpen}
          defaultPickerValue={dayjs(today)}
          classNames={{ popup: { root: 'date-calendar' } }}
          onChange={(picked) => line.choose(picked === null ? '' : picked.format(FORM))}
          onBlur={(event) => {
            if (isWithin(event.relatedTarget, '.date-calendar')) return;
            line.onBlur();
            // At once: left to itself it stays open where the form puts the cursor back in the same moment.
            setOpen(false);
          }}
          onKeyDown={(event) => {
            line.onKeyDown(event);
            if (event.key === 'Enter') setOpen(false);
            if (event.key !== 'ArrowDown') return;
            // The caret stays where it is.
            event.preventDefault();
            setOpen(true);
          }}
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
                line.choose(today);
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
      </LineContext>
    </div>
  );
}
