import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { formatCells, formatCellsAsHtml, parseCells } from './paste-text';

export interface GridClipboard {
  /** The chosen cells, row by row; nothing chosen: no rows. */
  readonly copy: () => string[][];
  /** Empties the chosen cells after a cut; null where nothing may be changed. */
  readonly clear: (() => void) | null;
  readonly paste: ((cells: string[][]) => void) | null;
  /** Whether a value of several lines is meant for the one cell that is being edited. */
  readonly takesLines: () => boolean;
}

/** The box of the cell editor while it is open and still empty, as it is after a click on the line for new items. */
function emptyCellBox(): HTMLElement | null {
  const box = document.activeElement;
  const typing = box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement;
  return typing && box.value === '' && box.closest('#portal') !== null ? box : null;
}

function leaveCell(box: HTMLElement): void {
  const escape = { key: 'Escape', code: 'Escape', keyCode: 27, bubbles: true, cancelable: true };
  box.dispatchEvent(new KeyboardEvent('keydown', escape));
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
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const cells = parseCells(text);
      const box = emptyCellBox();
      if (box !== null) {
        const block =
          cells.some((row) => row.length > 1) || (cells.length > 1 && !latest.current.takesLines());
        if (!block) return;
        take(event);
        leaveCell(box);
        latest.current.paste?.(cells);
        return;
      }
      if (!mine()) return;
      take(event);
      if (text !== '') latest.current.paste?.(cells);
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
