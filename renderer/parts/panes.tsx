import {
  Fragment,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { useLook } from './look';
import { readPreference, writePreference } from './preference';
import { text } from '#renderer/text/zh-cn';

export interface Pane {
  readonly key: string;
  readonly content: ReactNode;
  /** Usual size in pixels, which is never more than half of the whole; exactly one pane has none and takes what is left. */
  readonly size?: number;
  readonly min: number;
}

export interface PanesProps {
  /** The borders are remembered under this name, for each size of type by itself. */
  readonly name: string;
  readonly orientation?: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
}

const STEP = 16;

interface Kept {
  readonly place: string;
  /** Pixels by pane, of those that somebody moved a border of. */
  readonly sizes: Readonly<Record<string, number>>;
}
const keptAt = (place: string): Kept => ({ place, sizes: readPreference(place, {}) });

/** Panes side by side (or one above the other) with borders that are dragged, or moved with the arrow keys. */
export function Panes({ name, orientation = 'horizontal', panes }: PanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { size: type } = useLook();
  const place = `panes.${name}${type === 'usual' ? '' : `.${type}`}`;
  const [kept, setKept] = useState(() => keptAt(place));
  if (kept.place !== place) setKept(keptAt(place));
  const { sizes } = kept;
  const horizontal = orientation === 'horizontal';
  /** Sizes that the panes are drawn with; where there is not room for all, they are less than what was asked for. */
  const [drawn, setDrawn] = useState<readonly number[]>([]);
  const shown = panes.map(({ key }) => key).join(' ');
  useLayoutEffect(() => {
    const all = [...(frame.current?.querySelectorAll<HTMLElement>(':scope > .pane') ?? [])];
    const observer = new ResizeObserver(() =>
      setDrawn(all.map((pane) => (horizontal ? pane.offsetWidth : pane.offsetHeight))),
    );
    for (const pane of all) observer.observe(pane);
    return () => observer.disconnect();
  }, [shown, horizontal]);

  const sizeOf = (pane: Pane): number => sizes[pane.key] ?? pane.size ?? 0;
  const basisOf = (pane: Pane): string =>
    sizes[pane.key] === undefined ? `min(${pane.size}px, 50%)` : `${sizes[pane.key]}px`;

  /** Which pane takes the change where the border after pane `index` is moved: one that has a size of its own. */
  const targetAt = (index: number): number => (panes[index]!.size === undefined ? index + 1 : index);
  const drawnSize = (index: number): number => drawn[index] ?? sizeOf(panes[index]!);
  /** Moves the border after pane `index` by `delta` from where it was when the pane that changes had the size `from`. */
  const move = (index: number, from: number, delta: number, keep: boolean) => {
    const at = targetAt(index);
    const target = panes[at]!;
    const sign = at === index ? 1 : -1;
    const whole = horizontal ? frame.current?.clientWidth : frame.current?.clientHeight;
    const others = panes.reduce(
      (sum, pane, other) =>
        pane === target ? sum : sum + (pane.size === undefined ? pane.min : drawnSize(other)),
      0,
    );
    const most = Math.max(target.min, (whole ?? 4000) - others - 8 * (panes.length - 1));
    const size = Math.round(Math.min(most, Math.max(target.min, from + sign * delta)));
    const next = { ...sizes, [target.key]: size };
    setKept({ place, sizes: next });
    if (keep) writePreference(place, next);
  };

  const drag = (index: number) => (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const start = horizontal ? event.clientX : event.clientY;
    const from = drawnSize(targetAt(index));
    let last = 0;
    const onMove = (moved: globalThis.PointerEvent) => {
      last = (horizontal ? moved.clientX : moved.clientY) - start;
      move(index, from, last, false);
    };
    const onUp = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', onUp);
      handle.removeEventListener('pointercancel', onUp);
      if (last !== 0) move(index, from, last, true);
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
    move(index, drawnSize(targetAt(index)), event.key === forward ? STEP : -STEP, true);
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
                : { flex: `0 1 ${basisOf(pane)}`, [horizontal ? 'minWidth' : 'minHeight']: pane.min }
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
              aria-valuenow={drawnSize(targetAt(index))}
              aria-valuemin={panes[targetAt(index)]!.min}
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
