import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from 'react';
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';
import { columnsIn, trackOf, type RowColumn } from './row-columns';

export interface RowSort<S extends string = string> {
  readonly by: S;
  readonly descending: boolean;
}

export interface RowTableHandle {
  focus(): void;
  /** The keys go to it, or to something in it. */
  hasFocus(): boolean;
  scrollTo(index: number): void;
}

export interface RowTableProps<R, S extends string = string> {
  readonly label: string;
  readonly columns: readonly RowColumn<R, S>[];
  /** How many rows there are; they are asked for only as far as they are shown. */
  readonly total: number;
  /** Undefined: not read yet. */
  readonly rowAt: (index: number) => R | undefined;
  readonly rowKey: (row: R) => string;
  readonly nameOf: (row: R) => string;
  /** Rows `first` to `last` are coming into view. */
  readonly onNeed: (first: number, last: number) => void;
  readonly sort?: RowSort<S> | null;
  readonly onSort?: (sort: RowSort<S> | null) => void;
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  readonly onOpen: (index: number) => void;
  /** Present where several rows can be selected: the keys of those selected. */
  readonly selected?: ReadonlySet<string>;
  /** Why a row cannot be selected; null: it can. */
  readonly whyFixed?: (row: R) => string | null;
  /** Rows `first` to `last` are to be selected, or taken out when `off`. */
  readonly onSelect?: (first: number, last: number, off: boolean) => void;
  /** Rows can be dragged: the one pressed, or with it all that are selected. */
  readonly onDragStart?: (index: number, event: DragEvent) => void;
  readonly onDragEnd?: () => void;
  readonly rowHeight?: number;
  readonly ref?: Ref<RowTableHandle>;
}

const ROW_HEIGHT = 34;
const OVERSCAN = 6;
const CHECK_WIDTH = 36;

const viewOf = ({ scrollTop, clientHeight, clientWidth }: HTMLElement) => ({
  top: scrollTop,
  height: clientHeight,
  width: clientWidth,
});

