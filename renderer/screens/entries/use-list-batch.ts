import { useState, type DragEvent } from 'react';
import type { BatchDialogProps } from './batch-dialog';
import { listInput } from './list-filters';
import type { EntryListState } from './use-entry-list';

type Over = Omit<BatchDialogProps, 'onClose'>;

/** Which batch is open over the list, and entries on their way to a category. */
export interface ListBatch {
  readonly open: Over | null;
  /** Over the entries selected, or all that are listed. */
  readonly edit: () => void;
  /** Coding of the entries selected, or of the one that the cursor is on. */
  readonly code: () => void;
  readonly close: () => void;
  /** How many entries are dragged; null where none are. */
  readonly dragged: number | null;
  readonly startDrag: (index: number, event: DragEvent) => void;
  readonly endDrag: () => void;
  /** The entries dragged were let go over a category: their new codes are shown. */
  readonly drop: (front: string) => void;
}

/** The conditions of the list without its order. */
function batchFilter(filters: EntryListState['filters']) {
  const { sort: _sort, descending: _descending, ...filter } = listInput(filters);
  return filter;
}

export function useListBatch(list: EntryListState, chosenFront: string): ListBatch {
  const { pages, selected, filters } = list;
  /** `null` entries: those selected when it is drawn, else all listed. */
  const [batch, setBatch] = useState<(Omit<Over, 'entries'> & { entries: readonly string[] | null }) | null>(
    null,
  );
  const [dragged, setDragged] = useState<readonly string[] | null>(null);
  const chosen = selected.size > 0 ? [...selected.keys()] : null;

  const openOver = (): Over | null => {
    if (batch === null || !pages.total) return null;
    const entries = batch.entries ?? chosen;
    return {
      ...batch,
      entries: entries === null ? batchFilter(filters) : [...entries],
      count: entries?.length ?? pages.total,
      first: { ...(chosenFront === '' ? {} : { front: chosenFront }), ...batch.first },
    };
  };
  return {
    open: openOver(),
    edit: () => setBatch({ entries: null }),
    code: () => {
      const current = pages.rowAt(list.current);
      const entries = chosen ?? (current === undefined ? [] : [current.id]);
      if (entries.length > 0) setBatch({ entries, first: { kind: 'code', onlyUncoded: false } });
    },
    close: () => setBatch(null),
    dragged: dragged?.length ?? null,
    startDrag: (index, event) => {
      const row = pages.rowAt(index);
      if (row === undefined) return;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', row.name);
      setDragged(chosen !== null && selected.has(row.id) ? chosen : [row.id]);
    },
    endDrag: () => setDragged(null),
    drop: (front) => {
      setDragged(null);
      if (dragged === null) return;
      setBatch({
        entries: dragged,
        first: { kind: 'code', front, onlyUncoded: false },
        previewAtOnce: true,
      });
    },
  };
}
