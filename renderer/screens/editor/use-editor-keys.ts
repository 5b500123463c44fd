import { useLayoutEffect, useRef } from 'react';
import { isCovered } from '#renderer/parts/is-covered';
import type { Neighbours } from '#renderer/screens/entries/neighbours';
import type { EntryDraft } from './use-entry-draft';

export interface EditorKeysProps {
  readonly draft: EntryDraft;
  readonly neighbours: Neighbours | null;
  /** Puts the cursor in the items. */
  readonly onItems: () => void;
  readonly onClose: () => void;
}

/** Ctrl+Z, Ctrl+Y, Ctrl+S, Ctrl+PageUp/PageDown, F6 and Esc for the whole editor; never while a word is being composed. */
export function useEditorKeys(props: EditorKeysProps): void {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  // Before the editor is seen: a key pressed as soon as it is there is heard.
  useLayoutEffect(() => {
    // Ahead of the fields, so that undo means the draft's history and not the one of a single field.
    const onCommand = (event: KeyboardEvent) => {
      if (event.isComposing || !event.ctrlKey || event.altKey || isCovered()) return;
      const { draft, neighbours } = latest.current;
      const key = event.key.toLowerCase();
      const act =
        key === 'z'
          ? event.shiftKey
            ? draft.redo
            : draft.undo
          : key === 'y'
            ? draft.redo
            : key === 's'
              ? () => void draft.flush()
              : event.key === 'PageUp'
                ? neighbours?.previous
                : event.key === 'PageDown'
                  ? neighbours?.next
                  : null;
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    // Form, findings, items, and round again: without it the way from the form to the items is two dozen tabs.
    let last: 'form' | 'findings' | 'items' = 'form';
    const pane = (): typeof last => {
      const at = document.activeElement;
      // The finding that had the focus may just have been mended: then it is where it was put last.
      if (at === null || at === document.body) return last;
      if (at.closest('.item-grid') !== null) return 'items';
      return at.closest('.finding-panel') === null ? 'form' : 'findings';
    };
    const onPanes = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.isComposing || isCovered()) return;
      event.preventDefault();
      const { onItems } = latest.current;
      const findings = document.querySelector<HTMLElement>('.finding-panel .finding-go');
      const from = pane();
      last = from === 'items' ? 'form' : from === 'findings' || findings === null ? 'items' : 'findings';
      if (last === 'form') document.querySelector<HTMLElement>('.entry-fields input')?.focus();
      else if (last === 'items') onItems();
      else findings?.focus();
    };
    // After everything else, so that what is open (a list, a search bar, a cell) is closed first.
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || isCovered()) return;
      latest.current.onClose();
    };
    addEventListener('keydown', onCommand, true);
    addEventListener('keydown', onEscape);
    addEventListener('keydown', onPanes);
    return () => {
      removeEventListener('keydown', onCommand, true);
      removeEventListener('keydown', onEscape);
      removeEventListener('keydown', onPanes);
    };
  }, []);
}
