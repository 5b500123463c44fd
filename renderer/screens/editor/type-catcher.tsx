import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { DataEditorRef } from '@glideapps/glide-data-grid';
import { text } from '#renderer/text/zh-cn';

/** Column and row, counted from 0. */
export type CellPlace = readonly [column: number, row: number];

export interface TypeCatcherProps {
  readonly frame: RefObject<HTMLElement | null>;
  readonly grid: RefObject<DataEditorRef | null>;
  /** The selected cell, or null where none is. */
  readonly cell: CellPlace | null;
  readonly limit: number;
  /** The column has a list to choose from: what is typed narrows the list instead of standing in the cell. */
  readonly choice: boolean;
  /** Takes what was typed into a cell over and moves the cursor. */
  readonly onCommit: (cell: CellPlace, value: string, move: CellPlace) => void;
  /** Opens the list of the selected cell, narrowed to what was composed. */
  readonly onChoose: (typed: string) => void;
}

const MOVES: Readonly<Partial<Record<string, CellPlace>>> = {
  Enter: [0, 1],
  Tab: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
const STAY: CellPlace = [0, 0];
const RELEASES = ['pointerup', 'pointercancel'] as const;

const canvasOf = (frame: HTMLElement | null): HTMLCanvasElement | null =>
  frame?.querySelector<HTMLCanvasElement>('canvas[data-testid="data-grid-canvas"]') ?? null;

/**
 * The field that has the focus in place of the grid's canvas, over the selected cell and invisible until something is
 * typed. Input methods do not work on a canvas: the first letter of a word would come through as a letter. Here the
 * whole word is composed in a real field. Keys that are no text are handed on to the grid.
 */
export function TypeCatcher(props: TypeCatcherProps) {
  const { frame, grid, cell } = props;
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [composing, setComposing] = useState(false);
  /** The cell that is being typed into; the selection may have moved on before it is left. */
  const target = useRef<CellPlace | null>(null);
  /** The mouse is down on the grid: what takes the focus now is meant. */
  const pressed = useRef(false);
  const busy = typed !== '' || composing;
  const [column, row] = cell ?? [-1, -1];

  // Over the selected cell, so that the list of an input method opens beside it.
  useLayoutEffect(() => {
    const element = box.current;
    const outer = frame.current?.getBoundingClientRect();
    const bounds = column < 0 ? undefined : grid.current?.getBounds(column, row);
    if (element === null || outer === undefined || bounds === undefined) return;
    Object.assign(element.style, {
      left: `${bounds.x - outer.x}px`,
      top: `${bounds.y - outer.y}px`,
      width: `${bounds.width}px`,
      height: `${bounds.height}px`,
    });
  }, [frame, grid, column, row, busy]);

  useEffect(() => {
    const outer = frame.current;
    if (outer === null) return undefined;
    const onFocus = (event: globalThis.FocusEvent) => {
      if (event.target === canvasOf(outer)) box.current?.focus({ preventScroll: true });
    };
    // The grid goes on drawing its cursor: for it the focus has not left.
    const onBlur = (event: globalThis.FocusEvent) => {
      if (event.target === canvasOf(outer) && event.relatedTarget === box.current)
        event.stopImmediatePropagation();
    };
    const onPress = () => {
      pressed.current = true;
    };
    const onRelease = () => {
      pressed.current = false;
    };
    outer.addEventListener('focusin', onFocus);
    outer.addEventListener('pointerdown', onPress, true);
    addEventListener('focusout', onBlur, true);
    for (const end of RELEASES) addEventListener(end, onRelease, true);
    return () => {
      outer.removeEventListener('focusin', onFocus);
      outer.removeEventListener('pointerdown', onPress, true);
      removeEventListener('focusout', onBlur, true);
      for (const end of RELEASES) removeEventListener(end, onRelease, true);
    };
  }, [frame]);

  const clear = () => {
    target.current = null;
    setTyped('');
    setComposing(false);
  };
  const commit = (move: CellPlace) => {
    const place = target.current;
    const value = typed;
    clear();
    if (place !== null) props.onCommit(place, value, move);
  };
  const take = (value: string) => {
    target.current ??= cell;
    setTyped(value);
  };

  /** Lets the grid act on a key as if it had been pressed there. */
  const handOn = (event: KeyboardEvent) => {
    const canvas = canvasOf(frame.current);
    if (canvas === null) return;
    const { key, code, shiftKey, ctrlKey, altKey, metaKey } = event;
    const copy = new globalThis.KeyboardEvent('keydown', {
      key,
      code,
      keyCode: event.keyCode,
      shiftKey,
      ctrlKey,
      altKey,
      metaKey,
      bubbles: true,
      cancelable: true,
    });
    canvas.dispatchEvent(copy);
    if (copy.defaultPrevented) event.preventDefault();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key, ctrlKey, altKey, metaKey } = event;
    if (event.nativeEvent.isComposing || key === 'Process') return;
    // Nothing half typed: Esc means what it means everywhere in the editor.
    if (key === 'Escape' && !busy) return;
    event.stopPropagation();
    const plain = !ctrlKey && !altKey && !metaKey;
    if (busy) {
      const move = MOVES[key];
      if (key === 'Escape') {
        event.preventDefault();
        clear();
      } else if (move !== undefined && plain) {
        event.preventDefault();
        commit(event.shiftKey ? [-move[0], -move[1]] : move);
      }
      return;
    }
    const isText = plain && key.length === 1 && key !== ' ';
    if (isText && !props.choice) return;
    const clipboard = (ctrlKey || metaKey) && ['c', 'x', 'v'].includes(key.toLowerCase());
    if (!clipboard) handOn(event);
  };

  const onBlur = (event: FocusEvent) => {
    // A picture after each edit the grid takes the focus by itself, and gives it back: what is typed by then goes on.
    if (!pressed.current && event.relatedTarget === canvasOf(frame.current)) return;
    if (busy && event.relatedTarget !== box.current) commit(STAY);
  };

  return (
    <input
      ref={box}
      className={`type-catcher${busy ? ' type-catcher-busy' : ''}`}
      tabIndex={-1}
      aria-label={text.editor.grid.typeHere}
      autoComplete="off"
      maxLength={props.limit}
      value={typed}
      onChange={(event) => take(event.target.value)}
      onKeyDown={onKeyDown}
      onCompositionStart={() => {
        target.current ??= cell;
        setComposing(true);
      }}
      onCompositionEnd={(event) => {
        setComposing(false);
        const word = event.currentTarget.value;
        if (!props.choice) take(word);
        else {
          clear();
          props.onChoose(word);
        }
      }}
      onBlur={onBlur}
    />
  );
}