/** A list of any length, drawn only where it is looked at, moved through with keys like a mail list. */
export function RowTable<R, S extends string = string>(props: RowTableProps<R, S>) {
  const { total, rowAt, rowKey, nameOf, onNeed, current, onCurrent, onOpen, selected, onSelect } = props;
  const height = props.rowHeight ?? ROW_HEIGHT;
  const body = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, width: 1000 });
  const id = useId();
  const anchor = useRef(current);
  const moved = useRef(current);
  // Moved from outside, the next selection over several rows begins where the cursor now is.
  useEffect(() => {
    if (moved.current !== current) anchor.current = current;
    moved.current = current;
  }, [current]);

  const first = Math.max(0, Math.floor(view.top / height) - OVERSCAN);
  const last = Math.min(total - 1, Math.ceil((view.top + view.height) / height) + OVERSCAN);

  useLayoutEffect(() => {
    const element = body.current;
    if (element === null) return undefined;
    const measure = () => setView(viewOf(element));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (total > 0 && last >= first) onNeed(first, last);
  }, [first, last, total, onNeed]);

  const scrollTo = useCallback(
    (index: number) => {
      const element = body.current;
      if (element === null || index < 0) return;
      const top = index * height;
      // The head stays in place at the top of what scrolls.
      const room = element.clientHeight - height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room;
    },
    [height],
  );
  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => body.current?.focus(),
      hasFocus: () => body.current?.contains(document.activeElement) === true,
      scrollTo,
    }),
    [scrollTo],
  );

  const goTo = (index: number, extend: boolean) => {
    const next = Math.min(total - 1, Math.max(0, index));
    if (extend && onSelect) onSelect(Math.min(anchor.current, next), Math.max(anchor.current, next), false);
    else anchor.current = next;
    moved.current = next;
    onCurrent(next);
    scrollTo(next);
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || total === 0 || event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((body.current?.clientHeight ?? 400) / height) - 2);
    const moves: Partial<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: total - 1,
    };
    const next = moves[event.key];
    if (next !== undefined && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      goTo(next, event.shiftKey);
    } else if (event.key === 'Enter' && current >= 0) {
      event.preventDefault();
      onOpen(current);
    } else if (event.key === ' ' && onSelect && current >= 0) {
      event.preventDefault();
      const row = rowAt(current);
      anchor.current = current;
      if (row !== undefined) onSelect(current, current, selected?.has(rowKey(row)) ?? false);
    }
  };

  const click = (index: number) => (event: MouseEvent) => {
    if (event.shiftKey && onSelect) {
      onSelect(Math.min(anchor.current, index), Math.max(anchor.current, index), false);
    } else if ((event.ctrlKey || event.metaKey) && onSelect) {
      const row = rowAt(index);
      if (row !== undefined) onSelect(index, index, selected?.has(rowKey(row)) ?? false);
      anchor.current = index;
    } else anchor.current = index;
    moved.current = index;
    onCurrent(index);
  };

  /** A press on a box is a press on its row; with Shift, all rows from the one pressed before go the way of this one. */
  const tick = (index: number, on: boolean) => (event: MouseEvent) => {
    event.stopPropagation();
    const from = event.shiftKey ? anchor.current : index;
    onSelect?.(Math.min(from, index), Math.max(from, index), on);
    body.current?.focus();
    goTo(index, false);
  };

  const sortBy = (column: RowColumn<R, S>) => {
    if (column.sort === undefined || !props.onSort) return;
    const { sort } = props;
    if (sort?.by !== column.sort) props.onSort({ by: column.sort, descending: false });
    else props.onSort(sort.descending ? null : { by: column.sort, descending: true });
  };

  const checkWidth = onSelect ? CHECK_WIDTH : 0;
  const columns = columnsIn(props.columns, view.width - checkWidth);
  const template = [...(onSelect ? [`${checkWidth}px`] : []), ...columns.map(trackOf)].join(' ');
  const style = { gridTemplateColumns: template };
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

  return (
    <div
      className="row-table"
      role="grid"
      ref={body}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-multiselectable={onSelect ? true : undefined}
      aria-activedescendant={current >= first && current <= last ? `${id}-${current}` : undefined}
      onKeyDown={onKey}
      onScroll={(event) => setView(viewOf(event.currentTarget))}
    >
      <div className="row-table-head" role="row" aria-rowindex={1} style={style}>
        {onSelect && (
          <div role="columnheader">
            <span className="visually-hidden">{text.parts.table.check}</span>
          </div>
        )}
        {columns.map((column) => {
          const sorted = column.sort !== undefined && props.sort?.by === column.sort ? props.sort : null;
          return (
            <div
              key={column.key}
              role="columnheader"
              className={column.align === 'right' ? 'number' : undefined}
              aria-sort={sorted === null ? undefined : sorted.descending ? 'descending' : 'ascending'}
            >
              {column.sort === undefined ? (
                column.title
              ) : (
                <button type="button" tabIndex={-1} onClick={() => sortBy(column)}>
                  {column.title}
                  {sorted !== null && (sorted.descending ? <CaretDownFilled /> : <CaretUpFilled />)}
                </button>
              )}
            </div>
          );
        })}
      </div>
      <div className="row-table-body" role="presentation" style={{ height: total * height }}>
        {shown.map((index) => {
          const row = rowAt(index);
          const key = row === undefined ? null : rowKey(row);
          const on = key !== null && (selected?.has(key) ?? false);
          const why = row === undefined ? null : (props.whyFixed?.(row) ?? null);
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === current || on}
              className={`row-table-row${index === current ? ' row-current' : ''}${on ? ' row-on' : ''}`}
              style={{ ...style, top: index * height, height }}
              // With Shift rows are chosen, not the text between the two presses.
              onMouseDown={(event) => {
                if (event.shiftKey && onSelect) event.preventDefault();
              }}
              onClick={click(index)}
              onDoubleClick={() => onOpen(index)}
              draggable={props.onDragStart !== undefined && row !== undefined}
              onDragStart={(event) => props.onDragStart?.(index, event)}
              onDragEnd={props.onDragEnd}
            >
              {onSelect && (
                <div role="gridcell" title={why ?? undefined}>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    checked={on}
                    disabled={row === undefined}
                    // Not `disabled`, which would hear no press: one leads to the row and asks for it, and so hears why.
                    aria-disabled={why !== null}
                    aria-label={row === undefined ? '' : text.parts.table.rowCheck(nameOf(row))}
                    readOnly
                    onClick={tick(index, on)}
                  />
                </div>
              )}
              {columns.map((column) => (
                <div
                  key={column.key}
                  role="gridcell"
                  className={column.align === 'right' ? 'number' : undefined}
                >
                  {row === undefined ? text.parts.table.loadingRow : column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
