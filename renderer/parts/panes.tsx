import {
  Fragment,
  useCallback,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { readPreference, writePreference } from './preference';
import { text } from '#renderer/text/zh-cn';

export interface Pane {
  readonly key: string;
  readonly content: ReactNode;
  /** Usual size in pixels; exactly one pane has none and takes what is left. */
  readonly size?: number;
  readonly min: number;
}

export interface PanesProps {
  /** The borders are remembered under this name. */
  readonly name: string;
  readonly orientation?: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
}

const STEP = 16;

/** Panes side by side (or one above the other) with borders that are dragged, or moved with the arrow keys. */
export function Panes({ name, orientation = 'horizontal', panes }: PanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [sizes, setSizes] = useState<Readonly<Record<string, number>>>(() =>
    readPreference<Record<string, number>>(`panes.${name}`, {}),
  );
  const horizontal = orientation === 'horizontal';

  const sizeOf = useCallback((pane: Pane): number => sizes[pane.key] ?? pane.size ?? 0, [sizes]);

  /** Moves the border after pane `index`: whichever neighbour has a size of its own takes the change. */
  const move = (index: number, delta: number, keep: boolean) => {
    const before = panes[index]!;
    const after = panes[index + 1]!;
    const target = before.size === undefined ? after : before;
    const sign = target === before ? 1 : -1;
    const whole = horizontal ? frame.current?.clientWidth : frame.current?.clientHeight;
    const others = panes.reduce(
      (sum, pane) => (pane === target ? sum : sum + (pane.size === undefined ? pane.min : sizeOf(pane))),
      0,
    );
    const most = Math.max(target.min, (whole ?? 4000) - others - 8 * (panes.length - 1));
    const size = Math.round(Math.min(most, Math.max(target.min, sizeOf(target) + sign * delta)));
    const next = { ...sizes, [target.key]: size };
    setSizes(next);
    if (keep) writePreference(`panes.${name}`, next);
  };

  const drag = (index: number) => (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const start = horizontal ? event.clientX : event.clientY;
    let last = 0;
    const onMove = (moved: globalThis.PointerEvent) => {
      last = (horizontal ? moved.clientX : moved.clientY) - start;
      move(index, last, false);
    };
    const onUp = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', onUp);
      handle.removeEventListener('pointercancel', onUp);
      if (last !== 0) move(index, last, true);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', onUp);
    handle.addEventListener('pointercancel', onUp);
  };

  const onKey = (index: number) => (event: KeyboardEvent) => {
    const backward = horizontal ? 'ArrowLeft' : 'ArrowUp';
    const forward = horizontal ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== backward && event.key !== forward) return;
    event.preventDefault();
    move(index, event.key === forward ? STEP : -STEP, true);
  };

  return (
    <div className={`panes panes-${orientation}`} ref={frame}>
      {panes.map((pane, index) => (
        <Fragment key={pane.key}>
          <div
            className="pane"
            style={
              pane.size === undefined
                ? { flex: '1 1 0', [horizontal ? 'minWidth' : 'minHeight']: pane.min }
                : { flex: `0 1 ${sizeOf(pane)}px`, [horizontal ? 'minWidth' : 'minHeight']: pane.min }
            }
          >
            {pane.content}
          </div>
          {index < panes.length - 1 && (
            <div
              className="pane-border"
              role="separator"
              tabIndex={0}
              aria-orientation={horizontal ? 'vertical' : 'horizontal'}
              aria-label={horizontal ? text.parts.resize : text.parts.resizeHeight}
              aria-valuenow={Math.round(sizeOf(pane.size === undefined ? panes[index + 1]! : pane))}
              aria-valuemin={pane.size === undefined ? panes[index + 1]!.min : pane.min}
              aria-valuemax={4000}
              onPointerDown={drag(index)}
              onKeyDown={onKey(index)}
            />
          )}
        </Fragment>
      ))}
    </div>
  );
}
