import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { formatCells, formatCellsAsHtml, parseCells } from './paste-text';

export interface GridClipboard {
  /** The chosen cells, row by row; nothing chosen: no rows. */
  readonly copy: () => string[][];
  /** Empties the chosen cells after a cut; null where nothing may be changed. */
  readonly clear: (() => void) | null;
  readonly paste: ((cells: string[][]) => void) | null;
}

/**
 * Copy, cut and paste while the grid has the focus, by the events of the clipboard alone: the grid's own way asks for
 * a permission that this window does not give.
 */
export function useGridClipboard(frame: RefObject<HTMLElement | null>, acts: GridClipboard): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  // Before the grid sets up its own listeners, so that these come first and can end the matter.
  useLayoutEffect(() => {
    const mine = (): boolean => frame.current?.contains(document.activeElement) ?? false;
    const take = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onCopy = (event: ClipboardEvent) => {
      if (!mine()) return;
      take(event);
      const rows = latest.current.copy();
      if (rows.length === 0) return;
      event.clipboardData?.setData('text/plain', formatCells(rows));
      event.clipboardData?.setData('text/html', formatCellsAsHtml(rows));
      if (event.type === 'cut') latest.current.clear?.();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!mine()) return;
      take(event);
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text !== '') latest.current.paste?.(parseCells(text));
    };
    addEventListener('copy', onCopy, true);
    addEventListener('cut', onCopy, true);
    addEventListener('paste', onPaste, true);
    return () => {
      removeEventListener('copy', onCopy, true);
      removeEventListener('cut', onCopy, true);
      removeEventListener('paste', onPaste, true);
    };
  }, [frame]);
}
